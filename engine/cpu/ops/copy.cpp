#include <cstring>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void copy(const CopyArgs& args, ThreadPool&)
{
    std::memcpy(pointerTo<float>(args.out), pointerTo<const float>(args.in), args.in.sizeBytes());
}

} // namespace palimpsest::cpu::plain
