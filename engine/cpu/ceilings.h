#pragma once
// Measures what this machine's processor and memory can do at most. Takes about two seconds and a gibibyte of memory.

#include "engine/backend/device_ceilings.h"
#include "engine/base/result.h"
#include "engine/base/thread_pool.h"

namespace palimpsest::cpu {

Result<DeviceCeilings> measureCeilings(ThreadPool& pool);

} // namespace palimpsest::cpu
