#include "pipelines/molecule/label_grammar.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "pipelines/decode/grammar_mask.h"
#include "pipelines/decode/location_mask.h"
#include "pipelines/molecule/label_names.h"

namespace palimpsest {
namespace {

constexpr int kMostDigits = 2;
constexpr std::size_t kLocationsPerBox = 4;

// Names that begin with a small letter (iPr) would take what is no letter at all: a 3 read as an i has to go on.
bool beginsName(std::string_view letters)
{
    const auto names = labelNames();
    return std::isupper(static_cast<unsigned char>(letters.front())) != 0
        && std::any_of(names.begin(), names.end(),
            [letters](const LabelName& name) { return name.letters.substr(0, letters.size()) == letters; });
}

bool isName(std::string_view letters)
{
    const auto names = labelNames();
    return std::any_of(
        names.begin(), names.end(), [letters](const LabelName& name) { return name.letters == letters; });
}

// " label ;" behind a box, and no further: what follows is the next box.
class LabelAnswer {
public:
    bool take(char letter)
    {
        switch (m_place) {
        case Place::Before:
            if (letter == ' ')
                return true;
            m_place = Place::Within;
            return m_label.take(letter);
        case Place::Within:
            if (letter != ' ')
                return m_label.take(letter);
            m_place = Place::Behind;
            return m_label.mayEnd();
        case Place::Behind:
            m_place = Place::Over;
            return letter == ';';
        case Place::Over:
            return letter == ' ';
        }
        return false;
    }
    [[nodiscard]] bool mayEnd() const
    {
        return m_place == Place::Behind || (m_place == Place::Within && m_label.mayEnd());
    }
    [[nodiscard]] bool isBehind() const { return m_place == Place::Behind || m_place == Place::Over; }
    [[nodiscard]] bool isOver() const { return m_place == Place::Over; }

private:
    enum class Place { Before, Within, Behind, Over };
    Place m_place = Place::Before;
    LabelGrammar m_label;
};

} // namespace

bool LabelGrammar::take(char letter)
{
    if (std::isdigit(static_cast<unsigned char>(letter)) != 0) {
        if (!mayEnd() || m_digits == kMostDigits || (m_digits == 0 && letter == '0'))
            return false;
        ++m_digits;
        m_name.clear();
        m_complete = false;
        return true;
    }
    if (m_digits == 0 && beginsName(m_name + letter))
        m_name += letter;
    else if ((m_name.empty() || m_complete || m_digits > 0) && beginsName(std::string_view(&letter, 1)))
        m_name.assign(1, letter);
    else
        return false;
    m_digits = 0;
    m_complete = isName(m_name);
    return true;
}

LogitsMask labelMask(std::shared_ptr<const Vocabulary> vocabulary, std::size_t labels)
{
    LogitsMask boxes = locationMask(vocabulary, {});
    if (!boxes)
        return {};
    auto tokens = std::make_shared<const std::vector<std::pair<std::int32_t, std::string>>>(asciiTokens(*vocabulary));
    return [vocabulary = std::move(vocabulary), tokens, boxes = std::move(boxes), labels](
               const std::vector<std::int32_t>& generated) -> std::optional<std::vector<std::int32_t>> {
        if (std::optional<std::vector<std::int32_t>> within = boxes(generated))
            return within;
        const auto box = std::find_if(generated.rbegin(), generated.rend(),
            [&](std::int32_t id) { return vocabulary->locationBin(id).has_value(); });
        LabelAnswer state;
        const std::span<const std::int32_t> behind(generated.end() - (box - generated.rbegin()), generated.end());
        if (!takeAll(state, vocabulary->decode(behind)) || state.isOver())
            return std::nullopt;
        const auto locations = static_cast<std::size_t>(std::count_if(generated.begin(), generated.end(),
            [&](std::int32_t id) { return vocabulary->locationBin(id).has_value(); }));
        const bool last = locations >= kLocationsPerBox * labels;
        std::vector<std::int32_t> allowed;
        for (const auto& [id, text] : *tokens) {
            LabelAnswer next = state;
            if (takeAll(next, text) && !(last && next.isBehind()))
                allowed.push_back(id);
        }
        if (state.mayEnd())
            allowed.push_back(vocabulary->eosId());
        return allowed.empty() ? std::nullopt : std::optional(std::move(allowed));
    };
}

} // namespace palimpsest
