// Long dashes that were read as a hyphen and a dash.

#include <QtTest>

#include "pipelines/ocr/doubled_dashes.h"

using namespace palimpsest;

class DoubledDashesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hyphensBesideADashGo();
    void otherDashesStay();
};

void DoubledDashesTest::hyphensBesideADashGo()
{
    TextPiece piece{ "\u00E9-\u2014while", {}, 0.5, 0 };
    piece.characterConfidences = { 0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F, 0.7F, 0.8F };
    const TextPiece mended = withoutDoubledDashes(piece);
    QCOMPARE(mended.text, std::string("\u00E9\u2014while"));
    QCOMPARE(mended.characterConfidences, (std::vector<float>{ 0.1F, 0.3F, 0.4F, 0.5F, 0.6F, 0.7F, 0.8F }));
    piece.text = "a\u2013- b";
    piece.characterConfidences.clear();
    QCOMPARE(withoutDoubledDashes(piece).text, std::string("a\u2013 b"));
}

void DoubledDashesTest::otherDashesStay()
{
    for (const char* text : { "well-known", "1--2", "- \u2013 -", "\u2014", "-", "" })
        QCOMPARE(withoutDoubledDashes({ text, {}, {}, 0 }).text, std::string(text));
}

QTEST_APPLESS_MAIN(DoubledDashesTest)
#include "doubled_dashes_test.moc"
