#include "pipelines/document/invisible_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "engine/base/text.h"
#include "pipelines/export/box_text.h"
#include "pipelines/export/placed_words.h"

namespace palimpsest {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

void appendHex(std::string& text, unsigned value)
{
    for (const unsigned shift : { 12U, 8U, 4U, 0U })
        text += kHexDigits[value >> shift & 15U];
}

// The symbol of valid UTF-8.
char32_t symbolOf(std::string_view bytes)
{
    constexpr std::array<unsigned, 5> kFirstBits{ 0, 0x7F, 0x1F, 0x0F, 0x07 };
    char32_t symbol = static_cast<unsigned char>(bytes[0]) & kFirstBits[bytes.size()];
    for (const char byte : bytes.substr(1))
        symbol = symbol << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    return symbol;
}

std::string utf16Hex(char32_t symbol)
{
    std::string text;
    if (symbol < 0x10000) {
        appendHex(text, symbol);
        return text;
    }
    appendHex(text, 0xD800 + ((symbol - 0x10000) >> 10U));
    appendHex(text, 0xDC00 + ((symbol - 0x10000) & 0x3FFU));
    return text;
}

void append16(std::string& bytes, unsigned value)
{
    bytes += static_cast<char>(value >> 8U & 255U);
    bytes += static_cast<char>(value & 255U);
}

void append32(std::string& bytes, std::uint32_t value)
{
    append16(bytes, value >> 16U);
    append16(bytes, value & 0xFFFFU);
}

std::string words16(std::initializer_list<unsigned> values)
{
    std::string bytes;
    for (const unsigned value : values)
        append16(bytes, value);
    return bytes;
}

std::uint32_t checksum(const std::string& table)
{
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < table.size(); ++i)
        sum += static_cast<std::uint32_t>(static_cast<unsigned char>(table[i])) << (24 - 8 * (i % 4));
    return sum;
}

// The smallest TrueType font that a PDF may hold: one glyph, empty, 500 of 1000 units wide.
std::string emptyFontFile()
{
    const std::vector<std::pair<std::string, std::string>> tables{
        { "glyf", std::string(4, '\0') },
        { "head",
            words16({ 1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10000 - 200, 500, 800, 0,
                3, 2, 0, 0 }) },
        { "hhea", words16({ 1, 0, 800, 0x10000 - 200, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 1 }) },
        { "hmtx", words16({ 500, 0 }) },
        { "loca", words16({ 0, 0 }) },
        { "maxp", words16({ 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 }) },
    };
    const auto count = static_cast<unsigned>(tables.size());
    std::string file
        = words16({ 1, 0, count, 64, 2, count * 16 - 64 }); // 64 = 16 times the power of two below the count
    std::string body;
    std::size_t headAt = 0;
    const std::size_t bodyStart = file.size() + tables.size() * 16;
    for (const auto& [name, content] : tables) {
        if (name == "head")
            headAt = bodyStart + body.size();
        file += name;
        append32(file, checksum(content));
        append32(file, static_cast<std::uint32_t>(bodyStart + body.size()));
        append32(file, static_cast<std::uint32_t>(content.size()));
        body += content;
        body.resize((body.size() + 3) / 4 * 4, '\0');
    }
    file += body;
    std::string adjustment;
    append32(adjustment, 0xB1B0AFBAU - checksum(file));
    return file.replace(headAt + 8, 4, adjustment);
}

std::string pointsText(double value)
{
    return fixedText(value, 3);
}

// How a word is set into its box.
struct TextPlace {
    double width = 0; // along the line
    double height = 0;
    PointF start;          // where its base line begins
    const char* turn = ""; // the text matrix without that
};

// `box` with its top below its bottom, as a PDF counts. A page that was turned clockwise to be read has lines that run
// up it.
TextPlace placeOf(const RectF& box, int rotation)
{
    const double width = rotation % 180 == 0 ? box.width() : box.height();
    const double height = rotation % 180 == 0 ? box.height() : box.width();
    const double descent = GlyphlessFont::kDescent * height;
    switch (rotation) {
    case 90:
        return { width, height, { box.right - descent, box.top }, "0 1 -1 0" };
    case 180:
        return { width, height, { box.right, box.bottom - descent }, "-1 0 0 -1" };
    case 270:
        return { width, height, { box.left + descent, box.bottom }, "0 -1 1 0" };
    default:
        return { width, height, { box.left, box.top + descent }, "1 0 0 1" };
    }
}

} // namespace

std::string GlyphlessFont::encoded(std::string_view text)
{
    const std::string valid = withValidUtf8(text);
    std::string codes;
    for (std::size_t at = 0; at < valid.size();) {
        const std::size_t size = utf8SymbolBytes(std::string_view(valid).substr(at));
        const char32_t symbol = symbolOf(std::string_view(valid).substr(at, size));
        at += size;
        if (symbol < 0x20)
            continue; // no reader has use for control characters
        if (m_codes.count(symbol) == 0 && m_codes.size() == 0xFFFF)
            continue;
        const auto next = static_cast<std::uint16_t>(m_codes.size() + 1);
        appendHex(codes, m_codes.try_emplace(symbol, next).first->second);
    }
    return codes;
}

std::string GlyphlessFont::toUnicode() const
{
    std::string map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t kMostInBlock = 100;
    std::size_t left = m_codes.size();
    std::size_t inBlock = 0;
    for (const auto& [symbol, code] : m_codes) {
        if (inBlock == 0) {
            inBlock = std::min(left, kMostInBlock);
            map += std::to_string(inBlock) + " beginbfchar\n";
        }
        map += '<';
        appendHex(map, code);
        map += "> <" + utf16Hex(symbol) + ">\n";
        --left;
        if (--inBlock == 0)
            map += "endbfchar\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

QPDFObjectHandle GlyphlessFont::makeIn(QPDF& pdf) const
{
    const std::string fontBytes = emptyFontFile();
    QPDFObjectHandle file = QPDFObjectHandle::newStream(&pdf, fontBytes);
    file.getDict().replaceKey("/Length1", QPDFObjectHandle::newInteger(static_cast<long long>(fontBytes.size())));
    // Flags: symbolic and of one width.
    QPDFObjectHandle descriptor = QPDFObjectHandle::parse(
        "<< /Type /FontDescriptor /FontName /GlyphLessFont /Flags 5 /FontBBox [0 -200 500 800] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>");
    descriptor.replaceKey("/FontFile2", file);
    QPDFObjectHandle descendant
        = QPDFObjectHandle::parse("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /GlyphLessFont /DW 500 "
                                  "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>");
    descendant.replaceKey("/FontDescriptor", pdf.makeIndirectObject(descriptor));
    descendant.replaceKey(
        "/CIDToGIDMap", QPDFObjectHandle::newStream(&pdf, std::string((m_codes.size() + 1) * 2, '\0')));
    QPDFObjectHandle font
        = QPDFObjectHandle::parse("<< /Type /Font /Subtype /Type0 /BaseFont /GlyphLessFont /Encoding /Identity-H >>");
    font.replaceKey("/DescendantFonts", QPDFObjectHandle::newArray({ pdf.makeIndirectObject(descendant) }));
    font.replaceKey("/ToUnicode", QPDFObjectHandle::newStream(&pdf, toUnicode()));
    return pdf.makeIndirectObject(font);
}

std::string invisibleText(
    const PageResult& result, const OcrResult& text, double widthPoints, double heightPoints, GlyphlessFont& font)
{
    const double acrossPixel = widthPoints / static_cast<double>(result.pageWidth);
    const double downPixel = heightPoints / static_cast<double>(result.pageHeight);
    const std::string space = font.encoded(" ");
    std::string content;
    for (const TextLine& line : text.lines) {
        content += "BT 3 Tr\n";
        for (const PlacedWord& word : placedWords(line, result.provenance.rotation)) {
            const RectF box = clippedBox(word.box, result);
            const std::string codes = font.encoded(word.text);
            if (codes.empty() || !(box.area() > 0))
                continue;
            const TextPlace place = placeOf({ box.left * acrossPixel, heightPoints - box.bottom * downPixel,
                                                box.right * acrossPixel, heightPoints - box.top * downPixel },
                result.provenance.rotation);
            const double natural
                = static_cast<double>(GlyphlessFont::symbolCount(codes)) * GlyphlessFont::kWidth * place.height;
            content += "/F1 " + pointsText(place.height) + " Tf " + pointsText(100 * place.width / natural) + " Tz "
                + place.turn + ' ' + pointsText(place.start.x) + ' ' + pointsText(place.start.y) + " Tm <" + codes
                + space + "> Tj\n";
        }
        content += "ET\n";
    }
    return content;
}

} // namespace palimpsest
