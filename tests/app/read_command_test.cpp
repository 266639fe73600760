// Pages in, text and files out; what cannot be read ends with one sentence and the right exit code, and leaves nothing.

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

#include "tests/app/program_run.h"

using namespace palimpsest;

namespace {

// The first page of the first document.
QJsonObject pageOf(const QByteArray& json)
{
    const QJsonArray documents = QJsonDocument::fromJson(json).object()[QLatin1String("documents")].toArray();
    return documents.first().toObject()[QLatin1String("pages")].toArray().first().toObject();
}

} // namespace

class ReadCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textOnStandardOutput();
    void jsonOnStandardOutput();
    void turnedAsAskedFor();
    void theDocumentsOwnText();
    void blankPagesAreSaidToBe();
    void filesInPlaceOfStandardOutput();
    void forceReplacesFiles();
    void aPageThatFailsLeavesTheOthers();
    void tablesKeepToTheirGrammar();
    void pagesAreShownTogether();
    void aPresetSaysWhatToRead();
    void refusals_data();
    void refusals();
    void interruptedLeavesNoFile();

private:
    QString inFolder(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    QTemporaryDir m_folder;
    const QString m_letter = inSource("resources/samples/letter.pdf");
    const QString m_twoLines = inSource("tests/golden/starter/golden2.png");
    const QString m_oneWord = inSource("tests/golden/starter/golden1.png");
    const QStringList m_read{ QStringLiteral("read"), QStringLiteral("--task"), QStringLiteral("ocr") };
};

void ReadCommandTest::textOnStandardOutput()
{
    const ProgramRun run = runProgram(m_read + QStringList{ m_twoLines });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.out, QByteArray("12/02/1906\nCurlier may\n"));
    QVERIFY2(run.err.isEmpty(), run.err.constData()); // no progress bar in a pipe
}

void ReadCommandTest::jsonOnStandardOutput()
{
    const ProgramRun run = runProgram(m_read + QStringList{ m_twoLines, m_oneWord, QStringLiteral("--json") });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonArray documents = QJsonDocument::fromJson(run.out).object()[QLatin1String("documents")].toArray();
    QCOMPARE(documents.size(), 2);
    QCOMPARE(documents[0].toObject()[QLatin1String("document")].toString(), m_twoLines);
    const QJsonArray pages = documents[1].toObject()[QLatin1String("pages")].toArray();
    QCOMPARE(pages.size(), 1);
    QCOMPARE(pages.first().toObject()[QLatin1String("page")].toInt(), 1);
    QVERIFY(pages.first().toObject()[QLatin1String("result")].isObject());
}

void ReadCommandTest::turnedAsAskedFor()
{
    const ProgramRun run = runProgram(m_read
        + QStringList{ m_oneWord, QStringLiteral("--json"), QStringLiteral("--rotate"), QStringLiteral("180"),
            QStringLiteral("--no-deskew") });
    QVERIFY2(run.exitCode == 0 || run.exitCode == 20, run.err.constData());
    const QJsonObject provenance
        = pageOf(run.out)[QLatin1String("result")].toObject()[QLatin1String("provenance")].toObject();
    QCOMPARE(provenance[QLatin1String("rotation")].toInt(), 180);
    QCOMPARE(provenance[QLatin1String("skew")].toDouble(-1), 0.0);
    const ProgramRun refused
        = runProgram(m_read + QStringList{ m_oneWord, QStringLiteral("--rotate"), QStringLiteral("45") });
    QVERIFY2(refused.exitCode == 1 && refused.err.contains("--rotate"), refused.err.constData());
}

void ReadCommandTest::theDocumentsOwnText()
{
    const ProgramRun taken
        = runProgram(m_read + QStringList{ m_letter, QStringLiteral("--text-layer"), QStringLiteral("use") });
    QVERIFY2(taken.exitCode == 0, taken.err.constData());
    QByteArray truth = contentOf(inSource("resources/samples/letter.txt"));
    truth.replace("\n\n", "\n"); // between paragraphs
    QCOMPARE(taken.out, truth);
    QVERIFY2(taken.err.contains("2 of 2 pages"), taken.err.constData());
    const QStringList first{ m_letter, QStringLiteral("--pages"), QStringLiteral("1"), QStringLiteral("--json"),
        QStringLiteral("--dpi"), QStringLiteral("60") };
    const ProgramRun mentioned = runProgram(m_read + first);
    QVERIFY2(mentioned.err.contains("page 1 holds its text by itself"), mentioned.err.constData());
    const ProgramRun ignored
        = runProgram(m_read + first + QStringList{ QStringLiteral("--text-layer"), QStringLiteral("ignore") });
    QVERIFY2(ignored.err.isEmpty(), ignored.err.constData());
    QCOMPARE(pageOf(ignored.out), pageOf(mentioned.out));
}

void ReadCommandTest::blankPagesAreSaidToBe()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("blank.png"));
    QImage blank(400, 300, QImage::Format_Grayscale8);
    blank.fill(Qt::white);
    QVERIFY(blank.save(file));
    const ProgramRun run = runProgram(m_read + QStringList{ file });
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(
        run.err.contains("blank.png' page 1 looks blank and was not shown to the model: no line of print was found "
                         "on it, 0.00 % of it is ink; '--blank read' shows it all the same\n"),
        run.err.constData());
    const QStringList anyway{ file, QStringLiteral("--blank"), QStringLiteral("read"), QStringLiteral("--max-tokens"),
        QStringLiteral("8") };
    const ProgramRun shown = runProgram(m_read + anyway + QStringList{ QStringLiteral("--json") });
    QVERIFY2(shown.err.contains("it looks blank and was shown to the model all the same; what follows is a guess"),
        shown.err.constData());
    QVERIFY2(
        shown.out.contains("\"looked_blank\"") && shown.out.contains("\"experimental\": true"), shown.out.constData());
    const ProgramRun print = runProgram(m_read + QStringList{ m_oneWord });
    QVERIFY2(!print.err.contains("blank"), print.err.constData());
}

void ReadCommandTest::filesInPlaceOfStandardOutput()
{
    const QTemporaryDir outputs;
    const auto output = [&](const char* name) { return outputs.filePath(QLatin1String(name)); };
    const ProgramRun run = runProgram(m_read
        + QStringList{ QStringLiteral("-o"), output("out.txt"), QStringLiteral("-o"), output("out.json"),
            QStringLiteral("-o"), output("out.png"), m_twoLines, m_oneWord });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(run.out.isEmpty());
    QCOMPARE(contentOf(output("out.txt")), QByteArray("12/02/1906\nCurlier may\n\fHave\n"));
    QVERIFY(QJsonDocument::fromJson(contentOf(output("out.json"))).isObject());
    QVERIFY(contentOf(output("out-1.png")).startsWith("\x89PNG"));
    QVERIFY(contentOf(output("out-2.png")).startsWith("\x89PNG"));
    QCOMPARE(QDir(outputs.path()).entryList(QDir::Files | QDir::Hidden).size(), 4);
}

void ReadCommandTest::forceReplacesFiles()
{
    const QTemporaryDir outputs;
    const QString file = outputs.filePath(QStringLiteral("out.txt"));
    const QStringList words = m_read + QStringList{ m_oneWord, QStringLiteral("-o"), file };
    QCOMPARE(runProgram(words).exitCode, 0);
    QFile(file).resize(1);
    QCOMPARE(runProgram(words).exitCode, 5);
    QCOMPARE(contentOf(file).size(), 1);
    QCOMPARE(runProgram(words + QStringList{ QStringLiteral("--force") }).exitCode, 0);
    QCOMPARE(contentOf(file), QByteArray("Have\n"));
}

// The second of two pages claims more pixels than the file holds.
void ReadCommandTest::aPageThatFailsLeavesTheOthers()
{
    QByteArray bytes = contentOf(inSource("tests/golden/documents/two_pages.tiff"));
    const auto number = [&bytes](qsizetype at, int size) {
        quint32 value = 0;
        for (int i = size - 1; i >= 0; --i)
            value = value << 8 | static_cast<quint8>(bytes[at + i]);
        return value;
    };
    QVERIFY(bytes.startsWith("II")); // little endian
    const auto first = static_cast<qsizetype>(number(4, 4));
    const auto second = static_cast<qsizetype>(number(first + 2 + 12 * number(first, 2), 4));
    for (quint32 entry = 0; entry < number(second, 2); ++entry) {
        const auto at = second + 2 + 12 * static_cast<qsizetype>(entry);
        if (number(at, 2) == 273) // StripOffsets: beyond the end of the file
            bytes.replace(at + 8, 4, QByteArray("\xff\xff\xff\x7f", 4));
    }
    QFile broken(inFolder("broken.tiff"));
    QVERIFY(broken.open(QFile::WriteOnly));
    broken.write(bytes);
    broken.close();
    const ProgramRun run = runProgram(m_read + QStringList{ broken.fileName(), QStringLiteral("--json") });
    QVERIFY2(run.exitCode == 20, run.err.constData());
    QVERIFY2(run.err.contains("broken.tiff"), run.err.constData());
    const QJsonArray pages = QJsonDocument::fromJson(run.out)
                                 .object()[QLatin1String("documents")]
                                 .toArray()
                                 .first()
                                 .toObject()[QLatin1String("pages")]
                                 .toArray();
    QCOMPARE(pages.size(), 2);
    QVERIFY(pages[0].toObject().contains(QLatin1String("result")));
    QVERIFY(pages[1].toObject().contains(QLatin1String("error")));
}

// A checkpoint that was never trained on tables cannot but write one where its manifest says so.
void ReadCommandTest::tablesKeepToTheirGrammar()
{
    const QTemporaryDir checkpoint;
    const QDir starter(inSource("resources/starter"));
    for (const QString& name : starter.entryList(QDir::Files))
        QVERIFY(QFile::link(starter.filePath(name), checkpoint.filePath(name)));
    const QString manifest = checkpoint.filePath(QStringLiteral("palimpsest.json"));
    QVERIFY(QFile::remove(manifest));
    QFile file(manifest);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(R"({"palimpsest": 1, "name": "tables", "tasks": [{"id": "table", "prompt": "table",
        "grammar": "table_html", "fit": "pad-white", "max_tokens": 24, "constrained": true}]})");
    file.close();
    const QString html = checkpoint.filePath(QStringLiteral("out.html"));
    const QString json = checkpoint.filePath(QStringLiteral("out.json"));
    const QString picture = checkpoint.filePath(QStringLiteral("out.png"));
    const ProgramRun run = runProgram({ QStringLiteral("read"), QStringLiteral("--task"), QStringLiteral("table"),
        QStringLiteral("-m"), checkpoint.path(), QStringLiteral("-o"), html, QStringLiteral("-o"), json,
        QStringLiteral("-o"), picture, inSource("resources/samples/table.png") });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject result
        = QJsonDocument::fromJson(contentOf(json))
              .object()[QLatin1String("documents")][0][QLatin1String("pages")][0][QLatin1String("result")]
              .toObject();
    QCOMPARE(result[QLatin1String("kind")].toString(), QStringLiteral("tables"));
    const QString answer
        = result[QLatin1String("provenance")][QLatin1String("answers")][0][QLatin1String("text")].toString();
    QVERIFY2(answer.startsWith(QLatin1String("<table>")), qPrintable(answer));
    QVERIFY(contentOf(html).startsWith("<!DOCTYPE html>"));
    QVERIFY(contentOf(picture).startsWith("\x89PNG"));
}

// The starter knows no questions about two pictures: what it says about two pictures says only that both came before
// the question.
void ReadCommandTest::pagesAreShownTogether()
{
    const QStringList question{ QStringLiteral("read"), QStringLiteral("--task"), QStringLiteral("question"),
        QStringLiteral("--prompt"), QStringLiteral("Are they the same?"), QStringLiteral("--together"),
        QStringLiteral("--max-tokens"), QStringLiteral("8"), QStringLiteral("--json"), QStringLiteral("--try-anyway") };
    const auto answerTo = [&](const QStringList& files) {
        const ProgramRun run = runProgram(question + files);
        const QJsonObject root = QJsonDocument::fromJson(run.out).object();
        const QJsonArray documents = root[QLatin1String("documents")].toArray();
        return documents.size() == 1 ? documents[0].toObject()[QLatin1String("pages")].toArray() : QJsonArray();
    };
    const QJsonArray pages = answerTo({ m_twoLines, m_oneWord });
    QCOMPARE(pages.size(), 1);
    const QJsonObject result = pages[0].toObject()[QLatin1String("result")].toObject();
    const QJsonObject provenance = result[QLatin1String("provenance")].toObject();
    QCOMPARE(provenance[QLatin1String("shown_with")].toArray(), QJsonArray{ m_oneWord + QLatin1String(", page 1") });
    QCOMPARE(provenance[QLatin1String("answers")].toArray().size(), 1);
    QVERIFY(result[QLatin1String("experimental")].toBool());
    // The second picture is seen: another one makes other probabilities.
    const auto probabilities = [](const QJsonArray& of) {
        return of[0]
            .toObject()[QLatin1String("result")]
            .toObject()[QLatin1String("provenance")]
            .toObject()[QLatin1String("answers")]
            .toArray()[0]
            .toObject()[QLatin1String("log_probabilities")]
            .toArray();
    };
    QVERIFY(!probabilities(pages).isEmpty());
    QVERIFY(probabilities(pages) != probabilities(answerTo({ m_twoLines, m_twoLines })));
}

void ReadCommandTest::aPresetSaysWhatToRead()
{
    const QString presets = inFolder("home/palimpsest/presets");
    QVERIFY(QDir().mkpath(presets));
    QFile file(presets + QStringLiteral("/Our letters.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"palimpsest_preset": 1, "task": "ocr", "text_layer": "use", "formats": [".txt"]})");
    file.close();
    const auto read = [this](const QStringList& words) {
        return runProgram(
            QStringList{ QStringLiteral("read"), m_letter, QStringLiteral("--pages"), QStringLiteral("1") } + words,
            { QStringLiteral("XDG_DATA_HOME=") + inFolder("home") });
    };
    for (const QString& preset : { QStringLiteral("Our letters"), file.fileName() }) {
        const ProgramRun run = read({ QStringLiteral("--preset"), preset });
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY(run.out.startsWith("Harbour Street Library\n"));
        QVERIFY2(!run.err.contains("text-layer"), "the text that the page holds was to be used");
    }
    // What is said on the command line counts more, before it and behind it.
    const QStringList task{ QStringLiteral("--task"), QStringLiteral("nonsense") };
    const QStringList preset{ QStringLiteral("--preset"), QStringLiteral("Our letters") };
    QCOMPARE(read(task + preset).exitCode, 24);
    QCOMPARE(read(preset + task).exitCode, 24);
    const ProgramRun none = read({ QStringLiteral("--preset"), QStringLiteral("Our leters") });
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.err.contains("yours are 'Our letters'"), none.err.constData());
    const ProgramRun nothing = read({});
    QCOMPARE(nothing.exitCode, 1);
    QVERIFY2(nothing.err.contains("--preset"), nothing.err.constData());
}

void ReadCommandTest::refusals_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("mentioned");
    const auto row = [this](const char* name, const QStringList& more, int exitCode, const char* mentioned) {
        QTest::newRow(name) << m_read + more << exitCode << QByteArray(mentioned);
    };
    row("a file that is not there", { inFolder("nowhere.png") }, 5, "nowhere.png");
    row("a folder", { m_folder.path() }, 5, "");
    row("no picture", { inSource("CMakeLists.txt") }, 2, "CMakeLists.txt");
    row("an encrypted document", { inSource("tests/golden/documents/encrypted.pdf") }, 8, "encrypted.pdf");
    row("a page beyond the last", { m_letter, QStringLiteral("--pages"), QStringLiteral("3") }, 1, "only 2");
    row("nonsense for pages", { m_letter, QStringLiteral("--pages"), QStringLiteral("two") }, 1, "two");
    row("dots beyond reason", { m_letter, QStringLiteral("--dpi"), QStringLiteral("0") }, 1, "dpi");
    row("a prompt nobody asked for", { m_letter, QStringLiteral("--prompt"), QStringLiteral("cat") }, 1, "");
    row("an output without a format", { m_letter, QStringLiteral("-o"), inFolder("out") }, 1, ".json");
    row("an output nowhere", { m_letter, QStringLiteral("-o"), inFolder("missing/out.txt") }, 5, "missing/out.txt");
    row("the page itself as output", { m_oneWord, QStringLiteral("-o"), m_oneWord }, 1, "golden1.png");
    QFile there(inFolder("there.txt"));
    QVERIFY(there.open(QFile::WriteOnly));
    row("a file that is there already", { m_letter, QStringLiteral("-o"), there.fileName() }, 5, "--force");
    row("a format for other results", { m_letter, QStringLiteral("-o"), inFolder("out.xml") }, 1, ".alto.xml");
    row("no such checkpoint", { m_letter, QStringLiteral("-m"), inFolder("nowhere") }, 23, "nowhere");
    row("no such device", { m_letter, QStringLiteral("--device"), QStringLiteral("gpu7") }, 21, "gpu7");
    QTest::newRow("a task of other models") << QStringList{ QStringLiteral("read"), m_letter, QStringLiteral("--task"),
        QStringLiteral("report") } << 24 << QByteArray("report");
    QTest::newRow("a task nobody knows") << QStringList{ QStringLiteral("read"), m_letter, QStringLiteral("--task"),
        QStringLiteral("sing") } << 24 << QByteArray("sing");
    QTest::newRow("no task") << QStringList{ QStringLiteral("read"), m_letter } << 1 << QByteArray("--task");
}

void ReadCommandTest::refusals()
{
    QFETCH(const QStringList, words);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, mentioned);
    const int filesBefore = static_cast<int>(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size());
    const ProgramRun run = runProgram(words);
    QVERIFY2(run.exitCode == exitCode, run.err.constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(mentioned), run.err.constData());
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), filesBefore);
}

void ReadCommandTest::interruptedLeavesNoFile()
{
    const QTemporaryDir outputs;
    QProcess process;
    process.start(programPath(),
        m_read
            + QStringList{
                m_letter, QStringLiteral("-v"), QStringLiteral("-o"), outputs.filePath(QStringLiteral("out.txt")) });
    QByteArray said;
    QTRY_VERIFY((said += process.readAllStandardError()).contains("weights")); // loaded: the letter takes seconds now
    QVERIFY(process.processId() > 0);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(QDir(outputs.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

QTEST_GUILESS_MAIN(ReadCommandTest)
#include "read_command_test.moc"
