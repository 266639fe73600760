// Exported molecules go through Open Babel, which is another program with a chemistry of its own, and through RDKit's
// Python where it is installed (molecules_back.py), and come back as what they were made of.

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdio>
#include <filesystem>

#include "engine/io/atomic_file.h"
#include "pipelines/chemistry/inchi.h"
#include "pipelines/export/json_writer.h"
#include "pipelines/export/molecule_writers.h"
#include "pipelines/export/result_rows.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

class MoleculeFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesReadBack();
    void published_data();
    void published();
};

void MoleculeFilesTest::filesReadBack()
{
    const ExportInput input = sampleMolecules();
    const QTemporaryDir folder;
    const auto write = [&folder](const std::string& name, const std::string& content) {
        QVERIFY(writeFile(std::filesystem::path(folder.path().toStdString()) / name, content).ok());
    };
    write("result.json", jsonOf(input));
    write("all.smi", canonicalSmilesOf(input));
    write("all.read.smi", readSmilesOf(input));
    write("all.inchi", inchiListOf(input));
    write("all.sdf", sdfOf(input));
    write("all.csv", csvOf(input));
    for (std::size_t page = 0; page < 2; ++page) {
        const auto writeEach = [&](const std::vector<std::string>& files, const std::string& ending) {
            for (std::size_t i = 0; i < files.size(); ++i)
                if (!files[i].empty())
                    write(std::to_string(page) + "-" + std::to_string(i) + ending, files[i]);
        };
        writeEach(molFilesOf(input, page), ".mol");
        writeEach(molV3000FilesOf(input, page), ".v3000.mol");
        writeEach(svgDepictionsOf(input, page), ".mol.svg");
        writeEach(pngDepictionsOf(input, page), ".mol.png");
    }
    QProcess reader;
    reader.start(QStringLiteral("python3"),
        { QStringLiteral("-B"),
            qEnvironmentVariable("PALIMPSEST_SOURCE_DIR") + QStringLiteral("/tests/pipelines/export/molecules_back.py"),
            folder.path() });
    QVERIFY(reader.waitForFinished(60'000));
    const QByteArray said = reader.readAllStandardOutput() + reader.readAllStandardError();
    QVERIFY2(reader.exitCode() == 0, said.constData());
    QVERIFY2(said.startsWith("34 files read back"), said.constData());
}

// Names that chemists know, from the InChI Trust's and PubChem's pages.
void MoleculeFilesTest::published_data()
{
    QTest::addColumn<QString>("smiles");
    QTest::addColumn<QString>("key");
    QTest::newRow("aspirin") << "CC(=O)Oc1ccccc1C(=O)O"
                             << "BSYNRYMUTXBXSQ-UHFFFAOYSA-N";
    QTest::newRow("L-alanine") << "C[C@H](N)C(=O)O"
                               << "QNAYBMKLOCPYGJ-REOHCLBHSA-N";
    QTest::newRow("D-alanine") << "C[C@@H](N)C(=O)O"
                               << "QNAYBMKLOCPYGJ-UWTATZPHSA-N";
    QTest::newRow("fumaric acid") << "OC(=O)/C=C/C(=O)O"
                                  << "VZCYOOQTPOCHFL-OWOJBTEDSA-N";
    QTest::newRow("maleic acid") << "OC(=O)/C=C\\C(=O)O"
                                 << "VZCYOOQTPOCHFL-UPHRSURJSA-N";
    QTest::newRow("caffeine") << "CN1C=NC2=C1C(=O)N(C(=O)N2C)C"
                              << "RYYVLZVUVIJVGH-UHFFFAOYSA-N";
    QTest::newRow("glucose") << "C([C@@H]1[C@H]([C@@H]([C@H](C(O1)O)O)O)O)O"
                             << "WQZGKKKJIJFFOK-GASJEMHNSA-N";
    // These as Open Babel 3.1.1 has them: a centre of four atoms, one with a pair of electrons, one of two rings.
    QTest::newRow("four atoms") << "CC[C@@](F)(Cl)C#N"
                                << "RNPPMIIGTNTAMV-BYPYZUCNSA-N";
    QTest::newRow("sulfoxide") << "C[S@](=O)c1ccccc1"
                               << "JXTGICXCHWMCPM-VIFPVBQESA-N";
    QTest::newRow("spiro centre") << "O=C1C[C@@]2(CCCN2)CO1"
                                  << "UGALCLHGUUZJSK-ZETCQYMHSA-N";
    QTest::newRow("a group") << "CC*"
                             << "";
    QTest::newRow("no molecule") << "C(C)(C)(C)(C)C"
                                 << "";
}

void MoleculeFilesTest::published()
{
    QFETCH(const QString, smiles);
    QFETCH(const QString, key);
    const std::optional<Inchi> inchi = inchiOf(smiles.toStdString());
    QCOMPARE(QString::fromStdString(inchi ? inchi->key : std::string()), key);
}

int main(int argc, char** argv)
{
    for (const char* program : { "python3", "obabel" }) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty()) {
            std::printf("skipped: %s is not installed\n", program);
            return 77;
        }
    }
    MoleculeFilesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "molecule_files_test.moc"
