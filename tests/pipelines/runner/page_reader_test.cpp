// Pages read in regions, with a model that replays answers: what is shown to it, what lands where on the page.

#include <QtTest>

#include "pipelines/runner/page_reader.h"
#include "tests/support/drawn_page.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

constexpr double kDpi = 144; // two pixels a point
const std::string kBox = "<loc0450><loc0040><loc0560><loc0500>";

// One drawn page.
class DrawnSource final : public PageSource {
public:
    explicit DrawnSource(const DrawnPage& page, double dpi = kDpi) : m_page{ page.image(), dpi, 0, "drawn" } { }

    [[nodiscard]] std::size_t pageCount() const override { return 1; }
    Result<PageSize> pageSize(std::size_t, double) override
    {
        return PageSize{ m_page.image.width, m_page.image.height };
    }
    Result<std::size_t> ownTextLength(std::size_t) override { return std::size_t{ 0 }; }
    Result<PageImage> render(std::size_t, double, const std::stop_token&) override { return m_page; }

private:
    PageImage m_page;
};

CapabilityManifest manifest()
{
    CapabilityManifest known;
    known.name = "sample-224";
    known.text = { .preferredHeight = 22, .linesPerTile = 1, .charactersPerLine = 17 };
    known.tasks = { { .id = "ocr", .prompt = "ocr", .grammar = AnswerGrammar::OcrBoxes },
        { .id = "caption", .prompt = "caption en", .grammar = AnswerGrammar::Caption },
        { .id = "detect", .prompt = "detect {argument}", .grammar = AnswerGrammar::Detections } };
    return known;
}

// Text, a ruled table of empty cells, text.
DrawnPage pageWithTable()
{
    DrawnPage page(1200, 1600);
    page.line(100, 100, 30, { 4, 5 });
    for (int row = 0; row < 5; ++row)
        page.fill({ 100, 400 + 80 * row, 1100, 403 + 80 * row }, { 0 });
    page.line(100, 1000, 30, { 3, 4 });
    return page;
}

Result<ReadPage> read(PageSource& source, ScriptedModel& model, const CapabilityManifest& known,
    const TaskRequest& request, double scale = 1)
{
    PAL_TRY_ASSIGN(const RequestedTasks tasks, requestedTasks(known, request));
    PAL_TRY_ASSIGN(const PageReader reader,
        PageReader::create({ .model = &model, .checkpoint = known.name, .text = known.text }, tasks, request));
    return reader.read(source, 0, {}, scale);
}

template <typename Type> Type must(Result<Type> result)
{
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

} // namespace

class PageReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void regionsAreReadByThemselves();
    void severalRegionsMakeParts();
    void regionsMayHavePromptsOfTheirOwn();
    void regionsOutsideThePageAreRefused();
    void resolutionIsSaid();
    void tablesNobodyReadsAreReadAsText();
    void picturesAreCaptionedBetweenTheLines();
    void textNobodyReadsIsSaidToBeUnread();
    void plainPagesHaveNoParts();
    void blankPagesAreNotShown();
    void autoWantsSomethingToChoose();
    void undeclaredTasksCanBeTried();
};

void PageReaderTest::regionsAreReadByThemselves()
{
    DrawnSource source(pageWithTable());
    ScriptedModel model;
    model.replay("<loc0000><loc0000><loc0512><loc1023> thing");
    const TaskRequest request{ .task = "detect", .prompt = "thing", .regions = { { { 50, 100, 250, 200 }, "" } } };
    const PageResult result = must(read(source, model, manifest(), request)).result;
    const DetectedObject& object = std::get<Detections>(result.content).items.at(0);
    QCOMPARE(object.box.left, 100.0); // the region's corner is at 50 points, 100 pixels
    QCOMPARE(object.box.right, 500.0);
    QCOMPARE(object.box.top, 200.0);
    QVERIFY(std::abs(object.box.bottom - 300) < 0.5);
    QCOMPARE(result.region->box, (RectF{ 100, 200, 500, 400 }));
    QCOMPARE(result.region->origin, RegionOrigin::User);
    QCOMPARE(result.pageWidth, std::size_t{ 1200 });
}

void PageReaderTest::severalRegionsMakeParts()
{
    DrawnSource source(pageWithTable());
    ScriptedModel model;
    model.replay("a caption").replay(kBox + " four five");
    const TaskRequest request{ .task = "ocr",
        .regions = { { { 50, 190, 550, 400 }, "caption" }, { { 0, 30, 600, 100 }, "" } } };
    const PageResult result = must(read(source, model, manifest(), request)).result;
    const auto& parts = std::get<PageParts>(result.content).parts;
    QCOMPARE(parts.size(), std::size_t{ 2 });
    QCOMPARE(std::get<PlainText>(parts[0].content).text, std::string("a caption"));
    const TextLine& line = std::get<OcrResult>(parts[1].content).lines.at(0);
    QCOMPARE(line.text, std::string("four five"));
    QVERIFY(line.box.top > 60 && line.box.bottom < 200); // where it stands on the page
    QVERIFY(model.finished());
}

void PageReaderTest::regionsMayHavePromptsOfTheirOwn()
{
    DrawnSource source(pageWithTable());
    ScriptedModel model;
    model.replay("<loc0000><loc0000><loc0512><loc1023> cat").replay("a caption").replay("");
    const RectF box{ 50, 190, 550, 400 };
    const TaskRequest request{
        .task = "detect", .prompt = "dog", .regions = { { box, "detect", "cat" }, { box, "caption", "" }, { box, "" } }
    };
    must(read(source, model, manifest(), request));
    QCOMPARE(model.questions()[0].prompt, std::string("detect cat"));
    QCOMPARE(model.questions()[1].prompt, std::string("caption en"));
    QCOMPARE(model.questions()[2].prompt, std::string("detect dog"));
    const auto refused = [&](const RegionRequest& region) {
        return read(source, model, manifest(), { .task = "ocr", .regions = { region } }).error().code;
    };
    QCOMPARE(refused({ box, "caption", "cat" }), ErrorCode::BadArguments);
    QCOMPARE(refused({ box, "detect" }), ErrorCode::BadArguments);
    QCOMPARE(refused({ box, "auto", "cat" }), ErrorCode::BadArguments);
}

void PageReaderTest::regionsOutsideThePageAreRefused()
{
    DrawnSource source(pageWithTable());
    ScriptedModel model;
    const auto result = read(source, model, manifest(), { .task = "ocr", .regions = { { { 700, 0, 800, 100 }, "" } } });
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::BadInput); // another page of the document may be larger
    QVERIFY(result.error().message.find("600 x 800 points") != std::string::npos);
    const auto unknown
        = read(source, model, manifest(), { .task = "ocr", .regions = { { { 0, 0, 9, 9 }, "molecule" } } });
    QCOMPARE(unknown.error().code, ErrorCode::TaskUnsupported);
}

void PageReaderTest::resolutionIsSaid()
{
    DrawnSource source(pageWithTable());
    for (const double scale : { 1.0, 0.5 }) {
        ScriptedModel model;
        model.replay("a caption");
        const PageResult result = must(read(source, model, manifest(), { .task = "caption" }, scale)).result;
        const auto dpi = result.provenance.answers.at(0).effectiveDpi;
        QVERIFY(dpi && std::abs(*dpi - 224 * kDpi / 1600) < 1e-9); // 224 pixels for the page's long side, however drawn
    }
    DrawnSource unknown(pageWithTable(), 0);
    ScriptedModel model;
    model.replay("a caption");
    QVERIFY(!must(read(unknown, model, manifest(), { .task = "caption" })).result.provenance.answers[0].effectiveDpi);
}

void PageReaderTest::tablesNobodyReadsAreReadAsText()
{
    DrawnSource source(pageWithTable());
    ScriptedModel model;
    model.replay(kBox + " four five").replay(kBox + " tri quad");
    const PageResult result = must(read(source, model, manifest(), { .task = "auto" })).result;
    const auto& page = std::get<PageParts>(result.content);
    QCOMPARE(page.unread.size(), std::size_t{ 1 });
    QCOMPARE(page.unread[0].label, std::string("table"));
    QVERIFY(page.unread[0].remark.find("does not read tables") != std::string::npos);
    QCOMPARE(page.parts.size(), std::size_t{ 1 });
    QCOMPARE(result.provenance.task, std::string("auto"));
}

// The checkpoint's own layout task goes before looking for rules.
void PageReaderTest::picturesAreCaptionedBetweenTheLines()
{
    DrawnSource source(pageWithTable());
    CapabilityManifest known = manifest();
    known.tasks.push_back({ .id = "layout", .prompt = "detect all classes", .grammar = AnswerGrammar::Detections });
    ScriptedModel model;
    model.replay("<loc0240><loc0050><loc0500><loc0960> Picture ; <loc0060><loc0050><loc0090><loc0300> Title")
        .replay("rules")
        .replay(kBox + " four five")
        .replay(kBox + " tri quad");
    const PageResult result = must(read(source, model, known, { .task = "auto" })).result;
    const auto& parts = std::get<PageParts>(result.content).parts;
    QCOMPARE(parts.size(), std::size_t{ 3 });
    QCOMPARE(std::get<OcrResult>(parts[0].content).lines.at(0).text, std::string("four five"));
    QCOMPARE(std::get<PlainText>(parts[1].content).text, std::string("rules"));
    QCOMPARE(parts[1].region->origin, RegionOrigin::LayoutTask);
    QCOMPARE(std::get<OcrResult>(parts[2].content).lines.at(0).text, std::string("tri quad"));
    QVERIFY(model.finished());
}

void PageReaderTest::textNobodyReadsIsSaidToBeUnread()
{
    DrawnSource source(pageWithTable());
    CapabilityManifest known = manifest();
    known.tasks.erase(known.tasks.begin()); // captions alone
    ScriptedModel model;
    const PageResult result = must(read(source, model, known, { .task = "auto" })).result;
    const auto& page = std::get<PageParts>(result.content);
    QVERIFY(page.parts.empty() && model.questions().empty());
    QCOMPARE(page.unread.size(), std::size_t{ 2 });
    QVERIFY(page.unread[0].remark.find("left out") != std::string::npos); // the table
    QCOMPARE(page.unread[1].label, std::string("text"));
}

void PageReaderTest::plainPagesHaveNoParts()
{
    DrawnPage page(1200, 1600);
    page.line(100, 100, 30, { 4, 5 });
    DrawnSource source(page);
    ScriptedModel model;
    model.replay(kBox + " four five");
    const PageResult result = must(read(source, model, manifest(), { .task = "auto" })).result;
    QCOMPARE(std::get<OcrResult>(result.content).lines.at(0).text, std::string("four five"));
    QCOMPARE(result.provenance.task, std::string("ocr"));
}

void PageReaderTest::blankPagesAreNotShown()
{
    DrawnSource source(DrawnPage(1200, 1600));
    ScriptedModel model;
    QVERIFY(must(read(source, model, manifest(), { .task = "auto" })).blank());
    QVERIFY(model.questions().empty());
}

void PageReaderTest::autoWantsSomethingToChoose()
{
    DrawnSource source(pageWithTable());
    ScriptedModel model;
    CapabilityManifest known = manifest();
    known.tasks.erase(known.tasks.begin(), known.tasks.begin() + 2);
    const auto nothing = read(source, model, known, { .task = "auto" });
    QCOMPARE(nothing.error().code, ErrorCode::TaskUnsupported);
    const auto prompted = read(source, model, manifest(), { .task = "auto", .prompt = "cat" });
    QCOMPARE(prompted.error().code, ErrorCode::BadArguments);
}

void PageReaderTest::undeclaredTasksCanBeTried()
{
    DrawnSource source(pageWithTable());
    ScriptedModel model;
    model.replay("four");
    const TaskRequest question{ .task = "question", .prompt = "how many?" };
    QCOMPARE(read(source, model, manifest(), question).error().code, ErrorCode::TaskUnsupported);
    TaskRequest tried = question;
    tried.tryAnyway = true;
    const PageResult result = must(read(source, model, manifest(), tried)).result;
    QVERIFY(result.experimental);
    QCOMPARE(model.questions()[0].prompt, std::string("answer en how many?"));
    TaskRequest declared{ .task = "caption", .tryAnyway = true };
    model.replay("a picture");
    QVERIFY(!must(read(source, model, manifest(), declared)).result.experimental);
    const auto choices = read(source, model, manifest(), { .task = "caption", .choices = { "a", "b" } });
    QCOMPARE(choices.error().code, ErrorCode::BadArguments);
}

QTEST_APPLESS_MAIN(PageReaderTest)
#include "page_reader_test.moc"
