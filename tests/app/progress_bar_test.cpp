// The line fits its terminal and stays away from files.

#include <QtTest>
#include <limits>

#include "app/progress_bar.h"

using namespace palimpsest;

class ProgressBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsFractionAndWords();
    void neverLongerThanTheTerminal();
    void takesImpossibleFractions();
    void writesNothingIntoAFile();
    void writesLinesForPrograms();
};

void ProgressBarTest::showsFractionAndWords()
{
    QCOMPARE(ProgressBar::line(0.5, "page 1", 80), std::string("[############............]  50 % page 1"));
    QCOMPARE(ProgressBar::line(0.0, "", 80), std::string("[........................]   0 % "));
    QCOMPARE(ProgressBar::line(1.0, "", 80), std::string("[########################] 100 % "));
}

void ProgressBarTest::neverLongerThanTheTerminal()
{
    for (std::size_t columns = 0; columns < 100; ++columns)
        QVERIFY(ProgressBar::line(0.3, std::string(60, 'x'), columns).size() <= columns);
}

void ProgressBarTest::takesImpossibleFractions()
{
    QCOMPARE(ProgressBar::line(-3.0, "", 80), ProgressBar::line(0.0, "", 80));
    QCOMPARE(ProgressBar::line(7.0, "", 80), ProgressBar::line(1.0, "", 80));
    QCOMPARE(ProgressBar::line(std::numeric_limits<double>::quiet_NaN(), "", 80), ProgressBar::line(0.0, "", 80));
}

void ProgressBarTest::writesNothingIntoAFile()
{
    std::FILE* const file = std::tmpfile();
    QVERIFY(file != nullptr);
    {
        ProgressBar bar(file);
        bar.show(0.5, "page 1");
        bar.clear();
    }
    QCOMPARE(std::ftell(file), 0L);
    std::fclose(file);
}

void ProgressBarTest::writesLinesForPrograms()
{
    QCOMPARE(ProgressBar::jsonLine(0.5, "a \"page\""), std::string(R"({"progress":0.5,"what":"a \"page\""})"));
    QCOMPARE(ProgressBar::jsonLine(7, "\xff"), std::string("{\"progress\":1.0,\"what\":\"\xef\xbf\xbd\"}"));
    std::FILE* const file = std::tmpfile();
    QVERIFY(file != nullptr);
    {
        ProgressBar bar(file, ProgressBar::Visibility::Lines);
        bar.show(0.5, "page 1");
    }
    QCOMPARE(std::ftell(file), static_cast<long>(ProgressBar::jsonLine(0.5, "page 1").size() + 1));
    std::fclose(file);
}

QTEST_APPLESS_MAIN(ProgressBarTest)
#include "progress_bar_test.moc"
