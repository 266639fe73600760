// Molecules and music from the picture to the files. The starter was trained on neither; kept to their grammar by its
// manifest, it cannot but write one.

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/app/program_run.h"

using namespace palimpsest;

class ReadDrawingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersBecomeFiles_data();
    void answersBecomeFiles();
};

void ReadDrawingsTest::answersBecomeFiles_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QByteArray>("grammar");
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("ending");
    QTest::newRow("molecule") << "molecule" << QByteArray("smiles") << "resources/samples/molecule.png"
                              << "molecules"
                              << "molecules"
                              << ".read.smi";
    QTest::newRow("score") << "score" << QByteArray("kern") << "resources/samples/music.png"
                           << "scores"
                           << "systems"
                           << ".krn";
}

void ReadDrawingsTest::answersBecomeFiles()
{
    QFETCH(const QString, task);
    QFETCH(const QByteArray, grammar);
    QFETCH(const QString, page);
    QFETCH(const QString, kind);
    QFETCH(const QString, list);
    QFETCH(const QString, ending);
    const QTemporaryDir checkpoint;
    const QDir starter(inSource("resources/starter"));
    for (const QString& name : starter.entryList(QDir::Files))
        QVERIFY(QFile::link(starter.filePath(name), checkpoint.filePath(name)));
    const QString manifest = checkpoint.filePath(QStringLiteral("palimpsest.json"));
    QVERIFY(QFile::remove(manifest));
    QFile file(manifest);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(R"({"palimpsest": 1, "name": "drawings", "tasks": [{"id": ")" + task.toLatin1() + R"(", "prompt": ")"
        + task.toLatin1() + R"(", "grammar": ")" + grammar
        + R"(", "fit": "pad-white", "max_tokens": 24, "constrained": true}]})");
    file.close();
    const auto output = [&checkpoint](const QString& end) { return checkpoint.filePath(QStringLiteral("out")) + end; };
    const ProgramRun run = runProgram({ QStringLiteral("read"), QStringLiteral("--task"), task, QStringLiteral("-m"),
        checkpoint.path(), QStringLiteral("-o"), output(QStringLiteral(".json")), QStringLiteral("-o"), output(ending),
        QStringLiteral("-o"), output(QStringLiteral(".png")), inSource(qPrintable(page)) });
    QVERIFY2(run.exitCode == 0 || run.exitCode == 20, run.err.constData()); // it knows no end, and is cut off
    const QJsonObject result
        = QJsonDocument::fromJson(contentOf(output(QStringLiteral(".json"))))
              .object()[QLatin1String("documents")][0][QLatin1String("pages")][0][QLatin1String("result")]
              .toObject();
    QCOMPARE(result[QLatin1String("kind")].toString(), kind);
    QCOMPARE(result[QLatin1String("content")][list].toArray().size(), 1);
    // The answer keeps to the grammar as far as it came.
    const QString said
        = result[QLatin1String("provenance")][QLatin1String("answers")][0][QLatin1String("text")].toString();
    if (task == QLatin1String("score"))
        QVERIFY2(said.startsWith(QLatin1String("**kern")), qPrintable(said));
    else
        QVERIFY2(!said.contains(QLatin1Char(' ')) && !said.isEmpty(), qPrintable(said));
    QVERIFY(!contentOf(output(ending)).isEmpty());
    QVERIFY(contentOf(output(QStringLiteral(".png"))).startsWith("\x89PNG"));
    // And again from the result alone.
    const QString again = checkpoint.filePath(QStringLiteral("again")) + ending;
    const ProgramRun converted
        = runProgram({ QStringLiteral("convert"), output(QStringLiteral(".json")), QStringLiteral("-o"), again });
    QVERIFY2(converted.exitCode == 0, converted.err.constData());
    QCOMPARE(contentOf(again), contentOf(output(ending)));
}

QTEST_GUILESS_MAIN(ReadDrawingsTest)
#include "read_drawings_test.moc"
