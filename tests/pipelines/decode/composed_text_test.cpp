// Letters with their accents, in answers of every form.

#include <QString>
#include <QtTest>

#include "pipelines/decode/composed_text.h"
#include "pipelines/decode/located_text.h"
#include "pipelines/decode/plain_text.h"
#include "pipelines/decode/table_markup.h"

using namespace palimpsest;

namespace {

const std::string kApart = "cafe\xCC\x81"; // e and U+0301
const std::string kComposed = "caf\xC3\xA9";

} // namespace

class ComposedTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsWhatQtMakesOfIt();
    void bytesThatAreNoneAreShown();
    void answersOfEveryForm();
    void accentsOfAnotherStyleStayApart();
};

void ComposedTextTest::itIsWhatQtMakesOfIt()
{
    QCOMPARE(composed(kApart), kComposed);
    for (char32_t first = 0x20; first < 0x3200; first += 7)
        for (const char32_t second : { U'\u0301', U'\u0323', U'\u0308', U'\u1161', U'\u3099', U'a' }) {
            const char32_t both[] = { first, second, U'\u0323' };
            const QString text = QString::fromUcs4(both, 3);
            QCOMPARE(
                QString::fromStdString(composed(text.toStdString())), text.normalized(QString::NormalizationForm_C));
        }
}

void ComposedTextTest::bytesThatAreNoneAreShown()
{
    QCOMPARE(composed("a\xC3"
                      "b"),
        std::string("a\xEF\xBF\xBD"
                    "b"));
    QCOMPARE(composed(""), std::string());
}

void ComposedTextTest::answersOfEveryForm()
{
    QCOMPARE(parsePlainText(answerPieces(kApart), PlainForm::Prose).text, kComposed);
    const LocatedGrammar grammar{ LocatedKind::Transcription, PairOrder::BoxFirst, CoordinateOrder::YFirst };
    const LocatedAnswer located
        = parseLocatedText(answerPieces("<loc0000><loc0000><loc0009><loc0009> " + kApart), grammar);
    QCOMPARE(located.items.at(0).text, kComposed);
    QVERIFY(located.warnings.empty());
    const TableAnswer table = parseTableMarkup(
        answerPieces("<table><tr><td><b>" + kApart + "</b></td></tr></table>"), CoordinateOrder::XFirst);
    const TableCell& cell = table.tables.at(0).cells.at(0);
    QCOMPARE(cell.text, kComposed);
    QCOMPARE(cell.styles.at(0).last, kComposed.size());
    QVERIFY(table.warnings.empty());
}

void ComposedTextTest::accentsOfAnotherStyleStayApart()
{
    const TableAnswer table
        = parseTableMarkup(answerPieces("<table><tr><td>e<b>\xCC\x81</b></td></tr></table>"), CoordinateOrder::XFirst);
    const TableCell& cell = table.tables.at(0).cells.at(0);
    QVERIFY(fits(cell.styles, cell.text));
}

QTEST_APPLESS_MAIN(ComposedTextTest)
#include "composed_text_test.moc"
