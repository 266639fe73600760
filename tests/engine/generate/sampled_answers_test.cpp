// Whole answers drawn at random from nano: the same seed gives the same tokens, whatever computes them and whatever is
// answered beside them, and a mask holds.

#include <QTemporaryDir>
#include <QtTest>

#include "engine/generate/open_session.h"
#include "engine/model/synthetic_checkpoint.h"
#include "tests/support/gpu_test.h"
#include "tests/support/nano_model.h"

using namespace palimpsest;

class SampledAnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameSeedSameTokensAsTheReference();
    void togetherAsAlone();
    void masksRestrictTheChoiceButNotTheProbability();
    void anEndHasToBeAsLikelyAsIsAsked();

private:
    struct Opened {
        std::unique_ptr<Backend> backend;
        OpenedSession opened;
    };
    Opened open(const BackendRequest& device);
    static Question question(std::uint64_t seed);

    QTemporaryDir m_folder;
    Opened m_tried;
};

namespace {

std::vector<std::int32_t> idsOf(const Answer& answer)
{
    std::vector<std::int32_t> ids;
    for (const AnswerToken& token : answer.tokens)
        ids.push_back(token.id);
    return ids;
}

} // namespace

void SampledAnswersTest::initTestCase()
{
    ThreadPool pool(1);
    QVERIFY(writeSyntheticCheckpoint({ .folder = m_folder.filePath(QStringLiteral("nano")).toStdString() }, pool).ok());
    m_tried = open(testRequest(false));
}

SampledAnswersTest::Opened SampledAnswersTest::open(const BackendRequest& device)
{
    Opened result;
    result.backend = std::move(createBackend(device)).value();
    SessionRequest request;
    request.checkpoint = m_folder.filePath(QStringLiteral("nano")).toStdString();
    request.cacheFolder = m_folder.path().toStdString();
    result.opened = std::move(openSession(*result.backend, request)).value();
    return result;
}

Question SampledAnswersTest::question(std::uint64_t seed)
{
    return { .images = { nanoImage() },
        .prompt = "read",
        .maxTokens = 24,
        .sampling = { .method = SamplingOptions::Method::Sample, .temperature = 0.9F, .topP = 0.95F, .seed = seed } };
}

void SampledAnswersTest::sameSeedSameTokensAsTheReference()
{
    const Opened reference = open({ .device = "cpu", .threads = 1, .plainArithmetic = true });
    std::vector<std::vector<std::int32_t>> answers;
    for (const std::uint64_t seed : { 0, 1, 2, 3 }) {
        const auto found = m_tried.opened.session->ask(question(seed));
        const auto expected = reference.opened.session->ask(question(seed));
        QVERIFY(found.ok() && expected.ok());
        QCOMPARE(idsOf(found.value()), idsOf(expected.value()));
        for (std::size_t i = 0; i < found.value().tokens.size(); ++i)
            QVERIFY(
                std::fabs(found.value().tokens[i].logProbability - expected.value().tokens[i].logProbability) < 1e-3F);
        answers.push_back(idsOf(found.value()));
    }
    QVERIFY(answers[0].size() > 4);
    QVERIFY(answers[0] != answers[1] && answers[1] != answers[2]);
}

void SampledAnswersTest::togetherAsAlone()
{
    Question greedy = question(0);
    greedy.sampling = {};
    const std::vector<Question> questions{ question(7), greedy, question(8) };
    const auto together = m_tried.opened.session->askAll(questions);
    QVERIFY(together.ok());
    for (std::size_t i = 0; i < questions.size(); ++i)
        QCOMPARE(idsOf(together.value()[i]), idsOf(m_tried.opened.session->ask(questions[i]).value()));
}

void SampledAnswersTest::masksRestrictTheChoiceButNotTheProbability()
{
    Question masked = question(5);
    masked.mask = [](const std::vector<std::int32_t>&) { return std::vector<std::int32_t>{ 9999, 7, -1, 5, 7 }; };
    masked.maxTokens = 12;
    const auto answer = m_tried.opened.session->ask(masked);
    QVERIFY(answer.ok() && !answer.value().tokens.empty());
    for (const AnswerToken& token : answer.value().tokens) {
        QVERIFY(token.id == 5 || token.id == 7);
        QVERIFY(token.logProbability < -1.0F); // of 320, not of two
    }
    masked.mask = [](const std::vector<std::int32_t>&) { return std::vector<std::int32_t>{}; };
    QCOMPARE(m_tried.opened.session->ask(masked).value().tokens.size(), std::size_t{ 0 });
}

void SampledAnswersTest::anEndHasToBeAsLikelyAsIsAsked()
{
    const std::int32_t end = m_tried.opened.vocabulary->eosId();
    Question greedy = question(0);
    greedy.sampling = {};
    greedy.maxTokens = 1;
    bool met = false;
    for (std::int32_t id = 5; id < 60 && !met; ++id) {
        greedy.mask = [=](const std::vector<std::int32_t>&) { return std::vector<std::int32_t>{ end, id }; };
        greedy.leastEnd = 0;
        const Answer ended = m_tried.opened.session->ask(greedy).value();
        if (!ended.tokens.empty())
            continue; // the other one is likelier
        met = true;
        const float likely = std::exp(ended.endLogProbability);
        greedy.leastEnd = likely * 0.9F;
        QVERIFY(m_tried.opened.session->ask(greedy).value().tokens.empty());
        greedy.leastEnd = likely * 1.1F;
        QCOMPARE(idsOf(m_tried.opened.session->ask(greedy).value()), std::vector<std::int32_t>{ id });
        greedy.mask = [=](const std::vector<std::int32_t>&) { return std::vector<std::int32_t>{ end }; };
        greedy.scoreForced = true;
        QVERIFY(m_tried.opened.session->ask(greedy).value().tokens.empty()); // nothing else may come
    }
    QVERIFY(met);
}

PAL_TWICE_TEST_MAIN(SampledAnswersTest)
#include "sampled_answers_test.moc"
