#include "pipelines/decode/location_mask.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "pipelines/decode/location_tokens.h"

namespace palimpsest {
namespace {

std::vector<std::int32_t> consecutive(std::int32_t first, int count)
{
    std::vector<std::int32_t> ids(static_cast<std::size_t>(count));
    std::iota(ids.begin(), ids.end(), first);
    return ids;
}

// How many tokens of one kind an answer ends with, and how many of the other kind stand before those.
struct Ending {
    std::size_t locations = 0;
    std::size_t segments = 0;
};

Ending endingOf(const std::vector<std::int32_t>& generated, const Vocabulary& vocabulary)
{
    Ending ending;
    auto at = generated.rbegin();
    for (; at != generated.rend() && vocabulary.segmentCode(*at); ++at)
        ++ending.segments;
    for (; at != generated.rend() && vocabulary.locationBin(*at); ++at)
        ++ending.locations;
    return ending;
}

} // namespace

LogitsMask locationMask(std::shared_ptr<const Vocabulary> vocabulary, const LocationMaskRules& rules)
{
    const std::optional<std::int32_t> firstLocation = vocabulary ? vocabulary->locationId(0) : std::nullopt;
    const std::optional<std::int32_t> firstSegment = vocabulary ? vocabulary->segmentId(0) : std::nullopt;
    if (!firstLocation)
        return {};
    return [vocabulary = std::move(vocabulary), rules, firstLocation, firstSegment](
               const std::vector<std::int32_t>& generated) -> std::optional<std::vector<std::int32_t>> {
        if (rules.startWithBox && generated.size() <= rules.forcedTokens) {
            std::vector<std::int32_t> allowed = consecutive(*firstLocation, kLocationBins);
            allowed.push_back(vocabulary->eosId());
            return allowed;
        }
        const Ending ending = endingOf(generated, *vocabulary);
        const std::size_t within = ending.locations % 4;
        if (ending.segments == 0 && within > 0) {
            int lowest = 0;
            if (rules.validBoxes && within >= 2)
                lowest = vocabulary->locationBin(generated[generated.size() - 2]).value_or(0);
            return consecutive(*firstLocation + lowest, kLocationBins - lowest);
        }
        const bool boxComplete = ending.locations > 0 && within == 0;
        if (rules.masks && firstSegment && boxComplete && ending.segments < kCodesPerMask)
            return consecutive(*firstSegment, kSegmentCodes);
        return std::nullopt;
    };
}

} // namespace palimpsest
