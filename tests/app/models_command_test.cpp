// A checkpoint is explained, examined and called by name; a broken one says what is wrong with it.

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>
#include <array>

#include "tests/app/program_run.h"

using namespace palimpsest;

class ModelsCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showAsJson();
    void verifyAWholeCheckpoint();
    void verifyReadsTheQuantisedWeights();
    void brokenCheckpoints_data();
    void brokenCheckpoints();
    void listSaysWhatIsMissing();
    void importedCheckpointsHaveNames();
    void importRefusesWhatIsNoCheckpoint();
    void copiesAreWholeAndTheirOwn();
    void weightsAreQuantisedAhead();
    void publishedOnesAreWeighed();

private:
    QString copyOfNano(const QString& name) const;

    QTemporaryDir m_folder;
    QString m_nano = m_folder.filePath(QStringLiteral("nano"));
};

void ModelsCommandTest::initTestCase()
{
    QCOMPARE(runProgram({ QStringLiteral("checkpoint"), QStringLiteral("synth"), QStringLiteral("--shape"),
                            QStringLiteral("nano"), QStringLiteral("-o"), m_nano })
                 .exitCode,
        0);
}

QString ModelsCommandTest::copyOfNano(const QString& name) const
{
    const QString copy = m_folder.filePath(name);
    QDir().mkpath(copy);
    for (const QString& file : QDir(m_nano).entryList(QDir::Files))
        QFile::copy(m_nano + QLatin1Char('/') + file, copy + QLatin1Char('/') + file);
    return copy;
}

void ModelsCommandTest::showAsJson()
{
    const ProgramRun run = runProgram(
        { QStringLiteral("models"), QStringLiteral("show"), QStringLiteral("-m"), m_nano, QStringLiteral("--json") });
    QCOMPARE(run.exitCode, 0);
    const QJsonObject model = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(model[QLatin1String("image_size")].toInt(), 56);
    QCOMPARE(model[QLatin1String("layers")].toInt(), 4);
    QCOMPARE(model[QLatin1String("generation")].toInt(), 2);
    QVERIFY(model[QLatin1String("tasks")].isArray());
}

void ModelsCommandTest::verifyAWholeCheckpoint()
{
    const ProgramRun run
        = runProgram({ QStringLiteral("models"), QStringLiteral("verify"), QStringLiteral("-m"), m_nano });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(run.out.contains("85 tensors"));
}

void ModelsCommandTest::verifyReadsTheQuantisedWeights()
{
    const QString image = m_folder.filePath(QStringLiteral("image.png"));
    QImage picture(56, 56, QImage::Format_RGB888);
    picture.fill(Qt::gray);
    QVERIFY(picture.save(image));
    const QString archive = m_folder.filePath(QStringLiteral("trace.npz"));
    const QStringList user{ QStringLiteral("XDG_DATA_HOME=") + m_folder.filePath(QStringLiteral("user")) };
    const QStringList trace{ QStringLiteral("trace"), QStringLiteral("-m"), m_nano, QStringLiteral("--image"), image,
        QStringLiteral("--prompt"), QStringLiteral("ocr"), QStringLiteral("--weights"), QStringLiteral("q8"),
        QStringLiteral("-o"), archive };
    const QStringList verify{ QStringLiteral("models"), QStringLiteral("verify"), QStringLiteral("-m"), m_nano,
        QStringLiteral("--json") };
    QCOMPARE(runProgram(trace, user).exitCode, 0);
    const ProgramRun whole = runProgram(verify, user);
    QCOMPARE(whole.exitCode, 0);
    const QJsonArray caches = QJsonDocument::fromJson(whole.out).object()[QLatin1String("weight_caches")].toArray();
    QCOMPARE(caches.size(), 1);

    QFile cache(caches.first().toString());
    QVERIFY(cache.open(QIODevice::ReadWrite));
    QVERIFY(cache.seek(cache.size() / 2) && cache.write("damage") == 6);
    cache.close();
    const ProgramRun damaged = runProgram(verify, user);
    QCOMPARE(damaged.exitCode, 23);
    QVERIFY2(damaged.err.contains("checksum"), damaged.err.constData());
    QCOMPARE(runProgram(trace, user).exitCode, 0); // makes it again
    QCOMPARE(runProgram(verify, user).exitCode, 0);
}

void ModelsCommandTest::brokenCheckpoints_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("bytes"); // kept of the file; -1: none of it
    QTest::newRow("no config") << QStringLiteral("config.json") << -1;
    QTest::newRow("half a config") << QStringLiteral("config.json") << 100;
    QTest::newRow("no weights") << QStringLiteral("model.safetensors") << -1;
    QTest::newRow("half the weights") << QStringLiteral("model.safetensors") << 300000;
    QTest::newRow("no tokenizer") << QStringLiteral("tokenizer.model") << -1;
    QTest::newRow("half a tokenizer") << QStringLiteral("tokenizer.model") << 2000;
}

void ModelsCommandTest::brokenCheckpoints()
{
    QFETCH(const QString, file);
    QFETCH(const int, bytes);
    const QString copy = copyOfNano(QString::fromLatin1(QTest::currentDataTag()));
    QFile broken(copy + QLatin1Char('/') + file);
    QVERIFY(bytes < 0 ? broken.remove() : broken.resize(bytes));
    const ProgramRun run
        = runProgram({ QStringLiteral("models"), QStringLiteral("verify"), QStringLiteral("-m"), copy });
    QVERIFY2(run.exitCode == 23, run.err.constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY2(run.err.contains(copy.toUtf8()), run.err.constData());
}

void ModelsCommandTest::listSaysWhatIsMissing()
{
    const QString place = m_folder.filePath(QStringLiteral("place"));
    QDir().mkpath(place);
    const QString half = copyOfNano(QStringLiteral("place/half"));
    copyOfNano(QStringLiteral("place/whole"));
    QVERIFY(QFile::remove(half + QStringLiteral("/model.safetensors")));
    const ProgramRun run
        = runProgram({ QStringLiteral("models"), QStringLiteral("list"), place, QStringLiteral("--json") },
            { QStringLiteral("HOME=") + m_folder.path(), QStringLiteral("XDG_DATA_HOME="), QStringLiteral("HF_HOME="),
                QStringLiteral("HF_HUB_CACHE="), QStringLiteral("XDG_CACHE_HOME="),
                QStringLiteral("PALIMPSEST_DATA=") + place });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonArray models = QJsonDocument::fromJson(run.out).object()[QLatin1String("models")].toArray();
    QCOMPARE(models.size(), 2);
    QCOMPARE(models[0].toObject()[QLatin1String("name")].toString(), QStringLiteral("half"));
    QCOMPARE(models[0].toObject()[QLatin1String("complete")].toBool(), false);
    QVERIFY(!models[0].toObject()[QLatin1String("problem")].toString().isEmpty());
    QCOMPARE(models[1].toObject()[QLatin1String("name")].toString(), QStringLiteral("whole"));
    QCOMPARE(models[1].toObject()[QLatin1String("complete")].toBool(), true);
}

void ModelsCommandTest::importedCheckpointsHaveNames()
{
    const QStringList home{ QStringLiteral("XDG_DATA_HOME=") + m_folder.filePath(QStringLiteral("home")) };
    const QStringList show{ QStringLiteral("models"), QStringLiteral("show"), QStringLiteral("-m"),
        QStringLiteral("small") };
    QCOMPARE(runProgram(show, home).exitCode, 23);
    const QStringList import{ QStringLiteral("models"), QStringLiteral("import"), m_nano, QStringLiteral("--name"),
        QStringLiteral("small") };
    QCOMPARE(runProgram(import, home).exitCode, 0);
    QCOMPARE(runProgram(show, home).exitCode, 0);
    QCOMPARE(runProgram(import, home).exitCode, 5); // the name is taken
    const QStringList strangeName{ QStringLiteral("models"), QStringLiteral("import"), m_nano, QStringLiteral("--name"),
        QStringLiteral("../small") };
    QCOMPARE(runProgram(strangeName, home).exitCode, 1);
}

void ModelsCommandTest::importRefusesWhatIsNoCheckpoint()
{
    const QStringList home{ QStringLiteral("XDG_DATA_HOME=") + m_folder.filePath(QStringLiteral("other home")) };
    const auto import = [&](const QString& folder) {
        return runProgram({ QStringLiteral("models"), QStringLiteral("import"), folder }, home).exitCode;
    };
    QCOMPARE(import(m_folder.filePath(QStringLiteral("nowhere"))), 23);
    QDir().mkpath(m_folder.filePath(QStringLiteral("empty")));
    QCOMPARE(import(m_folder.filePath(QStringLiteral("empty"))), 23);
}

void ModelsCommandTest::copiesAreWholeAndTheirOwn()
{
    const QString home = m_folder.filePath(QStringLiteral("home of copies"));
    const QStringList user{ QStringLiteral("XDG_DATA_HOME=") + home };
    const QString source = copyOfNano(QStringLiteral("to be copied"));
    QVERIFY(QFile::copy(source + QStringLiteral("/model.safetensors"), source + QStringLiteral("/pytorch_model.bin")));
    const QStringList import{ QStringLiteral("models"), QStringLiteral("import"), source, QStringLiteral("--copy"),
        QStringLiteral("--name"), QStringLiteral("copied"), QStringLiteral("--progress-lines") };
    const ProgramRun run = runProgram(import, user);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.err.contains("{\"progress\":"), run.err.constData());
    const QString copy = QString::fromUtf8(run.out).trimmed();
    QVERIFY(copy.endsWith(QLatin1String("/models/copied")));
    QVERIFY(!QFileInfo(copy).isSymLink());
    QVERIFY2(!QFile::exists(copy + QStringLiteral("/pytorch_model.bin")), "weights that are not used are not copied");
    QVERIFY(QDir(source).removeRecursively());
    const ProgramRun verified = runProgram(
        { QStringLiteral("models"), QStringLiteral("verify"), QStringLiteral("-m"), QStringLiteral("copied") }, user);
    QVERIFY2(verified.exitCode == 0, verified.err.constData());

    const QString half = copyOfNano(QStringLiteral("half of it"));
    QVERIFY(QFile(half + QStringLiteral("/model.safetensors")).resize(300000));
    QCOMPARE(runProgram({ QStringLiteral("models"), QStringLiteral("import"), half, QStringLiteral("--copy") }, user)
                 .exitCode,
        23);
    QCOMPARE(QDir(home + QStringLiteral("/palimpsest/models")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
        QStringList{ QStringLiteral("copied") });
    QVERIFY(QDir(home + QStringLiteral("/palimpsest/importing")).isEmpty());
}

void ModelsCommandTest::weightsAreQuantisedAhead()
{
    const QStringList user{ QStringLiteral("XDG_DATA_HOME=") + m_folder.filePath(QStringLiteral("quantised")) };
    const auto models = [&](const QStringList& words) {
        return runProgram(
            QStringList{ QStringLiteral("models") } + words + QStringList{ QStringLiteral("-m"), m_nano }, user);
    };
    const auto made = [&] {
        const ProgramRun run = models({ QStringLiteral("show"), QStringLiteral("--json") });
        return QJsonDocument::fromJson(run.out)[QLatin1String("weights")][QLatin1String("quantised")].toArray();
    };
    QVERIFY(made().isEmpty());
    const QStringList toQ4{ QStringLiteral("quantise"), QStringLiteral("--weights"), QStringLiteral("q4") };
    const ProgramRun run = models(toQ4 + QStringList{ QStringLiteral("--progress-lines") });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.err.contains("quantising"), run.err.constData());
    QCOMPARE(made().size(), 1);
    const QJsonValue q4 = made().first();
    QCOMPARE(q4[QLatin1String("weights")].toString(), QStringLiteral("q4"));
    QCOMPARE(q4[QLatin1String("file")].toString(), QString::fromUtf8(run.out).trimmed());
    QCOMPARE(q4[QLatin1String("bytes")].toInteger(), QFileInfo(q4[QLatin1String("file")].toString()).size());
    QCOMPARE(models({ QStringLiteral("quantise") }).exitCode, 1);
    const QStringList remove{ QStringLiteral("quantise"), QStringLiteral("--remove") };
    QVERIFY(models(remove + QStringList{ QStringLiteral("--weights"), QStringLiteral("q8") }).out.isEmpty());
    QCOMPARE(made().size(), 1);
    QCOMPARE(models(remove).out, run.out);
    QVERIFY(made().isEmpty());
}

void ModelsCommandTest::publishedOnesAreWeighed()
{
    const ProgramRun run = runProgram({ QStringLiteral("models"), QStringLiteral("published"),
        QStringLiteral("--device"), QStringLiteral("cpu"), QStringLiteral("--json") });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonArray models = QJsonDocument::fromJson(run.out).object()[QLatin1String("models")].toArray();
    QCOMPARE(models.size(), 6);
    const auto weightBytes = [&models](int model, int form) {
        return models[model][QLatin1String("memory")][QLatin1String("forms")][form][QLatin1String("weight_bytes")]
            .toDouble();
    };
    // Twice the parameters that were published, and as they are listed the larger behind the smaller.
    const std::array<double, 3> parameters{ 3.03e9, 9.66e9, 27.65e9 };
    for (int size = 0; size < 3; ++size) {
        QVERIFY(std::abs(weightBytes(2 * size, 0) / 2 / parameters.at(std::size_t(size)) - 1) < 0.01);
        QVERIFY(weightBytes(2 * size, 1) < weightBytes(2 * size, 0));
    }
    QCOMPARE(models[3][QLatin1String("name")].toString(), QStringLiteral("google/paligemma2-10b-mix-448"));
    QVERIFY(!models[0][QLatin1String("memory")][QLatin1String("device_name")].toString().isEmpty());
}

QTEST_GUILESS_MAIN(ModelsCommandTest)
#include "models_command_test.moc"
