// Which pictures of a folder have which truth beside them, what is named when they have none, and what a batch left as
// predictions.

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "pipelines/evaluate/evaluation.h"
#include "pipelines/evaluate/published_scores.h"
#include "pipelines/evaluate/report_writer.h"
#include "pipelines/evaluate/test_set.h"

using namespace palimpsest;

class TestSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void picturesHaveTheTruthOfTheirName();
    void whatHasNoPartnerIsNamed();
    void questionsNameTheirPicture();
    void annotationsMayListPicturesOfElsewhere();
    void theLimitTakesTheFirst();
    void foldersWithoutTruthAreRefused();
    void pagesOfATextAreParted();
    void aBatchIsAPrediction();
    void publishedScoresHaveTheirMetric();
    void publishedRowsStandBesideOurs();

private:
    void write(const char* name, const std::string& text) const
    {
        std::ofstream(m_folder->filePath(QLatin1String(name)).toStdString(), std::ios::binary) << text;
    }
    std::string path(const char* name = "") const { return m_folder->filePath(QLatin1String(name)).toStdString(); }
    TestSet collected(std::size_t limit = 100) const
    {
        Result<TestSet> set = readTestSet(path(), limit);
        if (!set.ok())
            qWarning("%s", set.error().message.c_str());
        return set.ok() ? std::move(set).value() : TestSet{};
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

std::string namesOf(const TestSet& set)
{
    std::string names;
    for (const TestItem& item : set.items)
        names += item.name + "=" + item.file.filename().string() + " ";
    return names;
}

std::string namesOf(const SampleSet& set)
{
    std::string names;
    for (const Sample& sample : set.samples)
        names += sample.name + " ";
    return names;
}

std::string reasonsOf(const std::vector<Unscored>& items)
{
    std::string reasons;
    for (const Unscored& item : items)
        reasons += item.name + ": " + item.reason + "\n";
    return reasons;
}

} // namespace

void TestSetTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestSetTest::picturesHaveTheTruthOfTheirName()
{
    write("a.PNG", "");
    write("a.txt", "x");
    write("letter.pdf", "");
    write("letter-1.txt", "x");
    write("letter-2.txt", "x");
    write("notes.doc", "");
    const TestSet set = collected();
    QCOMPARE(namesOf(set), std::string("a=a.PNG letter=letter.pdf "));
    QCOMPARE(namesOf(set.truth), std::string("a letter-1 letter-2 "));
    QCOMPARE(set.truth.passedOver, std::vector<std::string>{ "notes.doc" });
    QVERIFY(set.unpaired.empty());
}

void TestSetTest::whatHasNoPartnerIsNamed()
{
    write("a.png", "");
    write("a.txt", "x");
    write("b.png", "");
    write("c.txt", "x");
    write("d.png", "");
    write("d.jpg", "");
    write("d.txt", "x");
    write("e.png", "");
    write("e.json", "{");
    const TestSet set = collected();
    QCOMPARE(namesOf(set), std::string("a=a.png "));
    const std::string reasons = reasonsOf(set.unpaired);
    QVERIFY2(reasons.find("b: there is no truth") != std::string::npos, reasons.c_str());
    QVERIFY2(reasons.find("c: there is no picture") != std::string::npos, reasons.c_str());
    QVERIFY2(reasons.find("d: there are several pictures") != std::string::npos, reasons.c_str());
    QVERIFY2(reasons.find("e: ") == std::string::npos, reasons.c_str()); // its truth has a reason of its own
    QCOMPARE(set.truth.unscored.size(), std::size_t{ 1 });
}

void TestSetTest::questionsNameTheirPicture()
{
    write("one.png", "");
    write("all.jsonl",
        "{\"id\": \"q.1\", \"image\": \"one.png\", \"question\": \"How many?\", \"answers\": [\"2\", \"two\"]}\n"
        "{\"id\": 7, \"image\": \"one.png\", \"question\": \"Which?\", \"answer\": \"red\"}\n");
    const TestSet set = collected();
    QCOMPARE(namesOf(set), std::string("7=one.png q.1=one.png "));
    QCOMPARE(set.items[1].question, std::string("How many?"));
    QVERIFY(set.unpaired.empty());
}

void TestSetTest::annotationsMayListPicturesOfElsewhere()
{
    write("here.jpg", "");
    write("gt.jsonl",
        R"({"annotations": [{"image_id": "here", "paragraphs": []}, {"image_id": "there", "paragraphs": []}]})");
    const TestSet set = collected();
    QCOMPARE(namesOf(set), std::string("here=here.jpg "));
    QCOMPARE(namesOf(set.truth), std::string("here "));
    QVERIFY(set.unpaired.empty());
}

void TestSetTest::theLimitTakesTheFirst()
{
    for (const char* name : { "a", "b", "c" }) {
        write((std::string(name) + ".png").c_str(), "");
        write((std::string(name) + ".txt").c_str(), "x");
    }
    const TestSet set = collected(2);
    QCOMPARE(namesOf(set), std::string("a=a.png b=b.png "));
    QCOMPARE(namesOf(set.truth), std::string("a b "));
    QVERIFY(set.unpaired.empty());
}

void TestSetTest::foldersWithoutTruthAreRefused()
{
    write("a.png", "");
    const auto none = readTestSet(path(), 9);
    QVERIFY(!none.ok() && none.error().code == ErrorCode::BadInput);
    const auto nowhere = readTestSet(path("nowhere"), 9);
    QVERIFY(!nowhere.ok() && nowhere.error().code == ErrorCode::FileAccess);
    write("b.txt", "x");
    const auto file = readTestSet(path("b.txt"), 9);
    QVERIFY(!file.ok() && file.error().code == ErrorCode::FileAccess);
}

void TestSetTest::pagesOfATextAreParted()
{
    write("letter.txt", "one\ftwo\f");
    SampleSet found;
    found.samples = { { "letter-1", { "one" }, std::nullopt }, { "letter-2", { "twx" }, std::nullopt } };
    auto truth = readSamples(path());
    const auto report = evaluate("ocr", truth.value(), found);
    QVERIFY(report.ok() && report.value().unscored.empty());
    QCOMPARE(report.value().figures[0].value, 1.0 / 6); // of six letters
    found.samples = { { "letter", { "one\ftwo" }, std::nullopt }, { "x", { "x" }, std::nullopt } };
    const auto whole = evaluate("ocr", std::move(truth).value(), found); // one text against one text stays one
    QVERIFY(whole.ok() && whole.value().figures[0].count == 1 && whole.value().figures[0].value == 0);
}

// The lines of results.jsonl; its ids are paths where nobody gave others.
void TestSetTest::aBatchIsAPrediction()
{
    const std::string result
        = R"("result": {"kind": "text", "page": {"width": 1, "height": 1}, "content": {"text": "red"}}})";
    const auto line = [&](const char* id, const char* document, const char* page, const std::string& end) {
        return std::string("{\"id\": \"") + id + "\", \"document\": \"" + document + "\", \"page\": " + page
            + ", \"state\": \"done\", \"reason\": \"no light\", " + end + "\n";
    };
    write("results.jsonl",
        line("q.1", "one.png", "1", result) + line("scans/b.png", "scans/b.png", "1", result)
            + line("l.pdf", "l.pdf", "1", result) + line("l.pdf", "l.pdf", "2", "\"result\": null}")
            + line("gone.png", "gone.png", "null", "\"result\": null}"));
    write("report.json", R"({"in": 5, "done": 3, "partial": 0, "blank": 0, "failed": 2, "pending": 0})");
    const auto found = readSamples(path());
    QVERIFY(found.ok());
    QCOMPARE(namesOf(found.value()), std::string("b l-1 q.1 "));
    QCOMPARE(found.value().samples[0].texts, std::vector<std::string>{ "red\n" });
    const std::string reasons = reasonsOf(found.value().unscored);
    QCOMPARE(reasons, std::string("l-2: the page was not read: no light\ngone: the page was not read: no light\n"));
    QCOMPARE(found.value().passedOver, std::vector<std::string>{ "report.json" });
}

void TestSetTest::publishedScoresHaveTheirMetric()
{
    const auto tasks = evaluatedTasks();
    for (const PublishedScore& score : publishedScores()) {
        QVERIFY2(
            std::any_of(tasks.begin(), tasks.end(), [&](const EvaluatedTask& task) { return task.id == score.task; }),
            std::string(score.benchmark).c_str());
        QVERIFY(!score.place.empty());
        QVERIFY(std::any_of(score.percent.begin(), score.percent.end(), [](double value) { return value > 0; }));
    }
    // Of the report's tables: F1 follows from precision and recall, and larger pictures are never worse here.
    const auto find = [](std::string_view benchmark, std::string_view metric) {
        for (const PublishedScore& score : publishedScores())
            if (score.benchmark == benchmark && score.metric == metric)
                return score.percent;
        return PublishedScore{}.percent;
    };
    const double precision = find("Total-Text", "word end-to-end precision")[6];
    const double recall = find("Total-Text", "word end-to-end recall")[6];
    QVERIFY(
        std::abs(2 * precision * recall / (precision + recall) - find("Total-Text", "word end-to-end F1")[6]) < 0.1);
    QCOMPARE(find("DocVQA val", "ANLS")[3], 73.6);
    QCOMPARE(find("COCO", "AP")[7], 43.6);
}

void TestSetTest::publishedRowsStandBesideOurs()
{
    EvaluationReport report;
    report.task = "question";
    report.figures = { { { "ANLS", Average::Macro, "none" }, 0.5, 3, std::nullopt } };
    const std::string table = publishedTableOf(report, "DocVQA");
    QVERIFY2(table.find("DocVQA val") != std::string::npos && table.find("50.0") != std::string::npos
            && table.find("73.6") != std::string::npos && table.find("10B 448") != std::string::npos,
        table.c_str());
    QVERIFY2(table.find("InfoVQA") == std::string::npos && table.find("896") == std::string::npos, table.c_str());
    QVERIFY(publishedTableOf(report, {}).find("InfoVQA val") != std::string::npos);
    QVERIFY(publishedTableOf(report, {}).find("ChartQA") == std::string::npos); // no such figure of ours
    QVERIFY(publishedTableOf(report, "nothing of the kind").find("nothing was published") == 0);
}

QTEST_APPLESS_MAIN(TestSetTest)
#include "test_set_test.moc"
