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

QTEST_GUILESS_MAIN(BenchCommandTest)
#include "bench_command_test.moc"
