// Every page of a batch is accounted for, and a run that was stopped or killed anywhere ends with the same bytes.
// PALIMPSEST_KILLS says how often the last test kills (5 otherwise).

#include <QDirIterator>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

#include "tests/app/program_run.h"

using namespace palimpsest;

namespace {

bool write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(content) == content.size();
}

// Every file below the folder but the ledger, which counts attempts of its own; hidden ones, too.
QMap<QString, QByteArray> filesIn(const QString& folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString file = entries.next();
        const QString name = QDir(folder).relativeFilePath(file);
        if (!name.startsWith(QLatin1String("ledger")))
            files[name] = contentOf(file);
    }
    return files;
}

QList<QJsonObject> resultsIn(const QString& file)
{
    QList<QJsonObject> pages;
    for (const QByteArray& line : contentOf(file).split('\n')) {
        if (!line.isEmpty())
            pages += QJsonDocument::fromJson(line).object();
    }
    return pages;
}

} // namespace

class BatchCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyPageIsAccountedFor();
    void foldersAreSearchedAndPagesWrittenInFormats();
    void aSecondRunGoesOnOnlyWhenAsked();
    void whatWasLostOrChangedIsMadeAgain();
    void failuresAreTriedAgainWhenAsked();
    void aLineMayAskForPartsOfItsPages();
    void theDocumentsOwnText();
    void shardsHaveEveryPageOnce();
    void refusals_data();
    void refusals();
    void terminatedItFinishesThePageInHand();
    void interruptedItLeavesThePage();
    void aPageThatTakesTooLongIsSetAside();
    void killedWithAPageInHandItMaySetItAside();
    void killedAnywhereItEndsWithTheSameBytes();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] QStringList batch(const QString& output, const QStringList& more = {}) const
    {
        return QStringList{ QStringLiteral("batch"), m_manifest, QStringLiteral("--task"), QStringLiteral("ocr"),
            QStringLiteral("-o"), output }
        + more;
    }
    static ProgramRun run(const QStringList& words) { return runProgram(words); }
    void startAndStop(int signal, const QString& output, int exitCode);

    QTemporaryDir m_folder;
    QString m_manifest;
    QMap<QString, QByteArray> m_whole; // the files of an uninterrupted run
    const QString m_resume = QStringLiteral("--resume");
};

// Five pages to read, one without print, one that is no picture, one that is not there.
void BatchCommandTest::initTestCase()
{
    QVERIFY(QFile::copy(inSource("tests/golden/starter/golden1.png"), path("one.png")));
    QVERIFY(QFile::copy(inSource("tests/golden/starter/golden2.png"), path("two.png")));
    QVERIFY(QFile::copy(inSource("resources/samples/letter.pdf"), path("letter.pdf")));
    QImage white(400, 300, QImage::Format_RGB32);
    white.fill(Qt::white);
    QVERIFY(white.save(path("white.png")));
    QVERIFY(write(path("broken.png"), "no picture at all"));
    m_manifest = path("pages.jsonl");
    QVERIFY(write(m_manifest,
        "{\"path\": \"one.png\"}\n"
        "{\"path\": \"two.png\", \"id\": \"b\"}\n\n"
        "{\"path\": \"broken.png\"}\n"
        "{\"path\": \"white.png\"}\n"
        "{\"path\": \"two.png\", \"id\": \"two again\"}\n"
        "{\"path\": \"nowhere.png\"}\n"
        "{\"path\": \"letter.pdf\", \"pages\": \"2\", \"dpi\": 50}\n"
        "{\"path\": \"one.png\", \"id\": \"one more\"}\n"));
    const ProgramRun whole
        = run(batch(path("whole"), { QStringLiteral("--format"), QStringLiteral("txt"), QStringLiteral("--json") }));
    QVERIFY2(whole.exitCode == 20, whole.err.constData());
    const QJsonObject report = QJsonDocument::fromJson(whole.out).object();
    QCOMPARE(report[QLatin1String("in")].toInt(), 8);
    QCOMPARE(contentOf(path("whole/report.json")), whole.out);
    m_whole = filesIn(path("whole"));
}

void BatchCommandTest::everyPageIsAccountedFor()
{
    const QList<QJsonObject> pages = resultsIn(path("whole/results.jsonl"));
    QCOMPARE(pages.size(), 8);
    QStringList ids;
    QStringList states;
    for (const QJsonObject& page : pages) {
        ids += page[QLatin1String("id")].toString();
        states += page[QLatin1String("state")].toString();
    }
    QCOMPARE(ids.join(QLatin1Char(',')),
        QStringLiteral("one.png,b,broken.png,white.png,two again,nowhere.png,letter.pdf,one more"));
    QCOMPARE(states.mid(0, 6).join(QLatin1Char(',')), QStringLiteral("done,done,failed,blank,done,failed"));
    QVERIFY(pages[2][QLatin1String("reason")].toString().contains(QLatin1String("broken.png")));
    QVERIFY(pages[2][QLatin1String("page")].isNull());
    QVERIFY(pages[2][QLatin1String("result")].isNull());
    QVERIFY(pages[3][QLatin1String("reason")].toString().contains(QLatin1String("no line of print")));
    QCOMPARE(pages[3][QLatin1String("ink")].toDouble(-1), 0.0);
    QCOMPARE(pages[6][QLatin1String("page")].toInt(), 2);
    int texts = 0;
    for (auto file = m_whole.cbegin(); file != m_whole.cend(); ++file) {
        QVERIFY2(!file.key().contains(QLatin1String(".partial")), qPrintable(file.key()));
        texts
            += file.key().startsWith(QLatin1String("two.png-")) && file.value() == "12/02/1906\nCurlier may\n" ? 1 : 0;
    }
    QCOMPARE(texts, 2);
    QVERIFY(QFile::exists(path("whole/ledger.sqlite")));
}

void BatchCommandTest::foldersAreSearchedAndPagesWrittenInFormats()
{
    QVERIFY(QDir().mkpath(path("folder/below/.hidden")));
    for (const char* copy : { "folder/b.PNG", "folder/below/a.png", "folder/below/.hidden/c.png" })
        QVERIFY(QFile::copy(path("two.png"), path(copy)));
    QVERIFY(write(path("folder/notes.md"), "no document"));
    const auto read = [this](const QString& into) {
        QStringList words{ QStringLiteral("batch"), path("folder"), QStringLiteral("--task"), QStringLiteral("ocr"),
            QStringLiteral("-o"), into };
        for (const char* format : { "md", "alto.xml", "csv", "png" })
            words += { QStringLiteral("--format"), QString::fromLatin1(format) };
        return run(words);
    };
    const ProgramRun first = read(path("formats"));
    QVERIFY2(first.exitCode == 0, first.err.constData());
    const QMap<QString, QByteArray> files = filesIn(path("formats"));
    QStringList pages;
    for (auto file = files.cbegin(); file != files.cend(); ++file)
        if (file.key().contains(QLatin1Char('/')))
            pages += file.key().left(5) + QLatin1Char(' ') + file.key().section(QLatin1Char('/'), 1);
    pages.sort();
    QCOMPARE(pages.join(QLatin1String(", ")),
        QStringLiteral("a.png 0001.alto.xml, a.png 0001.csv, a.png 0001.json, a.png 0001.md, a.png 0001.png, "
                       "b.PNG 0001.alto.xml, b.PNG 0001.csv, b.PNG 0001.json, b.PNG 0001.md, b.PNG 0001.png"));
    QVERIFY(read(path("again")).exitCode == 0);
    QVERIFY(filesIn(path("again")) == files); // nothing in them tells when they were written

    QVERIFY(QDir().mkpath(path("empty")));
    const ProgramRun none = run({ QStringLiteral("batch"), path("empty"), QStringLiteral("--task"),
        QStringLiteral("ocr"), QStringLiteral("-o"), path("nothing") });
    QCOMPARE(none.exitCode, 2);
    QVERIFY2(none.err.contains("holds no document"), none.err.constData());
}

void BatchCommandTest::aSecondRunGoesOnOnlyWhenAsked()
{
    const QStringList text{ QStringLiteral("--format"), QStringLiteral("txt") };
    const ProgramRun again = run(batch(path("whole"), text));
    QCOMPARE(again.exitCode, 1);
    QVERIFY(again.err.contains("--resume"));
    const ProgramRun otherTerms = run(batch(path("whole"), { m_resume })); // without the text files
    QCOMPARE(otherTerms.exitCode, 1);
    QVERIFY(otherTerms.err.contains("begun with"));
    const ProgramRun resumed = run(batch(path("whole"), text + QStringList{ m_resume }));
    QVERIFY2(resumed.exitCode == 20, resumed.err.constData());
    QVERIFY2(resumed.out.contains("8 pages = "), resumed.out.constData());
    QVERIFY(!resumed.err.contains("set aside")); // nothing was tried again
    QVERIFY(filesIn(path("whole")) == m_whole);
}

void BatchCommandTest::whatWasLostOrChangedIsMadeAgain()
{
    const QStringList words
        = batch(path("whole"), { QStringLiteral("--format"), QStringLiteral("txt"), QStringLiteral("--resume") });
    const QString first = path("whole/") + m_whole.firstKey();
    QVERIFY(first.endsWith(QLatin1String(".json")));
    QVERIFY(write(first, "changed"));
    QCOMPARE(run(words).exitCode, 20);
    QVERIFY(filesIn(path("whole")) == m_whole);
}

void BatchCommandTest::failuresAreTriedAgainWhenAsked()
{
    const QString picture = path("late.png");
    const QStringList words{ QStringLiteral("batch"), picture, QStringLiteral("--task"), QStringLiteral("ocr"),
        QStringLiteral("-o"), path("late"), m_resume };
    QCOMPARE(run(words).exitCode, 20);
    QVERIFY(QFile::copy(path("one.png"), picture));
    QCOMPARE(run(words + QStringList{ QStringLiteral("--retry-failed") }).exitCode, 0);
    QCOMPARE(resultsIn(path("late/results.jsonl")).value(0)[QLatin1String("state")].toString(), QStringLiteral("done"));
}

void BatchCommandTest::aLineMayAskForPartsOfItsPages()
{
    const QString manifest = path("parts.jsonl");
    const QStringList words{ QStringLiteral("batch"), manifest, QStringLiteral("--task"), QStringLiteral("ocr"),
        QStringLiteral("--region"), QStringLiteral("0,0,200,100"), QStringLiteral("-o"), path("parts"), m_resume };
    const auto regionsWhenAsked = [&](const char* second) {
        write(manifest,
            QByteArray("{\"path\": \"white.png\"}\n{\"path\": \"white.png\", \"id\": \"b\"") + second + "}\n");
        run(words);
        QStringList boxes;
        for (const QJsonObject& page : resultsIn(path("parts/results.jsonl"))) {
            const QJsonArray box
                = page[QLatin1String("result")][QLatin1String("region")][QLatin1String("box")].toArray();
            boxes += QString::number(box[2].toDouble()) + QLatin1Char('x') + QString::number(box[3].toDouble());
        }
        return boxes.join(QLatin1Char(' '));
    };
    QCOMPARE(regionsWhenAsked(""), QStringLiteral("200x100 200x100"));
    QCOMPARE(regionsWhenAsked(", \"regions\": [\"0,0,300,50\"]"), QStringLiteral("200x100 300x50"));
    QCOMPARE(regionsWhenAsked(", \"regions\": []"), QStringLiteral("200x100 0x0")); // all of the page
}

void BatchCommandTest::theDocumentsOwnText()
{
    QVERIFY(write(path("own.jsonl"),
        "{\"path\": \"letter.pdf\", \"text_layer\": \"use\"}\n"
        "{\"path\": \"letter.pdf\", \"id\": \"again\", \"pages\": \"1\", \"dpi\": 50}\n"));
    const ProgramRun own = run({ QStringLiteral("batch"), path("own.jsonl"), QStringLiteral("--task"),
        QStringLiteral("ocr"), QStringLiteral("-o"), path("own") });
    QVERIFY2(own.err.contains("the text of 2 of 3 pages was taken from the document"), own.err.constData());
    QVERIFY2(own.err.contains("page 1 holds its text by itself"), own.err.constData());
    QStringList sources;
    for (const QJsonObject& page : resultsIn(path("own/results.jsonl"))) {
        const QJsonObject result = page[QLatin1String("result")].toObject();
        sources += result[QLatin1String("provenance")].toObject()[QLatin1String("source")].toString();
    }
    QCOMPARE(sources.join(QLatin1Char(' ')), QStringLiteral("document document model"));
}

void BatchCommandTest::shardsHaveEveryPageOnce()
{
    QList<QByteArray> lines;
    for (const char* shard : { "1/3", "2/3", "auto/3" }) {
        const QStringList words = batch(path("shards"), { QStringLiteral("--shard"), QLatin1String(shard) });
        const ProgramRun part = runProgram(words, { QStringLiteral("SLURM_ARRAY_TASK_ID=3") });
        QVERIFY2(part.exitCode == 0 || part.exitCode == 20, part.err.constData());
    }
    for (const char* part : { "1", "2", "3" })
        lines += contentOf(path("shards/results-0000") + QLatin1String(part) + QLatin1String("-of-00003.jsonl"))
                     .split('\n');
    lines.removeAll(QByteArray());
    QList<QByteArray> whole = m_whole[QStringLiteral("results.jsonl")].split('\n');
    whole.removeAll(QByteArray());
    std::sort(lines.begin(), lines.end());
    std::sort(whole.begin(), whole.end());
    QCOMPARE(lines, whole);
}

void BatchCommandTest::refusals_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("mentioned");
    const QByteArray good = "{\"path\": \"one.png\"}\n";
    const auto shard = [](const char* text) { return QStringList{ QStringLiteral("--shard"), QLatin1String(text) }; };
    QTest::newRow("no JSON") << QByteArray("{\"path\": \"one.png\"}\none.png\n") << QStringList() << 2
                             << QByteArray("line 2");
    QTest::newRow("an unknown key") << QByteArray("{\"path\": \"one.png\", \"dip\": 3}\n") << QStringList() << 2
                                    << QByteArray("'dip'");
    QTest::newRow("a turn by no quarters")
        << QByteArray("{\"path\": \"one.png\", \"rotate\": 45}\n") << QStringList() << 2 << QByteArray("'rotate'");
    QTest::newRow("no way with its text") << QByteArray("{\"path\": \"one.png\", \"text_layer\": \"force\"}\n")
                                          << QStringList() << 2 << QByteArray("'text_layer'");
    QTest::newRow("no path") << QByteArray("{\"id\": \"a\"}\n") << QStringList() << 2 << QByteArray("'path'");
    QTest::newRow("the same document twice") << good + good << QStringList() << 1 << QByteArray("twice");
    QTest::newRow("pages that are none") << QByteArray("{\"path\": \"one.png\", \"pages\": \"two\"}\n") << QStringList()
                                         << 1 << QByteArray("two");
    QTest::newRow("another model's task")
        << QByteArray("{\"path\": \"one.png\", \"task\": \"report\"}\n") << QStringList() << 24 << QByteArray("report");
    QTest::newRow("a shard beyond the last") << good << shard("4/3") << 1 << QByteArray("4/3");
    QTest::newRow("a shard of none") << good << shard("0/3") << 1 << QByteArray("0/3");
    QTest::newRow("a number nobody gave") << good << shard("auto/3") << 1 << QByteArray("auto/3");
    QTest::newRow("again without going on")
        << good << QStringList{ QStringLiteral("--retry-failed") } << 1 << QByteArray("--resume");
}

void BatchCommandTest::refusals()
{
    QFETCH(const QByteArray, manifest);
    QFETCH(const QStringList, more);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, mentioned);
    QVERIFY(write(path("refused.jsonl"), manifest));
    const ProgramRun refused = run(
        QStringList{ QStringLiteral("batch"), path("refused.jsonl"), QStringLiteral("--task"), QStringLiteral("ocr"),
            QStringLiteral("-o"), m_folder.filePath(QString::fromLatin1(QTest::currentDataTag())) }
        + more);
    QVERIFY2(refused.exitCode == exitCode, refused.err.constData());
    QVERIFY2(refused.err.contains(mentioned), refused.err.constData());
    QVERIFY(refused.out.isEmpty());
}

// Sends the signal while the letter is read, which takes seconds. -1: it does not end by itself.
void BatchCommandTest::startAndStop(int signal, const QString& output, int exitCode)
{
    QProcess process;
    process.start(programPath(),
        { QStringLiteral("batch"), path("letter.pdf"), path("one.png"), QStringLiteral("--task"), QStringLiteral("ocr"),
            QStringLiteral("-o"), output, QStringLiteral("-v") });
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += process.readAllStandardError()).contains("is in hand"), 30'000);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished());
    if (process.exitStatus() == QProcess::NormalExit) {
        QCOMPARE(process.exitCode(), exitCode);
        QVERIFY(process.readAllStandardOutput().trimmed().endsWith("pending"));
    } else {
        QCOMPARE(exitCode, -1);
    }
    QVERIFY(!QFile::exists(output + QStringLiteral("/results.jsonl")));
}

void BatchCommandTest::terminatedItFinishesThePageInHand()
{
    startAndStop(SIGTERM, path("terminated"), 75);
    QCOMPARE(filesIn(path("terminated")).size(), 1); // the page in hand, and no other
    QVERIFY(filesIn(path("terminated")).firstKey().endsWith(QLatin1String("/0001.json")));
}

void BatchCommandTest::interruptedItLeavesThePage()
{
    startAndStop(SIGINT, path("interrupted"), 130);
    QCOMPARE(filesIn(path("interrupted")).size(), 0);
}

void BatchCommandTest::aPageThatTakesTooLongIsSetAside()
{
    const QStringList words{ QStringLiteral("batch"), path("letter.pdf"), path("white.png"), QStringLiteral("--task"),
        QStringLiteral("ocr"), QStringLiteral("-o"), path("slow"), QStringLiteral("--page-timeout"),
        QStringLiteral("0.2"), QStringLiteral("--dpi"), QStringLiteral("300") };
    const ProgramRun slow = run(words);
    QVERIFY2(slow.exitCode == 20, slow.err.constData());
    const QList<QJsonObject> pages = resultsIn(path("slow/results.jsonl"));
    QCOMPARE(pages.size(), 3);
    QVERIFY(pages[1][QLatin1String("reason")].toString().contains(QLatin1String("within 0.2 s")));
    QCOMPARE(pages[2][QLatin1String("state")].toString(), QStringLiteral("blank"));
}

void BatchCommandTest::killedWithAPageInHandItMaySetItAside()
{
    const QString output = path("deadly");
    startAndStop(SIGKILL, output, -1);
    const ProgramRun resumed = run(
        { QStringLiteral("batch"), path("letter.pdf"), path("one.png"), QStringLiteral("--task"), QStringLiteral("ocr"),
            QStringLiteral("-o"), output, m_resume, QStringLiteral("--crash-limit"), QStringLiteral("1") });
    QVERIFY2(resumed.exitCode == 20, resumed.err.constData());
    const QList<QJsonObject> pages = resultsIn(output + QStringLiteral("/results.jsonl"));
    QCOMPARE(pages.size(), 3);
    QVERIFY(pages[0][QLatin1String("reason")].toString().contains(QLatin1String("ended 1 time while")));
    QCOMPARE(pages[1][QLatin1String("state")].toString(), QStringLiteral("done"));
    QCOMPARE(pages[2][QLatin1String("state")].toString(), QStringLiteral("done"));
}

void BatchCommandTest::killedAnywhereItEndsWithTheSameBytes()
{
    const int kills
        = qEnvironmentVariableIntValue("PALIMPSEST_KILLS") > 0 ? qEnvironmentVariableIntValue("PALIMPSEST_KILLS") : 5;
    const QStringList more{ QStringLiteral("--format"), QStringLiteral("txt"), m_resume,
        QStringLiteral("--crash-limit"), QStringLiteral("0") }; // however often it is the same page
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(run(batch(path("timed"), more)).exitCode, 20);
    const int wholeMs = static_cast<int>(clock.elapsed());
    QRandomGenerator random(20'250'314);
    int killed = 0;
    for (int round = 0; killed < kills; ++round) {
        const QString output = m_folder.filePath(QStringLiteral("killed-%1").arg(round));
        bool ended = false;
        while (!ended) {
            QProcess process;
            process.start(programPath(), batch(output, more));
            QVERIFY(process.waitForStarted());
            ended = process.waitForFinished(killed < kills ? random.bounded(1, wholeMs) : 60'000);
            if (!ended) {
                process.kill(); // SIGKILL
                QVERIFY(process.waitForFinished());
                ++killed;
            } else {
                QCOMPARE(process.exitCode(), 20);
            }
        }
        const QMap<QString, QByteArray> files = filesIn(output);
        QCOMPARE(files.keys(), m_whole.keys());
        QVERIFY(files == m_whole);
    }
    QCOMPARE(killed, kills);
}

QTEST_GUILESS_MAIN(BatchCommandTest)
#include "batch_command_test.moc"
