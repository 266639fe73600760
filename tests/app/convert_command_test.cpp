// A result comes out of its JSON in every format; a broken one ends with one sentence and leaves no file.

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/io/atomic_file.h"
#include "pipelines/export/json_writer.h"
#include "tests/app/program_run.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

class ConvertCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void jsonComesBackAsItWas();
    void everyFormatOfAKind_data();
    void everyFormatOfAKind();
    void searchablePdfOfThePicture();
    void refusals_data();
    void refusals();
    void brokenResults_data();
    void brokenResults();

private:
    [[nodiscard]] QString inFolder(const QString& name) const { return m_folder->filePath(name); }
    [[nodiscard]] QString written(const nlohmann::json& json) const;
    [[nodiscard]] ProgramRun convert(const QString& result, const QStringList& words) const;
    [[nodiscard]] QStringList files() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ConvertCommandTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString ConvertCommandTest::written(const nlohmann::json& json) const
{
    const QString file = inFolder(QStringLiteral("result.json"));
    return writeFile(file.toStdString(), json.dump()).ok() ? file : QString();
}

ProgramRun ConvertCommandTest::convert(const QString& result, const QStringList& words) const
{
    return runProgram(QStringList{ QStringLiteral("convert"), result } + words);
}

QStringList ConvertCommandTest::files() const
{
    return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
}

void ConvertCommandTest::jsonComesBackAsItWas()
{
    const std::string json = jsonOf(sampleText());
    const QString again = inFolder(QStringLiteral("again.json"));
    const ProgramRun run = convert(written(nlohmann::json::parse(json)), { QStringLiteral("-o"), again });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(run.out.isEmpty());
    nlohmann::json back = nlohmann::json::parse(contentOf(again).toStdString());
    back["palimpsest"] = "9.9.9";
    QVERIFY(back == nlohmann::json::parse(json));
}

void ConvertCommandTest::everyFormatOfAKind_data()
{
    QTest::addColumn<int>("sample");
    QTest::addColumn<QStringList>("outputs");
    QTest::addColumn<QStringList>("expected");
    const auto list = [](const char* names) { return QString::fromLatin1(names).split(QLatin1Char(' ')); };
    QTest::newRow("text") << 0 << list("a.txt a.md a.hocr a.alto.xml a.page.xml a.tsv a.docling.json a.csv a.jsonl")
                          << list("a-1.alto.xml a-1.page.xml a-2.alto.xml a-2.page.xml a.csv a.docling.json a.hocr "
                                  "a.jsonl a.md a.tsv a.txt");
    QTest::newRow("layout") << 7 << list("a.doclaynet.json a.coco.json") << list("a.coco.json a.doclaynet.json");
    QTest::newRow("detections") << 1 << list("a.coco.json a.yolo.txt a.voc.xml a.svg a.csv")
                                << list("a-1.svg a-1.voc.xml a-1.yolo.txt a-2.svg a-2.voc.xml a-2.yolo.txt a.coco.json "
                                        "a.csv a.names");
    QTest::newRow("segments") << 2
                              << list("a.polygons.coco.json a.yolo-seg.txt a.svg a.masks.png a.mask.png a.soft.png")
                              << list("a-1.mask.png a-1.soft.png a-2.mask.png a-2.soft.png a.masks.png a.names "
                                      "a.polygons.coco.json a.svg a.yolo-seg.txt");
    QTest::newRow("captions") << 3 << list("a.txt a.md a.csv a.jsonl") << list("a.csv a.jsonl a.md a.txt");
    QTest::newRow("tables") << 4 << list("a.html a.xlsx a.csv a.tsv a.md a.tex a.otsl a.txt a.jsonl a.docling.json")
                            << list("a.csv a.docling.json a.html a.jsonl a.md a.otsl a.tex a.tsv a.txt a.xlsx");
    QTest::newRow("scores") << 6 << list("a.krn a.musicxml a.mxl a.mid a.svg a.csv a.txt")
                            << list("a-1.svg a-2.svg a.csv a.krn a.mid a.musicxml a.mxl a.txt");
    QTest::newRow("molecules") << 5 << list("a.smi a.read.smi a.inchi a.sdf a.mol a.mol.svg a.csv a.txt")
                               << list("a-1-1.mol a-1-1.mol.svg a-1-2.mol a-1-2.mol.svg a-2-2.mol a-2-2.mol.svg "
                                       "a-2-3.mol a-2-3.mol.svg a-2-4.mol a-2-4.mol.svg a-2-5.mol a-2-5.mol.svg "
                                       "a-2-6.mol a-2-6.mol.svg a.csv a.inchi a.read.smi a.sdf a.smi a.txt");
}

void ConvertCommandTest::everyFormatOfAKind()
{
    QFETCH(const int, sample);
    QFETCH(const QStringList, outputs);
    QFETCH(const QStringList, expected);
    const ExportInput input = std::vector{ sampleText(), sampleDetections(), sampleSegments(), sampleCaptions(),
        sampleTables(), sampleMolecules(), sampleScores(), sampleLayout() }[static_cast<std::size_t>(sample)];
    QStringList words;
    for (const QString& output : outputs)
        words += { QStringLiteral("-o"), inFolder(output) };
    const ProgramRun run = convert(written(nlohmann::json::parse(jsonOf(input))), words);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(files(), expected + QStringList{ QStringLiteral("result.json") });
    for (const QString& file : expected)
        QVERIFY2(!contentOf(inFolder(file)).isEmpty(), qPrintable(file));
}

void ConvertCommandTest::searchablePdfOfThePicture()
{
    ExportInput input = sampleText();
    input.pages.resize(1);
    input.pages[0].document
        = qEnvironmentVariable("PALIMPSEST_SOURCE_DIR").toStdString() + "/tests/golden/documents/rgb.png";
    const QString pdf = inFolder(QStringLiteral("out.pdf"));
    const ProgramRun run = convert(written(nlohmann::json::parse(jsonOf(input))), { QStringLiteral("-o"), pdf });
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(contentOf(pdf).startsWith("%PDF-"));
    const QString original = inFolder(QStringLiteral("original.pdf"));
    QVERIFY(QFile::copy(pdf, original));
    input.pages[0].document = original.toStdString();
    const ProgramRun same = convert(
        written(nlohmann::json::parse(jsonOf(input))), { QStringLiteral("--force"), QStringLiteral("-o"), original });
    QCOMPARE(same.exitCode, 1);
    QCOMPARE(contentOf(original), contentOf(pdf));
    input.pages[0].document = "gone.png";
    const ProgramRun gone = convert(
        written(nlohmann::json::parse(jsonOf(input))), { QStringLiteral("-o"), inFolder(QStringLiteral("gone.pdf")) });
    QCOMPARE(gone.exitCode, 5);
    QVERIFY2(gone.err.contains("gone.png"), gone.err.constData());
    QVERIFY(!QFile::exists(inFolder(QStringLiteral("gone.pdf"))));
}

void ConvertCommandTest::refusals_data()
{
    QTest::addColumn<QString>("output");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("mentioned");
    QTest::newRow("no format") << QStringLiteral("out") << 1 << QByteArray(".hocr");
    QTest::newRow("a format for other results") << QStringLiteral("out.hocr") << 1 << QByteArray("'detections'");
    QTest::newRow("a picture") << QStringLiteral("out.png") << 1 << QByteArray("read");
    QTest::newRow("the result itself") << QStringLiteral("result.json") << 1 << QByteArray("another name");
    QTest::newRow("a file that is there") << QStringLiteral("there.csv") << 5 << QByteArray("--force");
    QTest::newRow("nowhere") << QStringLiteral("missing/out.csv") << 5 << QByteArray("missing");
}

void ConvertCommandTest::refusals()
{
    QFETCH(const QString, output);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, mentioned);
    QVERIFY(writeFile(inFolder(QStringLiteral("there.csv")).toStdString(), "mine").ok());
    const QString result = written(nlohmann::json::parse(jsonOf(sampleDetections())));
    const QByteArray before = contentOf(result);
    const ProgramRun run = convert(result, { QStringLiteral("-o"), inFolder(output) });
    QVERIFY2(run.exitCode == exitCode, run.err.constData());
    QVERIFY2(run.err.contains(mentioned), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
    QCOMPARE(contentOf(inFolder(QStringLiteral("there.csv"))), QByteArray("mine"));
    QCOMPARE(contentOf(result), before);
    QCOMPARE(files().size(), 2);
}

void ConvertCommandTest::brokenResults_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("mentioned");
    const auto row = [](const char* name, const auto& change, const char* mentioned) {
        nlohmann::json json = nlohmann::json::parse(jsonOf(sampleSegments()));
        change(json, json["documents"][0]["pages"][0]);
        QTest::newRow(name) << QByteArray::fromStdString(json.dump()) << QByteArray(mentioned);
    };
    using Json = nlohmann::json;
    QTest::newRow("no JSON") << QByteArray("{\"documents\": [") << QByteArray("result.json");
    QTest::newRow("empty") << QByteArray("") << QByteArray("result.json");
    QTest::newRow("a list") << QByteArray("[]") << QByteArray("no results");
    QTest::newRow("no pages") << QByteArray("{\"documents\": []}") << QByteArray("no pages");
    row(
        "documents of another form", [](Json& json, Json&) { json["documents"] = 5; }, "'documents'");
    row(
        "a nameless document", [](Json& json, Json&) { json["documents"][0].erase("document"); }, "'document'");
    row(
        "page nought", [](Json&, Json& page) { page["page"] = 0; }, "'page'");
    row(
        "nothing on a page", [](Json&, Json& page) { page.erase("result"); }, "neither");
    row(
        "another schema", [](Json&, Json& page) { page["result"]["schema"] = 7; }, "another version");
    row(
        "a word for a number", [](Json&, Json& page) { page["result"]["content"]["segments"][1]["box"][2] = "x"; },
        "content.segments[1].box[2]");
    row(
        "surer than sure", [](Json&, Json& page) { page["result"]["content"]["segments"][0]["confidence"] = 1.5; },
        "from 0 to 1");
    row(
        "a page without pixels", [](Json&, Json& page) { page["result"]["page"]["width"] = 0; }, "0 x 100");
    row(
        "a page beyond reason", [](Json&, Json& page) { page["result"]["page"]["width"] = 900'000'000'000; },
        "no page");
    row(
        "a mask off the page",
        [](Json&, Json& page) { page["result"]["content"]["segments"][0]["mask"]["left"] = 180; }, "'ring' leaves");
    row(
        "every page failed",
        [](Json&, Json& page) {
            page.erase("result");
            page["error"] = "broken";
        },
        "none of the pages");
}

void ConvertCommandTest::brokenResults()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, mentioned);
    QVERIFY(writeFile(inFolder(QStringLiteral("result.json")).toStdString(), json.toStdString()).ok());
    const ProgramRun run = convert(
        inFolder(QStringLiteral("result.json")), { QStringLiteral("-o"), inFolder(QStringLiteral("out.csv")) });
    QVERIFY2(run.exitCode == 2, run.err.constData());
    QVERIFY2(run.err.contains(mentioned), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
    QCOMPARE(files().size(), 1);
}

QTEST_GUILESS_MAIN(ConvertCommandTest)
#include "convert_command_test.moc"
