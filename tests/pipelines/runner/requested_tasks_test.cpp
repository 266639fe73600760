// What a request is made of before anything is read: who answers, what is a guess, what may be chosen without being
// named.

#include <QtTest>

#include "pipelines/runner/page_reader.h"
#include "tests/support/sample_vocabulary.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

// A white page.
class WhiteSource final : public PageSource {
public:
    [[nodiscard]] std::size_t pageCount() const override { return 1; }
    Result<PageSize> pageSize(std::size_t, double) override { return PageSize{ 200, 100 }; }
    Result<std::vector<OwnWord>> ownWords(std::size_t, double) override { return std::vector<OwnWord>(); }
    Result<PageImage> render(std::size_t, double, const std::stop_token&) override
    {
        return PageImage{ { 200, 100, std::vector<std::uint8_t>(std::size_t{ 3 } * 200 * 100, 255) }, 0, 0, "white" };
    }
};

CapabilityManifest manifest()
{
    CapabilityManifest known;
    known.name = "sample-224";
    known.tasks = { { .id = "caption", .prompt = "caption en", .grammar = AnswerGrammar::Caption },
        { .id = "detect", .prompt = "detect {argument}", .grammar = AnswerGrammar::Detections } };
    return known;
}

TaskRequest detecting(const std::string& prompt)
{
    TaskRequest request;
    request.task = "detect";
    request.prompt = prompt;
    return request;
}

} // namespace

class RequestedTasksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void companionsAreAskedAndNamed();
    void whoKnowsTheWordsIsAsked();
    void wordsThatTheModelWasNeverToldAreAGuess();
    void answersThatAreHardlySureAreAGuess();
    void tasksThatAreNotToBeChosenAreNot();
};

void RequestedTasksTest::companionsAreAskedAndNamed()
{
    CapabilityManifest known = manifest();
    known.tasks.back().companion = "pictures";
    WhiteSource source;
    ScriptedModel model;
    model.replay("<loc0100><loc0100><loc0200><loc0200> table").replay("a page");
    TaskRequest caption;
    caption.task = "caption";
    const std::vector<std::tuple<TaskRequest, std::string, std::string>> expected{
        { detecting("table"), "pictures", "sample-224/pictures" }, { caption, "", "sample-224" }
    };
    for (const auto& [request, companion, checkpoint] : expected) {
        const auto reader = PageReader::create(
            { .model = &model, .checkpoint = known.name }, requestedTasks(known, request).value(), request);
        const auto page = reader.value().read(source, 0, {});
        QVERIFY(page.ok());
        QCOMPARE(page.value().result.provenance.checkpoint, checkpoint);
        QCOMPARE(model.questions().back().companion, companion);
    }
}

void RequestedTasksTest::whoKnowsTheWordsIsAsked()
{
    CapabilityManifest known = manifest();
    known.alternatives = { known.tasks.back() };
    known.alternatives.back().companion = "shapes";
    known.alternatives.back().argumentWords = { "red", "circle" };
    const auto askedOf = [&](const char* words) {
        return requestedTasks(known, detecting(words)).value().capabilities.front().companion;
    };
    const std::string usual = known.tasks.back().companion;
    QCOMPARE(askedOf("red circle"), std::string("shapes"));
    QCOMPARE(askedOf("red table"), usual);

    known.tasks.push_back({ .id = "question", .prompt = "ocr", .grammar = AnswerGrammar::AnswerCells });
    known.alternatives.push_back({ .id = "question",
        .prompt = "answer en {argument}",
        .grammar = AnswerGrammar::Answer,
        .argumentWords = { "red" },
        .companion = "shapes" });
    TaskRequest chosen;
    chosen.task = "question";
    chosen.prompt = "is it blue?";
    QCOMPARE(requestedTasks(known, chosen).value().capabilities.front().companion, std::string());
    chosen.choices = { "yes", "no" }; // which no cell of a table is
    QCOMPARE(requestedTasks(known, chosen).value().capabilities.front().companion, std::string("shapes"));
    known.alternatives.pop_back();
    QCOMPARE(requestedTasks(known, chosen).error().code, ErrorCode::BadArguments);
    known.tasks.pop_back();

    TaskRequest both = detecting("red circle");
    both.regions = { { .box = { 0, 0, 9, 9 }, .prompt = "table" }, { .box = { 9, 0, 18, 9 } } };
    ScriptedModel model;
    model.replay("<loc0100><loc0100><loc0200><loc0200> table")
        .replay("<loc0100><loc0100><loc0200><loc0200> red circle");
    const auto reader = PageReader::create({ .model = &model }, requestedTasks(known, both).value(), both);
    WhiteSource source;
    QVERIFY(reader.value().read(source, 0, {}).ok());
    std::vector<std::string> asked;
    for (const Question& question : model.questions())
        asked.push_back(question.companion);
    QCOMPARE(asked, std::vector<std::string>({ usual, "shapes" }));
}

void RequestedTasksTest::wordsThatTheModelWasNeverToldAreAGuess()
{
    CapabilityManifest known = manifest();
    known.tasks.back().argumentWords = { "red", "table" };
    QVERIFY(!requestedTasks(known, detecting("red table")).value().capabilities.front().experimental);
    QVERIFY(requestedTasks(known, detecting("red chair")).value().capabilities.front().experimental);
}

void RequestedTasksTest::answersThatAreHardlySureAreAGuess()
{
    CapabilityManifest known = manifest();
    known.tasks.front().leastConfidence = 0.9;
    TaskRequest caption;
    caption.task = "caption";
    WhiteSource source;
    for (const auto& [logProbability, guessed] : { std::pair(-0.02F, false), std::pair(-0.3F, true) }) {
        ScriptedModel model;
        model.speakIn(sampleVocabulary());
        model.replay("ab", StopReason::EndOfSequence, logProbability);
        const auto reader
            = PageReader::create({ .model = &model, .checkpoint = known.name, .vocabulary = sampleVocabulary() },
                requestedTasks(known, caption).value(), caption);
        QCOMPARE(reader.value().read(source, 0, {}).value().result.experimental, guessed);
    }
}

void RequestedTasksTest::tasksThatAreNotToBeChosenAreNot()
{
    TaskRequest request;
    request.task = "auto";
    CapabilityManifest known = manifest();
    QCOMPARE(requestedTasks(known, request).value().capabilities.size(), std::size_t(1));
    known.tasks.front().automatic = false;
    QCOMPARE(requestedTasks(known, request).error().code, ErrorCode::TaskUnsupported);
    request.task = "caption"; // unless they are named
    QVERIFY(requestedTasks(known, request).ok());
}

QTEST_APPLESS_MAIN(RequestedTasksTest)
#include "requested_tasks_test.moc"
