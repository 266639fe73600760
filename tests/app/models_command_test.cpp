// A checkpoint is explained, examined and called by name; a broken one says what is wrong with it.

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
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
    void archivesAreUnpacked_data();
    void archivesAreUnpacked();
    void brokenArchivesLeaveNothing_data();
    void brokenArchivesLeaveNothing();
    void anArchiveTooLargeForTheDiskIsRefused();
    void unpackingStops();
    void weightsAreQuantisedAhead();
    void publishedOnesAreWeighed();

private:
    QString copyOfNano(const QString& name) const;
    // Packed by another program: `script` has z, the archive, and `nano`, the folder. Its path.
    QString packed(const QString& name, const QByteArray& script);
    ProgramRun importOf(const QString& archive, const QString& home) const;

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

QString ModelsCommandTest::packed(const QString& name, const QByteArray& script)
{
    const QString archive = m_folder.filePath(name);
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(QStringLiteral("python3"),
        { QStringLiteral("-c"),
            QStringLiteral("import sys,zipfile,pathlib,hashlib\nnano=pathlib.Path(sys.argv[2])\n"
                           "z=zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED)\n%1\nz.close()")
                .arg(QString::fromLatin1(script)),
            archive, m_nano });
    return python.waitForFinished() && python.exitCode() == 0 ? archive : QString();
}

ProgramRun ModelsCommandTest::importOf(const QString& archive, const QString& home) const
{
    return runProgram(
        { QStringLiteral("models"), QStringLiteral("import"), archive, QStringLiteral("--progress-lines") },
        { QStringLiteral("XDG_DATA_HOME=") + home });
}

void ModelsCommandTest::archivesAreUnpacked_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("name");
    QTest::newRow("deflated, in a folder")
        << QByteArray("for f in nano.iterdir(): z.write(f, 'my model/' + f.name)") << QStringLiteral("my model");
    QTest::newRow("stored, at the top") << QByteArray("for f in nano.iterdir(): z.write(f, f.name, zipfile.ZIP_STORED)")
                                        << QStringLiteral("packed");
    QTest::newRow("sizes of 64 bits") << QByteArray("for f in nano.iterdir():\n"
                                                    " with z.open('nano/' + f.name, 'w', force_zip64=True) as m:\n"
                                                    "  m.write(f.read_bytes())")
                                      << QStringLiteral("nano");
    QTest::newRow("with what others leave in archives") << QByteArray(
        "for f in nano.iterdir():\n z.write(f, 'nano/' + f.name)\n z.writestr('__MACOSX/nano/._' + f.name, '')\n"
        "z.writestr('nano/', '')\nz.writestr('nano/deeper/config.json', '{}')\n"
        "z.writestr('nano/pytorch_model.bin', 'x')") << QStringLiteral("nano");
    QTest::newRow("with checksums") << QByteArray(
        "for f in nano.iterdir(): z.write(f, 'nano/' + f.name)\n"
        "z.writestr('nano/SHA256SUMS', ''.join(hashlib.sha256(f.read_bytes()).hexdigest().upper() + '  ./' + f.name + "
        "'\\n' "
        "for f in nano.iterdir()))") << QStringLiteral("nano");
}

void ModelsCommandTest::archivesAreUnpacked()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QString, name);
    const QString home = m_folder.filePath(QStringLiteral("unpacked ") + QString::fromLatin1(QTest::currentDataTag()));
    const QString archive = packed(QStringLiteral("packed.zip"), script);
    QVERIFY(!archive.isEmpty());
    const ProgramRun run = importOf(archive, home);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.err.contains("unpacking the checkpoint"), run.err.constData());
    const QString place = QString::fromUtf8(run.out).trimmed();
    QVERIFY2(place.endsWith(QLatin1String("/models/") + name), run.out.constData());
    QVERIFY(QFile::remove(archive)); // it is not needed any more
    QVERIFY2(!QFile::exists(place + QStringLiteral("/pytorch_model.bin")), "weights that are not used are left");
    QCOMPARE(contentOf(place + QStringLiteral("/model.safetensors")),
        contentOf(m_nano + QStringLiteral("/model.safetensors")));
    QCOMPARE(runProgram({ QStringLiteral("models"), QStringLiteral("verify"), QStringLiteral("-m"), name },
                 { QStringLiteral("XDG_DATA_HOME=") + home })
                 .exitCode,
        0);
    QVERIFY(QDir(home + QStringLiteral("/palimpsest/importing")).isEmpty());
}

void ModelsCommandTest::brokenArchivesLeaveNothing_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("damage"); // of the archive's bytes `b`
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    const QByteArray whole = "for f in nano.iterdir(): z.write(f, 'nano/' + f.name, zipfile.ZIP_STORED)";
    const QByteArray withIndex
        = "import json\nfor f in nano.iterdir():\n"
          " if f.suffix != '.safetensors': z.write(f, 'nano/' + f.name)\n"
          "z.writestr('nano/model-00001-of-00002.safetensors', 'x')\n"
          "z.writestr('nano/model.safetensors.index.json', json.dumps({'weight_map': "
          "{'a': 'model-00001-of-00002.safetensors', 'b': 'model-00002-of-00002.safetensors'}}))";
    QTest::newRow("no archive") << whole << QByteArray("b = b'%PDF' + b[4:200]") << 2
                                << QByteArray("is no ZIP archive");
    QTest::newRow("truncated") << whole << QByteArray("b = b[:len(b) // 2]") << 2 << QByteArray("its end is missing");
    QTest::newRow("damaged") << whole << QByteArray("i = len(b) // 2; b = b[:i] + bytes([b[i] ^ 255]) + b[i + 1:]") << 2
                             << QByteArray("is damaged");
    QTest::newRow("encrypted") << whole
                               << QByteArray(
                                      "i = b.index(b'PK\\1\\2'); b = b[:6] + b'\\1' + b[7:i + 8] + b'\\1' + b[i + 9:]")
                               << 8 << QByteArray("pack it again without a password");
    QTest::newRow("no config.json") << QByteArray("z.write(nano / 'model.safetensors', 'model.safetensors')")
                                    << QByteArray() << 23 << QByteArray("holds no config.json");
    QTest::newRow("several") << whole + "\nz.write(nano / 'config.json', 'other/config.json')" << QByteArray() << 23
                             << QByteArray("holds several checkpoints");
    QTest::newRow("no weights") << QByteArray("z.write(nano / 'config.json', 'config.json')") << QByteArray() << 23
                                << QByteArray("holds no weights");
    QTest::newRow("a shard is missing") << withIndex << QByteArray() << 23
                                        << QByteArray("lacks 'model-00002-of-00002.safetensors'");
    QTest::newRow("a name that leads out")
        << whole + "\nz.writestr('../../evil.json', '{}')" << QByteArray() << 2 << QByteArray("leads out of it");
    QTest::newRow("a link") << whole
            + "\ni = zipfile.ZipInfo('nano/x.json'); i.create_system = 3\n"
              "i.external_attr = 0o120777 << 16; z.writestr(i, '/etc/passwd')"
                            << QByteArray() << 2 << QByteArray("is a link");
    QTest::newRow("another checksum") << whole + "\nz.writestr('nano/SHA256SUMS', '0' * 64 + '  model.safetensors')"
                                      << QByteArray() << 23 << QByteArray("has the SHA-256");
    QTest::newRow("half the weights") << QByteArray(
        "for f in nano.iterdir(): z.writestr('nano/' + f.name, f.read_bytes()[:300000])")
                                      << QByteArray() << 23 << QByteArray("broken.zip/model.safetensors'");
}

void ModelsCommandTest::brokenArchivesLeaveNothing()
{
    QFETCH(const QByteArray, script);
    QFETCH(const QByteArray, damage);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, says);
    const QString home = m_folder.filePath(QStringLiteral("home of broken archives"));
    const QByteArray change = damage.isEmpty() ? QByteArray()
                                               : "\nz.close()\np = pathlib.Path(sys.argv[1]); b = p.read_bytes()\n"
            + damage + "\np.write_bytes(b)\nsys.exit()";
    const QString archive = packed(QStringLiteral("broken.zip"), script + change);
    QVERIFY(!archive.isEmpty());
    const ProgramRun run = importOf(archive, home);
    QVERIFY2(run.exitCode == exitCode, run.err.constData());
    QVERIFY2(run.err.contains(says), run.err.constData());
    QVERIFY2(run.err.contains("broken.zip") || says.contains("SHA-256"), run.err.constData());
    QVERIFY2(!run.err.contains("importing"), run.err.constData());
    QVERIFY(QDir(home + QStringLiteral("/palimpsest/models")).isEmpty());
    QVERIFY(QDir(home + QStringLiteral("/palimpsest/importing")).isEmpty());
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("evil.json"))));
}

// Weights that are a hole in the archive, which says how large it is in 64 bits.
static QByteArray scriptOfHole(const char* sizeBytes)
{
    return QByteArray("import struct\nfor f in nano.iterdir():\n if f.suffix != '.safetensors': z.write(f, f.name)\n"
                      "n = b'model.safetensors'; at = z.fp.tell(); size = ")
        + sizeBytes
        + "\nx = struct.pack('<HHQQ', 1, 16, size, size)\n"
          "z.fp.write(struct.pack('<4s5H3I2H', b'PK\\3\\4', 45, 0, 0, 0, 33, 0, 2**32 - 1, 2**32 - 1, len(n), len(x)) "
          "+ n + x)\n"
          "i = zipfile.ZipInfo(n.decode()); i.file_size = i.compress_size = size; i.header_offset = at; i.CRC = 0\n"
          "z.filelist.append(i); z.fp.seek(size, 1); z.start_dir = z.fp.tell(); z._didModify = True";
}

void ModelsCommandTest::anArchiveTooLargeForTheDiskIsRefused()
{
    const QString home = m_folder.filePath(QStringLiteral("small home"));
    const QString archive = packed(QStringLiteral("large.zip"), scriptOfHole("4 * 2**40"));
    if (archive.isEmpty())
        QSKIP("this disk has no files with such holes");
    const ProgramRun run = importOf(archive, home);
    QVERIFY2(run.exitCode == 5, run.err.constData());
    QVERIFY2(run.err.contains("needs 4398.05 GB"), run.err.constData());
    QVERIFY(QFile::remove(archive));
    QVERIFY(QDir(home + QStringLiteral("/palimpsest/importing")).isEmpty());
}

void ModelsCommandTest::unpackingStops()
{
    const QString home = m_folder.filePath(QStringLiteral("home of the stopped"));
    const QString archive = packed(QStringLiteral("slow.zip"), scriptOfHole("5 * 2**30"));
    QVERIFY(!archive.isEmpty());
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_DATA_HOME"), home);
    program.setProcessEnvironment(environment);
    program.start(programPath(),
        { QStringLiteral("models"), QStringLiteral("import"), archive, QStringLiteral("--progress-lines") });
    QVERIFY(program.waitForStarted());
    program.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("progress") && program.waitForReadyRead())
        said += program.readAll();
    program.terminate();
    QVERIFY(program.waitForFinished());
    QVERIFY2(program.exitCode() == 75, said.constData());
    QVERIFY(QFile::remove(archive));
    QVERIFY(QDir(home + QStringLiteral("/palimpsest/models")).isEmpty());
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
