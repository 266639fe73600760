// palimpsest.json: the schema of docs/manifest.md, where the file is looked for, and what is said about tasks not
// offered.

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

#include <nlohmann/json.hpp>

#include "engine/io/capability_manifest.h"
#include "engine/io/manifest_writer.h"
#include "engine/io/published_manifests.h"

using namespace palimpsest;
using Json = nlohmann::json;

class CapabilityManifestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyKeyIsRead();
    void whatIsWrittenReadsBack();
    void absentKeysHaveTheirDefaults();
    void theDocumentedExampleIsValid();
    void promptsHaveALanguage();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void promptsTakeTheirArgument();
    void wordsOfAnArgumentAreKnownOrNot_data();
    void wordsOfAnArgumentAreKnownOrNot();
    void foldersNameTheirCheckpoint_data();
    void foldersNameTheirCheckpoint();
    void publishedCheckpointsAreRecognised_data();
    void publishedCheckpointsAreRecognised();
    void theNearestManifestWins();
    void unknownCheckpointsOfferNothingAndSaySo();
    void tasksNotOfferedAreExplained();
    void companionsDoWhatTheCheckpointDoesNot();
    void companionsThatAreNoneAreNamed();

private:
    std::filesystem::path newFolder(const std::string& name);
    QTemporaryDir m_root;
    int m_folders = 0;
};

namespace {

constexpr const char* kEverything = R"({
    "palimpsest": 1, "name": "n", "description": "d", "licence": "l",
    "attention_softcap": "off", "final_softcap": "config", "window": "W2",
    "text": {"preferred_height": 22, "smallest_height": 14.5, "largest_height": 32, "lines_per_tile": 4,
             "characters_per_line": 25},
    "tasks": [
        {"id": "ocr", "prompt": "ocr", "grammar": "ocr_boxes", "fit": "pad-white", "pad_anchor": "center",
         "resize": "bilinear", "max_tokens": 160, "forced_start": "<loc0000>", "order": "text_first", "coords": "xyxy",
         "max_rows": 12, "constrained": true, "automatic": false, "least_confidence": 0.75},
        {"id": "detect", "prompt": "detect {argument} !", "grammar": "detections", "choices": ["a", "b"],
         "argument_words": ["red", "caf\u00e9"]},
        {"id": "layout", "prompt": "detect all classes {box}", "grammar": "detections", "classes": ["Text", "Table"],
         "class_tokens": ["<unused1>", "<unused2>"], "noise_token": "<unused3>", "max_objects": 51},
        {"id": "question", "prompt": "answer en {argument}", "grammar": "answer", "images_per_question": 2},
        {"id": "segment", "prompt": "segment {argument}", "grammar": "segments", "colour_edges": true}],
    "companions": ["pictures"], "not_offered": {"score": "no music here"}})";

Json smallest()
{
    return { { "palimpsest", 1 }, { "name", "tables" },
        { "tasks", Json::array({ { { "id", "table" }, { "prompt", "table" }, { "grammar", "table_html" } } }) } };
}

CapabilityManifest parsed(const std::string& text)
{
    auto manifest = parseManifest(text, "palimpsest.json");
    if (!manifest.ok())
        qFatal("%s", manifest.error().message.c_str());
    return std::move(manifest).value();
}

CapabilityManifest read(const std::filesystem::path& folder)
{
    auto manifest = readManifest(folder);
    if (!manifest.ok())
        qFatal("%s", manifest.error().message.c_str());
    return std::move(manifest).value();
}

void write(const std::filesystem::path& file, const std::string& contents)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << contents;
}

} // namespace

void CapabilityManifestTest::initTestCase()
{
    QVERIFY(m_root.isValid());
    qputenv("XDG_DATA_HOME", m_root.path().toUtf8());
}

std::filesystem::path CapabilityManifestTest::newFolder(const std::string& name)
{
    const auto folder = std::filesystem::path(m_root.path().toStdString()) / std::to_string(m_folders++) / name;
    std::filesystem::create_directories(folder);
    return folder;
}

void CapabilityManifestTest::everyKeyIsRead()
{
    const CapabilityManifest manifest = parsed(kEverything);
    QCOMPARE(manifest.name, std::string("n"));
    QCOMPARE(manifest.description, std::string("d"));
    QCOMPARE(manifest.licence, std::string("l"));
    QCOMPARE(manifest.origin, std::string("palimpsest.json"));
    QCOMPARE(manifest.attentionSoftcap, SoftcapSwitch::Off);
    QCOMPARE(manifest.finalSoftcap, SoftcapSwitch::Config);
    QCOMPARE(manifest.window, WindowPolicy::GeneratedRows);
    QCOMPARE(manifest.text.preferredHeight, 22.0);
    QCOMPARE(manifest.text.smallestHeight, 14.5);
    QCOMPARE(manifest.text.largestHeight, 32.0);
    QCOMPARE(manifest.text.linesPerTile, std::size_t(4));
    QCOMPARE(manifest.text.charactersPerLine, std::size_t(25));
    QCOMPARE(manifest.tasks.size(), std::size_t(5));
    const TaskCapability& ocr = manifest.tasks[0];
    QCOMPARE(ocr.id, std::string("ocr"));
    QCOMPARE(ocr.grammar, AnswerGrammar::OcrBoxes);
    QCOMPARE(ocr.preprocessing,
        (Preprocessing{ .fit = ImageFit::PadWhite, .padAnchor = PadAnchor::Center, .kernel = ResizeKernel::Bilinear }));
    QCOMPARE(ocr.maxTokens, std::size_t(160));
    QCOMPARE(ocr.forcedStart, std::string("<loc0000>"));
    QCOMPARE(ocr.pairOrder, PairOrder::TextFirst);
    QCOMPARE(ocr.coordinateOrder, CoordinateOrder::XFirst);
    QCOMPARE(ocr.maxRows, std::size_t(12));
    QVERIFY(!ocr.automatic && manifest.tasks[1].automatic);
    QCOMPARE(ocr.leastConfidence, 0.75);
    QCOMPARE(manifest.tasks[1].leastConfidence, 0.0);
    QVERIFY(ocr.constrained && !manifest.tasks[1].constrained);
    QCOMPARE(manifest.tasks[1].prompt, std::string("detect {argument} !"));
    QVERIFY(manifest.tasks[1].closedSet == ClosedSet{} && manifest.tasks[1].imagesPerQuestion == 1);
    const TaskCapability& layout = manifest.tasks[2];
    QVERIFY((layout.closedSet == ClosedSet{ { "Text", "Table" }, { "<unused1>", "<unused2>" }, "<unused3>", 51 }));
    QCOMPARE(manifest.tasks[3].imagesPerQuestion, std::size_t(2));
    QVERIFY(manifest.tasks[4].colourEdges && !layout.colourEdges);
    QVERIFY(layout.takesBox() && !layout.takesArgument() && !ocr.takesBox());
    QCOMPARE(manifest.whyNot("score"), std::string("no music here"));
}

void CapabilityManifestTest::whatIsWrittenReadsBack()
{
    const std::string text = manifestText(parsed(kEverything));
    const Json given = Json::parse(kEverything);
    const Json written = Json::parse(text);
    for (const auto& [key, value] : given.items())
        if (key != "tasks")
            QVERIFY2(written.at(key) == value, key.c_str());
    for (std::size_t i = 0; i < given["tasks"].size(); ++i)
        for (const auto& [key, value] : given["tasks"][i].items())
            QVERIFY2(written["tasks"].at(i).at(key) == value, key.c_str());
    QCOMPARE(manifestText(parsed(text)), text); // defaults, too
}

void CapabilityManifestTest::absentKeysHaveTheirDefaults()
{
    const CapabilityManifest manifest = parsed(smallest().dump());
    QCOMPARE(manifest.attentionSoftcap, SoftcapSwitch::Config);
    QCOMPARE(manifest.window, WindowPolicy::Off);
    QCOMPARE(manifest.text.preferredHeight, 0.0);
    QCOMPARE(manifest.tasks[0].preprocessing, Preprocessing());
    QCOMPARE(manifest.tasks[0].preprocessing.fit, ImageFit::Stretch);
    QCOMPARE(manifest.tasks[0].maxTokens, std::size_t(256));
    QCOMPARE(manifest.tasks[0].coordinateOrder, CoordinateOrder::YFirst);
}

void CapabilityManifestTest::theDocumentedExampleIsValid()
{
    QFile page(qEnvironmentVariable("PALIMPSEST_SOURCE_DIR") + QStringLiteral("/docs/manifest.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const std::string text = page.readAll().toStdString();
    const std::size_t begin = text.find("```json\n") + 8;
    const CapabilityManifest manifest = parsed(text.substr(begin, text.find("```", begin) - begin));
    QCOMPARE(manifest.require("table").value().coordinateOrder, CoordinateOrder::XFirst);
}

// What the user typed is no place for anything.
void CapabilityManifestTest::promptsHaveALanguage()
{
    const TaskCapability question{ .id = "question", .prompt = "answer {language} {argument}" };
    QVERIFY(question.takesLanguage());
    QCOMPARE(question.promptFor("why {language}?").value(), std::string("answer en why {language}?"));
    const TaskCapability german = question.inLanguage("de");
    QVERIFY(!german.takesLanguage());
    QCOMPARE(german.promptFor("why {language}?").value(), std::string("answer de why {language}?"));
    for (const char* name : { "paligemma2-3b-mix-448", "paligemma2-3b-pt-224" }) {
        const TaskCapability caption = publishedManifest(name)->require("caption").value();
        QCOMPARE(caption.promptFor("").value(), std::string("caption en"));
        QCOMPARE(caption.inLanguage("fil").promptFor("").value(), std::string("caption fil"));
    }
    QVERIFY(!publishedManifest("paligemma2-3b-ft-docci-448")->require("caption").value().takesLanguage());
}

void CapabilityManifestTest::mistakesAreNamed_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("named");
    const auto row = [](const char* name, const char* named, const auto& change) {
        Json json = smallest();
        change(json);
        QTest::newRow(name) << json.dump() << std::string(named);
    };
    QTest::newRow("no JSON") << std::string("{\"palimpsest\": 1,}") << std::string("byte 18");
    QTest::newRow("empty") << std::string() << std::string("no valid JSON");
    QTest::newRow("a list") << std::string("[]") << std::string("'' is [], expected an object");
    QTest::newRow("nested for ever") << std::string(50000, '[') << std::string("nested deeper");
    row("no version", "'palimpsest' is missing", [](Json& j) { j.erase("palimpsest"); });
    row("a later version", "'palimpsest' is 2, expected a whole number from 1 to 1",
        [](Json& j) { j["palimpsest"] = 2; });
    row("no name", "'name' is missing", [](Json& j) { j.erase("name"); });
    row("no tasks", "'tasks' is missing", [](Json& j) { j.erase("tasks"); });
    row("a companion elsewhere", "'companions' wants names of folders",
        [](Json& j) { j["companions"] = Json::array({ "../other" }); });
    row("a companion that is this", "'companions' wants names of folders",
        [](Json& j) { j["companions"] = Json::array({ "." }); });
    row("edges of no masks", "'tasks[0].colour_edges' belongs to the grammar 'segments' alone",
        [](Json& j) { j["tasks"][0]["colour_edges"] = true; });
    row("surer than sure", "'tasks[0].least_confidence' is 1.5, expected a number from 0 to 1",
        [](Json& j) { j["tasks"][0]["least_confidence"] = 1.5; });
    row("words of no argument", "'tasks[0].argument_words' belongs to prompts with {argument} alone",
        [](Json& j) { j["tasks"][0]["argument_words"] = Json::array({ "red" }); });
    row("companions of another kind", "'companions' is \"pictures\", expected a list of 1 to 8 texts",
        [](Json& j) { j["companions"] = "pictures"; });
    row("tasks as an object", "'tasks' is {", [](Json& j) { j["tasks"] = { { "ocr", 1 } }; });
    row("a misspelt key", "'atention_softcap' is no key", [](Json& j) { j["atention_softcap"] = "off"; });
    row("a misspelt key in a task", "'tasks[0].maxtokens' is no key", [](Json& j) { j["tasks"][0]["maxtokens"] = 5; });
    row("another switch", "'final_softcap' is \"on\", expected one of config, off",
        [](Json& j) { j["final_softcap"] = "on"; });
    row("another window", "'window' is \"W3\", expected one of W0, W1, W2", [](Json& j) { j["window"] = "W3"; });
    row("a task that is text", "'tasks[0]' is \"ocr\", expected an object", [](Json& j) { j["tasks"][0] = "ocr"; });
    row("no grammar", "'tasks[0].grammar' is missing", [](Json& j) { j["tasks"][0].erase("grammar"); });
    row("another grammar", "'tasks[0].grammar' is \"markdown\", expected one of plain_text, ocr_boxes",
        [](Json& j) { j["tasks"][0]["grammar"] = "markdown"; });
    row("a prompt that is a number", "'tasks[0].prompt' is 5, expected a text",
        [](Json& j) { j["tasks"][0]["prompt"] = 5; });
    row("another placeholder", "'tasks[0].prompt' is", [](Json& j) { j["tasks"][0]["prompt"] = "caption {lang}"; });
    row("two arguments", "'tasks[0].prompt' is", [](Json& j) { j["tasks"][0]["prompt"] = "{argument} {argument}"; });
    row("two languages", "'tasks[0].prompt' is", [](Json& j) { j["tasks"][0]["prompt"] = "{language} {language}"; });
    row("two boxes", "'tasks[0].prompt' is", [](Json& j) { j["tasks"][0]["prompt"] = "{box} {box}"; });
    row("classes of another grammar", "'tasks[0].classes' belongs to the grammar 'detections' alone",
        [](Json& j) { j["tasks"][0]["classes"] = { "a" }; });
    row("tokens without classes", "'tasks[0].class_tokens' has 1 tokens, expected one for each of 0 'classes'",
        [](Json& j) { j["tasks"][0]["class_tokens"] = { "a" }; });
    row("no classes", "'tasks[0].classes' is [], expected a list of 1 to 1000 texts",
        [](Json& j) { j["tasks"][0]["classes"] = Json::array(); });
    row("pictures for a table", "'tasks[0].images_per_question' belongs to the grammars 'answer' and 'caption' alone",
        [](Json& j) { j["tasks"][0]["images_per_question"] = 2; });
    row("no picture", "'tasks[0].images_per_question' is 0", [](Json& j) { j["tasks"][0]["images_per_question"] = 0; });
    row("no token", "'tasks[0].max_tokens' is 0", [](Json& j) { j["tasks"][0]["max_tokens"] = 0; });
    row("too many tokens", "'tasks[0].max_tokens' is 9000", [](Json& j) { j["tasks"][0]["max_tokens"] = 9000; });
    row("negative tokens", "'tasks[0].max_tokens' is -1", [](Json& j) { j["tasks"][0]["max_tokens"] = -1; });
    row("a fraction of a token", "'tasks[0].max_tokens' is 1.5", [](Json& j) { j["tasks"][0]["max_tokens"] = 1.5; });
    row("a capital in an id", "'tasks[0].id' is \"OCR\"", [](Json& j) { j["tasks"][0]["id"] = "OCR"; });
    row("a path as id", "'tasks[0].id' is \"../x\"", [](Json& j) { j["tasks"][0]["id"] = "../x"; });
    row("a task twice", "'tasks[1].id' is 'table' a second time", [](Json& j) { j["tasks"].push_back(j["tasks"][0]); });
    row("no height", "'text.preferred_height' is 0", [](Json& j) { j["text"] = { { "preferred_height", 0 } }; });
    row("heights out of order", "'text.preferred_height' is not between", [](Json& j) {
        j["text"] = { { "preferred_height", 10 }, { "smallest_height", 12 } };
    });
    row("a reason that is a number", "'not_offered.ocr' is 1", [](Json& j) { j["not_offered"] = { { "ocr", 1 } }; });
    row("reasons as a list", "'not_offered' is [", [](Json& j) { j["not_offered"] = Json::array({ 1 }); });
}

void CapabilityManifestTest::mistakesAreNamed()
{
    QFETCH(const std::string, json);
    QFETCH(const std::string, named);
    const auto manifest = parseManifest(json, "x/palimpsest.json");
    QVERIFY(!manifest.ok());
    QCOMPARE(manifest.error().code, ErrorCode::InvalidModel);
    const std::string& message = manifest.error().message;
    QVERIFY2(message.starts_with("x/palimpsest.json: ") && message.find(named) != std::string::npos, message.c_str());
}

void CapabilityManifestTest::promptsTakeTheirArgument()
{
    const TaskCapability detect{ .id = "detect", .prompt = "detect {argument}" };
    QCOMPARE(detect.promptFor("a ; {argument}").value(), std::string("detect a ; {argument}"));
    QCOMPARE(detect.promptFor("").error().code, ErrorCode::BadArguments);
    const TaskCapability ocr{ .id = "ocr", .prompt = "ocr" };
    QCOMPARE(ocr.promptFor("").value(), std::string("ocr"));
    QCOMPARE(ocr.promptFor("cat").error().code, ErrorCode::BadArguments);
}

void CapabilityManifestTest::wordsOfAnArgumentAreKnownOrNot_data()
{
    QTest::addColumn<std::string>("argument");
    QTest::addColumn<bool>("known");
    const auto row = [](const char* argument, bool known) {
        QTest::newRow(*argument == '\0' ? "nothing" : argument) << std::string(argument) << known;
    };
    row("red", true);
    row("Red, RED; red?", true);
    row("caf\u00e9 red", true);
    row("", true);
    row("red 7", true);
    row("redder", false);
    row("red cat", false);
    row("caf", false);
    row("r\u00e9d", false);
}

void CapabilityManifestTest::wordsOfAnArgumentAreKnownOrNot()
{
    QFETCH(std::string, argument);
    const CapabilityManifest manifest = parsed(kEverything);
    QTEST(manifest.find("detect")->knowsWordsOf(argument), "known");
    QVERIFY(manifest.find("question")->knowsWordsOf(argument)); // any words
}

void CapabilityManifestTest::foldersNameTheirCheckpoint_data()
{
    QTest::addColumn<std::string>("folder");
    QTest::addColumn<std::string>("name");
    QTest::newRow("plain") << std::string("/models/paligemma2-3b-mix-448") << std::string("paligemma2-3b-mix-448");
    QTest::newRow("closing slash") << std::string("/models/mine/") << std::string("mine");
    QTest::newRow("a Hugging Face cache") << std::string("/hub/models--google--paligemma2-3b-pt-896/snapshots/0123abcd")
                                          << std::string("paligemma2-3b-pt-896");
    QTest::newRow("a folder called snapshots") << std::string("/x/y/snapshots/z") << std::string("z");
}

void CapabilityManifestTest::foldersNameTheirCheckpoint()
{
    QFETCH(const std::string, folder);
    QFETCH(const std::string, name);
    QCOMPARE(checkpointName(folder), name);
}

void CapabilityManifestTest::publishedCheckpointsAreRecognised_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("tasks");
    const std::string mix = "ocr caption question detect segment ";
    const std::string pretrained = "ocr caption detect segment caption-region write-question ";
    QTest::newRow("mix") << std::string("paligemma2-3b-mix-448") << mix;
    QTest::newRow("first generation") << std::string("paligemma-3b-mix-224") << mix;
    QTest::newRow("pt") << std::string("paligemma2-28b-pt-896") << pretrained;
    QTest::newRow("docci") << std::string("paligemma2-10b-ft-docci-448") << std::string("caption ");
    QTest::newRow("another model") << std::string("gemma-3-4b-pt-x") << std::string();
    QTest::newRow("another fine-tune") << std::string("paligemma-3b-ft-docvqa-896") << std::string();
}

void CapabilityManifestTest::publishedCheckpointsAreRecognised()
{
    QFETCH(const std::string, name);
    QFETCH(const std::string, tasks);
    const CapabilityManifest manifest = read(newFolder(name));
    std::string found;
    for (const TaskCapability& task : manifest.tasks)
        found += task.id + " ";
    QCOMPARE(found, tasks);
    QCOMPARE(manifest.name, name);
    // The same under another name, where only the config remembers.
    const auto renamed = newFolder("renamed");
    write(renamed / "config.json", Json{ { "_name_or_path", "google/" + name } }.dump());
    QCOMPARE(read(renamed).tasks.size(), manifest.tasks.size());
}

void CapabilityManifestTest::theNearestManifestWins()
{
    const auto folder = newFolder("paligemma2-3b-mix-224");
    QCOMPARE(read(folder).origin, std::string("built in"));
    const auto own
        = std::filesystem::path(m_root.path().toStdString()) / "palimpsest/manifests/paligemma2-3b-mix-224.json";
    write(own, smallest().dump());
    QCOMPARE(read(folder).origin, own.string());
    write(folder / "palimpsest.json", smallest().dump());
    QCOMPARE(read(folder).origin, (folder / "palimpsest.json").string());
    write(folder / "palimpsest.json", "{");
    const auto broken = readManifest(folder); // never passed over in silence
    QVERIFY(!broken.ok());
    QVERIFY(broken.error().message.starts_with((folder / "palimpsest.json").string()));
    std::filesystem::remove(own);
}

void CapabilityManifestTest::unknownCheckpointsOfferNothingAndSaySo()
{
    const CapabilityManifest manifest = read(newFolder("mine"));
    QVERIFY(manifest.tasks.empty());
    QVERIFY(manifest.whyNot("ocr").find("put a palimpsest.json beside it") != std::string::npos);
    const auto task = manifest.require("ocr");
    QVERIFY(!task.ok());
    QCOMPARE(task.error().code, ErrorCode::TaskUnsupported);
}

void CapabilityManifestTest::tasksNotOfferedAreExplained()
{
    const CapabilityManifest manifest = read(newFolder("paligemma2-3b-mix-448"));
    QVERIFY(manifest.require("ocr").ok());
    QVERIFY(manifest.whyNot("ocr").empty());
    const auto task = manifest.require("table");
    QCOMPARE(task.error().code, ErrorCode::TaskUnsupported);
    const std::string& message = task.error().message;
    QVERIFY2(message.starts_with("'paligemma2-3b-mix-448' does not do the task 'table': no published checkpoint"),
        message.c_str());
    QVERIFY2(message.ends_with("it does: ocr, caption, question, detect, segment"), message.c_str());
    QVERIFY(manifest.require("knitting").error().message.find("does not declare it") != std::string::npos);
}

// The checkpoint itself is asked first, then its companions in their order.
void CapabilityManifestTest::companionsDoWhatTheCheckpointDoesNot()
{
    const auto folder = newFolder("family");
    Json own = smallest();
    own["companions"] = Json::array({ "first", "second" });
    own["not_offered"] = { { "detect", "tables alone" }, { "score", "no music here" } };
    write(folder / "palimpsest.json", own.dump());
    const auto companion = [&](const std::string& name, const std::vector<std::string>& tasks) {
        Json json{ { "palimpsest", 1 }, { "name", name }, { "tasks", Json::array() } };
        for (const std::string& task : tasks)
            json["tasks"].push_back({ { "id", task }, { "prompt", name }, { "grammar", "caption" } });
        write(folder / name / "palimpsest.json", json.dump());
    };
    companion("first", { "table", "detect" });
    companion("second", { "detect", "caption" });
    const CapabilityManifest manifest = read(folder);
    QCOMPARE(manifest.tasks.size(), std::size_t(3));
    QCOMPARE(manifest.find("table")->companion, std::string());
    QCOMPARE(manifest.find("table")->prompt, std::string("table"));
    QCOMPARE(manifest.alternatives.size(), std::size_t(2)); // table and detect, asked in other words
    QCOMPARE(manifest.alternatives.front().companion, std::string("first"));
    QCOMPARE(manifest.find("detect")->companion, std::string("first"));
    QCOMPARE(manifest.find("caption")->companion, std::string("second"));
    QCOMPARE(manifest.whyNot("detect"), std::string());
    QCOMPARE(manifest.whyNot("score"), std::string("no music here"));
    const Json written = Json::parse(manifestText(manifest));
    QCOMPARE(written["tasks"].size(), std::size_t(1)); // the others stand in manifests of their own
    QCOMPARE(written["companions"], own["companions"]);
}

void CapabilityManifestTest::companionsThatAreNoneAreNamed()
{
    const auto folder = newFolder("alone");
    Json own = smallest();
    own["companions"] = Json::array({ "pictures" });
    write(folder / "palimpsest.json", own.dump());
    const std::string file = (folder / "pictures/palimpsest.json").string();
    const auto missing = readManifest(folder);
    QVERIFY(!missing.ok());
    QCOMPARE(missing.error().code, ErrorCode::InvalidModel);
    QVERIFY2(missing.error().message.find(file) != std::string::npos, missing.error().message.c_str());
    write(file, own.dump());
    const auto nested = readManifest(folder);
    QVERIFY(!nested.ok());
    QVERIFY2(nested.error().message.starts_with(file + ": 'companions'"), nested.error().message.c_str());
}

QTEST_APPLESS_MAIN(CapabilityManifestTest)
#include "capability_manifest_test.moc"
