#include "pipelines/molecule/label_grammar.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "pipelines/decode/grammar_mask.h"
#include "pipelines/molecule/label_names.h"

namespace palimpsest {
namespace {

constexpr int kMostDigits = 2;
constexpr std::size_t kLocationsPerBox = 4;

// Names that begin with a small letter (iPr) would take what is no letter at all: a 3 read as an i has to go on.
// `room`: letters that may still come.
bool beginsName(std::string_view letters, std::size_t room)
{
    const auto names = labelNames();
    return std::isupper(static_cast<unsigned char>(letters.front())) != 0
        && std::any_of(names.begin(), names.end(), [&](const LabelName& name) {
               return name.letters.substr(0, letters.size()) == letters && name.letters.size() - letters.size() <= room;
           });
}

bool isName(std::string_view letters)
{
    const auto names = labelNames();
    return std::any_of(
        names.begin(), names.end(), [letters](const LabelName& name) { return name.letters == letters; });
}

// " label ; " behind a box, and no further: what follows is the next box.
class LabelAnswer {
public:
    explicit LabelAnswer(const LetterCount& count) : m_label(count) { }

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
            m_place = Place::Next;
            return letter == ' ';
        case Place::Next:
            return false;
        }
        return false;
    }
    [[nodiscard]] bool mayEnd() const
    {
        return m_place == Place::Behind || (m_place == Place::Within && m_label.mayEnd());
    }
    [[nodiscard]] bool isWithin() const { return m_place == Place::Before || m_place == Place::Within; }
    [[nodiscard]] bool isOver() const { return m_place == Place::Over || m_place == Place::Next; }

private:
    enum class Place { Before, Within, Behind, Over, Next };
    Place m_place = Place::Before;
    LabelGrammar m_label;
};

} // namespace

bool LabelGrammar::takeDigit(char digit)
{
    if ((m_digits == 0 && !m_complete) || m_digits == kMostDigits || (m_digits == 0 && digit == '0'))
        return false;
    ++m_digits;
    m_name.clear();
    m_complete = false;
    return true;
}

bool LabelGrammar::take(char letter)
{
    if (m_taken++ == m_count.most)
        return false;
    if (std::isdigit(static_cast<unsigned char>(letter)) != 0)
        return takeDigit(letter);
    const std::size_t room = m_count.most - m_taken;
    if (m_digits == 0 && beginsName(m_name + letter, room))
        m_name += letter;
    else if ((m_name.empty() || m_complete || m_digits > 0) && beginsName(std::string_view(&letter, 1), room))
        m_name.assign(1, letter);
    else
        return false;
    m_digits = 0;
    m_complete = isName(m_name);
    return true;
}

LogitsMask labelMask(std::shared_ptr<const Vocabulary> vocabulary, std::vector<PlacedLabel> labels)
{
    if (!vocabulary || !vocabulary->locationId(0))
        return {};
    auto tokens = std::make_shared<const std::vector<std::pair<std::int32_t, std::string>>>(asciiTokens(*vocabulary));
    return [vocabulary = std::move(vocabulary), tokens, labels = std::move(labels)](
               const std::vector<std::int32_t>& generated) -> std::optional<std::vector<std::int32_t>> {
        const auto isLocation = [&](std::int32_t id) { return vocabulary->locationBin(id).has_value(); };
        const auto locations = static_cast<std::size_t>(std::count_if(generated.begin(), generated.end(), isLocation));
        const std::size_t boxes = locations / kLocationsPerBox;
        const std::size_t within = locations % kLocationsPerBox;
        if (labels.empty() || boxes > labels.size())
            return std::nullopt;
        const auto nextOfBox = [&] { return *vocabulary->locationId(labels[boxes].bins[within]); };
        if (generated.empty() || within > 0)
            return std::vector{ nextOfBox() };
        const auto box = std::find_if(generated.rbegin(), generated.rend(), isLocation);
        const std::span<const std::int32_t> behind(generated.end() - (box - generated.rbegin()), generated.end());
        if (boxes == 0)
            return std::nullopt;
        LabelAnswer state(labels[boxes - 1].count);
        if (!takeAll(state, vocabulary->decode(behind)))
            return std::nullopt;
        const bool last = boxes == labels.size();
        std::vector<std::int32_t> allowed;
        for (const auto& [id, text] : *tokens) {
            LabelAnswer next = state;
            if (takeAll(next, text) && !(last && !next.isWithin()))
                allowed.push_back(id);
        }
        if (last && state.mayEnd())
            allowed.push_back(vocabulary->eosId());
        if (!last && state.isOver())
            allowed.push_back(nextOfBox());
        return allowed.empty() ? std::nullopt : std::optional(std::move(allowed));
    };
}

} // namespace palimpsest
