// Which letters of an answer are the molecule's, and what is wrong with them, told from the letters alone.

#include <QtTest>

#include "pipelines/decode/smiles_syntax.h"
#include "pipelines/protocol/molecule_words.h"
#include "pipelines/protocol/result_words.h"

using namespace palimpsest;

namespace {

// "open_ring unknown_group@2"
QString faultsOf(const SmilesReading& reading)
{
    QStringList words;
    for (const MoleculeWarning& warning : reading.warnings)
        words += QString::fromStdString(
            std::string(wordOf(warning.fault)) + (warning.atom ? "@" + std::to_string(*warning.atom) : std::string()));
    return words.join(QLatin1Char(' '));
}

} // namespace

class SmilesSyntaxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faults_data();
    void faults();
    void theMoleculeEndsAtTheFirstSpace();
    void hostileAnswersAreBounded_data();
    void hostileAnswersAreBounded();
    void elementsOfBrackets_data();
    void elementsOfBrackets();
};

void SmilesSyntaxTest::faults_data()
{
    QTest::addColumn<QString>("smiles");
    QTest::addColumn<int>("atoms");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* smiles, int atoms, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(smiles) << atoms << QString::fromLatin1(expected);
    };
    row("aspirin", "CC(=O)Oc1ccccc1C(=O)O", 13, "");
    row("every part of the grammar", "[13CH3][N@@H+](C)/C=C\\[Si]%12(Cl)[nH]%12.[Na+].*$C#[C-:7]", 12, "");
    row("a ring of two and three digits", "C%(123)CC%12CC%12C%(123)", 6, "");
    row("a bond before a ring number", "C=1CCCC=1", 5, "");
    row("nothing", "", 0, "empty_answer");
    row("open branch", "CC(C", 3, "unbalanced_branch");
    row("branch never opened", "CC)C", 3, "unbalanced_branch");
    row("empty branch", "CC()C", 3, "unexpected_character");
    row("branch of a ring number alone", "C(1)CC1", 3, "unexpected_character");
    row("open bracket", "CC[N", 3, "unbalanced_bracket@2");
    row("open ring", "C1CC2CC1", 5, "open_ring");
    row("ring number before an atom", "1CC1", 2, "unexpected_character open_ring");
    row("percent without digits", "C%1C", 2, "unexpected_character open_ring");
    row("two bonds", "C==C", 2, "misplaced_bond");
    row("bond at the beginning", "=CC", 2, "misplaced_bond");
    row("bond at the end", "CC#", 2, "misplaced_bond");
    row("bond at the end of a branch", "CC(=)C", 3, "unexpected_character misplaced_bond");
    row("dot at the beginning", ".CC", 2, "misplaced_bond");
    row("numbered group", "c1ccccc1[R1]", 7, "unknown_group@6");
    row("abbreviation", "[Ph]C[OMe]", 3, "unknown_group@0 unknown_group@2");
    row("empty bracket", "C[]", 2, "unknown_group@1");
    row("unusual element", "C[Po]", 2, "unusual_element@1");
    row("letters that are no atoms", "CxC", 2, "unexpected_character");
}

void SmilesSyntaxTest::faults()
{
    QFETCH(const QString, smiles);
    QFETCH(const int, atoms);
    QFETCH(const QString, expected);
    const SmilesReading reading = readSmiles(smiles.toStdString());
    QCOMPARE(faultsOf(reading), expected);
    QCOMPARE(static_cast<int>(reading.atoms.size()), atoms);
    QCOMPARE(QString::fromStdString(reading.smiles), smiles);
}

void SmilesSyntaxTest::theMoleculeEndsAtTheFirstSpace()
{
    const SmilesReading spaced = readSmiles("\n  CCO \n");
    QCOMPARE(spaced.smiles, std::string("CCO"));
    QVERIFY(spaced.warnings.empty());
    QCOMPARE(readSmiles("CC(=O)[Ph]c1[nH]cClC(").atoms,
        (std::vector<std::string>{ "C", "C", "O", "[Ph]", "c", "[nH]", "c", "Cl", "C" }));
    const SmilesReading named = readSmiles("CCO ethanol");
    QCOMPARE(named.smiles, std::string("CCO"));
    QCOMPARE(faultsOf(named), QStringLiteral("unexpected_character"));
    QCOMPARE(readSmiles(std::string("CC\0O", 4)).smiles, std::string("CC"));
    QCOMPARE(readSmiles("CC\xC3\xA9").smiles, std::string("CC"));
}

void SmilesSyntaxTest::hostileAnswersAreBounded_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("ten thousand ring closures") << QByteArray("C1").repeated(10'000);
    QTest::newRow("a hundred kilobytes") << QByteArray(100'000, 'C');
    QTest::newRow("branches without end") << QByteArray("C(").repeated(50'000);
    QTest::newRow("brackets without end") << QByteArray(100'000, '[');
    QTest::newRow("closed never opened") << QByteArray(100'000, ')');
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("percent signs") << QByteArray("C%(").repeated(30'000);
    QTest::newRow("unknown groups") << QByteArray("[Q]").repeated(30'000);
}

void SmilesSyntaxTest::hostileAnswersAreBounded()
{
    QFETCH(const QByteArray, answer);
    const SmilesReading reading = readSmiles(answer.toStdString());
    QVERIFY(reading.smiles.size() <= kLongestSmiles);
    QVERIFY(!reading.warnings.empty());
    QVERIFY(reading.warnings.size() <= kMostMoleculeWarnings + 3);
}

void SmilesSyntaxTest::elementsOfBrackets_data()
{
    QTest::addColumn<QString>("inside");
    QTest::addColumn<QString>("element");
    const auto row = [](const char* inside, const char* element) {
        QTest::newRow(inside) << QString::fromLatin1(inside) << QString::fromLatin1(element);
    };
    row("H+", "H");
    row("2H", "H");
    row("nH", "N");
    row("se", "Se");
    row("C@@H", "C");
    row("Co@OH25+2", "Co");
    row("Fe+++", "Fe");
    row("O-2", "O");
    row("CH4:12", "C");
    row("*:1", "*");
    row("Me", "");
    row("R12", "");
    row("C:", "");
    row("C+-", "");
    row("CC", "");
    row("", "");
}

void SmilesSyntaxTest::elementsOfBrackets()
{
    QFETCH(const QString, inside);
    QFETCH(const QString, element);
    QCOMPARE(QString::fromStdString(elementOfBracket(inside.toStdString())), element);
}

QTEST_APPLESS_MAIN(SmilesSyntaxTest)
#include "smiles_syntax_test.moc"
