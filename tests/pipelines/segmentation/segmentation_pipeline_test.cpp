// Masks on a page: codes from the answer, the decoded map pasted into the box.

#include <QtTest>

#include "engine/tokenizer/piece.h"
#include "pipelines/segmentation/segmentation_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

TaskCapability segment()
{
    return { .id = "segment", .prompt = "segment {argument}", .grammar = AnswerGrammar::Segments };
}

std::string codes(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += segmentPieceText(i * 8);
    return text;
}

// A map that is inside left of its middle.
std::vector<float> leftHalf()
{
    std::vector<float> map(64 * 64, -1.0F);
    for (std::size_t i = 0; i < map.size(); ++i)
        if (i % 64 < 32)
            map[i] = 1.0F;
    return map;
}

PageResult mustRun(const PipelineInput& input, ScriptedModel& model)
{
    Result<PageResult> result = makeSegmentationPipeline()->run(input, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

const std::vector<Segment>& itemsOf(const PageResult& result)
{
    return std::get<Segments>(result.content).items;
}

} // namespace

class SegmentationPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masksLieInTheirBoxes();
    void boxesThinnerThanAPixelGetNoMask();
    void withoutADecoderThereAreCodesOnly();
    void shortMasksLeaveTheBox();
    void invertedBoxesGetNoMask();
    void masksFollowColoursWhereTheManifestSaysSo();
};

void SegmentationPipelineTest::masksLieInTheirBoxes()
{
    const DrawnPage page(1023, 1023);
    ScriptedModel model(56);
    model.replay("<loc0100><loc0200><loc0300><loc0600>" + codes(16) + " cat");
    std::array<int, 16> asked{};
    PipelineInput input{ .page = page.image(), .capability = segment(), .argument = "cat" };
    input.decodeMask = [&](const std::array<int, 16>& found) -> Result<std::vector<float>> {
        asked = found;
        return leftHalf();
    };
    const PageResult result = mustRun(input, model);
    QCOMPARE(itemsOf(result).size(), std::size_t{ 1 });
    const Segment& item = itemsOf(result)[0];
    QCOMPARE(item.object.label, std::string("cat"));
    QCOMPARE(asked[15], 120);
    QVERIFY(item.mask.has_value());
    QCOMPARE(item.mask->left, std::size_t{ 200 });
    QCOMPARE(item.mask->top, std::size_t{ 100 });
    QCOMPARE(item.mask->width, std::size_t{ 400 });
    QCOMPARE(item.mask->height, std::size_t{ 200 });
    QCOMPARE(std::count(item.mask->pixels.begin(), item.mask->pixels.end(), std::uint8_t{ 1 }), 200 * 200);
    QCOMPARE(item.mask->softMap.size(), std::size_t{ 64 * 64 });
    QCOMPARE(int(item.mask->softMap[31]), 255);
    QCOMPARE(int(item.mask->softMap[32]), 0);
    QVERIFY(!result.partial);
}

void SegmentationPipelineTest::boxesThinnerThanAPixelGetNoMask()
{
    const DrawnPage page(100, 100);
    ScriptedModel model;
    model.replay("<loc0100><loc0103><loc0300><loc0104>" + codes(16) + " cat");
    PipelineInput input{ .page = page.image(), .capability = segment(), .argument = "cat" };
    input.decodeMask = [](const std::array<int, 16>&) -> Result<std::vector<float>> { return leftHalf(); };
    const PageResult result = mustRun(input, model);
    QCOMPARE(itemsOf(result)[0].object.state, BoxState::Valid);
    QVERIFY(!itemsOf(result)[0].mask);
}

void SegmentationPipelineTest::withoutADecoderThereAreCodesOnly()
{
    const DrawnPage page(100, 100);
    ScriptedModel model;
    model.replay("<loc0100><loc0200><loc0300><loc0600>" + codes(16) + " cat");
    const PageResult result = mustRun({ .page = page.image(), .capability = segment(), .argument = "cat" }, model);
    QVERIFY(itemsOf(result)[0].codes.has_value());
    QVERIFY(!itemsOf(result)[0].mask);
    QVERIFY(result.partial);
    QCOMPARE(result.provenance.answers[0].warnings, std::vector{ AnswerWarning::MaskUnavailable });
}

void SegmentationPipelineTest::shortMasksLeaveTheBox()
{
    const DrawnPage page(100, 100);
    ScriptedModel model;
    model.replay("<loc0100><loc0200><loc0300><loc0600>" + codes(15) + " cat");
    const PageResult result = mustRun({ .page = page.image(), .capability = segment(), .argument = "cat" }, model);
    QCOMPARE(itemsOf(result).size(), std::size_t{ 1 });
    QVERIFY(!itemsOf(result)[0].codes);
    QVERIFY(result.partial);
}

void SegmentationPipelineTest::invertedBoxesGetNoMask()
{
    const DrawnPage page(100, 100);
    ScriptedModel model;
    model.replay("<loc0300><loc0200><loc0100><loc0600>" + codes(16) + " cat");
    PipelineInput input{ .page = page.image(), .capability = segment(), .argument = "cat" };
    input.decodeMask = [](const std::array<int, 16>&) -> Result<std::vector<float>> { return leftHalf(); };
    const PageResult result = mustRun(input, model);
    QCOMPARE(itemsOf(result)[0].object.state, BoxState::Inverted);
    QVERIFY(!itemsOf(result)[0].mask);
}

void SegmentationPipelineTest::masksFollowColoursWhereTheManifestSaysSo()
{
    DrawnPage page(1023, 1023);
    page.fill({ 210, 110, 390, 290 }, { 60 });
    PipelineInput input{ .page = page.image(), .capability = segment(), .argument = "cat" };
    input.decodeMask = [&](const std::array<int, 16>&) -> Result<std::vector<float>> { return leftHalf(); };
    for (const bool colourEdges : { false, true }) {
        ScriptedModel model(56);
        model.replay("<loc0100><loc0200><loc0300><loc0600>" + codes(16) + " cat");
        input.capability.colourEdges = colourEdges;
        const PageResult result = mustRun(input, model);
        const Segment& item = itemsOf(result)[0];
        const RectF expected = colourEdges ? RectF{ 210, 110, 390, 290 } : RectF{ 200, 100, 600, 300 };
        QCOMPARE(item.object.box.left, expected.left);
        QCOMPARE(item.object.box.right, expected.right);
        QCOMPARE(item.object.box.bottom, expected.bottom);
        QCOMPARE(std::count(item.mask->pixels.begin(), item.mask->pixels.end(), std::uint8_t{ 1 }),
            colourEdges ? 180 * 180 : 200 * 200);
        QVERIFY(item.codes.has_value()); // the model's own
    }
}

QTEST_GUILESS_MAIN(SegmentationPipelineTest)
#include "segmentation_pipeline_test.moc"
