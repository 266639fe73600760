#include "pipelines/runner/page_sheets.h"

#include <algorithm>
#include <cmath>

#include "pipelines/document/page_orientation.h"
#include "pipelines/document/result_placement.h"
#include "pipelines/tiling/paper.h"

namespace palimpsest {
namespace {

RectF within(const RectF& box, const RgbImage& image)
{
    const auto width = static_cast<double>(image.width);
    const auto height = static_cast<double>(image.height);
    return { std::clamp(box.left, 0.0, width), std::clamp(box.top, 0.0, height), std::clamp(box.right, 0.0, width),
        std::clamp(box.bottom, 0.0, height) };
}

} // namespace

Posture postureOf(AnswerGrammar grammar)
{
    switch (grammar) {
    case AnswerGrammar::OcrBoxes:
    case AnswerGrammar::AnswerCells:
    case AnswerGrammar::OcrCells:
    case AnswerGrammar::PlainText:
    case AnswerGrammar::TableHtml:
    case AnswerGrammar::Kern:
    case AnswerGrammar::ScoreSigns:
    case AnswerGrammar::PageRegions:
        return Posture::Straight;
    case AnswerGrammar::Detections:
    case AnswerGrammar::Segments:
    case AnswerGrammar::Smiles:
    case AnswerGrammar::OcrBonds:
    case AnswerGrammar::Answer:
    case AnswerGrammar::Caption:
    case AnswerGrammar::Report:
        return Posture::Upright;
    }
    return Posture::Upright;
}

PageSheets::PageSheets(const PageImage& page, std::optional<int> rotation, bool deskew)
    : m_page(page),
      m_rotation(rotation ? *rotation : sureRotation(page.image)),
      m_deskew(deskew)
{
    if (m_rotation == 0)
        return;
    m_upright = turned(page.image, m_rotation);
    m_uprightBack = rotationBack(page.image, m_rotation);
}

const RgbImage& PageSheets::sheet(Posture posture)
{
    const RgbImage& upright = m_rotation == 0 ? m_page.image : m_upright;
    if (posture == Posture::Upright)
        return upright;
    if (!m_straight && m_deskew) {
        m_straight = straightenPage({ .image = upright, .dpi = m_page.dpi });
        m_skew = m_straight->rotation.degrees;
        m_straight->rotation = m_straight->rotation.after(m_uprightBack);
    } else if (!m_straight) {
        m_straight = { .page = { .image = upright, .dpi = m_page.dpi },
            .rotation = m_uprightBack,
            .measurement = measurePage(upright) };
    }
    return m_straight->page.image;
}

const PageRotation& PageSheets::wayBack(Posture posture)
{
    sheet(posture);
    return posture == Posture::Straight ? m_straight->rotation : m_uprightBack;
}

std::optional<double> PageSheets::inkFraction() const
{
    return m_straight ? std::optional(m_straight->measurement.inkFraction) : std::nullopt;
}

RectF PageSheets::onto(Posture posture, const RectF& box)
{
    const RgbImage& target = sheet(posture);
    return within(wayBack(posture).toStraight(box), target);
}

RectF PageSheets::back(Posture posture, const RectF& box)
{
    return within(wayBack(posture).toOriginal(box), m_page.image);
}

void PageSheets::toPage(PageResult& found, Posture posture, const PixelBox& part)
{
    const RgbImage& from = sheet(posture);
    placeOnPage(found, static_cast<std::size_t>(part.left), static_cast<std::size_t>(part.top), from);
    moveToOriginal(found, wayBack(posture), m_page.image);
    found.provenance.rotation = m_rotation;
    found.provenance.skew = posture == Posture::Straight ? m_skew : 0;
}

PixelBox pixelsOf(const RectF& box, const RgbImage& sheet)
{
    const auto width = static_cast<int>(sheet.width);
    const auto height = static_cast<int>(sheet.height);
    PixelBox pixels{ std::clamp(static_cast<int>(std::floor(box.left)), 0, width - 1),
        std::clamp(static_cast<int>(std::floor(box.top)), 0, height - 1),
        std::clamp(static_cast<int>(std::ceil(box.right)), 1, width),
        std::clamp(static_cast<int>(std::ceil(box.bottom)), 1, height) };
    pixels.right = std::max(pixels.right, pixels.left + 1);
    pixels.bottom = std::max(pixels.bottom, pixels.top + 1);
    return pixels;
}

void paintOut(RgbImage& sheet, const PixelBox& part)
{
    const Colour paper = paperAround(sheet, part);
    for (int y = part.top; y < part.bottom; ++y)
        for (int x = part.left; x < part.right; ++x) {
            const std::size_t at = (static_cast<std::size_t>(y) * sheet.width + static_cast<std::size_t>(x)) * 3;
            std::copy(paper.begin(), paper.end(), sheet.pixels.begin() + static_cast<std::ptrdiff_t>(at));
        }
}

} // namespace palimpsest
