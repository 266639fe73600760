// Molecules whose canonical form is known to be the same or not, and fingerprints counted by RDKit's own Python.

#include <QtTest>

#include "pipelines/chemistry/canonical_smiles.h"
#include "pipelines/evaluate/molecule_match.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class MoleculeMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalForms_data();
    void canonicalForms();
    void invalid_data();
    void invalid();
    void variants_data();
    void variants();
    void tanimoto_data();
    void tanimoto();
};

namespace {

const QString kFigureEight = QStringLiteral("CC1(C)Oc2ccc(C(F)(F)C(F)(F)F)cc2[C@@H](N2CCCCC2=O)[C@H]1O");

std::string formOf(const QString& smiles, Stereo stereo)
{
    return canonicalSmiles(smiles.toStdString(), stereo).value_or("invalid");
}

} // namespace

// Strings may change with RDKit's version, so both sides are made canonical by the same one.
void MoleculeMatchTest::canonicalForms_data()
{
    QTest::addColumn<QString>("smiles");
    QTest::addColumn<QString>("same");
    QTest::addColumn<QString>("sameGraph");
    QTest::newRow("ethanol") << "OCC"
                             << "CCO"
                             << "CCO";
    QTest::newRow("benzene") << "C1=CC=CC=C1"
                             << "c1ccccc1"
                             << "c1ccccc1";
    QTest::newRow("alanine") << "N[C@@H](C)C(=O)O"
                             << "C[C@H](N)C(=O)O"
                             << "CC(N)C(=O)O";
    QTest::newRow("nitromethane") << "CN(=O)=O"
                                  << "C[N+](=O)[O-]"
                                  << "C[N+](=O)[O-]";
    QTest::newRow("figure 8") << kFigureEight << kFigureEight << "CC1(C)Oc2ccc(C(F)(F)C(F)(F)F)cc2C(N2CCCCC2=O)C1O";
    QTest::newRow("numbered group") << "C[R1]"
                                    << "C[1*]"
                                    << "C[1*]";
    QTest::newRow("unknown group") << "C[Ala]"
                                   << "C*"
                                   << "C*";
}

void MoleculeMatchTest::canonicalForms()
{
    QFETCH(const QString, smiles);
    QFETCH(const QString, same);
    QFETCH(const QString, sameGraph);
    QVERIFY(formOf(smiles, Stereo::Kept) != "invalid");
    QCOMPARE(formOf(smiles, Stereo::Kept), formOf(same, Stereo::Kept));
    QCOMPARE(formOf(smiles, Stereo::Dropped), formOf(sameGraph, Stereo::Dropped));
}

void MoleculeMatchTest::invalid_data()
{
    QTest::addColumn<QString>("smiles");
    QTest::newRow("open ring") << "C1CC";
    QTest::newRow("no aromatic ring") << "c1cccc1";
    QTest::newRow("five bonds of carbon") << "C(C)(C)(C)(C)C";
    QTest::newRow("empty") << "";
    QTest::newRow("no SMILES") << "hello world";
    QTest::newRow("open bracket") << "C[";
    QTest::newRow("too long") << QString(20'000, QLatin1Char('C'));
    QTest::newRow("brackets inside one another") << QString(5'000, QLatin1Char('('));
}

void MoleculeMatchTest::invalid()
{
    QFETCH(const QString, smiles);
    QVERIFY(!canonicalSmiles(smiles.toStdString()));
    const MoleculeMatch match = matchMolecules(smiles.toStdString(), "CCO");
    QVERIFY(!match.valid && !match.exact && !match.graph && match.tanimoto == 0);
    QCOMPARE(matchMolecules(smiles.toStdString(), smiles.toStdString()).exact, !smiles.isEmpty());
}

void MoleculeMatchTest::variants_data()
{
    QTest::addColumn<QString>("found");
    QTest::addColumn<QString>("truth");
    QTest::addColumn<QString>("matches"); // e(xact), c(is/trans ignored), g(raph), and @ where the truth is chiral
    QTest::newRow("same") << "OCC"
                          << "CCO"
                          << "ecg";
    QTest::newRow("cis for trans") << "F/C=C\\F"
                                   << "F/C=C/F"
                                   << "cg";
    QTest::newRow("mirrored") << "C[C@@H](N)C(=O)O"
                              << "C[C@H](N)C(=O)O"
                              << "g@";
    QTest::newRow("right hand") << "N[C@@H](C)C(=O)O"
                                << "C[C@H](N)C(=O)O"
                                << "ecg@";
    QTest::newRow("another molecule") << "CCN"
                                      << "CCO"
                                      << "";
}

void MoleculeMatchTest::variants()
{
    QFETCH(const QString, found);
    QFETCH(const QString, truth);
    QFETCH(const QString, matches);
    const MoleculeMatch match = matchMolecules(found.toStdString(), truth.toStdString());
    QVERIFY(match.valid);
    QCOMPARE(QString() + QLatin1String(match.exact ? "e" : "") + QLatin1String(match.withoutCisTrans ? "c" : "")
            + QLatin1String(match.graph ? "g" : "") + QLatin1String(match.chiralTruth ? "@" : ""),
        matches);
}

void MoleculeMatchTest::tanimoto_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<double>("similarity");
    QTest::newRow("aspirin and salicylic acid") << "CC(=O)Oc1ccccc1C(=O)O"
                                                << "O=C(O)c1ccccc1O" << 0.448276;
    QTest::newRow("the same") << "CCO"
                              << "OCC" << 1.0;
    QTest::newRow("one atom") << "CCO"
                              << "CCN" << 0.333333;
    QTest::newRow("benzene and toluene") << "c1ccccc1"
                                         << "Cc1ccccc1" << 0.272727;
}

void MoleculeMatchTest::tanimoto()
{
    QFETCH(const QString, a);
    QFETCH(const QString, b);
    QFETCH(const double, similarity);
    const double found = matchMolecules(a.toStdString(), b.toStdString()).tanimoto;
    QVERIFY2(std::abs(found - similarity) <= tolerance::kPublishedFigure, qPrintable(QString::number(found, 'g', 10)));
}

QTEST_APPLESS_MAIN(MoleculeMatchTest)
#include "molecule_match_test.moc"
