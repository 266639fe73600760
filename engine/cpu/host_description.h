#pragma once
// What the system says about this machine's processor and memory. Read anew at every call; any thread.

#include <cstdint>
#include <string>

namespace palimpsest::cpu {

// "AMD EPYC"; "CPU" where the system does not say.
[[nodiscard]] std::string processorName();

[[nodiscard]] std::uint64_t totalMemoryBytes();

// What programs can get without pushing others into swap: free pages and what the file cache would give up.
[[nodiscard]] std::uint64_t availableMemoryBytes();

} // namespace palimpsest::cpu
