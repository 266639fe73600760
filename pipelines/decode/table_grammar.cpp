#include "pipelines/decode/table_grammar.h"

#include <utility>

namespace palimpsest {
namespace {

constexpr std::uint8_t kMostDigits = 3; // of a span; more than 100 are cut when they are read
constexpr std::uint8_t kBinsOfBox = 4;

constexpr std::array<std::string_view, 3> kAttributes{ " colspan=\"", " rowspan=\"", " coords=\"" };
constexpr std::size_t kCoords = 2; // index of coords

struct InnerTag {
    char letter;
    std::string_view opens;
    std::string_view closes;
};
constexpr std::array<InnerTag, 4> kInnerTags{ { { 'b', "<b>", "</b>" }, { 'i', "<i>", "</i>" },
    { 'p', "<sup>", "</sup>" }, { 's', "<sub>", "</sub>" } } };

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

} // namespace

bool TableGrammar::take(std::string_view bytes)
{
    for (const char byte : bytes) {
        if (!takeByte(byte)) {
            *this = {};
            m_place = Place::Nowhere;
            return false;
        }
    }
    return true;
}

bool TableGrammar::takeLocation()
{
    if (m_place == Place::Coords && m_count < kBinsOfBox) {
        ++m_count;
        return true;
    }
    *this = {};
    m_place = Place::Nowhere;
    return false;
}

bool TableGrammar::takeByte(char byte)
{
    switch (m_place) {
    case Place::End:
    case Place::Nowhere:
        return false;
    case Place::Number:
        return takeDigit(byte);
    case Place::Coords:
        if (byte != '"' || m_count < kBinsOfBox)
            return false;
        m_place = Place::Tag;
        return true;
    case Place::Text:
        if (m_begun.empty() && byte != '<')
            return !isControl(byte);
        return takeOfTag(byte);
    default:
        return takeOfTag(byte);
    }
}

bool TableGrammar::takeDigit(char byte)
{
    if (byte == '"' && m_count > 0) {
        m_place = Place::Tag;
        return true;
    }
    if (byte < (m_count == 0 ? '1' : '0') || byte > '9' || m_count == kMostDigits)
        return false;
    ++m_count;
    return true;
}

TableGrammar::Tags TableGrammar::tagsHere() const
{
    switch (m_place) {
    case Place::Start:
        return { "<table>" };
    case Place::Table:
        return { "<thead>", "<tbody>", "<tr>", "</table>" };
    case Place::HeadStart:
    case Place::BodyStart:
        return { "<tr>" };
    case Place::Head:
        return { "<tr>", "</thead>" };
    case Place::Groups:
        return { "<tbody>", "<tr>", "</table>" };
    case Place::Body:
        return { "<tr>", "</tbody>" };
    case Place::Row:
        return { "<td", "<th", "</tr>" };
    case Place::Tag: {
        Tags tags{ ">" };
        for (std::size_t i = 0; i < kAttributes.size(); ++i)
            if ((m_attributes & (1U << i)) == 0)
                tags.at(i + 1) = kAttributes.at(i);
        return tags;
    }
    case Place::Text: {
        Tags tags{ "<br>" };
        if (m_inner.empty())
            tags[1] = m_headerCell ? "</th>" : "</td>";
        for (std::size_t i = 0; i < kInnerTags.size(); ++i) {
            const InnerTag& inner = kInnerTags.at(i);
            if (!m_inner.empty() && m_inner.back() == inner.letter)
                tags.at(i + 2) = inner.closes;
            else if (m_inner.find(inner.letter) == std::string::npos)
                tags.at(i + 2) = inner.opens;
        }
        return tags;
    }
    case Place::Number:
    case Place::Coords:
    case Place::End:
    case Place::Nowhere:
        break;
    }
    return {};
}

// No tag begins as a whole other one.
bool TableGrammar::takeOfTag(char byte)
{
    m_begun += byte;
    for (const std::string_view tag : tagsHere()) {
        if (tag == m_begun)
            return enter(std::exchange(m_begun, {}));
        if (tag.starts_with(m_begun))
            return true;
    }
    return false;
}

bool TableGrammar::enter(std::string_view tag)
{
    using Step = std::pair<std::string_view, Place>;
    static constexpr std::array<Step, 8> steps{ { { "<table>", Place::Table }, { "</table>", Place::End },
        { "<thead>", Place::HeadStart }, { "</thead>", Place::Groups }, { "<tbody>", Place::BodyStart },
        { "</tbody>", Place::Groups }, { "</td>", Place::Row }, { "</th>", Place::Row } } };
    for (const auto& [known, place] : steps) {
        if (known == tag) {
            m_place = place;
            return true;
        }
    }
    if (tag == "<tr>") {
        m_rows = m_place == Place::HeadStart || m_place == Place::Head ? Place::Head
            : m_place == Place::BodyStart || m_place == Place::Body    ? Place::Body
                                                                       : Place::Groups;
        m_place = Place::Row;
    } else if (tag == "</tr>") {
        m_place = std::exchange(m_rows, Place::Groups);
    } else if (tag == "<td" || tag == "<th") {
        m_place = Place::Tag;
        m_headerCell = tag == "<th";
        m_attributes = 0;
    } else if (tag == ">") {
        m_place = Place::Text;
        m_attributes = 0;
    }
    for (std::size_t i = 0; i < kAttributes.size(); ++i) {
        if (kAttributes.at(i) == tag) {
            m_place = i == kCoords ? Place::Coords : Place::Number;
            m_attributes = static_cast<std::uint8_t>(m_attributes | (1U << i));
            m_count = 0;
        }
    }
    for (const InnerTag& inner : kInnerTags) {
        if (tag == inner.opens)
            m_inner += inner.letter;
        else if (tag == inner.closes)
            m_inner.pop_back();
    }
    return true;
}

} // namespace palimpsest
