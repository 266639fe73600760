#pragma once
// Which part of a batch one of several runs works on: membership is decided by a hash of an item's id, so it does not
// depend on what else is in the batch. Plain values.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace palimpsest {

struct Shard {
    std::size_t number = 1; // from 1
    std::size_t count = 1;

    // The first 64 bits of the id's SHA-256, modulo the count.
    [[nodiscard]] bool holds(std::string_view id) const;
    // "-00003-of-00064"; empty where there is only one.
    [[nodiscard]] std::string suffix() const;
};

using EnvironmentLookup = std::function<const char*(const char* name)>;

// "3/64", counted from 1; "auto/64": the number from SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX (which counts from 0);
// empty: number and count from Slurm where the program runs in an array, else the only shard. BadArguments where that
// makes no sense.
Result<Shard> parseShard(const std::string& text, const EnvironmentLookup& environment);

} // namespace palimpsest
