// Beam search on nano against every sequence there is: with four tokens allowed and at most three of them, a beam wide
// enough keeps them all, so the result must be the best of the enumeration.

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/generate/beam_search.h"
#include "tests/support/nano_model.h"

using namespace palimpsest;

namespace {

constexpr std::int32_t kEnd = 61;
const std::vector<std::int32_t> kAllowed{ 114, 213, 5, kEnd };
constexpr std::size_t kMaxTokens = 3;

} // namespace

class BeamSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wideBeamFindsTheBestOfAll();
    void oneBeamIsGreedyUntilAnEndWins();
    void limitWithoutEnd();

private:
    StartedSequence start();
    Question question(std::size_t beams, bool endAllowed) const;
    double scoreOf(const std::vector<std::int32_t>& ids); // sum of log-probabilities behind the prompt
    void enumerate(std::vector<std::int32_t>& ids, double& best, std::vector<std::int32_t>& bestIds);

    QTemporaryDir m_folder;
    NanoModel m_nano;
};

void BeamSearchTest::initTestCase()
{
    writeNanoFolder(m_folder.path().toStdString(), NanoKind::Gemma2, "BF16");
    m_nano = openNano(m_folder.path().toStdString(), { .device = "cpu", .threads = 1, .plainArithmetic = true }, {});
    QVERIFY(m_nano.model);
}

StartedSequence BeamSearchTest::start()
{
    StartedSequence started;
    Sequence& sequence = started.sequence;
    const auto image = m_nano.model->encodeImage(nanoImage(), {});
    const std::vector<Tensor> rows{ Tensor{ image.value().get(), 0, DType::F32, { 16, 96 } } };
    sequence.prefixLength = nanoPrompt().size();
    sequence.cache = std::move(m_nano.model->createCache(40)).value();
    started.next = m_nano.model->prefill(nanoPrompt(), rows, *sequence.cache, {}).value();
    return started;
}

Question BeamSearchTest::question(std::size_t beams, bool endAllowed) const
{
    Question question;
    question.maxTokens = kMaxTokens;
    question.sampling.method = SamplingOptions::Method::Beam;
    question.sampling.beams = beams;
    std::vector<std::int32_t> allowed = kAllowed;
    if (!endAllowed)
        allowed.pop_back();
    question.mask = [allowed](const std::vector<std::int32_t>&) { return allowed; };
    return question;
}

double BeamSearchTest::scoreOf(const std::vector<std::int32_t>& ids)
{
    StartedSequence started = start();
    Sequence& sequence = started.sequence;
    TokenSelector selector(*m_nano.backend);
    const auto logProbability = [&selector](const Logits& logits, std::size_t row, std::int32_t id) {
        const Selection selection{ row, std::vector<std::int32_t>{ id } };
        return double(selector.select(logits, { &selection, 1 }).value().front().front().logProbability);
    };
    double score = logProbability(started.next, 0, ids.front());
    if (ids.size() == 1)
        return score;
    const PaliGemma::Run run{ sequence.cache.get(), sequence.prefixLength, ids };
    const auto logits = m_nano.model->extend({ &run, 1 }, OutputRows::All, {});
    for (std::size_t i = 0; i + 1 < ids.size(); ++i)
        score += logProbability(logits.value(), i, ids[i + 1]);
    return score;
}

void BeamSearchTest::enumerate(std::vector<std::int32_t>& ids, double& best, std::vector<std::int32_t>& bestIds)
{
    ids.push_back(kEnd);
    const double score = scoreOf(ids);
    ids.pop_back();
    if (score > best) {
        best = score;
        bestIds = ids;
    }
    if (ids.size() == kMaxTokens)
        return;
    for (const std::int32_t id : kAllowed) {
        if (id == kEnd)
            continue;
        ids.push_back(id);
        enumerate(ids, best, bestIds);
        ids.pop_back();
    }
}

void BeamSearchTest::wideBeamFindsTheBestOfAll()
{
    double best = -std::numeric_limits<double>::infinity();
    std::vector<std::int32_t> bestIds;
    std::vector<std::int32_t> ids;
    enumerate(ids, best, bestIds);

    TokenSelector selector(*m_nano.backend);
    const auto outcome = beamSearch(*m_nano.model, selector, start(), question(27, true), kEnd);
    QVERIFY(outcome.ok());
    QVERIFY(outcome.value().finished);
    std::vector<std::int32_t> found;
    double score = double(outcome.value().endLogProbability);
    for (const AnswerToken& token : outcome.value().tokens) {
        found.push_back(token.id);
        score += double(token.logProbability);
    }
    QCOMPARE(found, bestIds);
    QVERIFY(std::fabs(score - best) < 1e-4);
}

void BeamSearchTest::oneBeamIsGreedyUntilAnEndWins()
{
    TokenSelector selector(*m_nano.backend);
    const auto outcome = beamSearch(*m_nano.model, selector, start(), question(1, false), kEnd);
    QVERIFY(outcome.ok());
    StartedSequence greedy = start();
    for (const AnswerToken& token : outcome.value().tokens) {
        const Selection selection{ 0, std::vector<std::int32_t>{ 114, 213, 5 } };
        greedy.sequence.tokens.push_back(selector.select(greedy.next, { &selection, 1 }).value().front().front());
        QCOMPARE(token.id, greedy.sequence.tokens.back().id);
        Sequence* const one = &greedy.sequence;
        greedy.next = advance(*m_nano.model, { &one, 1 }, {}).value();
    }
}

void BeamSearchTest::limitWithoutEnd()
{
    // No end is allowed, so the search stops at the limit, unfinished; the best of all 27 sequences with a wide beam.
    TokenSelector selector(*m_nano.backend);
    const auto outcome = beamSearch(*m_nano.model, selector, start(), question(27, false), kEnd);
    QVERIFY(outcome.ok());
    QVERIFY(!outcome.value().finished);
    QCOMPARE(outcome.value().tokens.size(), kMaxTokens);
    double found = 0;
    for (const AnswerToken& token : outcome.value().tokens)
        found += double(token.logProbability);
    for (const std::int32_t a : { 114, 213, 5 }) {
        for (const std::int32_t b : { 114, 213, 5 }) {
            for (const std::int32_t c : { 114, 213, 5 })
                QVERIFY(scoreOf({ a, b, c }) <= found + 1e-4);
        }
    }
}

QTEST_APPLESS_MAIN(BeamSearchTest)
#include "beam_search_test.moc"
