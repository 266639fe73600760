#include "engine/cpu/host_description.h"

#include <fstream>
#include <string_view>
#include <unistd.h>

namespace palimpsest::cpu {
namespace {

// The text behind "key", blanks and colon of a file of such lines; empty where there is none.
std::string valueOf(const char* file, std::string_view key)
{
    std::ifstream lines(file);
    std::string line;
    while (std::getline(lines, line)) {
        if (!line.starts_with(key))
            continue;
        const std::size_t start = line.find_first_not_of(" \t:", key.size());
        return start == std::string::npos ? std::string() : line.substr(start);
    }
    return {};
}

std::uint64_t pageBytes()
{
    return static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

std::string processorName()
{
    const std::string name = valueOf("/proc/cpuinfo", "model name");
    return name.empty() ? "CPU" : name;
}

std::uint64_t totalMemoryBytes()
{
    return static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * pageBytes();
}

std::uint64_t availableMemoryBytes()
{
    const std::string kibibytes = valueOf("/proc/meminfo", "MemAvailable");
    std::uint64_t count = 0;
    for (const char digit : kibibytes.substr(0, kibibytes.find(' '))) {
        if (digit < '0' || digit > '9')
            return static_cast<std::uint64_t>(sysconf(_SC_AVPHYS_PAGES)) * pageBytes();
        count = count * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return count > 0 ? count << 10 : static_cast<std::uint64_t>(sysconf(_SC_AVPHYS_PAGES)) * pageBytes();
}

} // namespace palimpsest::cpu
