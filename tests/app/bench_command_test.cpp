// The figures come out in both forms, and make sense. How large they are is nobody's business here.

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/app/program_run.h"

using namespace palimpsest;

class BenchCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void figuresAsJson();
    void figuresForPeople();
    void operationsOfAProcessor();
    void aPipelineIsMeasured();
    void pipelinesThatCannotBeMeasured();

private:
    QStringList words(const QStringList& more) const
    {
        return QStringList{ QStringLiteral("bench"), QStringLiteral("-m"), m_model, QStringLiteral("--repeats"),
            QStringLiteral("1"), QStringLiteral("--decode-tokens"), QStringLiteral("3") }
        + more;
    }

    QTemporaryDir m_folder;
    QString m_model = m_folder.filePath(QStringLiteral("nano"));
};

void BenchCommandTest::initTestCase()
{
    QCOMPARE(runProgram({ QStringLiteral("checkpoint"), QStringLiteral("synth"), QStringLiteral("--shape"),
                            QStringLiteral("nano"), QStringLiteral("-o"), m_model })
                 .exitCode,
        0);
}

void BenchCommandTest::figuresAsJson()
{
    const ProgramRun run
        = runProgram(words({ QStringLiteral("--prefix-tokens"), QStringLiteral("24"), QStringLiteral("--json") }));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject report = QJsonDocument::fromJson(run.out).object();
    const QJsonArray stages = report[QLatin1String("stages")].toArray();
    QCOMPARE(stages.size(), 3);
    QCOMPARE(stages[1].toObject()[QLatin1String("tokens")].toInt(), 24);
    QCOMPARE(stages[2].toObject()[QLatin1String("tokens")].toInt(), 3);
    for (const QJsonValue& stage : stages) {
        for (const char* figure :
            { "median_seconds", "tokens_per_second", "operations_per_second", "fraction_of_product_ceiling" })
            QVERIFY2(stage.toObject()[QLatin1String(figure)].toDouble() > 0, figure);
    }
    QVERIFY(report[QLatin1String("peak_memory_bytes")].toDouble() > 0);
    QVERIFY(report[QLatin1String("ceilings")].toObject()[QLatin1String("read_bytes_per_second")].toDouble() > 1e8);
}

void BenchCommandTest::figuresForPeople()
{
    const ProgramRun run = runProgram(words({ QStringLiteral("--prefix-tokens"), QStringLiteral("24") }));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    for (const char* word : { "image encoder", "prefill", "decode", "memory read", "peak memory" })
        QVERIFY2(run.out.contains(word), word);
    QVERIFY2(run.err.isEmpty(), run.err.constData());
}

void BenchCommandTest::operationsOfAProcessor()
{
    const ProgramRun run
        = runProgram(words({ QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--operations") }));
    QVERIFY(run.exitCode != 0);
    QVERIFY2(run.err.contains("does not time single operations"), run.err.constData());
}

// The parts are the whole, every page is there, and what is read is the starter's.
void BenchCommandTest::aPipelineIsMeasured()
{
    const QStringList pipeline{ QStringLiteral("bench"), QStringLiteral("pipeline"),
        inSource("tests/golden/starter/golden2.png"), inSource("tests/golden/documents/two_pages.tiff"),
        QStringLiteral("--task"), QStringLiteral("ocr"), QStringLiteral("--pages"), QStringLiteral("8") };
    const ProgramRun run = runProgram(pipeline + QStringList{ QStringLiteral("--json") });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject report = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(report[QLatin1String("pages")].toInt(), 8);
    double seconds = 0;
    double model = 0;
    for (const QJsonValue& entry : report[QLatin1String("stages")].toArray()) {
        const QJsonObject stage = entry.toObject();
        seconds += stage[QLatin1String("seconds_per_page")].toDouble() * 8;
        QVERIFY(stage[QLatin1String("seconds_per_page")].toDouble() >= 0);
        if (stage[QLatin1String("stage")].toString() == QLatin1String("model"))
            model = stage[QLatin1String("share")].toDouble();
    }
    QVERIFY(std::abs(seconds - report[QLatin1String("seconds")].toDouble()) < 1e-6);
    QVERIFY(model > 0 && std::abs(model + report[QLatin1String("outside_model_share")].toDouble() - 1) < 1e-6);
    const QJsonObject resident = report[QLatin1String("resident_bytes")].toObject();
    QCOMPARE(resident[QLatin1String("after_each_page")].toArray().size(), 8);
    QVERIFY(resident[QLatin1String("largest")].toDouble() > 1e7);

    const ProgramRun people = runProgram(pipeline);
    QVERIFY2(people.exitCode == 0, people.err.constData());
    for (const char* word : { "preparing", "model", "writing", "outside the model", "drawn ahead", "resident memory" })
        QVERIFY2(people.out.contains(word), word);
}

void BenchCommandTest::pipelinesThatCannotBeMeasured()
{
    const QStringList pipeline{ QStringLiteral("bench"), QStringLiteral("pipeline") };
    const QStringList task{ QStringLiteral("--task"), QStringLiteral("ocr") };
    QCOMPARE(runProgram(pipeline + QStringList{ m_folder.filePath(QStringLiteral("nowhere.png")) } + task).exitCode, 5);
    QCOMPARE(runProgram(pipeline + task).exitCode, 1);
    QCOMPARE(runProgram(pipeline
                 + QStringList{ inSource("tests/golden/starter/golden2.png"), QStringLiteral("--task"),
                     QStringLiteral("report") })
                 .exitCode,
        24);
}

QTEST_GUILESS_MAIN(BenchCommandTest)
#include "bench_command_test.moc"
