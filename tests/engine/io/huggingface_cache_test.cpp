// Checkpoints are found in every layout that the Hugging Face libraries leave behind, and each says what it lacks.

#include <QtTest>
#include <cstdlib>

#include "engine/io/huggingface_cache.h"
#include "tests/support/tensor_file.h"

using namespace palimpsest;
namespace fs = std::filesystem;

namespace {

const std::string kCommit = "0123456789abcdef0123456789abcdef01234567";
const std::string kOther = "fedcba9876543210fedcba9876543210fedcba98";

void writeComplete(const fs::path& folder)
{
    writeTinyFolder(folder);
    writeText(folder / "tokenizer.model", "x");
}

QStringList namesOf(const std::vector<FoundCheckpoint>& found)
{
    QStringList names;
    for (const FoundCheckpoint& checkpoint : found)
        names += QString::fromStdString(checkpoint.name);
    return names;
}

} // namespace

class HuggingfaceCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void findsTheMainBranch();
    void namesOtherRevisions();
    void followsTheLinksOfTheCache();
    void leavesOutOtherModels();
    void findsFoldersAndFoldersOfThem();
    void theSameFolderOnce();
    void saysWhatIsMissing();
    void placesFollowTheEnvironment();
    void resolvesNames();

private:
    fs::path folder() const { return m_dir->path().toStdString(); }
    // A snapshot's folder; `branch` stands at its commit.
    fs::path snapshot(const char* repository, const std::string& commit, const char* branch = nullptr) const
    {
        const fs::path base = folder() / repository;
        fs::create_directories(base / "snapshots" / commit);
        if (branch != nullptr) {
            fs::create_directories((base / "refs" / branch).parent_path());
            writeText(base / "refs" / branch, commit + "\n");
        }
        return base / "snapshots" / commit;
    }
    std::vector<FoundCheckpoint> find() const { return findCheckpoints(std::vector{ folder() }); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void HuggingfaceCacheTest::findsTheMainBranch()
{
    const fs::path expected = snapshot("models--google--paligemma2-3b-mix-448", kCommit, "main");
    writeComplete(expected);
    for (const char* branch : { "aaa", "zzz" }) // other names of the same commit
        snapshot("models--google--paligemma2-3b-mix-448", kCommit, branch);
    fs::create_directories(folder() / "models--google--paligemma2-3b-mix-448" / ".no_exist" / kCommit);
    writeText(folder() / "version.txt", "1");
    const auto found = find();
    QCOMPARE(namesOf(found), QStringList(QStringLiteral("google/paligemma2-3b-mix-448")));
    QCOMPARE(found[0].folder, expected);
    QVERIFY2(found[0].complete(), found[0].problem.c_str());
    // The repository and the snapshot may be given as well.
    QCOMPARE(namesOf(findCheckpoints(std::vector{ expected.parent_path().parent_path() })), namesOf(found));
    QCOMPARE(findCheckpoints(std::vector{ expected }).size(), std::size_t{ 1 });
}

void HuggingfaceCacheTest::namesOtherRevisions()
{
    writeComplete(snapshot("models--google--paligemma-3b-pt-224", kCommit, "main"));
    writeComplete(snapshot("models--google--paligemma-3b-pt-224", kOther));
    writeComplete(snapshot("models--google--paligemma-3b-pt-224", "aa", "bfloat16"));
    writeComplete(snapshot("models--google--paligemma-3b-pt-224", "bb", "refs/pr/7"));
    QCOMPARE(namesOf(find()),
        (QStringList{ QStringLiteral("google/paligemma-3b-pt-224"),
            QStringLiteral("google/paligemma-3b-pt-224@bfloat16"),
            QStringLiteral("google/paligemma-3b-pt-224@fedcba98"),
            QStringLiteral("google/paligemma-3b-pt-224@refs/pr/7") }));
}

void HuggingfaceCacheTest::followsTheLinksOfTheCache()
{
    const fs::path real = snapshot("models--a--paligemma-x", kCommit, "main");
    const fs::path blobs = folder() / "models--a--paligemma-x" / "blobs";
    writeComplete(blobs);
    for (const char* name : { "config.json", "model.safetensors", "tokenizer.model" })
        fs::create_symlink("../../blobs/" + std::string(name), real / name);
    QVERIFY2(find().at(0).complete(), find().at(0).problem.c_str());
    // A blob that is still on its way leaves a link to nothing.
    fs::rename(blobs / "model.safetensors", blobs / "model.safetensors.incomplete");
    const QString problem = QString::fromStdString(find().at(0).problem);
    QVERIFY2(problem.contains(QStringLiteral("lacks the weights")), qPrintable(problem));
    QVERIFY2(problem.contains(QStringLiteral("1 unfinished downloads lie in ")), qPrintable(problem));
}

void HuggingfaceCacheTest::leavesOutOtherModels()
{
    writeText(snapshot("models--meta--llama", kCommit, "main") / "config.json", R"({"model_type":"llama"})");
    writeText(snapshot("models--x--paligemma-tuned-into-llama", kCommit, "main") / "config.json",
        R"({"model_type":"llama"})");
    writeText(snapshot("models--x--lists", kCommit, "main") / "config.json", "[]");
    snapshot("datasets--google--paligemma", kCommit, "main");
    fs::create_directories(folder() / "notes");
    QCOMPARE(namesOf(find()), QStringList());
}

void HuggingfaceCacheTest::findsFoldersAndFoldersOfThem()
{
    writeComplete(folder() / "invoices");
    writeComplete(folder() / "receipts");
    fs::create_directory_symlink(folder() / "receipts", folder() / "zz-link");
    QCOMPARE(namesOf(find()), (QStringList{ QStringLiteral("invoices"), QStringLiteral("receipts") }));
    const auto one = findCheckpoints(std::vector{ folder() / "receipts/" });
    QCOMPARE(namesOf(one), QStringList(QStringLiteral("receipts")));
    QVERIFY(findCheckpoints(std::vector{ folder() / "none" }).empty());
}

void HuggingfaceCacheTest::theSameFolderOnce()
{
    writeComplete(folder() / "invoices");
    QCOMPARE(findCheckpoints(std::vector{ folder(), folder() / "invoices", folder() / "." }).size(), std::size_t{ 1 });
}

void HuggingfaceCacheTest::saysWhatIsMissing()
{
    const fs::path gated = snapshot("models--google--paligemma2-10b-pt-224", kCommit, "main");
    const auto expect = [this](const char* part) {
        const auto found = find();
        QCOMPARE(found.size(), std::size_t{ 1 });
        const QString problem = QString::fromStdString(found[0].problem);
        QVERIFY2(problem.contains(QString::fromLatin1(part)), qPrintable(problem));
    };
    expect("lacks config.json"); // known by its name alone
    writeText(gated / "config.json", "{");
    expect("lacks the weights");
    writeText(gated / "config.json", tinyConfig());
    expect("accept its licence");
    writeText(gated / "model.safetensors.index.json", R"({"weight_map":{"a":"model-00001-of-00002.safetensors"}})");
    expect("lacks 1 of 1 weight files: model-00001-of-00002.safetensors");
    writeTensors(gated / "model.safetensors", tinyTensors());
    expect("lacks the tokenizer");
    writeText(gated / "tokenizer.json", "{}");
    QVERIFY(find().at(0).complete());
    fs::resize_file(gated / "model.safetensors", 1000);
    expect("cut short");
    writeText(gated / "config.json", R"({"model_type":"paligemma","text_config":{"num_hidden_layers":0}})");
    expect("num_hidden_layers is 0");
}

void HuggingfaceCacheTest::placesFollowTheEnvironment()
{
    const std::initializer_list<const char*> variables{ "XDG_DATA_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE",
        "HF_HOME", "XDG_CACHE_HOME", "HOME" };
    std::map<const char*, QByteArray> before;
    for (const char* variable : variables) {
        before[variable] = qgetenv(variable);
        qunsetenv(variable);
    }
    QCOMPARE(checkpointPlaces(), std::vector<fs::path>());
    qputenv("HOME", "/h");
    QCOMPARE(checkpointPlaces(),
        (std::vector<fs::path>{ "/h/.local/share/palimpsest/models", "/h/.cache/huggingface/hub" }));
    qputenv("XDG_DATA_HOME", "/d");
    qputenv("HF_HUB_CACHE", "/c/");
    qputenv("HUGGINGFACE_HUB_CACHE", "relative");
    qputenv("HF_HOME", "~/hf");
    qputenv("XDG_CACHE_HOME", "/x");
    QCOMPARE(checkpointPlaces(),
        (std::vector<fs::path>{ "/d/palimpsest/models", "/c/", "/h/hf/hub", "/x/huggingface/hub" }));
    for (const auto& [variable, value] : before)
        value.isNull() ? qunsetenv(variable) : qputenv(variable, value);
}

void HuggingfaceCacheTest::resolvesNames()
{
    const fs::path hub = snapshot("models--google--paligemma2-3b-mix-448", kCommit, "main");
    writeComplete(hub);
    snapshot("models--google--paligemma2-3b-pt-448", kCommit, "main");
    writeComplete(folder() / "mine");
    const std::vector<fs::path> places{ folder() };
    QCOMPARE(checkpointNamed("google/paligemma2-3b-mix-448", places).value(), hub);
    QCOMPARE(checkpointNamed("paligemma2-3b-mix-448", places).value(), hub);
    QCOMPARE(checkpointNamed("mine", places).value(), folder() / "mine");
    const QString broken = QString::fromStdString(checkpointNamed("paligemma2-3b-pt-448", places).error().message);
    QVERIFY2(broken.contains(QStringLiteral("lacks config.json")), qPrintable(broken));
    const QString unknown = QString::fromStdString(checkpointNamed("448", places).error().message);
    QVERIFY2(
        unknown.contains(QStringLiteral("there is no checkpoint '448'; found are mine, google/")), qPrintable(unknown));
    const QString none = QString::fromStdString(checkpointNamed("x", std::vector{ folder() / "none" }).error().message);
    QVERIFY2(none.contains(QStringLiteral("none was found")), qPrintable(none));
}

QTEST_APPLESS_MAIN(HuggingfaceCacheTest)
#include "huggingface_cache_test.moc"
