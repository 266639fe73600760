// Three captions worked out for BLEU, ROUGE-L and CIDEr-D, and how captions fall into words.

#include <QtTest>

#include "pipelines/evaluate/bleu.h"
#include "pipelines/evaluate/cider.h"
#include "pipelines/evaluate/rouge.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class CaptionScoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bleuOfThree();
    void closestLengthAndBrevity();
    void rougeOfThree();
    void ciderOfThree();
    void oneCaptionAlone();
    void tokens_data();
    void tokens();
};

namespace {

std::vector<CaptionPair> threeCaptions()
{
    return {
        { captionTokens("a brown horse stands on the ground"),
            { captionTokens("a brown horse stands on dirt ground"), captionTokens("a horse with a black saddle") } },
        { captionTokens("two dogs run in the snow"), { captionTokens("two dogs play in the snow") } },
        { captionTokens("a red car"), { captionTokens("a red car") } }
    };
}

bool near(double found, double expected)
{
    return std::abs(found - expected) <= tolerance::kPublishedFigure;
}

} // namespace

void CaptionScoresTest::bleuOfThree()
{
    const std::array<double, 4> scores = bleu(threeCaptions());
    QVERIFY(near(scores[0], 0.875000));
    QVERIFY(near(scores[1], 0.778312));
    QVERIFY(near(scores[2], 0.671572));
    QVERIFY(near(scores[3], 0.542378));
}

// Four words against references of three and six: three is closer, so nothing is taken off; against five alone,
// exp(-1/4).
void CaptionScoresTest::closestLengthAndBrevity()
{
    const CaptionTokens found = captionTokens("a b c d");
    const CaptionTokens three = captionTokens("a b c");
    const CaptionTokens five = captionTokens("a b c d e");
    const CaptionTokens six = captionTokens("a b c d e f");
    QVERIFY(near(bleu(std::vector<CaptionPair>{ { found, { six, three } } })[3], 1.0));
    QVERIFY(near(bleu(std::vector<CaptionPair>{ { found, { five, three } } })[3], 1.0)); // a tie: the shorter one
    QVERIFY(near(bleu(std::vector<CaptionPair>{ { found, { five } } })[3], std::exp(-0.25)));
    const CaptionTokens repeated = captionTokens("a a a a");
    QVERIFY(
        near(bleu(std::vector<CaptionPair>{ { repeated, { found } } })[0], 0.25)); // a word counts as often as there
}

void CaptionScoresTest::rougeOfThree()
{
    const std::vector<CaptionPair> captions = threeCaptions();
    QVERIFY(near(rougeL(captions[0]), 0.857143));
    QVERIFY(near(rougeL(captions[1]), 0.833333));
    QVERIFY(near(rougeL(captions[2]), 1.0));
    QCOMPARE(rougeL({ {}, { captionTokens("a b") } }), 0.0);
    // Precision 1/2, recall 1: (1 + 1.44) * 0.5 / (1 + 1.44 * 0.5)
    QVERIFY(near(rougeL({ captionTokens("a b"), { captionTokens("a") } }), 1.22 / 1.72));
}

void CaptionScoresTest::ciderOfThree()
{
    const std::vector<double> scores = ciderD(threeCaptions());
    QCOMPARE(scores.size(), std::size_t{ 3 });
    QVERIFY(near(scores[0], 3.551655));
    QVERIFY(near(scores[1], 4.208333));
    QVERIFY(near(scores[2], 7.5)); // no run of four words
    QVERIFY(near((scores[0] + scores[1] + scores[2]) / 3, 5.086663));
}

void CaptionScoresTest::oneCaptionAlone()
{
    const CaptionPair pair{ captionTokens("a red car"), { captionTokens("a red car") } };
    QCOMPARE(ciderD(std::vector<CaptionPair>{ pair })[0], 0.0);
    QVERIFY(ciderD({}).empty());
}

void CaptionScoresTest::tokens_data()
{
    QTest::addColumn<QString>("caption");
    QTest::addColumn<QString>("tokens");
    QTest::newRow("case and full stop") << "A red Car." << QStringLiteral("a red car");
    QTest::newRow("dropped signs") << "Look: a \"red\" (old) car, two; three - four? Yes!"
                                   << QStringLiteral("look a red old car two three four yes");
    QTest::newRow("hyphens and numbers stay")
        << "a T-shirt of 1,250.50 at 10:30" << QStringLiteral("a t-shirt of 1,250.50 at 10:30");
    QTest::newRow("endings") << "The dog's ball doesn't fit, they're sad"
                             << QStringLiteral("the dog 's ball does n't fit they 're sad");
    QTest::newRow("curly quotes") << QString::fromUtf8("the \xE2\x80\x9C"
                                                       "dog\xE2\x80\x9D\xE2\x80\x99s")
                                  << QStringLiteral("the dog s");
    QTest::newRow("other signs are words") << "salt & pepper $5" << QStringLiteral("salt & pepper $ 5");
    QTest::newRow("nothing") << "..." << QString();
}

void CaptionScoresTest::tokens()
{
    QFETCH(const QString, caption);
    QFETCH(const QString, tokens);
    QString joined;
    for (const std::string& token : captionTokens(caption.toStdString()))
        joined += (joined.isEmpty() ? QString() : QStringLiteral(" ")) + QString::fromStdString(token);
    QCOMPARE(joined, tokens);
}

QTEST_APPLESS_MAIN(CaptionScoresTest)
#include "caption_scores_test.moc"
