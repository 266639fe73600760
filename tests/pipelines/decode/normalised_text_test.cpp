// What makes two texts alike, one step at a time.

#include <QtTest>

#include "pipelines/decode/normalised_text.h"

using namespace palimpsest;

class NormalisedTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void steps_data();
    void steps();
    void brokenBytes();
};

namespace {

using Step = std::string (*)(std::string_view);

} // namespace

Q_DECLARE_METATYPE(Step)

void NormalisedTextTest::steps_data()
{
    QTest::addColumn<Step>("step");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normalised");
    QTest::newRow("accent joins its letter")
        << Step{ composed } << QStringLiteral("e\u0301t") << QStringLiteral("\u00e9t");
    QTest::newRow("case stays") << Step{ composed } << QStringLiteral("Ab") << QStringLiteral("Ab");
    QTest::newRow("sharp s folds") << Step{ caseFolded } << QStringLiteral("Stra\u00dfe") << QStringLiteral("strasse");
    QTest::newRow("letter by letter") << Step{ lowerCased } << QStringLiteral("\u00c4\u00df")
                                      << QStringLiteral("\u00e4\u00df");
    QTest::newRow("punctuation") << Step{ withoutPunctuation } << QStringLiteral("\u201ca-b,\u201d c$ \u2014 3.5")
                                 << QStringLiteral("ab c$  35");
    QTest::newRow("spaces") << Step{ withSingleSpaces } << QStringLiteral("  a \n\t b\f") << QStringLiteral("a b");
    QTest::newRow("ends") << Step{ trimmed } << QStringLiteral(" \n a  b ") << QStringLiteral("a  b");
    QTest::newRow("only spaces") << Step{ trimmed } << QStringLiteral(" \n ") << QString();
}

void NormalisedTextTest::steps()
{
    QFETCH(const Step, step);
    QFETCH(const QString, text);
    QFETCH(const QString, normalised);
    QCOMPARE(QString::fromStdString(step(text.toStdString())), normalised.isNull() ? QStringLiteral("") : normalised);
}

void NormalisedTextTest::brokenBytes()
{
    for (const Step step : { Step{ composed }, Step{ caseFolded }, Step{ lowerCased }, Step{ withoutPunctuation } })
        QCOMPARE(step("a\xFF"), std::string("a\xEF\xBF\xBD"));
}

QTEST_APPLESS_MAIN(NormalisedTextTest)
#include "normalised_text_test.moc"
