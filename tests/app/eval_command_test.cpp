// The program scores files, says what it could not score, and ends with the exit code that scripts wait for.

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/app/program_run.h"

using namespace palimpsest;

class EvalCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void figuresForPeople();
    void figuresAsJson();
    void partlyScored();
    void aModelIsScored();
    void aModelsPredictionsAreKept();
    void questionsAreAskedAsTheTruthHasThem();
    void refusals_data();
    void refusals();

private:
    void write(const char* name, const QByteArray& text) const;
    QStringList words(const char* task, const char* truth, const char* found) const
    {
        return { QStringLiteral("eval"), QStringLiteral("--task"), QLatin1String(task), QStringLiteral("--truth"),
            m_folder.filePath(QLatin1String(truth)), QStringLiteral("--pred"),
            m_folder.filePath(QLatin1String(found)) };
    }
    QStringList run(const QStringList& more) const
    {
        return QStringList{ QStringLiteral("eval"), QStringLiteral("--run"), QStringLiteral("--task"),
            QStringLiteral("ocr"), QStringLiteral("--data"), m_folder.filePath(QStringLiteral("data")) }
        + more;
    }
    QTemporaryDir m_folder;
};

void EvalCommandTest::write(const char* name, const QByteArray& text) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void EvalCommandTest::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("truth")));
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("pred")));
    write("truth/a.html", "<table><tr><td>a</td><td>22</td></tr></table>");
    write("truth/b.html", "<table><tr><td>b</td></tr></table>");
    write("pred/a.html", "<table><tr><td>a</td><td>23</td></tr></table>");
    write("truth.txt", "abcd");
    write("pred.txt", "abce");
    write("broken.json", "{");
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("data")));
    QVERIFY(
        QFile::copy(inSource("tests/golden/starter/golden2.png"), m_folder.filePath(QStringLiteral("data/two.png"))));
    write("data/two.txt", "12/02/1906\nCurlier May\n"); // not what stands there, to see a figure that is not 0
    write("data/none.png", "no picture");
    write("data/none.txt", "x");
}

void EvalCommandTest::figuresForPeople()
{
    const ProgramRun run = runProgram(words("ocr", "truth.txt", "pred.txt"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QList<QByteArray> lines = run.out.split('\n');
    QVERIFY(lines[0].startsWith("metric"));
    QVERIFY2(
        lines[1].startsWith("CER ") && lines[1].contains("0.2500") && lines[1].contains("micro"), run.out.constData());
    QVERIFY(!run.out.contains("not scored"));
    QVERIFY2(run.err.isEmpty(), run.err.constData());
}

void EvalCommandTest::figuresAsJson()
{
    const ProgramRun run = runProgram(words("ocr", "truth.txt", "pred.txt") + QStringList{ QStringLiteral("--json") });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject report = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(report[QLatin1String("task")].toString(), QStringLiteral("ocr"));
    const QJsonObject first = report[QLatin1String("metrics")].toArray()[0].toObject();
    QCOMPARE(first[QLatin1String("metric")].toString(), QStringLiteral("CER"));
    QCOMPARE(first[QLatin1String("value")].toDouble(), 0.25);
    QCOMPARE(first[QLatin1String("n")].toInt(), 1);
    QVERIFY(!first[QLatin1String("normaliser")].toString().isEmpty());
    const QJsonObject sample = report[QLatin1String("samples")].toArray()[0].toObject();
    QCOMPARE(sample[QLatin1String("name")].toString(), QStringLiteral("truth"));
    QCOMPARE(sample[QLatin1String("scores")].toObject()[QLatin1String("CER")].toDouble(), 0.25);
    QVERIFY(report[QLatin1String("unscored")].toArray().isEmpty());
}

void EvalCommandTest::partlyScored()
{
    const ProgramRun run = runProgram(words("table", "truth", "pred"));
    QCOMPARE(run.exitCode, 20);
    QVERIFY2(run.out.contains("TEDS") && run.out.contains("0.8333"), run.out.constData());
    QVERIFY2(run.out.contains("b: there is no prediction"), run.out.constData());
}

// The starter reads the picture; the page that fails is named.
void EvalCommandTest::aModelIsScored()
{
    const ProgramRun run1 = runProgram(run({ QStringLiteral("--json") }));
    QVERIFY2(run1.exitCode == 20, run1.err.constData());
    const QJsonObject report = QJsonDocument::fromJson(run1.out).object();
    const QJsonObject cer = report[QLatin1String("metrics")].toArray()[0].toObject();
    QCOMPARE(cer[QLatin1String("value")].toDouble(), 1.0 / 22);
    const QJsonObject unscored = report[QLatin1String("unscored")].toArray()[0].toObject();
    QCOMPARE(unscored[QLatin1String("name")].toString(), QStringLiteral("none"));
    QVERIFY(unscored[QLatin1String("reason")].toString().contains(QLatin1String("none.png")));
    const QJsonObject said = report[QLatin1String("run")].toObject();
    QCOMPARE(said[QLatin1String("pages")].toInt(), 2);
    QCOMPARE(said[QLatin1String("failed")].toInt(), 1);
    QVERIFY(said[QLatin1String("seconds")].toDouble() > 0);
    QVERIFY(report[QLatin1String("published")].isArray());

    const ProgramRun people = runProgram(run({ QStringLiteral("--limit"), QStringLiteral("1") }));
    QCOMPARE(people.exitCode, 2); // of the two, the one that comes first cannot be read
    QVERIFY2(people.err.contains("none"), people.err.constData());
}

// What is kept gives the same figures without the model, and is not read again.
void EvalCommandTest::aModelsPredictionsAreKept()
{
    const QString kept = m_folder.filePath(QStringLiteral("kept"));
    const ProgramRun first = runProgram(run({ QStringLiteral("-o"), kept }));
    QVERIFY2(first.exitCode == 20, first.err.constData());
    QVERIFY2(first.out.contains("2 read in"), first.out.constData());
    const ProgramRun again = runProgram(run({ QStringLiteral("-o"), kept }));
    QVERIFY2(again.out.contains("0 read in"), again.out.constData());
    for (const QString& found : { kept, kept + QStringLiteral("/results.jsonl") }) {
        const ProgramRun scored = runProgram({ QStringLiteral("eval"), QStringLiteral("--task"), QStringLiteral("ocr"),
            QStringLiteral("--truth"), m_folder.filePath(QStringLiteral("data")), QStringLiteral("--pred"), found });
        QCOMPARE(scored.exitCode, 20);
        for (int line = 0; line < 6; ++line)
            QCOMPARE(scored.out.split('\n').value(line), first.out.split('\n').value(line));
    }
}

// With a made-up checkpoint, whose answers mean nothing.
void EvalCommandTest::questionsAreAskedAsTheTruthHasThem()
{
    const QString model = m_folder.filePath(QStringLiteral("nano"));
    QCOMPARE(runProgram({ QStringLiteral("checkpoint"), QStringLiteral("synth"), QStringLiteral("--shape"),
                            QStringLiteral("nano"), QStringLiteral("-o"), model })
                 .exitCode,
        0);
    QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("asked")));
    write("nano/palimpsest.json", R"({"palimpsest": 1, "name": "nano", "tasks": [{"id": "question",
        "prompt": "answer en {argument}", "grammar": "answer", "max_tokens": 4}]})");
    QVERIFY(
        QFile::copy(inSource("tests/golden/starter/golden2.png"), m_folder.filePath(QStringLiteral("asked/p.png"))));
    write("asked/all.jsonl",
        "{\"id\": \"q.1\", \"image\": \"p.png\", \"question\": \"How many?\", \"answers\": [\"2\", \"two\"]}\n"
        "{\"id\": 7, \"image\": \"p.png\", \"question\": \"Which?\", \"answer\": \"red\"}\n");
    const ProgramRun scored = runProgram({ QStringLiteral("eval"), QStringLiteral("--run"), QStringLiteral("--task"),
        QStringLiteral("question"), QStringLiteral("--data"), m_folder.filePath(QStringLiteral("asked")),
        QStringLiteral("-m"), model, QStringLiteral("-o"), m_folder.filePath(QStringLiteral("answers")),
        QStringLiteral("--benchmark"), QStringLiteral("DocVQA") });
    QVERIFY2(scored.exitCode == 0, (scored.out + scored.err).constData());
    QVERIFY2(scored.out.contains("2 read in") && scored.out.contains("76.6"), scored.out.constData());
    const QByteArray kept = contentOf(m_folder.filePath(QStringLiteral("answers/results.jsonl")));
    QVERIFY2(kept.contains("\"answer en How many?\"") && kept.contains("\"answer en Which?\""), kept.constData());
}

void EvalCommandTest::refusals_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("truth");
    QTest::addColumn<QString>("found");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("unknown task") << "cooking"
                                  << "truth"
                                  << "pred" << 1;
    QTest::newRow("no such truth") << "ocr"
                                   << "nowhere"
                                   << "pred" << 5;
    QTest::newRow("nothing readable") << "ocr"
                                      << "broken.json"
                                      << "pred.txt" << 2;
}

void EvalCommandTest::refusals()
{
    QFETCH(const QString, task);
    QFETCH(const QString, truth);
    QFETCH(const QString, found);
    QFETCH(const int, exitCode);
    const ProgramRun run = runProgram(words(qPrintable(task), qPrintable(truth), qPrintable(found)));
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY(run.out.isEmpty());
    QVERIFY(!run.err.isEmpty());
}

QTEST_GUILESS_MAIN(EvalCommandTest)
#include "eval_command_test.moc"
