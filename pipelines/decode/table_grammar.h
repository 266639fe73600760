#pragma once
// The canonical form of a table in HTML as an automaton over bytes and location tokens: what may come next at every
// place of an answer. Plain value. Source: spec "Table structure recognition".
//
//   table = "<table>" [ "<thead>" row { row } "</thead>" ] { "<tbody>" row { row } "</tbody>" | row } "</table>"
//   row   = "<tr>" { cell } "</tr>"
//   cell  = ( "<td" | "<th" ) { attribute } ">" text ( "</td>" | "</th>" )
//   attribute = ' colspan="' number '"' | ' rowspan="' number '"' | ' coords="' four location tokens '"', each once
//   text      = anything but "<" and control characters, "<br>", and b, i, sup and sub, closed in order

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace palimpsest {

class TableGrammar {
public:
    // Takes what came; false when it may not stand there, and then nothing may follow any more.
    [[nodiscard]] bool take(std::string_view bytes);
    [[nodiscard]] bool takeLocation();

    [[nodiscard]] bool isComplete() const { return m_place == Place::End; }

    friend auto operator<=>(const TableGrammar&, const TableGrammar&) = default;

private:
    enum class Place : std::uint8_t {
        Start,
        Table,     // no rows yet
        HeadStart, // <thead>, which wants a row
        Head,
        Groups, // behind <thead>, and between bodies
        BodyStart,
        Body,
        Row,
        Tag,    // <td or <th, before its '>'
        Number, // of a span
        Coords,
        Text,
        End,
        Nowhere,
    };

    using Tags = std::array<std::string_view, 6>; // empty ones count for nothing

    bool takeByte(char byte);
    bool takeDigit(char byte);
    bool takeOfTag(char byte);
    [[nodiscard]] Tags tagsHere() const;
    bool enter(std::string_view tag);

    Place m_place = Place::Start;
    Place m_rows = Place::Groups;  // where the open row stands
    bool m_headerCell = false;     // <th
    std::uint8_t m_attributes = 0; // bits: those that the open tag has
    std::uint8_t m_count = 0;      // digits, or location tokens, of the open attribute
    std::string m_inner;           // letters of the inner tags that are open: b, i, p (sup), s (sub)
    std::string m_begun;           // of a tag
};

} // namespace palimpsest
