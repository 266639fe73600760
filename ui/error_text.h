#pragma once
// What an error means to the person at the window: a heading in their language. The sentence with the particulars
// follows it as the pipelines wrote it.

#include <QString>

#include "engine/base/result.h"

namespace palimpsest {

[[nodiscard]] QString headingOf(ErrorCode code);
[[nodiscard]] QString textOf(const Error& error);

} // namespace palimpsest
