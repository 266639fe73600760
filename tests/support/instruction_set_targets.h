#pragma once
// Runs fast operations on one instruction set after another, whatever the processor's best is.

#include <cstdint>
#include <string>
#include <vector>

namespace palimpsest {

// Highway's targets that were compiled in and that this processor has, best first.
std::vector<std::int64_t> instructionSetTargets();
std::string targetName(std::int64_t target);

// While it lives, every dispatch chooses `target`. One at a time, on a thread that runs no operation meanwhile.
class ForcedTarget {
public:
    explicit ForcedTarget(std::int64_t target);
    ~ForcedTarget();
    ForcedTarget(const ForcedTarget&) = delete;
    ForcedTarget& operator=(const ForcedTarget&) = delete;
};

} // namespace palimpsest
