// Files in, figures out: the forms of files, what belongs together, what is named when it does not, and every task
// once.

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

#include "tests/support/evaluation_figures.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class EvaluationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void singleFilesBelongTogether();
    void foldersPairByName();
    void everyFileIsNamed();
    void linesOfAnswers();
    void pagesOfDocuments();
    void handwrittenTruth();
    void words();
    void tables();
    void tablesOfResults();
    void molecules();
    void music();
    void captions();
    void detections();
    void segments();
    void refusals_data();
    void refusals();

private:
    std::string path(const char* name) const { return m_folder->filePath(QLatin1String(name)).toStdString(); }
    void write(const char* name, const std::string& text) const;
    EvaluationReport report(const char* task, const char* truth = "truth", const char* found = "pred") const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

bool near(double found, double expected)
{
    return std::abs(found - expected) <= tolerance::kPublishedFigure;
}

} // namespace

void EvaluationTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("truth")));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("pred")));
}

void EvaluationTest::write(const char* name, const std::string& text) const
{
    std::ofstream(path(name), std::ios::binary) << text;
}

EvaluationReport EvaluationTest::report(const char* task, const char* truth, const char* found) const
{
    Result<EvaluationReport> result = evaluate({ task, path(truth), path(found) });
    if (!result.ok())
        qWarning("%s", result.error().message.c_str());
    return result.ok() ? std::move(result).value() : EvaluationReport{};
}

void EvaluationTest::singleFilesBelongTogether()
{
    write("truth/letter.txt", "abcd\nefgh\n");
    write("pred/out.txt", "abcd  efgx");
    const EvaluationReport all = report("ocr", "truth/letter.txt", "pred/out.txt");
    QVERIFY(near(figure(all, "CER"), 1.0 / 9)); // white space runs are one space
    QVERIFY(near(figure(all, "WER"), 0.5));
    QVERIFY(near(figure(all, "bag-of-words F1"), 0.5));
    QVERIFY(all.unscored.empty());
    QVERIFY(!all.figures[0].interval); // one sample says nothing about others
}

void EvaluationTest::foldersPairByName()
{
    write("truth/a.txt", "Hello, world");
    write("truth/b.txt", "x");
    write("pred/a.txt", "hello world");
    write("pred/b.txt", "x");
    const EvaluationReport all = report("ocr");
    QVERIFY(near(figure(all, "CER"), 2.0 / 13)); // micro: of 12 + 1
    QVERIFY(near(figure(all, "CER folded"), 0.0));
    QCOMPARE(all.figures[0].count, std::size_t{ 2 });
    QVERIFY(all.figures[0].interval && all.figures[0].interval->low == 0.0);
    QVERIFY(near(all.figures[0].interval->high, 2.0 / 12));
    QCOMPARE(all.samples.size(), std::size_t{ 2 });
    QVERIFY(near(all.samples[0].scores[0].second, 2.0 / 12));
}

void EvaluationTest::everyFileIsNamed()
{
    write("truth/a.txt", "x");
    write("truth/missing.txt", "x");
    write("truth/broken.json", "{");
    write("truth/page.png", "no text");
    write("pred/a.txt", "x");
    write("pred/extra.txt", "x");
    write("pred/broken.txt", "x");
    write("pred/twice.txt", "x");
    write("pred/twice.html", "x");
    const EvaluationReport all = report("ocr");
    QCOMPARE(all.figures[0].count, std::size_t{ 1 });
    const QString named = reasons(all);
    QVERIFY2(named.contains(QLatin1String("missing: there is no prediction")), qPrintable(named));
    QVERIFY2(named.contains(QLatin1String("extra: there is no truth")), qPrintable(named));
    QVERIFY2(named.contains(QLatin1String("broken: truth: ")), qPrintable(named));
    QVERIFY2(named.contains(QLatin1String("twice: prediction: there are 2 samples")), qPrintable(named));
    QCOMPARE(all.unscored.size(), std::size_t{ 4 });
    QCOMPARE(all.passedOver, std::vector<std::string>{ "page.png" });
}

void EvaluationTest::linesOfAnswers()
{
    write("truth.jsonl",
        "{\"id\": \"q1\", \"answer\": \"100\"}\n"
        "{\"id\": 2, \"answers\": [\"two\",\"two\",\"2\",\"3\",\"3\",\"3\",\"3\",\"3\",\"3\",\"3\"]}\n\n"
        "{\"id\": \"q3\", \"answer\": 3}\nnonsense\n");
    write("pred.jsonl", "{\"id\": \"q1\", \"answer\": \" 105 \"}\r\n{\"id\": \"2\", \"answer\": \"Two.\"}\n");
    const EvaluationReport all = report("question", "truth.jsonl", "pred.jsonl");
    QVERIFY(near(figure(all, "exact match"), 0.0)); // "two." is not "two"
    QVERIFY(near(figure(all, "relaxed accuracy"), 0.5));
    QVERIFY(near(figure(all, "ANLS"), (2.0 / 3 + 0.75) / 2));
    QVERIFY(near(figure(all, "VQA accuracy"), 0.9)); // 3 of 10 once they are alike; one voter is not counted
    QVERIFY(near(figure(all, "VQA accuracy of all voters"), 1.0));
    QCOMPARE(all.figures.back().count, std::size_t{ 1 });
    QCOMPARE(reasons(all).count(QLatin1String("truth: ")), 2);
    QVERIFY2(reasons(all).contains(QLatin1String("truth.jsonl:5")), qPrintable(reasons(all)));
}

void EvaluationTest::pagesOfDocuments()
{
    write("pred/all.json",
        R"({"documents": [{"document": "scans/one.png", "pages": [{"page": 1, "result": {"kind": "text",
            "page": {"width": 1, "height": 1}, "content": {"text": "red"}}}]},
            {"document": "two.pdf", "pages": [{"page": 1, "result": {"kind": "text",
            "page": {"width": 1, "height": 1}, "content": {"text": "blue"}}}, {"page": 2, "error": "no light"},
            {"page": 3}]}]})");
    write("truth/one.txt", "red\n");
    write("truth/two-1.txt", "blue");
    write("truth/two-2.txt", "green");
    const EvaluationReport all = report("question");
    QCOMPARE(figure(all, "exact match"), 1.0);
    QCOMPARE(all.figures[0].count, std::size_t{ 2 });
    QVERIFY2(reasons(all).contains(QLatin1String("two-2: prediction: the page was not read: no light")),
        qPrintable(reasons(all)));
    QVERIFY(reasons(all).contains(QLatin1String("two-3")));
    QCOMPARE(all.unscored.size(), std::size_t{ 2 });
}

void EvaluationTest::handwrittenTruth()
{
    write("truth/a.json", R"({"kind": "ocr", "page": {"width": 9, "height": 9},
        "content": {"lines": [{"text": "abc", "box": [0, 0, 9, 4]}]}})");
    write("truth/b.json", R"({"kind": "ocr", "page": {"width": 9, "height": 9}, "content": {"lines": [{"text": 3}]}})");
    write("pred/a.txt", "abc");
    write("pred/b.txt", "abc");
    const EvaluationReport all = report("ocr");
    QCOMPARE(figure(all, "CER"), 0.0);
    QVERIFY2(reasons(all).contains(QLatin1String("content.lines[0].text")), qPrintable(reasons(all)));
}

void EvaluationTest::words()
{
    write("truth/p.json", R"({"kind": "ocr", "page": {"width": 200, "height": 80}, "content": {"lines": [
        {"text": "Hello", "box": [0,0,100,20]}, {"text": "World", "box": [110,0,200,20]},
        {"text": "42%", "box": [0,30,60,50]}, {"text": "", "box": [70,30,200,50]}]}})");
    write("pred/p.json", R"({"kind": "ocr", "page": {"width": 200, "height": 80}, "content": {"lines": [
        {"text": "Hello", "box": [2,0,102,20]}, {"text": "world", "box": [112,1,200,20]},
        {"text": "42%", "box": [0,30,60,50]}, {"text": "junk", "box": [75,32,150,48]},
        {"text": "extra", "box": [0,60,50,80]}]}})");
    const EvaluationReport all = report("ocr");
    QVERIFY(near(figure(all, "word detection F1"), 0.857143));
    QVERIFY(near(figure(all, "word end-to-end precision"), 0.5));
    QVERIFY(near(figure(all, "word end-to-end recall"), 0.666667));
    QVERIFY(near(figure(all, "word end-to-end F1"), 0.571429));
}

void EvaluationTest::tables()
{
    const std::string head = "<table><thead><tr><td>A</td><td>B</td></tr></thead><tbody><tr><td>1</td>";
    write("truth/a.html", head + "<td>22</td></tr></tbody></table>");
    write("truth/b.html", head + "<td>22</td></tr></tbody></table>");
    write("truth/c.html", "no table");
    write("truth/d.html", head);
    write("pred/a.html", head + "<td>23</td></tr></tbody></table>");
    write("pred/b.html", "the model lost its way");
    write("pred/c.html", head);
    write("pred/d.html", "<table><tr><td rowspan=1000 colspan=1000>" + std::string(50'000, 'x'));
    const EvaluationReport all = report("table");
    QVERIFY(near(figure(all, "TEDS"), 0.9375 / 2)); // b scores 0
    QVERIFY(near(figure(all, "S-TEDS"), 0.5));
    QVERIFY(near(figure(all, "GriTS-Top"), 0.5));
    QVERIFY(near(figure(all, "GriTS-Con"), 3.5 / 4 / 2));
    QVERIFY2(reasons(all).contains(QLatin1String("c: truth: there is no table")), qPrintable(reasons(all)));
    QVERIFY2(reasons(all).contains(QLatin1String("d: prediction: the table has more than")), qPrintable(reasons(all)));
}

// A result that `read --json` writes against HTML, and against a result written by hand.
void EvaluationTest::tablesOfResults()
{
    const std::string cells = R"({"row": 0, "column": 0, "text": "A", "header": true},
        {"row": 0, "column": 1, "text": "B", "header": true}, {"row": 1, "column": 0, "text": "1"},
        {"row": 1, "column": 1, "text": ")";
    const auto result = [&cells](const std::string& last, int count) {
        std::string tables;
        for (int i = 0; i < count; ++i)
            tables += (i == 0 ? "" : ", ") + (R"({"rows": 2, "columns": 2, "cells": [)" + cells) + last + "\"}]}";
        return R"({"kind": "tables", "page": {"width": 9, "height": 9}, "content": {"tables": [)" + tables + "]}}";
    };
    write("truth/a.html",
        "<table><thead><tr><td>A</td><td>B</td></tr></thead><tbody><tr><td>1</td><td>22</td></tr></tbody></table>");
    write("pred/a.json", result("23", 1));
    write("truth/b.json", result("22", 1));
    write("pred/b.json", result("22", 1));
    write("truth/c.json", result("22", 1));
    write("pred/c.json", result("22", 0));
    write("truth/d.json", result("22", 1));
    write("pred/d.json", result("22", 2));
    const EvaluationReport all = report("table");
    QVERIFY(near(figure(all, "TEDS"), (0.9375 + 1 + 0 + 1) / 4));
    QVERIFY(near(figure(all, "S-TEDS"), 3.0 / 4));
    QVERIFY2(reasons(all).contains(QLatin1String("d: found table 2: the truth has no such table")),
        qPrintable(reasons(all)));
    QCOMPARE(all.unscored.size(), std::size_t{ 1 });
}

void EvaluationTest::molecules()
{
    write("truth.jsonl", "{\"id\": 1, \"answer\": \"CCO\"}\n{\"id\": 2, \"answer\": \"C[C@H](N)C(=O)O\"}\n");
    write("pred.jsonl", "{\"id\": 1, \"answer\": \"OCC\\n\"}\n{\"id\": 2, \"answer\": \"C1CC\"}\n");
    const EvaluationReport all = report("molecule", "truth.jsonl", "pred.jsonl");
    QCOMPARE(figure(all, "full match"), 0.5);
    QCOMPARE(figure(all, "full match of chiral"), 0.0);
    QCOMPARE(figure(all, "valid"), 0.5);
    QCOMPARE(figure(all, "Tanimoto"), 0.5);
}

void EvaluationTest::music()
{
    write("truth/a.krn", "4C 4E\t4g\r\n4D\t4a\r\n");
    write("pred/a.krn", "4C 4E\t4g#\n4D\t4a\n\n");
    const EvaluationReport all = report("score");
    QVERIFY(near(figure(all, "CER"), 1.0 / 14));
    QVERIFY(near(figure(all, "SER"), 1.0 / 8));
    QVERIFY(near(figure(all, "LER"), 1.0 / 2));
}

void EvaluationTest::captions()
{
    write("truth.jsonl",
        "{\"id\": 1, \"answers\": [\"a brown horse stands on dirt ground\", \"a horse with a black saddle\"]}\n"
        "{\"id\": 2, \"answers\": [\"two dogs play in the snow\"]}\n{\"id\": 3, \"answer\": \"a red car\"}\n");
    write("pred.jsonl",
        "{\"id\": 1, \"answer\": \"A brown horse stands on the ground.\"}\n"
        "{\"id\": 2, \"answer\": \"two dogs run in the snow\"}\n{\"id\": 3, \"answer\": \"a red car\"}\n");
    const EvaluationReport all = report("caption", "truth.jsonl", "pred.jsonl");
    QVERIFY(near(figure(all, "BLEU-4"), 0.542378));
    QVERIFY(near(figure(all, "ROUGE-L"), 0.896825));
    QVERIFY(near(figure(all, "CIDEr-D"), 5.086663));
}

void EvaluationTest::detections()
{
    write("truth/a.json", R"({"kind": "detections", "page": {"width": 400, "height": 400}, "content": {"objects": [
        {"label": "x", "box": [10,10,110,60]}, {"label": "x", "box": [200,10,240,50]}]}})");
    write("truth/b.json", R"({"kind": "detections", "page": {"width": 400, "height": 400}, "content": {"objects": [
        {"label": "x", "box": [0,0,50,50]}]}})");
    write("truth/c.txt", "x");
    write("pred/a.json", R"({"kind": "detections", "page": {"width": 400, "height": 400}, "content": {"objects": [
        {"label": "x", "box": [12,11,112,61], "confidence": 0.9},
        {"label": "x", "box": [300,300,310,310], "confidence": 0.8},
        {"label": "x", "box": [240,10,200,50], "confidence": 1.0, "state": "inverted"},
        {"label": "x", "box": [205,15,245,55], "confidence": 0.6}]}})");
    write("pred/b.json", R"({"kind": "detections", "page": {"width": 400, "height": 400}, "content": {"objects": [
        {"label": "x", "box": [0,0,50,40], "confidence": 0.7}, {"label": "x", "box": [0,0,50,50], "confidence": 0.5}]}})");
    write("pred/c.txt", "x");
    const EvaluationReport all = report("detect");
    QVERIFY(near(figure(all, "AP"), 0.572228));
    QVERIFY(near(figure(all, "AP50"), 0.834158));
    QVERIFY(near(figure(all, "AP75"), 0.554455));
    QVERIFY(figure(all, "AP of large") < 0); // there is no such object
    QVERIFY(reasons(all).contains(QLatin1String("c: detections are compared as results")));
}

// Masks of one label are one; a label that was not found overlaps with nothing.
void EvaluationTest::segments()
{
    write("truth/a.json", R"({"kind": "segments", "page": {"width": 4, "height": 4}, "content": {"segments": [
        {"label": "cup", "box": [0,0,3,4], "mask": {"left": 0, "top": 0, "width": 3, "height": 4, "runs": [0, 12]}},
        {"label": "hat", "box": [0,0,1,1], "mask": {"left": 0, "top": 0, "width": 1, "height": 1, "runs": [0, 1]}}]}})");
    write("truth/b.json", R"({"kind": "segments", "page": {"width": 4, "height": 4}, "content": {"segments": []}})");
    write("pred/a.json", R"({"kind": "segments", "page": {"width": 4, "height": 4}, "content": {"segments": [
        {"label": "cup", "box": [0,0,2,4], "mask": {"left": 0, "top": 0, "width": 2, "height": 4, "runs": [0, 8]}},
        {"label": "cup", "box": [2,0,4,4], "mask": {"left": 2, "top": 0, "width": 2, "height": 4, "runs": [0, 8]}},
        {"label": "cat", "box": [0,0,4,4]}]}})");
    write("pred/b.json", R"({"kind": "segments", "page": {"width": 4, "height": 4}, "content": {"segments": [
        {"label": "cup", "box": [0,0,3,4],
         "mask": {"left": 18446744073709551615, "top": 0, "width": 2, "height": 1, "runs": [2]}}]}})");
    const EvaluationReport all = report("segment");
    QVERIFY(near(figure(all, "mIoU"), (0.75 + 0) / 2));
    QVERIFY(near(figure(all, "oIoU"), 12.0 / 17));
    QVERIFY(near(figure(all, "precision@0.7"), 0.5));
    QVERIFY(near(figure(all, "precision@0.8"), 0.0));
    QVERIFY2(reasons(all).contains(QLatin1String("a: cat: the truth has no such label")), qPrintable(reasons(all)));
    QVERIFY2(reasons(all).contains(QLatin1String("b: a mask leaves its page")), qPrintable(reasons(all)));
}

void EvaluationTest::refusals_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("found");
    QTest::addColumn<int>("code");
    QTest::newRow("task") << "cooking"
                          << "pred" << static_cast<int>(ErrorCode::BadArguments);
    QTest::newRow("no such folder") << "ocr"
                                    << "nowhere" << static_cast<int>(ErrorCode::FileAccess);
    QTest::newRow("nothing to score") << "ocr"
                                      << "pred" << static_cast<int>(ErrorCode::BadInput);
}

void EvaluationTest::refusals()
{
    QFETCH(const QString, task);
    QFETCH(const QString, found);
    QFETCH(const int, code);
    write("truth/a.txt", "x");
    write("truth/b.txt", "x");
    const Result<EvaluationReport> result
        = evaluate({ task.toStdString(), path("truth"), m_folder->filePath(found).toStdString() });
    QVERIFY(!result.ok());
    QCOMPARE(static_cast<int>(result.error().code), code);
}

QTEST_APPLESS_MAIN(EvaluationTest)
#include "evaluation_test.moc"
