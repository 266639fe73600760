// Pages read in regions, with a model that replays answers: what is shown to it, what lands where on the page.

#include <QtTest>

#include "pipelines/document/page_preparation.h"
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
    explicit DrawnSource(const DrawnPage& page, double dpi = kDpi) : DrawnSource(page.image(), dpi) { }
    explicit DrawnSource(RgbImage image, double dpi = kDpi) : m_page{ std::move(image), dpi, 0, "drawn" } { }
    void holdText(std::vector<OwnWord> words) { m_words = std::move(words); }

    [[nodiscard]] std::size_t pageCount() const override { return 1; }
    Result<PageSize> pageSize(std::size_t, double) override
    {
        return PageSize{ m_page.image.width, m_page.image.height };
    }
    Result<std::vector<OwnWord>> ownWords(std::size_t, double) override { return m_words; }
    Result<PageImage> render(std::size_t, double, const std::stop_token&) override { return m_page; }

private:
    PageImage m_page;
    std::vector<OwnWord> m_words;
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
    void regionsCanBeAskedAboutInPlace();
    void pagesAreShownTogether();
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
    void captionsComeInTheLanguageAskedFor();
    void turnedPagesKeepTheirOwnPlaces_data();
    void turnedPagesKeepTheirOwnPlaces();
    void crookedPrintStaysWhereAsked();
    void ownTextStandsForAReading();
    void ownTextStandsInForTextAlone();
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

void PageReaderTest::regionsCanBeAskedAboutInPlace()
{
    DrawnSource source(pageWithTable());
    CapabilityManifest known = manifest();
    known.tasks.push_back({ .id = "caption-region", .prompt = "caption {box}", .grammar = AnswerGrammar::Caption });
    const TaskRequest request{ .task = "caption-region", .regions = { { { 60, 80, 300, 400 }, "" } } };
    for (const double scale : { 1.0, 0.5 }) {
        ScriptedModel model;
        model.replay("<loc0000><loc0000><loc1023><loc1023> rules");
        const PageResult result = must(read(source, model, known, request, scale)).result;
        QCOMPARE(model.questions().at(0).prompt, std::string("caption <loc0102><loc0102><loc0512><loc0512>"));
        QCOMPARE(result.region->box, (RectF{ 120, 160, 600, 800 }));
        QCOMPARE(result.provenance.answers[0].region, (RectF{ 0, 0, 1200, 1600 })); // all of it was shown
        QCOMPARE(std::get<PlainText>(result.content).phrases.at(0).box, (RectF{ 0, 0, 1200, 1600 }));
    }
    ScriptedModel unasked;
    const auto whole = read(source, unasked, known, { .task = "caption-region" });
    QCOMPARE(whole.error().code, ErrorCode::BadArguments);
    QVERIFY(whole.error().message.find("asks about a part of the page") != std::string::npos);
}

void PageReaderTest::pagesAreShownTogether()
{
    DrawnPage dark(600, 400);
    dark.fill({ 0, 0, 600, 400 }, { 0 });
    DrawnSource first(pageWithTable());
    DrawnSource second(dark);
    CapabilityManifest known = manifest();
    known.tasks.push_back({ .id = "question",
        .prompt = "answer en {argument}",
        .grammar = AnswerGrammar::Answer,
        .imagesPerQuestion = 2 });
    const auto ask = [&](const TaskRequest& request, ScriptedModel& model) -> Result<ReadPage> {
        PAL_TRY_ASSIGN(const RequestedTasks tasks, requestedTasks(known, request));
        PAL_TRY_ASSIGN(const PageReader reader, PageReader::create({ .model = &model }, tasks, request));
        return reader.readTogether({ { &first, 0 }, { &second, 0 } }, {});
    };
    ScriptedModel model;
    model.replay("True");
    const PageResult result = must(ask({ .task = "question", .prompt = "same?", .pagesTogether = 2 }, model)).result;
    QCOMPARE(std::get<PlainText>(result.content).text, std::string("True"));
    QCOMPARE(result.pageWidth, std::size_t{ 1200 });
    QCOMPARE(result.provenance.shownWith, std::vector<std::string>{ "drawn, page 1" });
    QVERIFY(!result.experimental);
    const std::vector<RgbImage>& shown = model.questions().at(0).images;
    QCOMPARE(shown.size(), std::size_t{ 2 });
    QCOMPARE(shown[0].pixels.front(), std::uint8_t{ 255 });
    QCOMPARE(shown[1].width, std::size_t{ 224 });
    QCOMPARE(shown[1].pixels[30'000], std::uint8_t{ 0 });

    const auto refusal = [&](const TaskRequest& request) {
        ScriptedModel none;
        const Result<ReadPage> refused = ask(request, none);
        return refused.ok() ? std::string() : refused.error().message;
    };
    QVERIFY(
        refusal({ .task = "question", .prompt = "same?", .pagesTogether = 3 }).find("at most 2 pages at once, not 3")
        != std::string::npos);
    QVERIFY(
        refusal({ .task = "caption", .pagesTogether = 2 }).find("at most 1 page at once, not 2") != std::string::npos);
    QVERIFY(refusal({ .task = "ocr", .pagesTogether = 2 }).find("read them one by one") != std::string::npos);
    QVERIFY(
        refusal({ .task = "question", .prompt = "same?", .regions = { { { 0, 0, 9, 9 }, "" } }, .pagesTogether = 2 })
            .find("as whole pages")
        != std::string::npos);
    ScriptedModel tried;
    tried.replay("a caption");
    QVERIFY(must(ask({ .task = "caption", .pagesTogether = 2, .tryAnyway = true }, tried)).result.experimental);
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
    QCOMPARE(model.passes(), std::size_t{ 1 }); // both questions
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
    QVERIFY(must(read(source, model, manifest(), { .task = "auto" })).blank() && model.questions().empty());
    model.replay(kBox + " pencil");
    QVERIFY(!must(read(source, model, manifest(), { .task = "auto", .blank = BlankPages::Read })).blank());
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
    const auto music = read(source, model, manifest(), { .task = "score", .tryAnyway = true });
    QCOMPARE(music.error().code, ErrorCode::TaskUnsupported);
    QVERIFY2(
        music.error().message.find("nor is there a usual prompt") != std::string::npos, music.error().message.c_str());
    TaskRequest declared{ .task = "caption", .tryAnyway = true };
    model.replay("a picture");
    QVERIFY(!must(read(source, model, manifest(), declared)).result.experimental);
    const auto choices = read(source, model, manifest(), { .task = "caption", .choices = { "a", "b" } });
    QCOMPARE(choices.error().code, ErrorCode::BadArguments);
}

void PageReaderTest::captionsComeInTheLanguageAskedFor()
{
    DrawnSource source(pageWithTable());
    ScriptedModel model;
    CapabilityManifest known = manifest();
    known.tasks[1].prompt = "caption {language}";
    for (const char* language : { "", "de" }) {
        model.replay("a picture");
        const TaskRequest request{ .task = "caption", .language = language };
        const PageResult result = must(read(source, model, known, request)).result;
        QCOMPARE(result.provenance.answers[0].prompt, std::string(language[0] == 0 ? "caption en" : "caption de"));
    }
    const auto text = read(source, model, known, { .task = "ocr", .language = "de" });
    QCOMPARE(text.error().code, ErrorCode::BadArguments);
    QCOMPARE(text.error().message, std::string("the task 'ocr' takes no language: its prompt is 'ocr'"));
}

void PageReaderTest::turnedPagesKeepTheirOwnPlaces_data()
{
    QTest::addColumn<int>("degrees");
    QTest::addColumn<RectF>("region"); // points
    QTest::addColumn<RectF>("box");
    QTest::newRow("upright") << 0 << RectF{ 50, 30, 250, 90 } << RectF{ 100, 60, 500, 120 };
    QTest::newRow("its top at the right") << 90 << RectF{ 710, 50, 770, 250 } << RectF{ 1480, 100, 1540, 500 };
    QTest::newRow("on its head") << 180 << RectF{ 350, 710, 550, 770 } << RectF{ 700, 1480, 1100, 1540 };
    QTest::newRow("its top at the left") << 270 << RectF{ 30, 350, 90, 550 } << RectF{ 60, 700, 120, 1100 };
}

// The model sees the same upright picture, whichever way the page came; boxes are where they are on the page as it
// came.
void PageReaderTest::turnedPagesKeepTheirOwnPlaces()
{
    QFETCH(const int, degrees);
    QFETCH(const RectF, region);
    QFETCH(const RectF, box);
    DrawnSource source(turned(pageWithTable().image(), degrees));
    const int back = (360 - degrees) % 360;
    ScriptedModel model;
    model.replay("<loc0000><loc0000><loc0512><loc1023> thing");
    TaskRequest request{ .task = "detect", .prompt = "thing", .regions = { { region, "" } } };
    request.rotation = back;
    const PageResult result = must(read(source, model, manifest(), request)).result;
    const RectF found = std::get<Detections>(result.content).items.at(0).box;
    for (const double difference :
        { found.left - box.left, found.top - box.top, found.right - box.right, found.bottom - box.bottom })
        QVERIFY2(std::abs(difference) < 0.5, qPrintable(QString::number(difference)));
    QCOMPARE(result.provenance.rotation, back);
    QCOMPARE(result.pageWidth, std::size_t{ degrees % 180 == 0 ? 1200U : 1600U });

    ScriptedModel reader;
    reader.replay(kBox + " four five").replay(kBox + " tri quad");
    const PageResult text = must(read(source, reader, manifest(), { .task = "ocr", .rotation = back })).result;
    ScriptedModel upright;
    upright.replay(kBox + " four five").replay(kBox + " tri quad");
    DrawnSource plain(pageWithTable());
    QVERIFY(read(plain, upright, manifest(), { .task = "ocr" }).ok());
    QCOMPARE(reader.questions().size(), upright.questions().size());
    for (std::size_t i = 0; i < reader.questions().size(); ++i)
        QVERIFY(reader.questions()[i].images[0].pixels == upright.questions()[i].images[0].pixels);
    QCOMPARE(std::get<OcrResult>(text.content).lines.at(0).text, std::string("four five"));
}

void PageReaderTest::crookedPrintStaysWhereAsked()
{
    DrawnPage crooked(1200, 1600);
    for (int top = 150; top < 1500; top += 60)
        crooked.line(100, top, 30, { 7, 4, 9, 6, 3, 8, 5, 7 }, { 0 }, 2);
    DrawnSource source(crooked);
    for (const bool deskew : { true, false }) {
        ScriptedModel model;
        for (int i = 0; i < 1000; ++i)
            model.replay("");
        const TaskRequest request{ .task = "ocr", .deskew = deskew };
        const PageResult result = must(read(source, model, manifest(), request)).result;
        QVERIFY2(deskew ? std::abs(result.provenance.skew + 1.15) < 0.15 : result.provenance.skew == 0,
            qPrintable(QString::number(result.provenance.skew)));
    }
}

std::vector<OwnWord> ownWords()
{
    return { { "four", { 100, 100, 160, 130 } }, { "fivefivefive", { 160, 100, 230, 130 }, true },
        { "tripletriple", { 95, 995, 140, 1035 } }, { "quad", { 140, 995, 200, 1035 }, true } };
}

void PageReaderTest::ownTextStandsForAReading()
{
    DrawnSource source(pageWithTable());
    source.holdText(ownWords());
    ScriptedModel model;
    TaskRequest request{ .task = "ocr", .textLayer = TextLayer::Use };
    const ReadPage page = must(read(source, model, manifest(), request));
    QVERIFY(page.hasTextLayer && !page.blank() && model.questions().empty());
    const auto& lines = std::get<OcrResult>(page.result.content).lines;
    QCOMPARE(lines.size(), std::size_t{ 2 });
    QCOMPARE(lines[0].text, std::string("four fivefivefive"));
    QCOMPARE(lines[0].box, (RectF{ 100, 100, 230, 130 }));
    QVERIFY(!lines[0].confidence && !lines[0].pieces.at(1).confidence);
    QCOMPARE(page.result.provenance.source, ResultSource::Document);
    QVERIFY(page.result.provenance.checkpoint.empty());

    // In a region that holds none of it, the model reads.
    request.regions = { { { 50, 490, 600, 520 }, "" }, { { 0, 190, 600, 400 }, "" } };
    const PageResult regions = must(read(source, model, manifest(), request)).result;
    const auto& parts = std::get<PageParts>(regions.content).parts;
    QCOMPARE(std::get<OcrResult>(parts.at(0).content).lines.at(0).text, std::string("tripletriple quad"));
    QCOMPARE(parts.at(1).provenance.source, ResultSource::Model);

    model.replay(kBox + " four five").replay(kBox + " tri quad");
    const ReadPage mentioned = must(read(source, model, manifest(), { .task = "ocr" }));
    QVERIFY(mentioned.hasTextLayer && model.finished());
    QCOMPARE(mentioned.result.provenance.source, ResultSource::Model);
    model.replay("a caption");
    QVERIFY(!must(read(source, model, manifest(), { .task = "caption" })).hasTextLayer);
}

void PageReaderTest::ownTextStandsInForTextAlone()
{
    DrawnSource source(pageWithTable());
    std::vector<OwnWord> words = ownWords();
    words.insert(words.begin() + 2, { "cell", { 200, 500, 300, 530 }, true });
    source.holdText(words);
    CapabilityManifest known = manifest();
    known.tasks.push_back({ .id = "layout", .prompt = "detect all classes", .grammar = AnswerGrammar::Detections });
    ScriptedModel model;
    model.replay("<loc0240><loc0050><loc0500><loc0960> Picture").replay("rules");
    const ReadPage page = must(read(source, model, known, { .task = "auto", .textLayer = TextLayer::Use }));
    const auto& parts = std::get<PageParts>(page.result.content).parts;
    QCOMPARE(parts.size(), std::size_t{ 3 });
    QCOMPARE(parts[0].provenance.source, ResultSource::Document);
    QCOMPARE(std::get<OcrResult>(parts[0].content).lines.at(0).text, std::string("four fivefivefive"));
    QCOMPARE(std::get<PlainText>(parts[1].content).text, std::string("rules")); // its word is not among the lines
    QCOMPARE(std::get<OcrResult>(parts[2].content).lines.at(0).text, std::string("tripletriple quad"));
    QVERIFY(!page.blank() && model.finished());
}

QTEST_APPLESS_MAIN(PageReaderTest)
#include "page_reader_test.moc"
