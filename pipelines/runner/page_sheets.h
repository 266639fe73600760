#pragma once
// A page as it came, turned upright, and as print on it is read: straight. Parts of either can be cut out, and what was
// found there walks back onto the page as it came. Owned by the reader of one page; its thread.

#include <cstddef>
#include <optional>

#include "engine/io/capability_manifest.h"
#include "pipelines/document/page_image.h"
#include "pipelines/document/page_preparation.h"
#include "pipelines/page_result.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

enum class Posture { Upright, Straight };
// Print is read straight, whatever angle it was scanned at; everything else is shown as it lies.
Posture postureOf(AnswerGrammar grammar);

class PageSheets {
public:
    // Turned at once, as is asked for or as its print surely lies.
    PageSheets(const PageImage& page, std::optional<int> rotation, bool deskew);

    // Straightened when first asked for.
    const RgbImage& sheet(Posture posture);
    // Degrees clockwise by which the page was turned: 0, 90, 180 or 270.
    [[nodiscard]] int rotation() const { return m_rotation; }
    // Measured when the page was straightened.
    [[nodiscard]] std::optional<double> inkFraction() const;

    // Boxes of the page as it came onto the sheet, and back; upright boxes round the turned corners, kept within.
    RectF onto(Posture posture, const RectF& box);
    RectF back(Posture posture, const RectF& box);

    // `found` on the part of the sheet that begins at this corner, drawn at the sheet's own size, to the page as it
    // came; its provenance says how the page had been turned.
    void toPage(PageResult& found, Posture posture, const PixelBox& part);

private:
    [[nodiscard]] const PageRotation& wayBack(Posture posture);

    const PageImage& m_page;
    int m_rotation = 0;
    bool m_deskew = true;
    RgbImage m_upright; // empty: the page as it came is
    PageRotation m_uprightBack;
    double m_skew = 0;
    std::optional<StraightPage> m_straight; // its rotation goes all the way back
};

// The whole pixels of the sheet that a box touches; at least one.
PixelBox pixelsOf(const RectF& box, const RgbImage& sheet);

// Covers the part with the colour of the paper round it, so that nothing is read there.
void paintOut(RgbImage& sheet, const PixelBox& part);

} // namespace palimpsest
