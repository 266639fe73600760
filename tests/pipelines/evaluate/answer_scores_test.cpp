// Short answers: ANLS, ChartQA's relaxed accuracy, VQA accuracy and its way of making answers alike.

#include <QtTest>
#include <cmath>

#include "pipelines/evaluate/anls.h"
#include "pipelines/evaluate/relaxed_accuracy.h"
#include "pipelines/evaluate/vqa_accuracy.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class AnswerScoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anls_data();
    void anls();
    void relaxed_data();
    void relaxed();
    void vqaVoters_data();
    void vqaVoters();
    void vqaForms_data();
    void vqaForms();
};

void AnswerScoresTest::anls_data()
{
    QTest::addColumn<QString>("found");
    QTest::addColumn<QStringList>("truths");
    QTest::addColumn<double>("score");
    QTest::newRow("a letter of five") << "hallo" << QStringList{ QStringLiteral("hello") } << 0.8;
    QTest::newRow("two of five") << "help" << QStringList{ QStringLiteral("hello") } << 0.6;
    QTest::newRow("half is nothing") << "abxy" << QStringList{ QStringLiteral("abcd") } << 0.0;
    QTest::newRow("currency sign") << "1,250.00" << QStringList{ QStringLiteral("$1,250.00") } << 0.888889;
    QTest::newRow("best of two") << "itc ltd" << QStringList{ QStringLiteral("itc limited"), QStringLiteral("itc") }
                                 << 0.636364;
    QTest::newRow("no answer") << "" << QStringList{ QStringLiteral("2019") } << 0.0;
    QTest::newRow("rightly none") << "" << QStringList{ QStringLiteral("") } << 1.0;
    QTest::newRow("wrongly one") << "x" << QStringList{ QStringLiteral("") } << 0.0;
    QTest::newRow("a code point is one letter")
        << QString::fromUtf8("na\xC3\xAFve") << QStringList{ QStringLiteral("naive") } << 0.8;
}

void AnswerScoresTest::anls()
{
    QFETCH(const QString, found);
    QFETCH(const QStringList, truths);
    QFETCH(const double, score);
    std::vector<std::string> texts;
    for (const QString& truth : truths)
        texts.push_back(truth.toStdString());
    QVERIFY(std::abs(palimpsest::anls(found.toStdString(), texts) - score) <= tolerance::kPublishedFigure);
}

void AnswerScoresTest::relaxed_data()
{
    QTest::addColumn<QString>("truth");
    QTest::addColumn<QString>("found");
    QTest::addColumn<bool>("right");
    const auto row = [](const char* truth, const char* found, bool right) {
        QTest::addRow("%s for %s", found, truth) << QString::fromLatin1(truth) << QString::fromLatin1(found) << right;
    };
    row("100", "105", true);
    row("100", "105.01", false);
    row("-4", "-4.2", false); // 0.05000000000000004
    row("0", "0.0", false);
    row("0", "0", true);
    row("5%", "0.05", true);
    row("50%", "50", false);
    row("1,200", "1200", false);
    row("2010", "2100", true);
    row("2010", "2111", false);
    row("nan", "nan", false);
    row("inf", "inf", false);
    row("Yes", "yes", true);
    row("yes", "no", false);
    row("0x10", "16", false); // no number in Python
    row("16", "+16", true);
    row("2e2", "200", true);
}

void AnswerScoresTest::relaxed()
{
    QFETCH(const QString, truth);
    QFETCH(const QString, found);
    QFETCH(const bool, right);
    QCOMPARE(relaxedMatch(found.toStdString(), truth.toStdString()), right);
}

void AnswerScoresTest::vqaVoters_data()
{
    QTest::addColumn<int>("agreeing");
    QTest::addColumn<double>("leaveOneOut");
    QTest::addColumn<double>("all");
    QTest::newRow("none") << 0 << 0.0 << 0.0;
    QTest::newRow("one") << 1 << 0.3 << 0.333333;
    QTest::newRow("two") << 2 << 0.6 << 0.666667;
    QTest::newRow("three") << 3 << 0.9 << 1.0;
    QTest::newRow("four") << 4 << 1.0 << 1.0;
    QTest::newRow("ten") << 10 << 1.0 << 1.0;
}

void AnswerScoresTest::vqaVoters()
{
    QFETCH(const int, agreeing);
    QFETCH(const double, leaveOneOut);
    QFETCH(const double, all);
    std::vector<std::string> truths(10, "other");
    std::fill_n(truths.begin(), agreeing, "two");
    QVERIFY(std::abs(vqaAccuracy("two", truths, Voters::LeaveOneOut) - leaveOneOut) <= tolerance::kPublishedFigure);
    QVERIFY(std::abs(vqaAccuracy("two", truths, Voters::All) - all) <= tolerance::kPublishedFigure);
}

// What the published VQAEval makes of them (processPunctuation, then processDigitArticle).
void AnswerScoresTest::vqaForms_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("form");
    QTest::newRow("case, article, number") << "The Two dogs"
                                           << "2 dogs";
    QTest::newRow("none is no number word but 0") << "none"
                                                  << "0";
    QTest::newRow("contraction without apostrophe") << "dont know"
                                                    << "don't know";
    QTest::newRow("one apostrophe of two missing") << "couldnt've"
                                                   << "couldn't've";
    QTest::newRow("both missing is no contraction") << "couldntve"
                                                    << "couldntve";
    QTest::newRow("the entry that is the wrong way round") << "somebody'd"
                                                           << "somebodyd";
    QTest::newRow("a sign between letters parts") << "black/white"
                                                  << "black white";
    QTest::newRow("a sign beside a space joins") << "yes, sir/madam"
                                                 << "yes sir madam";
    QTest::newRow("a comma in a number joins every sign") << "1,000 black/white"
                                                          << "1000 blackwhite";
    QTest::newRow("full stops stay in numbers") << "3.5 m."
                                                << "3.5 m";
    QTest::newRow("and before them") << ".5"
                                     << ".5";
    QTest::newRow("line break and tab") << " red\n\tblue "
                                        << "red blue";
}

void AnswerScoresTest::vqaForms()
{
    QFETCH(const QString, answer);
    QFETCH(const QString, form);
    QCOMPARE(QString::fromStdString(normalisedVqaAnswer(answer.toStdString())), form);
}

QTEST_APPLESS_MAIN(AnswerScoresTest)
#include "answer_scores_test.moc"
