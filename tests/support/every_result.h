#pragma once
// Small results that together have every kind, every key and every state that a result can have.

#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

std::vector<PageResult> everyResult();

} // namespace palimpsest
