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
