#pragma once
// Words as text that a PDF reader finds, selects and copies, and does not show: text render mode 3 in a font without
// shapes. Known to pipelines/document alone.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "pipelines/page_result.h"

namespace palimpsest {

// The font of one document: every symbol that occurs has a code, half as wide as the font is high.
class GlyphlessFont {
public:
    // Two bytes a symbol, in hexadecimal. Symbols past the first 65535 different ones are left out.
    std::string encoded(std::string_view text);
    [[nodiscard]] static std::size_t symbolCount(const std::string& encoded) { return encoded.size() / 4; }

    // To be called when everything is encoded.
    [[nodiscard]] QPDFObjectHandle makeIn(QPDF& pdf) const;

    static constexpr double kWidth = 0.5;   // of the height
    static constexpr double kDescent = 0.2; // of the height, below the base line

private:
    [[nodiscard]] std::string toUnicode() const;

    std::map<char32_t, std::uint16_t> m_codes; // from 1; 0 is the missing glyph
};

// Content that sets every word where it stands on a sheet of this size in points, origin at the lower left. A word is
// as high as its box, and stretched to its width; where the page lay on its side, it is turned as the print is. The
// font is called /F1.
std::string invisibleText(
    const PageResult& result, const OcrResult& text, double widthPoints, double heightPoints, GlyphlessFont& font);

} // namespace palimpsest
