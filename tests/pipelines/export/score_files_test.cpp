// Exported music goes through programs that are not ours (scores_back.py): LilyPond imports the MusicXML and plays it,
// midicsv reads what it plays and our own MIDI, and the two are the same notes.

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdio>
#include <filesystem>

#include "engine/io/atomic_file.h"
#include "pipelines/export/score_writers.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

class ScoreFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lilypondPlaysWhatWePlay_data();
    void lilypondPlaysWhatWePlay();
};

void ScoreFilesTest::lilypondPlaysWhatWePlay_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<QString>("quarters"); // start, length, pitch of some notes, as they stand in the score
    QTest::newRow("one staff, systems joined") << QStringLiteral(
        "**kern\n*clefG2\n*k[f#c#]\n*M4/4\n*MM90\n4f#\n8.gL\n16aJk\n4r\n[4b\n=\n4b]\n12ddL\n12cc#\n12bJ\n"
        "2an;\n=\n*-\n@**kern\n*clefG2\n*k[f#c#]\n(8eL\n8f#\n8g\n8aJ)\n16bLL\n16a\n16g\n16f#JJ\n4B-\n==\n*-\n")
                                               << QStringLiteral("0 1 66;1 3/4 67;3 2 71;5 1/3 74");
    QTest::newRow("grand staff, chords, voices, a change of clef") << QStringLiteral(
        "**kern\t**kern\n*clefF4\t*clefG2\n*k[b-e-]\t*k[b-e-]\n*M3/4\t*M3/4\n=1\t=1\n[2.BB- 2.D\t4b- 4dd\n"
        ".\t8ccL\n.\t8ddJ\n.\t4ee-\n=\t=\n*\t*^\n4BB-]\t4f\t2.dd\n4C\t8g\t.\n.\t8a\t.\n*clefG2\t*\t*\n4c\t4b-\t.\n"
        "*\t*v\t*v\n=\t=\n*M2/4\t*M2/4\n8r\t16ee-LL\n.\t16ff\n8.dL\t16gg\n.\t16ffJJ\n.\t4ee-\n16e-Jk\t.\n8r\t.\n"
        "==\t==\n*-\t*-\n") << QStringLiteral("0 4 46;0 3 50;3 3 74;3 1 65");
    QTest::newRow("three staves") << QStringLiteral(
        "**kern\t**kern\t**kern\n*clefF4\t*clefC3\t*clefG2\n*M2/2\t*M2/2\t*M2/2\n"
        "1C\t2e\t4g\n.\t.\t4a\n.\t2f\t2b\n==\t==\t==\n*-\t*-\t*-\n")
                                  << QStringLiteral("0 4 48;0 2 64;0 1 67");
}

void ScoreFilesTest::lilypondPlaysWhatWePlay()
{
    QFETCH(const QString, kern);
    QFETCH(const QString, quarters);
    ExportInput input = sampleScores();
    Scores scores;
    for (const QString& system : kern.split(QLatin1Char('@'), Qt::SkipEmptyParts))
        scores.systems.push_back({ .box = {}, .kern = system.toStdString() });
    input.pages = { { "one.png", 1, PageResult{ .content = scores }, "" } };
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const std::string& content) {
        QVERIFY(writeFile(std::filesystem::path(folder.path().toStdString()) / name, content).ok());
    };
    write("score.musicxml", musicXmlOf(input));
    write("score.mxl", compressedMusicXmlOf(input));
    write("score.mid", midiOf(input));
    QProcess reader;
    reader.start(QStringLiteral("python3"),
        { QStringLiteral("-B"),
            qEnvironmentVariable("PALIMPSEST_SOURCE_DIR") + QStringLiteral("/tests/pipelines/export/scores_back.py"),
            folder.path(), quarters });
    QVERIFY(reader.waitForFinished(300'000));
    const QByteArray said = reader.readAllStandardOutput() + reader.readAllStandardError();
    QVERIFY2(reader.exitCode() == 0, said.constData());
}

int main(int argc, char** argv)
{
    for (const char* program : { "python3", "musicxml2ly", "lilypond", "midicsv" }) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty()) {
            std::printf("skipped: %s is not installed\n", program);
            return 77;
        }
    }
    ScoreFilesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "score_files_test.moc"
