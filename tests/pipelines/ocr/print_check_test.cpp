// What is believed of a reading, and what was no print.

#include <QtTest>

#include "pipelines/ocr/print_check.h"

using namespace palimpsest;

namespace {

TextLine line(const char* text, std::optional<double> confidence)
{
    return { text, {}, confidence, {} };
}

std::vector<std::string> believed(std::vector<TextLine> lines)
{
    std::vector<std::string> texts;
    for (const TextLine& kept : withoutInvention({ std::move(lines) }).lines)
        texts.push_back(kept.text);
    return texts;
}

using Texts = std::vector<std::string>;

} // namespace

class PrintCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLeftOfAPageReadWithoutConfidence();
    void aFewLettersWantToBeSure();
    void marksAloneAreNoPrint();
    void aDoubtfulLineAmongOthersStays();
    void aCaptionBesideAPictureStays();
    void doubtfulPrintBesideAPictureStays();
    void whatIsNotKnownIsBelieved();
    void theConfidenceIsThatOfTheLetters();
};

void PrintCheckTest::theConfidenceIsThatOfTheLetters()
{
    QVERIFY(!confidenceOfLetters({}).has_value());
    QCOMPARE(confidenceOfLetters({ { line("abc", 0.8), line("d", 0.4), line("efgh", std::nullopt) } }).value(),
        (3 * 0.8 + 0.4 + 4) / 8);
}

void PrintCheckTest::nothingIsLeftOfAPageReadWithoutConfidence()
{
    QCOMPARE(believed({ line("13 is", 0.27), line("17.0 rer", 0.2) }), Texts{});
    QCOMPARE(believed({ line("@", 0.74) }), Texts{});
    QCOMPARE(believed({ line("17.0 rer", 0.76) }), Texts{ "17.0 rer" });
    // One sure letter among many that are not is chance.
    QCOMPARE(believed({ line("%3333 5%%&&&&&&", 0.4), line("M", 0.99), line("(c)", 0.95) }), Texts{});
}

void PrintCheckTest::aFewLettersWantToBeSure()
{
    QCOMPARE(believed({ line("[2]", 0.83) }), Texts{});
    QCOMPARE(believed({ line("LI", 0.81) }), Texts{});
    QCOMPARE(believed({ line("7", 0.95) }), Texts{ "7" });
    QCOMPARE(believed({ line("ü", 0.95) }), Texts{ "ü" });
}

void PrintCheckTest::marksAloneAreNoPrint()
{
    QCOMPARE(believed({ line("*", 0.99) }), Texts{});
    QCOMPARE(believed({ line("—", 0.95) }), Texts{});
    QCOMPARE(believed({ line("• • •", 0.94), line("• 1", 0.93) }), Texts{});
    QCOMPARE(believed({ line("Name ....................................", 0.99) }).size(), std::size_t{ 1 });
    QCOMPARE(believed({ line("—", std::nullopt) }), Texts{ "—" });
    QCOMPARE(believed({ line("%3333 5%%&&&&&&", 0.4), line("• • •", 0.92) }), Texts{});
}

void PrintCheckTest::aDoubtfulLineAmongOthersStays()
{
    QCOMPARE(
        believed({ line("With kind regards,", 0.98), line("Th~m@s", 0.3) }), (Texts{ "With kind regards,", "Th~m@s" }));
    // Letters count, not lines: three specks beside a line of print.
    QCOMPARE(believed({ line("With kind regards,", 0.98), line(",,", 0.3), line("|", 0.3), line("_", 0.3) }).size(),
        std::size_t{ 4 });
}

void PrintCheckTest::aCaptionBesideAPictureStays()
{
    QCOMPARE(believed({ line("$888888 5%% 3333 aaaa ;;;; 17.0.0 www", 0.35), line("The mill in 1846", 0.97) }),
        Texts{ "The mill in 1846" });
}

void PrintCheckTest::doubtfulPrintBesideAPictureStays()
{
    std::vector<TextLine> page{ line("%3333 5%%&&&&&&%3333 5%%&&&&&&%3333 5%%&&&&&&", 0.3),
        line("we scrouched down and", 0.8) };
    QCOMPARE(believed(page), Texts{});
    for (const char* text : { "the trees", "stooping", "the kitchen", "a light", "some more" })
        page.push_back(line(text, 0.95));
    QCOMPARE(believed(page).size(), std::size_t{ 6 });
    QCOMPARE(believed(page)[0], std::string("we scrouched down and"));
}

void PrintCheckTest::whatIsNotKnownIsBelieved()
{
    QCOMPARE(believed({ line("four five", std::nullopt), line("tri", std::nullopt) }), (Texts{ "four five", "tri" }));
    QCOMPARE(believed({}), Texts{});
}

QTEST_APPLESS_MAIN(PrintCheckTest)
#include "print_check_test.moc"
