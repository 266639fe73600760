#include "pipelines/detection/closed_set.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "pipelines/decode/location_tokens.h"

namespace palimpsest {
namespace {

constexpr std::size_t kTokensOfBox = 4;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

Result<ClassTokens> ClassTokens::create(const ClosedSet& closed, const Vocabulary* vocabulary)
{
    ClassTokens tokens;
    if (closed.tokens.empty() || vocabulary == nullptr)
        return tokens;
    std::unordered_map<std::string_view, std::int32_t> ids;
    for (std::size_t id = 0; id < vocabulary->size(); ++id)
        ids.emplace(vocabulary->pieceText(static_cast<std::int32_t>(id)), static_cast<std::int32_t>(id));
    for (std::size_t i = 0; i < closed.tokens.size(); ++i) {
        const auto known = ids.find(closed.tokens[i]);
        if (known == ids.end())
            return Error{ ErrorCode::InvalidModel,
                "the manifest has '" + closed.tokens[i] + "' for the class '" + closed.classes[i]
                    + "', which is no piece of the checkpoint's tokenizer; look into 'class_tokens'" };
        tokens.m_names[known->second] = closed.classes[i];
        tokens.m_classes.push_back(known->second);
    }
    if (const auto noise = ids.find(closed.noise); noise != ids.end())
        tokens.m_names[noise->second] = closed.noise;
    return tokens;
}

void ClassTokens::spellOut(std::vector<AnswerPiece>& pieces, const std::vector<std::int32_t>& ids) const
{
    for (std::size_t i = 0; i < std::min(pieces.size(), ids.size()); ++i)
        if (const auto name = m_names.find(ids[i]); name != m_names.end())
            pieces[i] = { AnswerPiece::Kind::Text, 0, name->second, pieces[i].logProbability };
}

LogitsMask ClassTokens::mask(std::shared_ptr<const Vocabulary> vocabulary, std::size_t mostObjects) const
{
    const std::optional<std::int32_t> firstLocation = vocabulary ? vocabulary->locationId(0) : std::nullopt;
    if (!firstLocation || empty())
        return {};
    std::vector<std::int32_t> locations(kLocationBins);
    std::iota(locations.begin(), locations.end(), *firstLocation);
    return [locations = std::move(locations), classes = m_classes, end = vocabulary->eosId(), mostObjects](
               const std::vector<std::int32_t>& generated) -> std::optional<std::vector<std::int32_t>> {
        if (generated.size() / (kTokensOfBox + 1) >= mostObjects)
            return std::vector{ end };
        return generated.size() % (kTokensOfBox + 1) < kTokensOfBox ? locations : classes;
    };
}

const std::string* classOf(const ClosedSet& closed, std::string_view label)
{
    const auto alike = [label](const std::string& name) {
        return std::equal(
            name.begin(), name.end(), label.begin(), label.end(), [](char a, char b) { return lower(a) == lower(b); });
    };
    auto found = std::find(closed.classes.begin(), closed.classes.end(), label);
    if (found == closed.classes.end())
        found = std::find_if(closed.classes.begin(), closed.classes.end(), alike);
    return found == closed.classes.end() ? nullptr : &*found;
}

} // namespace palimpsest
