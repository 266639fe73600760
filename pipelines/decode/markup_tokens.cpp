#include "pipelines/decode/markup_tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace palimpsest {
namespace {

using Kind = AnswerPiece::Kind;

constexpr std::string_view kUnreadable = "\xEF\xBF\xBD"; // U+FFFD
constexpr std::size_t kLongestEntity = 12;               // letters between '&' and ';'

// A byte of text, or a location token, and the piece that it came with.
struct Symbol {
    char byte = 0;
    int bin = -1; // of a location token
    std::size_t piece = 0;

    [[nodiscard]] bool is(char c) const { return bin < 0 && byte == c; }
};

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::string utf8Of(std::uint32_t symbol)
{
    if (symbol == 0 || symbol > 0x10FFFF || (symbol >= 0xD800 && symbol < 0xE000))
        return std::string(kUnreadable);
    if (symbol < 0x80)
        return { static_cast<char>(symbol) };
    std::string bytes;
    const int more = symbol < 0x800 ? 1 : symbol < 0x10000 ? 2 : 3; // bytes behind the first
    constexpr std::array<unsigned, 4> kFirst{ 0, 0xC0, 0xE0, 0xF0 };
    bytes += static_cast<char>(kFirst.at(static_cast<std::size_t>(more)) | (symbol >> (6 * more)));
    for (int i = more - 1; i >= 0; --i)
        bytes += static_cast<char>(0x80 | ((symbol >> (6 * i)) & 0x3F));
    return bytes;
}

// What "amp" or "#38" of "&amp;" and "&#38;" stands for; nothing where it is no entity that tables use.
std::optional<std::string> entity(std::string_view name)
{
    using Named = std::pair<std::string_view, std::string_view>;
    constexpr std::array<Named, 6> kNamed{ { { "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" },
        { "apos", "'" }, { "nbsp", " " } } };
    for (const auto& [known, text] : kNamed)
        if (known == name)
            return std::string(text);
    if (name.size() < 2 || name.front() != '#')
        return std::nullopt;
    name.remove_prefix(1);
    const int base = name.front() == 'x' || name.front() == 'X' ? 16 : 10;
    if (base == 16)
        name.remove_prefix(1);
    std::uint32_t symbol = 0;
    const auto [end, failure] = std::from_chars(name.data(), name.data() + name.size(), symbol, base);
    if (name.empty() || end != name.data() + name.size())
        return std::nullopt;
    return failure == std::errc{} ? utf8Of(symbol) : std::string(kUnreadable);
}

class MarkupReader {
public:
    explicit MarkupReader(std::span<const AnswerPiece> pieces)
    {
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            switch (pieces[i].kind) {
            case Kind::Text:
                add(pieces[i].text, i);
                break;
            case Kind::Location:
                m_symbols.push_back({ 0, pieces[i].value, i });
                break;
            case Kind::Unknown:
                add(kUnreadable, i);
                warn(AnswerWarning::UnknownToken);
                break;
            case Kind::Segment:
                warn(AnswerWarning::UnexpectedToken);
                break;
            case Kind::Control:
                warn(AnswerWarning::ControlToken);
                break;
            }
        }
    }

    Markup read()
    {
        while (m_at < m_symbols.size()) {
            if (startsTag())
                readTag();
            else if (starts("<!--"))
                passOver("-->");
            else if (starts("<!") || starts("<?"))
                passOver(">");
            else
                readText();
        }
        return std::move(m_markup);
    }

private:
    void add(std::string_view text, std::size_t piece)
    {
        for (const char c : text)
            m_symbols.push_back({ c, -1, piece });
    }

    void warn(AnswerWarning warning)
    {
        std::vector<AnswerWarning>& all = m_markup.warnings;
        if (std::find(all.begin(), all.end(), warning) == all.end())
            all.push_back(warning);
    }

    // `text` in lower case; the answer in any.
    [[nodiscard]] bool starts(std::string_view text) const
    {
        if (m_symbols.size() - m_at < text.size())
            return false;
        return std::equal(text.begin(), text.end(), m_symbols.begin() + static_cast<std::ptrdiff_t>(m_at),
            [](char c, const Symbol& symbol) { return symbol.bin < 0 && lower(symbol.byte) == c; });
    }

    [[nodiscard]] bool isAt(std::size_t at, char c) const { return at < m_symbols.size() && m_symbols[at].is(c); }

    [[nodiscard]] bool letterAt(std::size_t at) const
    {
        return at < m_symbols.size() && m_symbols[at].bin < 0 && isLetter(m_symbols[at].byte);
    }

    [[nodiscard]] bool startsTag() const
    {
        return isAt(m_at, '<') && (letterAt(m_at + 1) || (isAt(m_at + 1, '/') && letterAt(m_at + 2)));
    }

    void passOver(std::string_view end)
    {
        warn(AnswerWarning::StrippedMarkup);
        while (m_at < m_symbols.size() && !starts(end))
            ++m_at;
        m_at = std::min(m_at + end.size(), m_symbols.size());
    }

    // Up to the first of `ends`, or a '<' or '>'; bytes in lower case.
    std::string takeName(std::string_view ends)
    {
        std::string name;
        for (; m_at < m_symbols.size(); ++m_at) {
            const Symbol& symbol = m_symbols[m_at];
            if (symbol.bin >= 0 || symbol.is('<') || symbol.is('>') || isSpace(symbol.byte)
                || ends.find(symbol.byte) != std::string_view::npos)
                break;
            name += lower(symbol.byte);
        }
        return name;
    }

    void passSpaces()
    {
        while (m_at < m_symbols.size() && m_symbols[m_at].bin < 0 && isSpace(m_symbols[m_at].byte))
            ++m_at;
    }

    void readTag()
    {
        MarkupToken tag{ .kind = isAt(m_at + 1, '/') ? MarkupToken::Kind::Close : MarkupToken::Kind::Open,
            .text = {},
            .attributes = {},
            .firstPiece = m_symbols[m_at].piece };
        m_at += tag.kind == MarkupToken::Kind::Close ? 2 : 1;
        tag.text = takeName("/");
        while (m_at < m_symbols.size() && !m_symbols[m_at].is('>') && !m_symbols[m_at].is('<'))
            readAttribute(tag);
        if (isAt(m_at, '>'))
            ++m_at;
        tag.lastPiece = m_symbols[m_at - 1].piece;
        if (tag.kind == MarkupToken::Kind::Open && (tag.text == "script" || tag.text == "style")) {
            passOver("</" + tag.text);
            return passOver(">");
        }
        m_markup.tokens.push_back(std::move(tag));
    }

    // At least one symbol.
    void readAttribute(MarkupToken& tag)
    {
        passSpaces();
        MarkupAttribute attribute{ takeName("=/\"'"), {}, {} };
        if (attribute.name.empty()) {
            if (m_at < m_symbols.size() && !m_symbols[m_at].is('>') && !m_symbols[m_at].is('<'))
                ++m_at; // a lone quote, slash, '=' or location token
            return;
        }
        passSpaces();
        if (isAt(m_at, '=')) {
            ++m_at;
            passSpaces();
            readValue(attribute);
        }
        tag.attributes.push_back(std::move(attribute));
    }

    // A quoted value that nobody closes ends with its tag.
    void readValue(MarkupAttribute& attribute)
    {
        const char quote = isAt(m_at, '"') ? '"' : isAt(m_at, '\'') ? '\'' : ' ';
        if (quote != ' ')
            ++m_at;
        for (; m_at < m_symbols.size() && !m_symbols[m_at].is('<') && !m_symbols[m_at].is('>'); ++m_at) {
            const Symbol& symbol = m_symbols[m_at];
            if (symbol.bin >= 0) {
                attribute.bins.push_back(symbol.bin);
            } else if (quote == ' ' ? isSpace(symbol.byte) : symbol.byte == quote) {
                ++m_at;
                return;
            } else {
                attribute.value += symbol.byte;
            }
        }
    }

    void readText()
    {
        MarkupToken text;
        text.firstPiece = m_symbols[m_at].piece;
        const std::size_t first = m_at;
        for (; m_at < m_symbols.size(); ++m_at) {
            const Symbol& symbol = m_symbols[m_at];
            if (m_at > first && (startsTag() || starts("<!") || starts("<?")))
                break;
            text.lastPiece = symbol.piece;
            if (symbol.bin >= 0)
                warn(AnswerWarning::UnexpectedToken);
            else if (symbol.byte == '&')
                text.text += takeEntity();
            else
                text.text += symbol.byte;
        }
        m_markup.tokens.push_back(std::move(text));
    }

    // From the '&' on; leaves the last symbol that belongs to it to be passed.
    std::string takeEntity()
    {
        std::string name;
        for (std::size_t at = m_at + 1; at < m_symbols.size() && name.size() <= kLongestEntity; ++at) {
            const Symbol& symbol = m_symbols[at];
            if (symbol.is(';')) {
                const std::optional<std::string> text = entity(name);
                if (!text)
                    break;
                m_at = at;
                return *text;
            }
            if (symbol.bin >= 0)
                break;
            name += symbol.byte;
        }
        return "&";
    }

    std::vector<Symbol> m_symbols;
    std::size_t m_at = 0;
    Markup m_markup;
};

} // namespace

Markup readMarkup(std::span<const AnswerPiece> pieces)
{
    return MarkupReader(pieces).read();
}

} // namespace palimpsest
