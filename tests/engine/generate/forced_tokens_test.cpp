// Tokens that a mask leaves no choice about are fed without asking the model, and the answer is the one that asking
// gives, alone and beside other answers.

#include <QTemporaryDir>
#include <QtTest>

#include "engine/generate/open_session.h"
#include "engine/model/synthetic_checkpoint.h"
#include "tests/support/gpu_test.h"
#include "tests/support/nano_model.h"

using namespace palimpsest;

namespace {

constexpr std::int32_t kAny = -1;
constexpr std::int32_t kEnd = -2;

} // namespace

class ForcedTokensTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSameAnswerAsWithEveryTokenAsked();
    void besideOtherAnswers();
    void theLimitHoldsForThemToo();
    void anIdOutsideTheVocabularyIsNoToken();

private:
    // Token i of the answer is pattern[i]: an id, kAny or kEnd.
    Question question(std::vector<std::int32_t> pattern) const;

    QTemporaryDir m_folder;
    std::unique_ptr<Backend> m_backend;
    OpenedSession m_opened;
};

void ForcedTokensTest::initTestCase()
{
    ThreadPool pool(1);
    const std::string folder = m_folder.filePath(QStringLiteral("nano")).toStdString();
    QVERIFY(writeSyntheticCheckpoint({ .folder = folder }, pool).ok());
    m_backend = std::move(createBackend(testRequest(false))).value();
    SessionRequest request;
    request.checkpoint = folder;
    request.cacheFolder = m_folder.path().toStdString();
    m_opened = std::move(openSession(*m_backend, request)).value();
}

Question ForcedTokensTest::question(std::vector<std::int32_t> pattern) const
{
    Question question{ .images = { nanoImage() }, .prompt = "read", .maxTokens = 24 };
    const std::int32_t eosId = m_opened.session->vocabulary().eosId();
    question.mask = [pattern = std::move(pattern), eosId](
                        const std::vector<std::int32_t>& generated) -> std::optional<std::vector<std::int32_t>> {
        const std::int32_t id = pattern.at(generated.size());
        if (id == kAny)
            return std::vector<std::int32_t>{ 5, 7, 11, 40, 90 };
        return std::vector<std::int32_t>{ id == kEnd ? eosId : id };
    };
    return question;
}

void ForcedTokensTest::theSameAnswerAsWithEveryTokenAsked()
{
    const std::vector<std::int32_t> pattern{ kAny, 30, 31, 32, kAny, kAny, 33, kAny, 34, kEnd };
    Question asked = question(pattern);
    asked.scoreForced = true;
    const Answer expected = m_opened.session->ask(asked).value();
    const Answer found = m_opened.session->ask(question(pattern)).value();
    QCOMPARE(found.tokens.size(), pattern.size() - 1);
    QCOMPARE(expected.tokens.size(), found.tokens.size());
    QCOMPARE(found.text, expected.text);
    QVERIFY(found.stopReason == StopReason::EndOfSequence);
    for (std::size_t i = 0; i < found.tokens.size(); ++i) {
        QCOMPARE(found.tokens[i].id, expected.tokens[i].id);
        QVERIFY(expected.tokens[i].scored);
        QCOMPARE(found.tokens[i].scored, pattern[i] == kAny);
        if (found.tokens[i].scored)
            QVERIFY(std::fabs(found.tokens[i].logProbability - expected.tokens[i].logProbability) < 1e-3F);
    }
}

void ForcedTokensTest::besideOtherAnswers()
{
    Question free{ .images = { nanoImage() }, .prompt = "read", .maxTokens = 12 };
    const std::vector<Question> questions{ question({ kAny, 30, 31, kAny, 32, kAny, kEnd }), free,
        question({ 40, kAny, kAny, 41, 42, 43, 44, kAny, kEnd }) };
    const std::vector<Answer> together = m_opened.session->askAll(questions).value();
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const Answer alone = m_opened.session->ask(questions[i]).value();
        QCOMPARE(together[i].text, alone.text);
        QCOMPARE(together[i].tokens.size(), alone.tokens.size());
    }
}

void ForcedTokensTest::theLimitHoldsForThemToo()
{
    Question question = this->question({ kAny, 30, 31, 32, 33, 34, kEnd });
    question.maxTokens = 3;
    const Answer answer = m_opened.session->ask(question).value();
    QCOMPARE(answer.tokens.size(), std::size_t{ 3 });
    QVERIFY(answer.stopReason == StopReason::TokenLimit);
}

void ForcedTokensTest::anIdOutsideTheVocabularyIsNoToken()
{
    const Answer answer = m_opened.session->ask(question({ kAny, 999999, kEnd })).value();
    QCOMPARE(answer.tokens.size(), std::size_t{ 1 });
}

PAL_TWICE_TEST_MAIN(ForcedTokensTest)
#include "forced_tokens_test.moc"
