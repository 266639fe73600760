// Annotations in the structure that HierText and COCO-Text are published in, and results of ours scored against them.

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include <nlohmann/json.hpp>

#include "pipelines/evaluate/evaluation.h"
#include "pipelines/evaluate/scene_text.h"
#include "tests/support/evaluation_figures.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class SceneTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hierText();
    void cocoText();
    void otherJsonIsNeither();
    void brokenAnnotationsAreNamed();
    void resultsAgainstHierText_data();
    void resultsAgainstHierText();
    void resultsAgainstCocoText();
};

namespace {

// One picture: a slanted word, two upright ones, one that nobody can read, and a paragraph that nobody can.
const char* const kHierText = R"({"info": {"date": "2022", "version": "1.0"}, "annotations": [
  {"image_id": "a1b2", "image_width": 400, "image_height": 300, "paragraphs": [
    {"vertices": [[0,0],[200,0],[200,50],[0,50]], "legible": true, "lines": [
      {"vertices": [[0,0],[200,0],[200,20],[0,20]], "text": "Hello World", "legible": true, "handwritten": false,
       "vertical": false, "words": [
        {"vertices": [[0,0],[100,0],[100,20],[0,20]], "text": "Hello", "legible": true, "handwritten": false,
         "vertical": false},
        {"vertices": [[110,0],[200,0],[200,20],[110,20]], "text": "World", "legible": true, "handwritten": false,
         "vertical": false}]},
      {"vertices": [[0,30],[200,30],[200,50],[0,50]], "text": "42% ", "legible": true, "handwritten": false,
       "vertical": false, "words": [
        {"vertices": [[0,40],[60,30],[60,50],[0,60]], "text": "42%", "legible": true, "handwritten": true,
         "vertical": false},
        {"vertices": [[70,30],[200,30],[200,50],[70,50]], "text": "", "legible": false, "handwritten": false,
         "vertical": false}]}]},
    {"vertices": [[0,200],[100,200],[100,220],[0,220]], "legible": false, "lines": []}]},
  {"image_id": "c3d4", "image_width": 10, "image_height": 10, "paragraphs": []}]})";

const char* const kCocoText = R"({"cats": {}, "imgs": {
    "217925": {"id": 217925, "set": "val", "width": 400, "height": 300, "file_name": "COCO_train2014_000000217925.jpg"},
    "2": {"id": 2, "set": "train", "width": 400, "height": 300, "file_name": "COCO_train2014_000000000002.jpg"}},
  "anns": {
    "45346": {"mask": [0, 0, 100, 0, 100, 20, 0, 20], "class": "machine printed", "bbox": [0.0, 0.0, 100.0, 20.0],
      "image_id": 217925, "id": 45346, "language": "english", "area": 2000.0, "utf8_string": "Hello",
      "legibility": "legible"},
    "45347": {"class": "machine printed", "bbox": [110, 0, 90, 20], "image_id": 217925, "id": 45347,
      "language": "english", "area": 1800.0, "utf8_string": "World", "legibility": "legible"},
    "45348": {"class": "others", "bbox": [70, 30, 130, 20], "image_id": 217925, "id": 45348, "language": "na",
      "area": 2600.0, "legibility": "illegible"}},
  "imgToAnns": {"217925": [45346, 45347, 45348], "2": []}, "info": {}})";

SampleSet must(const char* text)
{
    return sceneTextOf(nlohmann::json::parse(text)).value_or(SampleSet{});
}

bool near(double found, double expected)
{
    return std::abs(found - expected) <= tolerance::kPublishedFigure;
}

EvaluationReport scored(const char* truth, const std::string& name, const std::string& lines)
{
    const QTemporaryDir folder;
    const auto path = [&](const std::string& file) { return folder.path().toStdString() + "/" + file; };
    std::ofstream(path("truth.json")) << truth;
    std::ofstream(path(name + ".json")) << R"({"kind": "ocr", "page": {"width": 400, "height": 300},
        "content": {"lines": [)"
            + lines + "]}}";
    auto result = evaluate({ "ocr", path("truth.json"), path(name + ".json") });
    if (!result.ok())
        qWarning("%s", result.error().message.c_str());
    return result.ok() ? std::move(result).value() : EvaluationReport{};
}

} // namespace

void SceneTextTest::hierText()
{
    const SampleSet set = must(kHierText);
    QCOMPARE(set.samples.size(), std::size_t{ 2 });
    const Sample& sample = set.samples[0];
    QCOMPARE(sample.name, std::string("a1b2"));
    QCOMPARE(sample.texts, std::vector<std::string>{ "Hello World\n42%\n" });
    QVERIFY(sample.words && sample.words->size() == 5); // the paragraph that nobody can read is one, too
    QCOMPARE(sample.words->at(2).box, (RectF{ 0, 30, 60, 60 }));
    QCOMPARE(sample.words->at(2).outline.size(), std::size_t{ 4 });
    QVERIFY(sample.words->at(2).legible && !sample.words->at(3).legible && !sample.words->at(4).legible);
    QVERIFY(set.samples[1].words && set.samples[1].words->empty());
}

void SceneTextTest::cocoText()
{
    const SampleSet set = must(kCocoText);
    QCOMPARE(set.samples.size(), std::size_t{ 2 });
    const auto sample = std::find_if(set.samples.begin(), set.samples.end(),
        [](const Sample& entry) { return entry.name == "COCO_train2014_000000217925"; });
    QVERIFY(sample != set.samples.end());
    QVERIFY(sample->texts.empty()); // its words have no order
    QVERIFY(sample->words && sample->words->size() == 3);
    QCOMPARE(sample->words->at(0).outline.size(), std::size_t{ 4 });
    QCOMPARE(sample->words->at(1).box, (RectF{ 110, 0, 200, 20 }));
    QCOMPARE(sample->words->at(1).text, std::string("World"));
    QVERIFY(!sample->words->at(2).legible);
}

void SceneTextTest::otherJsonIsNeither()
{
    for (const char* text : { "[]", "3", "{}", R"({"annotations": []})",
             R"({"annotations": [{"image_id": 1, "bbox": []}]})", R"({"imgs": [], "anns": []})" })
        QVERIFY2(!sceneTextOf(nlohmann::json::parse(text)), text);
}

void SceneTextTest::brokenAnnotationsAreNamed()
{
    const SampleSet corners = must(R"({"annotations": [{"image_id": "x", "paragraphs": [{"lines": [{"words": [
        {"vertices": [[0, 0], [1]], "text": "a"}]}]}]}, {"paragraphs": 3}, {"image_id": "y", "paragraphs": 3}]})");
    QCOMPARE(corners.samples.size(), std::size_t{ 1 }); // of "y" nothing is known but that it is there
    QCOMPARE(corners.unscored.size(), std::size_t{ 2 });
    QCOMPARE(corners.unscored[0].name, std::string("x"));
    QVERIFY(corners.unscored[0].reason.find("vertices") != std::string::npos);
    const SampleSet boxes = must(R"({"imgs": {"1": {"file_name": "p.jpg", "id": 1}},
        "anns": {"5": {"image_id": 1, "bbox": [1, 2, 3]}, "6": 7, "8": {}}})");
    QCOMPARE(boxes.samples.size(), std::size_t{ 0 });
    QCOMPARE(boxes.unscored.size(), std::size_t{ 1 });
    QVERIFY(boxes.unscored[0].reason.find("bbox") != std::string::npos);
}

void SceneTextTest::resultsAgainstHierText_data()
{
    QTest::addColumn<QString>("lines");
    QTest::addColumn<double>("detection");
    QTest::addColumn<double>("endToEnd");
    const QString hello = QStringLiteral(R"({"text": "Hello world", "box": [0,0,220,20]})");
    // Shared out by their letters: Hello has 0 to 100, world 120 to 220, which is 80 of 110 wide.
    QTest::newRow("a run of words is words") << hello << 2 * 2.0 / (2 + 3) << 2 * 1.0 / (2 + 3);
    // 1050 of 1200 lie in the box of 1200.
    QTest::newRow("a slanted word") << hello + QStringLiteral(R"(, {"text": "42%", "box": [0,35,60,55]})")
                                    << 2 * 3.0 / (3 + 3) << 2 * 2.0 / (3 + 3);
    // The box is half of the one around the word, but 600 of 1500 is less than half.
    QTest::newRow("half of its surroundings")
        << QStringLiteral(R"({"text": "42%", "box": [0,30,60,45]})") << 0.0 << 0.0;
    QTest::newRow("on what nobody can read") << hello
            + QStringLiteral(R"(, {"text": "junk", "box": [75,32,150,48]}, {"text": "junk", "box": [5,202,50,218]})")
                                             << 2 * 2.0 / (2 + 3) << 2 * 1.0 / (2 + 3);
}

void SceneTextTest::resultsAgainstHierText()
{
    QFETCH(const QString, lines);
    QFETCH(const double, detection);
    QFETCH(const double, endToEnd);
    const EvaluationReport report = scored(kHierText, "a1b2", lines.toStdString());
    QVERIFY2(near(figure(report, "word detection F1"), detection),
        qPrintable(QString::number(figure(report, "word detection F1"))));
    QVERIFY(near(figure(report, "word end-to-end F1"), endToEnd));
    QVERIFY(figure(report, "CER") >= 0);
    QCOMPARE(report.unscored.size(), std::size_t{ 1 }); // the other picture
}

void SceneTextTest::resultsAgainstCocoText()
{
    const EvaluationReport report = scored(kCocoText, "COCO_train2014_000000217925",
        R"({"text": "Hello", "box": [2,0,102,20]}, {"text": "extra", "box": [0,60,50,80]},
           {"text": "junk", "box": [75,32,150,48]})");
    QVERIFY(near(figure(report, "word detection precision"), 0.5));
    QVERIFY(near(figure(report, "word detection recall"), 0.5));
    QVERIFY(near(figure(report, "word end-to-end F1"), 0.5));
    QVERIFY(figure(report, "CER") < 0); // its words have no order
}

QTEST_APPLESS_MAIN(SceneTextTest)
#include "scene_text_test.moc"
