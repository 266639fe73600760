#include "pipelines/batch/shard.h"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>

#include "engine/base/sha256.h"

namespace palimpsest {

namespace {

constexpr std::size_t kMostShards = 99'999;

std::optional<std::size_t> wholeNumber(std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<std::size_t> numberIn(const EnvironmentLookup& environment, const char* name)
{
    const char* const value = environment(name);
    return value == nullptr ? std::nullopt : wholeNumber(value);
}

Error bad(const std::string& text)
{
    return { ErrorCode::BadArguments,
        "'" + text
            + "' is no shard; write 3/64 for the third of 64, or auto/64 for the number that Slurm or Kubernetes "
              "gives" };
}

Result<Shard> shardOf(const std::string& text, std::optional<std::size_t> number, std::optional<std::size_t> count)
{
    if (!number || !count || *number < 1 || *number > *count || *count > kMostShards)
        return bad(text);
    return Shard{ *number, *count };
}

// Part of an array, sent again alone, must not take itself for the whole.
Result<Shard> shardFromSlurm(const EnvironmentLookup& environment)
{
    const auto number = numberIn(environment, "SLURM_ARRAY_TASK_ID");
    const auto count = numberIn(environment, "SLURM_ARRAY_TASK_COUNT");
    const auto first = numberIn(environment, "SLURM_ARRAY_TASK_MIN");
    const auto last = numberIn(environment, "SLURM_ARRAY_TASK_MAX");
    if (!number || !count || !first || !last)
        return Shard{};
    if (*first > 1 || *last - *first + 1 != *count)
        return Error{ ErrorCode::BadArguments,
            "this Slurm array is only a part of one, so the number of shards is not known; give --shard auto/N" };
    return shardOf("SLURM_ARRAY_TASK_ID=" + std::to_string(*number), *number - *first + 1, count);
}

} // namespace

bool Shard::holds(std::string_view id) const
{
    Sha256 hash;
    hash.update(id);
    const std::string digits = hash.finish();
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + 16, value, 16);
    return value % count == number - 1;
}

std::string Shard::suffix() const
{
    if (count == 1)
        return {};
    char text[32];
    std::snprintf(text, sizeof text, "-%05zu-of-%05zu", number, count);
    return text;
}

Result<Shard> parseShard(const std::string& text, const EnvironmentLookup& environment)
{
    if (text.empty()) {
        if (numberIn(environment, "JOB_COMPLETION_INDEX"))
            return Error{ ErrorCode::BadArguments,
                "JOB_COMPLETION_INDEX says which shard this is, but not of how many; give --shard auto/N" };
        return shardFromSlurm(environment);
    }
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos)
        return bad(text);
    const auto count = wholeNumber(std::string_view(text).substr(slash + 1));
    if (text.substr(0, slash) != "auto")
        return shardOf(text, wholeNumber(std::string_view(text).substr(0, slash)), count);
    if (const auto index = numberIn(environment, "JOB_COMPLETION_INDEX"))
        return shardOf(text, *index + 1, count);
    return shardOf(text, numberIn(environment, "SLURM_ARRAY_TASK_ID"), count);
}

} // namespace palimpsest
