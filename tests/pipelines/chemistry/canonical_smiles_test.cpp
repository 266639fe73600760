// What is doubtful about a molecule, with the atom it is doubtful at, and that nothing a stranger writes takes long.

#include <QtTest>

#include "pipelines/chemistry/canonical_smiles.h"
#include "pipelines/protocol/molecule_words.h"
#include "pipelines/protocol/result_words.h"

using namespace palimpsest;

class CanonicalSmilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doubts_data();
    void doubts();
    void hostileMoleculesEnd_data();
    void hostileMoleculesEnd();
};

void CanonicalSmilesTest::doubts_data()
{
    QTest::addColumn<QString>("smiles");
    QTest::addColumn<bool>("molecule");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* smiles, bool molecule, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(smiles) << molecule << QString::fromLatin1(expected);
    };
    row("aspirin", "CC(=O)Oc1ccccc1C(=O)O", true, "");
    row("five bonds of the third atom", "CCC(C)(C)(C)C", false, "invalid_valence@2");
    row("two at once", "CF(C)C(C)(C)(C)C", false, "invalid_valence@1 invalid_valence@3");
    row("hydrogens are counted, too", "[H]C([H])([H])([H])[H]", false, "invalid_valence@1");
    row("a ring of five that cannot alternate", "Cc1cccc1", false, "not_aromatic@1");
    row("an atom outside of every ring", "CCc", false, "not_aromatic@2");
    row("a centre either way", "CC(N)C(=O)O", true, "unassigned_stereo@1");
    row("a centre that is marked", "C[C@H](N)C(=O)O", true, "");
    row("a double bond either way", "CC=CC", true, "unassigned_stereo@1");
    row("a double bond that is marked", "C/C=C/C", true, "");
    row("group", "C[R1]", true, "");
    row("no SMILES", "hello", false, "");
}

void CanonicalSmilesTest::doubts()
{
    QFETCH(const QString, smiles);
    QFETCH(const bool, molecule);
    QFETCH(const QString, expected);
    const CheckedMolecule checked = checkMolecule(smiles.toStdString());
    QCOMPARE(!checked.canonical.empty(), molecule);
    QStringList words;
    for (const MoleculeWarning& warning : checked.warnings)
        words += QString::fromStdString(
            std::string(wordOf(warning.fault)) + (warning.atom ? "@" + std::to_string(*warning.atom) : std::string()));
    QCOMPARE(words.join(QLatin1Char(' ')), expected);
}

void CanonicalSmilesTest::hostileMoleculesEnd_data()
{
    QTest::addColumn<QByteArray>("smiles");
    QByteArray cage;
    for (int i = 0; i < 300; ++i)
        cage += "*%" + QByteArray::number(10 + i % 60) + "%" + QByteArray::number(10 + (i * 7 + 3) % 60);
    QTest::newRow("any atoms, all joined to each other") << cage;
    QByteArray ladder = "C";
    for (int i = 0; i < 120; ++i)
        ladder += "C" + QByteArray(i % 2 == 0 ? "12" : "21");
    QTest::newRow("rings upon rings") << ladder;
    QTest::newRow("a long chain") << QByteArray(400, 'C');
    QTest::newRow("a longer chain") << QByteArray(9'999, 'C');
    QTest::newRow("much stereochemistry") << "C" + QByteArray("[C@H](O)").repeated(100) + "C";
    QTest::newRow("much open stereochemistry") << "C" + QByteArray("C(O)(F)").repeated(140) + "C";
    QTest::newRow("open double bonds") << QByteArray("CC=").repeated(300) + "C";
    QTest::newRow("many pieces") << QByteArray("C.").repeated(490) + "C";
    QTest::newRow("alike everywhere") << "C" + QByteArray("(C(C)(C)C)").repeated(3);
    QTest::newRow("deep branches") << QByteArray("C(").repeated(480) + "C" + QByteArray(480, ')');
    QTest::newRow("one aromatic ring of many atoms") << "c1" + QByteArray(900, 'c') + "1";
    QTest::newRow("dendrimer") << [] {
        QByteArray tree = "C";
        for (int i = 0; i < 6; ++i)
            tree = "C(" + tree + ")(" + tree + ")" + "N";
        return tree;
    }();
    QTest::newRow("brackets") << QByteArray("[12345678901234567890C@@H99+99:99]").repeated(29);
}

void CanonicalSmilesTest::hostileMoleculesEnd()
{
    QFETCH(const QByteArray, smiles);
    QElapsedTimer timer;
    timer.start();
    (void)checkMolecule(smiles.toStdString());
    (void)tanimotoSimilarity(smiles.toStdString(), "CCO");
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QStringLiteral("%1 ms").arg(timer.elapsed())));
}

QTEST_APPLESS_MAIN(CanonicalSmilesTest)
#include "canonical_smiles_test.moc"
