// Searching and replacing: the options, places, captures, and many replacements as one step. QString's own replacing is
// the oracle for regular expressions.

#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/find/text_search.h"

namespace palimpsest {

namespace {

Reading readingOf(const QStringList& lines)
{
    OcrResult text;
    for (const QString& line : lines) {
        text.lines.push_back({ line.toStdString(), { 0, 0, 100, 10 }, 0.9, {} });
        text.lines.back().pieces.push_back({ line.toStdString(), { 0, 0, 100, 10 }, 0.9, 0 });
    }
    Reading reading;
    reading.result = std::make_shared<const PageResult>(
        PageResult{ .content = std::move(text), .pageWidth = 100, .pageHeight = 100, .provenance = {} });
    return reading;
}

} // namespace

class TextSearchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void termsFindWhatTheySay_data();
    void termsFindWhatTheySay();
    void brokenPatternsFindNothingAndSaySo();
    void replacementsAreThoseOfQt_data();
    void replacementsAreThoseOfQt();
    void oneOfSeveralIsReplaced();
    void manyReplacementsAreOneStep();
};

void TextSearchTest::termsFindWhatTheySay_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("options"); // c: case, w: whole words, r: regular expression
    QTest::addColumn<QString>("found");
    const auto row = [](const char* name, const char* pattern, const char* options, const char* found) {
        QTest::newRow(name) << QString::fromUtf8(pattern) << QString::fromUtf8(options) << QString::fromUtf8(found);
    };
    row("any case", "mill", "", "Mill|mill|mill");
    row("that case", "mill", "c", "mill|mill");
    row("whole words", "mill", "w", "Mill|mill");
    row("words beyond ASCII", "\xC3\xA4", "w", "");
    row("case beyond ASCII", "\xC3\x84rger", "", "\xC3\xA4rger");
    row("signs are themselves", "a.b", "", "a.b");
    row("an expression", "\\d+", "r", "18|4");
    row("an expression of whole words", "\\w.l+", "rw", "Mill|mill");
    row("matches of nothing", "z*", "r", "");
    row("nothing", "", "", "");
}

void TextSearchTest::termsFindWhatTheySay()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, options);
    QFETCH(const QString, found);
    const SearchTerms terms{ pattern, options.contains(QLatin1Char('c')), options.contains(QLatin1Char('w')),
        options.contains(QLatin1Char('r')) };
    Project project;
    project.addDocument(QStringLiteral("/a/letter.pdf"), 1, {}, false);
    const PageId page = project.pageOrder().front();
    const QStringList lines{ QStringLiteral("18 Mill mills, mill"), QString::fromUtf8("\xC3\xA4rger a.b acb 4") };
    project.addReading(page, readingOf(lines));
    QStringList texts;
    for (const SearchHit& hit : findHits(project, project.pageOrder(), terms)) {
        QVERIFY(hit.editable);
        QCOMPARE(hit.page, page);
        texts.append(lines[static_cast<qsizetype>(hit.item)].mid(hit.span.start, hit.span.length));
    }
    QCOMPARE(texts.join(QLatin1Char('|')), found);
}

void TextSearchTest::brokenPatternsFindNothingAndSaySo()
{
    Project project;
    project.addDocument(QStringLiteral("/a/letter.pdf"), 1, {}, false);
    project.addReading(project.pageOrder().front(), readingOf({ QStringLiteral("a(b") }));
    for (const bool wholeWords : { false, true }) {
        const SearchTerms terms{ QStringLiteral("a(b"), false, wholeWords, true };
        QVERIFY(!searchPattern(terms).isValid());
        QCOMPARE(searchPattern(terms).patternErrorOffset(), 3);
        QVERIFY(findHits(project, project.pageOrder(), terms).empty());
    }
    QCOMPARE(
        findHits(project, project.pageOrder(), { QStringLiteral("a(b"), false, false, false }).size(), std::size_t(1));
}

void TextSearchTest::replacementsAreThoseOfQt_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("replacement");
    QTest::newRow("a capture") << QStringLiteral("(\\w)(\\w)") << QStringLiteral("\\2-\\1");
    QTest::newRow("no capture is called nought") << QStringLiteral("\\d") << QStringLiteral("<\\0>");
    QTest::newRow("a capture that is not there") << QStringLiteral("a|(b)") << QStringLiteral("[\\1]");
    QTest::newRow("a lone backslash") << QStringLiteral("a") << QStringLiteral("x\\");
    QTest::newRow("nothing") << QStringLiteral("[ab]+") << QString();
}

void TextSearchTest::replacementsAreThoseOfQt()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, replacement);
    const QString text = QString::fromUtf8("abba 12 \xC3\xA4"
                                           "b a3");
    Project project;
    project.addDocument(QStringLiteral("/a/letter.pdf"), 1, {}, false);
    project.addReading(project.pageOrder().front(), readingOf({ text }));
    const SearchTerms terms{ pattern, true, false, true };
    std::vector<TextSpan> spans;
    for (const SearchHit& hit : findHits(project, project.pageOrder(), terms))
        spans.push_back(hit.span);
    QString expected = text;
    expected.replace(searchPattern(terms), replacement);
    QCOMPARE(withReplacements(text, spans, terms, replacement), expected);
}

void TextSearchTest::oneOfSeveralIsReplaced()
{
    const SearchTerms terms{ QStringLiteral("a"), true, false, false };
    QCOMPARE(withReplacements(QStringLiteral("banana"), { { 3, 1 } }, terms, QStringLiteral("\\0")),
        QStringLiteral("ban\\0na"));
}

void TextSearchTest::manyReplacementsAreOneStep()
{
    Project project;
    project.addDocument(QStringLiteral("/a/letter.pdf"), 2, {}, false);
    const std::vector<PageId> pages = project.pageOrder();
    for (const PageId page : pages)
        project.addReading(page, sampleTextReading());
    const int before = project.history().count();
    project.setItemTexts(
        { { pages[0], 0, QStringLiteral("1st line") }, { pages[0], 2, QStringLiteral("3rd line") },
            { pages[1], 1, QStringLiteral("2nd line") }, { pages[1], 0, QStringLiteral("first line") } },
        QStringLiteral("Replace"));
    QCOMPARE(project.history().count(), before + 1);
    const auto text = [&](std::size_t page, std::size_t item) {
        return itemAt(project.shownReading(pages[page])->result->content, item).text;
    };
    QCOMPARE(text(0, 0), QStringLiteral("1st line"));
    QCOMPARE(text(0, 2), QStringLiteral("3rd line"));
    QCOMPARE(text(1, 1), QStringLiteral("2nd line"));
    QCOMPARE(project.shownReading(pages[1])->reviews[0], Review::Unseen); // nothing changed there
    QCOMPARE(project.shownReading(pages[1])->reviews[1], Review::Edited);
    project.history().undo();
    QCOMPARE(text(0, 0), QStringLiteral("first line"));
    QCOMPARE(text(1, 1), QStringLiteral("second line"));
    // Where nothing changes there is no step.
    project.setItemTexts({ { pages[0], 0, QStringLiteral("first line") } }, QStringLiteral("Replace"));
    QCOMPARE(project.history().index(), before);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::TextSearchTest)
#include "text_search_test.moc"
