// A line of a manifest says what is different for its document; what it leaves out is as on the command line.

#include <QtTest>

#include "pipelines/batch/batch_items.h"

using namespace palimpsest;

Q_DECLARE_METATYPE(palimpsest::TaskRequest)

class BatchItemsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineGoesBeforeTheCommandLine_data();
    void aLineGoesBeforeTheCommandLine();
    void documentsAreFoundFromTheManifest();
    void refusals_data();
    void refusals();
};

namespace {

const RegionRequest kHeader{ { 0, 0, 600, 80 }, "ocr" };
const RegionRequest kTable{ { 72, 100, 272, 150.5 }, "table" };
const RegionRequest kRest{ { 10, 200, 30, 240 }, {} };

// What a command line of everything asks for.
TaskRequest commonRequest()
{
    return { .task = "question",
        .prompt = "is it?",
        .dpi = 150,
        .maxTokens = 12,
        .regions = { kHeader },
        .choices = { "yes", "no" },
        .tryAnyway = true,
        .noGrammar = true };
}

Result<std::vector<BatchItem>> parsed(const QByteArray& line)
{
    const BatchItem common{ .id = {}, .document = {}, .file = {}, .pages = "1-2", .request = commonRequest() };
    return parseBatchManifest(line.toStdString(), "folder/pages.jsonl", common);
}

} // namespace

void BatchItemsTest::aLineGoesBeforeTheCommandLine_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<TaskRequest>("expected");
    const auto row = [](const char* name, const char* keys, auto change) {
        TaskRequest expected = commonRequest();
        change(expected);
        QTest::newRow(name) << QByteArray(keys) << expected;
    };
    row("nothing", "", [](TaskRequest&) {});
    row("task, prompt, dpi and tokens", R"(, "task": "ocr", "prompt": "", "dpi": 72.5, "max_tokens": 8192)",
        [](TaskRequest& request) {
            request.task = "ocr";
            request.prompt.clear();
            request.dpi = 72.5;
            request.maxTokens = 8192;
        });
    row("another language", R"(, "language": "fil")", [](TaskRequest& request) { request.language = "fil"; });
    row("regions as objects and as texts",
        R"(, "regions": [{"box": [72, 100, 200, 50.5], "task": "table"}, "10,200,20,40", {"box": [0, 0, 600, 80], "task": "ocr"}])",
        [](TaskRequest& request) {
            request.regions = { kTable, kRest, kHeader };
        });
    row("all of the page", R"(, "regions": [])", [](TaskRequest& request) { request.regions.clear(); });
    row("other choices", R"(, "choices": ["north", "south", "east"])", [](TaskRequest& request) {
        request.choices = { "north", "south", "east" };
    });
    row("an open question", R"(, "choices": [])", [](TaskRequest& request) { request.choices.clear(); });
    row("keeping to the grammar", R"(, "no_grammar": false)", [](TaskRequest& request) { request.noGrammar = false; });
    row("blank pages", R"(, "blank": "read")", [](TaskRequest& request) { request.blank = BlankPages::Read; });
    row("only what is declared", R"(, "try_anyway": false)", [](TaskRequest& request) { request.tryAnyway = false; });
}

void BatchItemsTest::aLineGoesBeforeTheCommandLine()
{
    QFETCH(const QByteArray, keys);
    QFETCH(const TaskRequest, expected);
    const auto items = parsed("{\"path\": \"a.png\"" + keys + "}\n");
    QVERIFY2(items.ok(), items.ok() ? "" : items.error().message.c_str());
    QCOMPARE(items.value().size(), std::size_t{ 1 });
    QVERIFY(items.value().front().request == expected);
    QCOMPARE(items.value().front().pages, std::string("1-2"));
}

void BatchItemsTest::documentsAreFoundFromTheManifest()
{
    const auto items = parsed("{\"path\": \"a.png\", \"pages\": \"3\"}\n\n{\"path\": \"/b.png\", \"id\": \"b\"}");
    QVERIFY(items.ok());
    QCOMPARE(items.value().size(), std::size_t{ 2 });
    QCOMPARE(items.value()[0].file, std::filesystem::path("folder/a.png"));
    QCOMPARE(items.value()[0].id, std::string("a.png"));
    QCOMPARE(items.value()[0].pages, std::string("3"));
    QCOMPARE(items.value()[1].file, std::filesystem::path("/b.png"));
    QCOMPARE(items.value()[1].id, std::string("b"));
}

void BatchItemsTest::refusals_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QByteArray>("mentioned");
    const auto row = [](const char* name, const char* keys, const char* mentioned) {
        QTest::newRow(name) << QByteArray(keys) << QByteArray(mentioned);
    };
    row("a key nobody knows", R"("region": [])", "'region' is no key");
    row("one region without a list", R"("regions": "0,0,9,9")", "'regions'");
    row("a region of three numbers", R"("regions": ["0,0,9"])", "\"0,0,9\"");
    row("a region without width", R"("regions": [{"box": [0, 0, 0, 9]}])", "'regions'");
    row("a region with a key nobody knows", R"("regions": [{"box": [0, 0, 9, 9], "label": "x"}])", "'regions'");
    row("a choice that is empty", R"("choices": ["a", ""])", "'choices'");
    row("a choice that is no text", R"("choices": [1, 2])", "'choices'");
    row("perhaps", R"("try_anyway": "perhaps")", "'try_anyway' should be true or false");
    row("a language by its name", R"("language": "German")", "'language' should be");
    row("too many tokens", R"("max_tokens": 8193)", "8192");
    row("dots that are none", R"("dpi": "fine")", "'dpi'");
    row("a path that is no text", R"("path": 1)", "'path'");
}

void BatchItemsTest::refusals()
{
    QFETCH(const QByteArray, keys);
    QFETCH(const QByteArray, mentioned);
    const QByteArray path = keys.contains("path") ? "" : "\"path\": \"a.png\", ";
    const auto items = parsed("\n{\"id\": \"a\", " + path + keys + "}");
    QVERIFY(!items.ok());
    QCOMPARE(items.error().code, ErrorCode::BadInput);
    QVERIFY2(QByteArray::fromStdString(items.error().message).contains(mentioned), items.error().message.c_str());
    QVERIFY(items.error().message.find("pages.jsonl' line 2") != std::string::npos);
}

QTEST_GUILESS_MAIN(BatchItemsTest)
#include "batch_items_test.moc"
