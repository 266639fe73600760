// Which tokens may follow, at every place of an answer; and that an answer made under the mask parses without a
// warning.

#include <QtTest>
#include <random>

#include "pipelines/decode/location_mask.h"
#include "pipelines/decode/location_tokens.h"
#include "tests/support/sample_vocabulary.h"

using namespace palimpsest;

class LocationMaskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allowsWhatTheFormAllows_data();
    void allowsWhatTheFormAllows();
    void farSidesComeBehindNearOnes();
    void randomAnswersUnderTheMaskAreWellFormed();
    void withoutLocationTokensThereIsNoMask();

private:
    std::shared_ptr<const Vocabulary> m_vocabulary = sampleVocabulary();
};

void LocationMaskTest::allowsWhatTheFormAllows_data()
{
    QTest::addColumn<bool>("masks");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("locations");
    QTest::addColumn<int>("segments");
    QTest::addColumn<bool>("end");
    const auto row = [](const char* name, bool masks, const char* answer, int locations, int segments, bool end) {
        QTest::newRow(name) << masks << QString::fromUtf8(answer) << locations << segments << end;
    };
    row("start", false, "", 1024, 0, true);
    row("in a box", false, "<loc0001>", 1024, 0, false);
    row("three of a box", false, "<loc0001><loc0001><loc0001>", 1024, 0, false);
    row("box complete", false, "<loc0001><loc0001><loc0001><loc0001>", -1, -1, true);
    row("text", false, "<loc0001><loc0001><loc0001><loc0001> ab", -1, -1, true);
    row("second box", false, "<loc0001><loc0001><loc0001><loc0001> ab ; <loc0001>", 1024, 0, false);
    row("box of a mask", true, "<loc0001><loc0001><loc0001><loc0001>", 0, 128, false);
    row("one code", true, "<loc0001><loc0001><loc0001><loc0001><seg001>", 0, 128, false);
    row("stray code", true, "<loc0001><loc0001><loc0001><loc0001> ab<seg001>", -1, -1, true);
}

void LocationMaskTest::allowsWhatTheFormAllows()
{
    QFETCH(const bool, masks);
    QFETCH(const QString, answer);
    QFETCH(const int, locations);
    QFETCH(const int, segments);
    QFETCH(const bool, end);
    const LogitsMask mask = locationMask(m_vocabulary, { .masks = masks });
    const auto allowed = mask(m_vocabulary->encode(answer.toStdString()));
    QCOMPARE(allowed.has_value(), locations >= 0);
    if (!allowed)
        return;
    int foundLocations = 0;
    int foundSegments = 0;
    bool foundEnd = false;
    for (const std::int32_t id : *allowed) {
        foundLocations += m_vocabulary->locationBin(id).has_value() ? 1 : 0;
        foundSegments += m_vocabulary->segmentCode(id).has_value() ? 1 : 0;
        foundEnd = foundEnd || id == m_vocabulary->eosId();
    }
    QCOMPARE(foundLocations, locations);
    QCOMPARE(foundSegments, segments);
    QCOMPARE(foundEnd, end);
    QCOMPARE(static_cast<int>(allowed->size()), locations + segments + (end ? 1 : 0));
}

void LocationMaskTest::farSidesComeBehindNearOnes()
{
    const LogitsMask mask = locationMask(m_vocabulary, { .validBoxes = true });
    const auto lowest = [&](const char* answer) {
        const auto allowed = mask(m_vocabulary->encode(answer));
        return allowed ? m_vocabulary->locationBin(allowed->front()).value_or(-1) : -1;
    };
    QCOMPARE(lowest("<loc0100>"), 0);
    QCOMPARE(lowest("<loc0100><loc0200>"), 100);
    QCOMPARE(lowest("<loc0100><loc0200><loc0300>"), 200);
    QCOMPARE(lowest("<loc1023><loc0200>"), 1023);
}

void LocationMaskTest::randomAnswersUnderTheMaskAreWellFormed()
{
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        const bool masks = round % 2 == 1;
        const LogitsMask mask = locationMask(m_vocabulary, { .masks = masks, .validBoxes = true });
        Answer answer;
        std::vector<std::int32_t> ids;
        while (ids.size() < 70) {
            const auto allowed = mask(ids);
            // Where anything may follow, a word or another box follows.
            const std::int32_t next = allowed ? (*allowed)[random() % allowed->size()]
                                              : m_vocabulary->encode("ab ; <loc0000>")[random() % 4];
            if (next == m_vocabulary->eosId())
                break;
            ids.push_back(next);
        }
        for (const std::int32_t id : ids)
            answer.tokens.push_back({ id, 0 });
        const LocatedAnswer parsed = parseLocatedText(
            answerPieces(answer, m_vocabulary.get()), { LocatedKind::Transcription, {}, {} }, StopReason::TokenLimit);
        for (const AnswerWarning warning : parsed.warnings)
            QVERIFY2(warning == AnswerWarning::TokenLimit
                    || warning == AnswerWarning::TruncatedBox // the end of the loop
                    || warning == AnswerWarning::ShortMask || warning == AnswerWarning::DegenerateBox
                    || warning == AnswerWarning::Loop,
                nameOf(warning).data());
    }
}

void LocationMaskTest::withoutLocationTokensThereIsNoMask()
{
    QVERIFY(!locationMask(nullptr, {}));
}

QTEST_GUILESS_MAIN(LocationMaskTest)
#include "location_mask_test.moc"
