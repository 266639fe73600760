// What stands where on a page without asking the model: blocks of text round and between the regions that were found.

#include <QtTest>

#include "pipelines/regions/region_pipeline.h"
#include "pipelines/regions/text_blocks.h"
#include "tests/support/drawn_page.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

void paragraph(DrawnPage& page, int left, int top, int lines)
{
    for (int line = 0; line < lines; ++line)
        page.line(left, top + 40 * line, 28, { 5, 3, 6, 4 });
}

std::vector<DetectedObject> found(const DrawnPage& page, RegionFinding regions = {})
{
    TaskCapability capability{ .id = "layout", .prompt = "layout", .grammar = AnswerGrammar::PageRegions };
    const PipelineInput input{ .page = page.image(),
        .capability = capability,
        .text = {},
        .argument = {},
        .sampling = {},
        .vocabulary = {},
        .decodeMask = {},
        .findRegions = std::move(regions) };
    ScriptedModel model;
    auto result = makeRegionPipeline()->run(input, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    if (!model.questions().empty() || result.value().provenance.source != ResultSource::Shapes)
        qFatal("the model was asked");
    return std::get<Detections>(result.value().content).items;
}

std::vector<std::string> labelsOf(const std::vector<DetectedObject>& objects)
{
    std::vector<std::string> labels;
    for (const DetectedObject& object : objects)
        labels.push_back(object.label);
    return labels;
}

PageRegion region(const char* label, const RectF& box)
{
    return { .box = box, .label = label, .origin = RegionOrigin::PageSegmentation, .remark = {} };
}

} // namespace

class RegionPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paragraphsOfAColumnAreOneBlock();
    void columnsAreBlocksOfTheirOwn();
    void aTitleStandsAlone();
    void aRunningTitleStandsAlone();
    void whatStandsBetweenPartsText();
    void systemsBelowEachOtherAreOne();
    void anEmptyPageHasNothing();
};

void RegionPipelineTest::paragraphsOfAColumnAreOneBlock()
{
    DrawnPage page(1000, 1400);
    paragraph(page, 100, 100, 4);
    paragraph(page, 130, 310, 5);             // indented, behind a gap
    page.fill({ 105, 320, 113, 328 }, { 0 }); // a bullet
    const auto objects = found(page);
    QCOMPARE(labelsOf(objects), std::vector<std::string>{ "text" });
    QVERIFY(objects[0].box.top < 110 && objects[0].box.bottom > 480 && objects[0].box.left < 110);
}

void RegionPipelineTest::columnsAreBlocksOfTheirOwn()
{
    DrawnPage page(1200, 1400);
    paragraph(page, 60, 100, 12);
    paragraph(page, 640, 100, 12);
    QCOMPARE(labelsOf(found(page)), (std::vector<std::string>{ "text", "text" }));
}

void RegionPipelineTest::aTitleStandsAlone()
{
    DrawnPage page(1000, 1400);
    page.line(100, 100, 60, { 5, 4, 3 });
    paragraph(page, 100, 210, 8);
    const auto objects = found(page);
    QCOMPARE(labelsOf(objects), (std::vector<std::string>{ "text", "text" }));
    QVERIFY(objects[0].box.bottom < 175);
}

// As wide and as large as the print below it.
void RegionPipelineTest::aRunningTitleStandsAlone()
{
    DrawnPage page(1000, 1400);
    paragraph(page, 100, 60, 1);
    paragraph(page, 100, 130, 8);
    const auto objects = found(page);
    QCOMPARE(labelsOf(objects), (std::vector<std::string>{ "text", "text" }));
    QVERIFY(objects[0].box.bottom < 110);
}

void RegionPipelineTest::whatStandsBetweenPartsText()
{
    DrawnPage page(1000, 1400);
    paragraph(page, 100, 100, 4);
    paragraph(page, 100, 320, 4);
    const RectF between{ 100, 265, 500, 315 };
    const auto objects = found(page, [&](const RgbImage&, double) { return std::vector{ region("table", between) }; });
    QCOMPARE(labelsOf(objects), (std::vector<std::string>{ "text", "table", "text" }));
    const auto covered = found(page, [&](const RgbImage&, double) {
        return std::vector{ region("figure", { 90, 90, 600, 270 }) };
    });
    QCOMPARE(labelsOf(covered), (std::vector<std::string>{ "figure", "text" })); // its print is its own
}

void RegionPipelineTest::systemsBelowEachOtherAreOne()
{
    const DrawnPage page(1000, 1400);
    const auto objects = found(page, [](const RgbImage&, double) {
        return std::vector{ region("staff", { 100, 100, 900, 180 }), region("staff", { 100, 240, 900, 320 }),
            region("staff", { 100, 900, 900, 980 }) };
    });
    QCOMPARE(labelsOf(objects), (std::vector<std::string>{ "staff", "staff" }));
    QCOMPARE(objects[0].box, (RectF{ 100, 100, 900, 320 }));
}

void RegionPipelineTest::anEmptyPageHasNothing()
{
    QVERIFY(found(DrawnPage(300, 400)).empty());
    QVERIFY(textBlocks({}, {}).empty());
}

QTEST_APPLESS_MAIN(RegionPipelineTest)
#include "region_pipeline_test.moc"
