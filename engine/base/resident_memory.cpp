#include "engine/base/resident_memory.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace palimpsest {
namespace {

std::uint64_t statusBytes(std::string_view key)
{
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with(key))
            return std::strtoull(line.c_str() + key.size(), nullptr, 10) * 1024;
    }
    return 0;
}

} // namespace

std::uint64_t residentMemoryBytes()
{
    return statusBytes("VmRSS:");
}

std::uint64_t peakMemoryBytes()
{
    return statusBytes("VmHWM:");
}

} // namespace palimpsest
