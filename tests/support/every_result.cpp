#include "tests/support/every_result.h"

#include "engine/image/mask_paste.h"

namespace palimpsest {
namespace {

PageResult ocrResult()
{
    OcrResult content;
    content.lines.push_back({ "a \"line\" na\xC3\xAFve", { 1.5, 2, 3.25, 4 }, 0.875,
        { { "a \"line\"", { 1.5, 2, 2, 4 }, std::nullopt, 0 },
            { "na\xC3\xAFve", { 2, 2, 3.25, 4 }, 0.1, 1, { 1, 0.1F, 1e-7F, 0.25F, 0 } } } });
    content.lines.push_back({ "", {}, std::nullopt, {} });
    PageResult result;
    result.content = std::move(content);
    result.pageWidth = 1654;
    result.pageHeight = 2339;
    result.partial = true;
    result.provenance
        = { "ocr", "starter", "", { ImageFit::PadWhite, PadAnchor::Center, ResizeKernel::Bilinear }, "beam 4", 160,
              { { { 0, 0, 10, 10 }, "ocr", "<loc0001> a", { 183, 5, 0 }, { -0.1F, -1e-7F, -12.25F },
                    { AnswerWarning::TruncatedBox, AnswerWarning::TokenLimit }, true },
                  {} } };
    return result;
}

PageResult withContent(PageContent content)
{
    PageResult result;
    result.content = std::move(content);
    result.pageWidth = 10;
    result.pageHeight = 20;
    return result;
}

Tables twoTables()
{
    Table spans{ { 1, 2, 300, 400 }, 2, 3, {} };
    spans.cells.push_back({ 0, 0, 2, 1, true, "a\nb", RectF{ 1.5, 2, 30, 40 }, 0.5, 1 });
    spans.cells.push_back({ 0, 1, 1, 2, true, "wide", std::nullopt, std::nullopt, 0 });
    spans.cells.push_back({ 1, 2, 1, 1, false, "", std::nullopt, 0.25, 0 }); // none at 1, 1
    return { { spans, Table{} } };
}

PageResult withParts()
{
    PageResult text = ocrResult();
    text.region = PageRegion{ { 1, 2, 3, 4.5 }, "text", RegionOrigin::PageSegmentation, {} };
    text.provenance.answers[0].effectiveDpi = 151.5;
    PageResult caption = withContent(PlainText{ "a caption", 0.25 });
    caption.region = PageRegion{ { 5, 6, 7, 8 }, "Picture", RegionOrigin::LayoutTask, "why" };
    caption.provenance.rotation = 270;
    caption.provenance.source = ResultSource::Shapes;
    text.provenance.skew = -0.75;
    text.provenance.source = ResultSource::Document;
    return withContent(PageParts{ { text, caption }, { { { 0, 0, 1, 1 }, "table", RegionOrigin::User, "no" } } });
}

PageResult withChoices()
{
    PageResult result = withContent(PlainText{ "b", 0.75, { { "a", -2.5, 0.25 }, { "b", -1, 0.75 } } });
    result.experimental = true;
    return result;
}

// Every byte there is, sixteen times.
std::vector<std::uint8_t> softMap()
{
    std::vector<std::uint8_t> map(kMaskSide * kMaskSide);
    for (std::size_t i = 0; i < map.size(); ++i)
        map[i] = static_cast<std::uint8_t>(i * 7 % 256);
    return map;
}

// "x2 naive" with two dots on the i, the 2 raised and the letter with the dots bold.
Tables styledTable()
{
    TableCell cell{ 0, 0, 1, 1, false, "x2 na\xC3\xAFve", std::nullopt, std::nullopt, 0 };
    cell.styles = { { 1, 2, { .superscript = true } }, { 5, 7, { .bold = true, .italic = true } } };
    return { { Table{ { 0, 0, 9, 9 }, 1, 1, { cell } } } };
}

Detections withNoise()
{
    Detections found;
    found.items.push_back({ "Table", { 1, 2, 3, 4 }, BoxState::Valid, 0.5, 0 });
    found.noise = 12;
    return found;
}

// An answer that was asked again, a page that was shown with this one, and one that looked blank.
PageResult groundedCaption()
{
    PlainText caption{ "a cat", 0.25 };
    caption.phrases.push_back({ "cat", { 1, 2, 3, 4 }, BoxState::Degenerate, std::nullopt, 1 });
    PageResult result;
    result.content = std::move(caption);
    result.provenance.answers.resize(1);
    result.provenance.answers[0].replaced = true;
    result.provenance.shownWith = { "b.png, page 1" };
    result.provenance.lookedBlank = true;
    return result;
}

} // namespace

std::vector<PageResult> everyResult()
{
    const DetectedObject cat{ "cat", { 1, 2, 3, 4 }, BoxState::Inverted, 0.5, 0 };
    const PixelMask mask{ 2, 3, 3, 2, { 0, 1, 1, 1, 0, 0 } };
    const PixelMask full{ 0, 0, 2, 1, { 1, 1 }, softMap() };
    const std::array<int, 16> codes{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 127 };
    return { ocrResult(), withContent(OcrResult{}), withContent(Detections{ { cat, {} } }), withContent(Detections{}),
        withContent(Segments{ { { cat, codes, mask }, { cat, codes, full }, { cat, std::nullopt, std::nullopt } } }),
        withContent(twoTables()), withContent(Tables{}), withContent(PlainText{ "a caption", 0.25 }),
        withContent(PlainText{ "", std::nullopt }),
        withContent(Molecules{ { { { 1, 2, 3.5, 4 }, "C(C", "", { { MoleculeFault::UnbalancedBranch, std::nullopt } },
                                     0.5, 1 },
            { { 0, 0, 1, 1 }, "OCC[R1]", "*CCO",
                { { MoleculeFault::UnknownGroup, 3 }, { MoleculeFault::UnassignedStereo, 0 } }, std::nullopt, 0 } } }),
        withContent(Molecules{}), withContent(Report{ { { "", "a" }, { "FINDINGS", "b" } }, 0.5 }), withChoices(),
        withContent(Scores{ { { { 1, 2, 3.5, 4 }, "**kern\n4c\n*-\n", 1, 1,
            { { ScoreFault::MeasureLength, 1, std::nullopt }, { ScoreFault::UnknownToken, std::nullopt, 2 } }, 0.5,
            0 } } }),
        withParts(), withContent(styledTable()), withContent(withNoise()), groundedCaption() };
}

} // namespace palimpsest
