// Folders that hold no checkpoint, or not all of one, or one for another program: the sentence says which it is.

#include <QtTest>

#include "engine/io/checkpoint.h"
#include "tests/support/tensor_file.h"

using namespace palimpsest;

namespace {

QString messageOf(const std::filesystem::path& folder)
{
    const auto opened = Checkpoint::open(folder);
    return opened.ok() ? QStringLiteral("opened") : QString::fromStdString(opened.error().message);
}

} // namespace

class CheckpointFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void refusesFolders();
    void refusesBrokenIndexes_data();
    void refusesBrokenIndexes();
    void namesMissingShards();
    void refusesForeignForms_data();
    void refusesForeignForms();

private:
    std::filesystem::path folder() const { return m_dir->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void CheckpointFilesTest::refusesFolders()
{
    const auto expect = [this](const std::filesystem::path& path, const char* part) {
        const QString message = messageOf(path);
        QVERIFY2(message.contains(QString::fromLatin1(part)), qPrintable(message));
    };
    expect(folder() / "none", "there is no folder");
    expect(folder(), "lacks config.json");
    writeText(folder() / "paligemma.gguf", "GGUF");
    expect(folder(), "GGUF");
    std::filesystem::remove(folder() / "paligemma.gguf");
    std::filesystem::create_directories(folder() / "snapshots" / "0123");
    expect(folder(), "repository of the Hugging Face cache");

    writeText(folder() / "config.json", tinyConfig());
    expect(folder() / "config.json", "is a file");
    expect(folder(), "neither model.safetensors nor model.safetensors.index.json is there");
    expect(folder(), "accept its licence");
    std::filesystem::create_symlink("../blobs/never", folder() / "model.safetensors");
    expect(folder(), "neither model.safetensors");
    std::filesystem::remove(folder() / "model.safetensors");
    writeText(folder() / "weights.npz", "PK");
    expect(folder(), "JAX weights");
    std::filesystem::remove(folder() / "weights.npz");
    writeText(folder() / "pytorch_model.bin", "x");
    expect(folder(), "pickled weights");

    writeText(folder() / "model.safetensors", "12345678901");
    expect(folder(), "no valid safetensors file");
    writeTensors(folder() / "model.safetensors", tinyTensors());
    expect(folder(), "opened");
    std::filesystem::resize_file(
        folder() / "model.safetensors", std::filesystem::file_size(folder() / "model.safetensors") - 1);
    expect(folder(), "cut short, fetch it again");
    writeText(folder() / "config.json", R"({"model_type":"llama"})");
    expect(folder(), "this is no PaliGemma checkpoint");
}

void CheckpointFilesTest::refusesBrokenIndexes_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const QByteArray& index, const char* reason) {
        QTest::newRow(name) << index << QString::fromLatin1(reason);
    };
    row("no JSON", "{", "no valid JSON");
    row("no map", R"({"metadata":{}})", "has no weight_map");
    row("a map that is a list", R"({"weight_map":[]})", "has no weight_map");
    row("an empty map", R"({"weight_map":{}})", "names no tensors");
    row("a file in another folder", R"({"weight_map":{"t":"../b.safetensors"}})", "'t' is in \"../b.safetensors\"");
    row("an absolute file", R"({"weight_map":{"t":"/etc/passwd"}})", "expected a plain file name");
    row("a file with a backslash", R"({"weight_map":{"t":"a\\b"}})", "expected a plain file name");
    row("the folder above", R"({"weight_map":{"t":".."}})", "expected a plain file name");
    row("no file name", R"({"weight_map":{"t":""}})", "expected a plain file name");
    row("a number", R"({"weight_map":{"t":3}})", "'t' is in 3");
    row("a tensor that is not there", R"({"weight_map":{"t":"b.safetensors"}})",
        "tensor 't' is in b.safetensors, but it is not");
}

void CheckpointFilesTest::refusesBrokenIndexes()
{
    QFETCH(const QByteArray, index);
    QFETCH(const QString, reason);
    writeText(folder() / "config.json", tinyConfig());
    writeTensors(folder() / "b.safetensors", tinyTensors());
    writeText(folder() / "model.safetensors.index.json", index.toStdString());
    QVERIFY2(messageOf(folder()).contains(reason), qPrintable(messageOf(folder())));
}

void CheckpointFilesTest::namesMissingShards()
{
    writeText(folder() / "config.json", tinyConfig());
    writeTensors(folder() / "model-00001-of-00003.safetensors", tinyTensors());
    writeText(folder() / "model.safetensors.index.json",
        R"({"weight_map":{"a":"model-00001-of-00003.safetensors","b":"model-00002-of-00003.safetensors",)"
        R"("c":"model-00003-of-00003.safetensors"}})");
    const QString message = messageOf(folder());
    QVERIFY2(message.contains(QStringLiteral(
                 "lacks 2 of 3 weight files: model-00002-of-00003.safetensors, model-00003-of-00003.safetensors")),
        qPrintable(message));
}

void CheckpointFilesTest::refusesForeignForms_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<QString>("dtype");
    QTest::addColumn<QString>("form");
    QTest::newRow("bitsandbytes 4 bit") << QStringLiteral("m.weight.absmax") << QStringLiteral("F32")
                                        << QStringLiteral("bitsandbytes to 4 bits");
    QTest::newRow("bitsandbytes state") << QStringLiteral("m.weight.quant_state.bitsandbytes__nf4")
                                        << QStringLiteral("U8") << QStringLiteral("bitsandbytes to 4 bits");
    QTest::newRow("bitsandbytes 8 bit") << QStringLiteral("m.SCB") << QStringLiteral("F32")
                                        << QStringLiteral("bitsandbytes to 8 bits");
    QTest::newRow("MLX") << QStringLiteral("m.weight") << QStringLiteral("U32") << QStringLiteral("by MLX");
    QTest::newRow("MLX scales") << QStringLiteral("m.scales") << QStringLiteral("F16") << QStringLiteral("by MLX");
    QTest::newRow("GPTQ") << QStringLiteral("m.qweight") << QStringLiteral("I32") << QStringLiteral("GPTQ");
    QTest::newRow("8-bit floats") << QStringLiteral("m.weight") << QStringLiteral("F8_E4M3")
                                  << QStringLiteral("8-bit floating point");
}

void CheckpointFilesTest::refusesForeignForms()
{
    QFETCH(const QString, tensor);
    QFETCH(const QString, dtype);
    QFETCH(const QString, form);
    FileTensors tensors = tinyTensors();
    const std::size_t size = dtype == QStringLiteral("F16") ? 2 : dtype.contains(QStringLiteral("8")) ? 1 : 4;
    tensors[tensor.toStdString()] = { dtype.toStdString(), { 1 }, std::vector<std::byte>(size) };
    writeTinyFolder(folder(), tensors);
    const QString message = messageOf(folder());
    QVERIFY2(message.contains(form) && message.contains(tensor), qPrintable(message));
    QVERIFY2(message.contains(QStringLiteral("use the model they were made from")), qPrintable(message));
}

QTEST_APPLESS_MAIN(CheckpointFilesTest)
#include "checkpoint_files_test.moc"
