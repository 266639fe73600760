// What becomes of a page that fails once, twice, or because the device is gone; a scripted model answers.

#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "pipelines/batch/batch_run.h"
#include "tests/support/golden_file.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

Q_DECLARE_METATYPE(palimpsest::TaskRequest)

// Each page's questions by themselves, so that a script knows whose answers it holds.
const BatchHooks kOneByOne{ .inHand = InHand::One };

class BatchRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailureIsTriedOnceMore();
    void twoFailuresSetThePageAside();
    void aLostDeviceEndsTheRunAndLeavesThePage();
    void anAnswerCutOffIsTriedOnceMore_data();
    void anAnswerCutOffIsTriedOnceMore();
    void documentsThatNobodyLookedAtArePending();
    void noPageIsBegunAfterTheStop();
    void whatIsAskedOtherwiseIsReadAnew_data();
    void whatIsAskedOtherwiseIsReadAnew();
    void aRegionsPromptIsPartOfWhatIsAsked();
    void eachPageOnceWhereThatIsAsked();
    void everyDrawnPageIsTimed();
    void aLedgerHasOneRunAndOneSetOfTerms();
    void aPageThatKillsIsTriedAgainAndThenSetAside();
    void aPageThatLosesTheDeviceAgainIsSetAside();
    void aDocumentThatKillsIsSetAsideUnopened();
    void aPageThatTakesTooLongIsSetAside();
    void aPageThatNeverEndsIsReported();
    void pagesShareAPass();
    void aFailureAmongSeveralIsThePagesOwn();
    void pagesInHandAreFinishedAfterTheStop();
    void whatWasInHandAtADeathIsReadAlone();

private:
    // Two pages, each one question.
    Result<BatchCounts> run(ScriptedModel& model, const QTemporaryDir& folder, std::stop_token stop = {},
        const TaskRequest& request = { .task = "caption" }, BatchLimits limits = {});
    // The same in a process of its own, which the first question ends.
    int endOf(const QTemporaryDir& folder, const std::function<void()>& atTheFirstQuestion, BatchLimits limits = {});
    static LedgerPage pageOf(const QTemporaryDir& folder, const std::string& item);
    BatchHooks m_hooks = kOneByOne; // what a test wants of them
};

namespace {

std::filesystem::path in(const QTemporaryDir& folder, const char* name)
{
    return std::filesystem::path(folder.path().toStdString()) / name;
}

BatchItem itemOf(const char* id, const TaskRequest& request)
{
    return {
        .id = id, .document = "rgb.png", .file = goldenPath("documents/rgb.png"), .pages = {}, .request = request
    };
}

void killThisProcess()
{
    raise(SIGKILL);
}

const Error kFailure{ ErrorCode::OutOfMemory, "no room for this one" };

} // namespace

Result<BatchCounts> BatchRunTest::run(ScriptedModel& model, const QTemporaryDir& folder, std::stop_token stop,
    const TaskRequest& request, BatchLimits limits)
{
    PAL_TRY_ASSIGN(BatchLedger ledger, BatchLedger::open(in(folder, "ledger.sqlite"), "terms"));
    const BatchItem first = itemOf("first", request);
    PAL_TRY_ASSIGN(const PageReader reader,
        PageReader::create({ .model = &model, .checkpoint = "scripted" },
            { .capabilities
                = { { .id = "caption", .prompt = "caption en", .grammar = AnswerGrammar::Caption, .maxTokens = 32 } },
                .layout = {} },
            first.request));
    const SealedPages sealed(folder.path().toStdString(), "", {});
    BatchHooks hooks = m_hooks;
    hooks.readerFor = [&reader](const TaskRequest&) -> Result<const PageReader*> { return &reader; };
    hooks.stop = std::move(stop);
    return BatchRun(ledger, sealed, hooks, std::move(limits)).run(std::vector{ first, itemOf("second", request) });
}

int BatchRunTest::endOf(
    const QTemporaryDir& folder, const std::function<void()>& atTheFirstQuestion, BatchLimits limits)
{
    const pid_t child = fork();
    if (child == 0) {
        ScriptedModel model;
        model.replay("a cat").replay("a dog").onEveryQuestion(atTheFirstQuestion);
        const auto counts = run(model, folder, {}, { .task = "caption" }, std::move(limits));
        _exit(counts.ok() ? 0 : 1);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child ? status : -1;
}

LedgerPage BatchRunTest::pageOf(const QTemporaryDir& folder, const std::string& item)
{
    auto ledger = BatchLedger::open(in(folder, "ledger.sqlite"), "terms");
    const auto pages = ledger.ok() ? ledger.value().pagesOf(item) : Result<std::vector<LedgerPage>>(Error{});
    return pages.ok() && pages.value().size() == 1 ? pages.value().front() : LedgerPage{};
}

void BatchRunTest::aFailureIsTriedOnceMore()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    model.fail(kFailure).replay("a cat").replay("a dog");
    const auto counts = run(model, folder);
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().sentence(), std::string("2 pages = 2 done + 0 partial + 0 blank + 0 failed"));
    QCOMPARE(pageOf(folder, "first").attempts, std::size_t{ 2 });
    QCOMPARE(pageOf(folder, "second").attempts, std::size_t{ 1 });
}

void BatchRunTest::twoFailuresSetThePageAside()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    model.fail(kFailure).fail({ ErrorCode::Internal, "another" }).replay("a dog");
    const auto counts = run(model, folder);
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().failed, std::size_t{ 1 });
    QCOMPARE(counts.value().done, std::size_t{ 1 });
    const LedgerPage page = pageOf(folder, "first");
    QCOMPARE(page.state, PageState::Failed);
    QCOMPARE(page.attempts, std::size_t{ 2 });
    QCOMPARE(page.reason, kFailure.message);
    QVERIFY(std::filesystem::exists(in(folder, "results.jsonl")));
}

void BatchRunTest::aLostDeviceEndsTheRunAndLeavesThePage()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    model.replay("a cat").fail({ ErrorCode::DeviceLost, "gone" });
    const auto counts = run(model, folder);
    QVERIFY(!counts.ok() && counts.error().code == ErrorCode::DeviceLost);
    QCOMPARE(pageOf(folder, "first").state, PageState::Done);
    QCOMPARE(pageOf(folder, "second").state, PageState::Pending);
    QVERIFY(!std::filesystem::exists(in(folder, "results.jsonl")));

    ScriptedModel other;
    other.replay("a dog"); // and no question about the first
    const auto resumed = run(other, folder);
    QVERIFY(resumed.ok());
    QCOMPARE(resumed.value().done, std::size_t{ 2 });
    QVERIFY(other.finished());
}

void BatchRunTest::anAnswerCutOffIsTriedOnceMore_data()
{
    QTest::addColumn<bool>("secondIsWhole");
    QTest::newRow("and then is whole") << true;
    QTest::newRow("and is cut off again") << false;
}

void BatchRunTest::anAnswerCutOffIsTriedOnceMore()
{
    QFETCH(const bool, secondIsWhole);
    const QTemporaryDir folder;
    ScriptedModel model;
    model.replay("a cat. And", StopReason::TokenLimit)
        .replay("two cats. And", secondIsWhole ? StopReason::EndOfSequence : StopReason::TokenLimit)
        .replay("a dog");
    const auto counts = run(model, folder);
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().partial, std::size_t{ secondIsWhole ? 0U : 1U });
    QCOMPARE(pageOf(folder, "first").attempts, std::size_t{ 2 });
    QFile results(QString::fromStdString(in(folder, "results.jsonl").string()));
    QVERIFY(results.open(QFile::ReadOnly));
    const auto line = nlohmann::json::parse(results.readLine().toStdString(), nullptr, false);
    QVERIFY(QString::fromStdString(line["result"]["content"]["text"].get<std::string>())
                .startsWith(secondIsWhole ? QLatin1String("two cats") : QLatin1String("a cat")));
}

void BatchRunTest::documentsThatNobodyLookedAtArePending()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    std::stop_source stop;
    stop.request_stop();
    const auto counts = run(model, folder, stop.get_token());
    QVERIFY(counts.ok());
    QVERIFY(counts.value().pending > 0);
    QCOMPARE(counts.value().in(), counts.value().pending);
}

void BatchRunTest::noPageIsBegunAfterTheStop()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    std::stop_source stop;
    model.replay("a cat").onEveryQuestion([&stop] { stop.request_stop(); });
    const auto counts = run(model, folder, stop.get_token());
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().sentence(), std::string("2 pages = 1 done + 0 partial + 0 blank + 0 failed + 1 pending"));
}

void BatchRunTest::whatIsAskedOtherwiseIsReadAnew_data()
{
    QTest::addColumn<TaskRequest>("request");
    TaskRequest request{ .task = "caption" };
    request.choices = { "a", "b" };
    QTest::newRow("other choices") << request;
    request = { .task = "caption" };
    request.tryAnyway = true;
    QTest::newRow("tried anyway") << request;
    request = { .task = "caption" };
    request.rotation = 180;
    QTest::newRow("turned") << request;
    request = { .task = "caption", .deskew = false };
    QTest::newRow("not straightened") << request;
    request = { .task = "caption", .textLayer = TextLayer::Use };
    QTest::newRow("its own text") << request;
    request = { .task = "caption" };
    request.regions = { { { 0, 0, 9, 9 }, {} } };
    QTest::newRow("a part of the page") << request;
}

void BatchRunTest::whatIsAskedOtherwiseIsReadAnew()
{
    QFETCH(const TaskRequest, request);
    const QTemporaryDir folder;
    ScriptedModel model;
    model.replay("a cat").replay("a dog");
    QVERIFY(run(model, folder).ok());
    model.replay("one").replay("two");
    QVERIFY(run(model, folder, {}, request).ok());
    QVERIFY(model.finished());
    QVERIFY(run(model, folder, {}, request).ok()); // and nothing is asked a third time
}

void BatchRunTest::aRegionsPromptIsPartOfWhatIsAsked()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    TaskRequest request{ .task = "caption" };
    request.regions = { { { 0, 0, 9, 9 }, {} } };
    model.replay("a cat").replay("a dog");
    QVERIFY(run(model, folder, {}, request).ok());
    request.regions[0].prompt = "";
    model.replay("one").replay("two");
    QVERIFY(run(model, folder, {}, request).ok());
    QVERIFY(model.finished());
}

void BatchRunTest::eachPageOnceWhereThatIsAsked()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    model.fail(kFailure).replay("two cats. And", StopReason::TokenLimit);
    m_hooks.attempts = Attempts::Once;
    const auto counts = run(model, folder);
    m_hooks = kOneByOne;
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().sentence(), std::string("2 pages = 0 done + 1 partial + 0 blank + 1 failed"));
    QCOMPARE(pageOf(folder, "first").reason, kFailure.message);
    QCOMPARE(pageOf(folder, "first").attempts, std::size_t{ 1 });
    QVERIFY(model.finished());
}

void BatchRunTest::everyDrawnPageIsTimed()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    model.replay("a cat").replay("a dog");
    std::vector<PageTimes> times;
    m_hooks.onRead = [&times](const PageTimes& page) { times.push_back(page); };
    QVERIFY(run(model, folder).ok());
    m_hooks = kOneByOne;
    QCOMPARE(times.size(), std::size_t{ 2 });
    for (const PageTimes& page : times)
        QVERIFY(page.ahead.drawSeconds > 0 && page.ahead.waitedSeconds > 0 && page.asked < page.read
            && page.read < page.written);
    QVERIFY(times[0].written <= times[1].asked);
}

void BatchRunTest::aLedgerHasOneRunAndOneSetOfTerms()
{
    const QTemporaryDir folder;
    {
        const auto held = BatchLedger::open(in(folder, "ledger.sqlite"), "terms");
        QVERIFY(held.ok());
        const auto second = BatchLedger::open(in(folder, "ledger.sqlite"), "terms");
        QVERIFY(!second.ok() && second.error().message.find("in use") != std::string::npos);
    }
    const auto other = BatchLedger::open(in(folder, "ledger.sqlite"), "other terms");
    QVERIFY(!other.ok() && other.error().code == ErrorCode::BadArguments);
    QFile text(QString::fromStdString(in(folder, "text.sqlite").string()));
    QVERIFY(text.open(QFile::WriteOnly));
    text.write(QByteArray(4096, 'x'));
    text.close();
    const auto noLedger = BatchLedger::open(in(folder, "text.sqlite"), "terms");
    QVERIFY(!noLedger.ok() && noLedger.error().code == ErrorCode::FileAccess);
}

void BatchRunTest::aPageThatKillsIsTriedAgainAndThenSetAside()
{
    const QTemporaryDir folder;
    QVERIFY(WIFSIGNALED(endOf(folder, killThisProcess)));
    QCOMPARE(pageOf(folder, "first").state, PageState::Pending);
    QVERIFY(WIFSIGNALED(endOf(folder, killThisProcess)));
    ScriptedModel model;
    model.replay("a dog"); // and no question about the first
    const auto counts = run(model, folder);
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().sentence(), std::string("2 pages = 1 done + 0 partial + 0 blank + 1 failed"));
    QVERIFY(model.finished());
    QVERIFY(pageOf(folder, "first").reason.find("ended 2 times") != std::string::npos);

    auto ledger = BatchLedger::open(in(folder, "ledger.sqlite"), "terms");
    QVERIFY(ledger.ok() && ledger.value().forgetFailures().ok());
    ledger = Error{};
    QVERIFY(WIFSIGNALED(endOf(folder, killThisProcess))); // so it was tried again
    model.replay("a cat");
    const auto resumed = run(model, folder);
    QVERIFY(resumed.ok());
    QCOMPARE(resumed.value().done, std::size_t{ 2 });
    QCOMPARE(pageOf(folder, "first").attempts, std::size_t{ 1 }); // one death leaves no trace in the result
}

void BatchRunTest::aPageThatLosesTheDeviceAgainIsSetAside()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 2; ++i) {
        ScriptedModel model;
        model.fail({ ErrorCode::DeviceLost, "gone" });
        QVERIFY(!run(model, folder).ok());
    }
    ScriptedModel model;
    model.replay("a dog");
    const auto counts = run(model, folder);
    QVERIFY(counts.ok());
    QCOMPARE(pageOf(folder, "first").state, PageState::Failed);
    QCOMPARE(pageOf(folder, "second").state, PageState::Done);
}

void BatchRunTest::aDocumentThatKillsIsSetAsideUnopened()
{
    const QTemporaryDir folder;
    {
        ScriptedModel model;
        std::stop_source stop;
        model.replay("a cat").onEveryQuestion([&stop] { stop.request_stop(); });
        QVERIFY(run(model, folder, stop.get_token()).ok());
        auto ledger = BatchLedger::open(in(folder, "ledger.sqlite"), "terms");
        QVERIFY(ledger.ok()); // as runs leave it that end while the second one is opened
        QCOMPARE(ledger.value().takeInHand("second", 0).value(), std::size_t{ 0 });
        QCOMPARE(ledger.value().takeInHand("second", 0).value(), std::size_t{ 1 });
    }
    ScriptedModel model;
    const auto counts = run(model, folder);
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().sentence(), std::string("2 pages = 1 done + 0 partial + 0 blank + 1 failed"));
    QVERIFY(pageOf(folder, "second").reason.find("while the document was opened") != std::string::npos);
}

void BatchRunTest::aPageThatTakesTooLongIsSetAside()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    model.replay("a cat").replay("a dog").onEveryQuestion([&model] {
        if (model.questions().size() <= 1)
            QTest::qSleep(1000);
    });
    BatchLimits limits;
    limits.page.limit = std::chrono::milliseconds(500);
    const auto counts = run(model, folder, {}, { .task = "caption" }, limits);
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().sentence(), std::string("2 pages = 1 done + 0 partial + 0 blank + 1 failed"));
    const LedgerPage page = pageOf(folder, "first");
    QCOMPARE(page.attempts, std::size_t{ 1 }); // its time was up: there was none for a second attempt
    QVERIFY2(page.reason.find("within 0.5 s") != std::string::npos, page.reason.c_str());
}

void BatchRunTest::aPageThatNeverEndsIsReported()
{
    const QTemporaryDir folder;
    BatchLimits limits;
    limits.page = { .limit = std::chrono::milliseconds(50), .grace = std::chrono::milliseconds(50), .onIgnored = [] {
                       _exit(26);
                   } };
    const int status = endOf(
        folder, [] { QTest::qSleep(60'000); }, limits);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 26);
    QCOMPARE(pageOf(folder, "first").state, PageState::Pending);
}

void BatchRunTest::pagesShareAPass()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    model.replay("a cat").replay("a dog");
    m_hooks = {};
    const auto counts = run(model, folder);
    m_hooks = kOneByOne;
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().done, std::size_t{ 2 });
    QCOMPARE(model.passes(), std::size_t{ 1 });

    const QTemporaryDir other;
    ScriptedModel oneByOne;
    oneByOne.replay("a cat").replay("a dog");
    QVERIFY(run(oneByOne, other).ok());
    QCOMPARE(oneByOne.passes(), std::size_t{ 2 });
    QFile together(QString::fromStdString(in(folder, "results.jsonl").string()));
    QFile alone(QString::fromStdString(in(other, "results.jsonl").string()));
    QVERIFY(together.open(QFile::ReadOnly) && alone.open(QFile::ReadOnly));
    QCOMPARE(together.readAll(), alone.readAll());
}

void BatchRunTest::aFailureAmongSeveralIsThePagesOwn()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    // The pass over both; the first page by itself; the second by itself, and once more at the other scale.
    model.fail(kFailure).replay("a cat").fail(kFailure).replay("a dog");
    m_hooks = {};
    const auto counts = run(model, folder);
    m_hooks = kOneByOne;
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().done, std::size_t{ 2 });
    QCOMPARE(pageOf(folder, "first").attempts, std::size_t{ 1 });
    QCOMPARE(pageOf(folder, "second").attempts, std::size_t{ 2 });
}

void BatchRunTest::pagesInHandAreFinishedAfterTheStop()
{
    const QTemporaryDir folder;
    ScriptedModel model;
    std::stop_source stop;
    model.replay("a cat").replay("a dog").onEveryQuestion([&stop] { stop.request_stop(); });
    m_hooks = {};
    const auto counts = run(model, folder, stop.get_token());
    m_hooks = kOneByOne;
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().done, std::size_t{ 2 });
}

void BatchRunTest::whatWasInHandAtADeathIsReadAlone()
{
    const QTemporaryDir folder;
    m_hooks = {};
    QVERIFY(WIFSIGNALED(endOf(folder, killThisProcess))); // with both in hand
    ScriptedModel model;
    model.replay("a cat").replay("a dog");
    const auto counts = run(model, folder);
    m_hooks = kOneByOne;
    QVERIFY(counts.ok());
    QCOMPARE(counts.value().done, std::size_t{ 2 }); // the innocent with the guilty one
    QCOMPARE(model.passes(), std::size_t{ 2 });
}

QTEST_GUILESS_MAIN(BatchRunTest)
#include "batch_run_test.moc"
