// Pages with several tables, several molecules, or several parts, scored one by one.

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <map>

#include "tests/support/evaluation_figures.h"

using namespace palimpsest;

class PageItemsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void severalTables();
    void tablesOfATextWithSeveral();
    void severalMolecules();
    void partsOfAPage();

private:
    std::string path(const char* name) const { return m_folder->filePath(QLatin1String(name)).toStdString(); }
    void write(const char* name, const std::string& text) const { std::ofstream(path(name), std::ios::binary) << text; }
    EvaluationReport report(const char* task, const char* truth = "truth", const char* found = "pred") const
    {
        Result<EvaluationReport> result = evaluate({ task, path(truth), path(found) });
        if (!result.ok())
            qWarning("%s", result.error().message.c_str());
        return result.ok() ? std::move(result).value() : EvaluationReport{};
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

std::string oneCell(const std::string& text, const std::string& box = {})
{
    return R"({"rows": 1, "columns": 1, "cells": [{"row": 0, "column": 0, "text": ")" + text + "\"}]"
        + (box.empty() ? "" : ", \"box\": " + box) + "}";
}

std::string tablesPage(const std::string& tables)
{
    return R"({"kind": "tables", "page": {"width": 9, "height": 9}, "content": {"tables": [)" + tables + "]}}";
}

} // namespace

void PageItemsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("truth")));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("pred")));
}

// By their places where all have some, whatever the order; by the order where one has none.
void PageItemsTest::severalTables()
{
    write("truth/a.json", tablesPage(oneCell("one", "[0,0,9,3]") + "," + oneCell("two", "[0,5,9,9]")));
    write("pred/a.json", tablesPage(oneCell("two", "[0,4,9,9]") + "," + oneCell("one", "[1,0,9,4]")));
    write("truth/b.json", tablesPage(oneCell("one", "[0,0,9,3]") + "," + oneCell("two")));
    write("pred/b.json", tablesPage(oneCell("two", "[0,4,9,9]") + "," + oneCell("one", "[1,0,9,4]")));
    write("truth/c.json", tablesPage(oneCell("one", "[0,0,9,3]") + "," + oneCell("two", "[0,5,9,9]")));
    write("pred/c.json", tablesPage(oneCell("two", "[0,4,9,9]")));
    const EvaluationReport all = report("table");
    std::map<std::string, double> teds;
    for (const SampleScores& sample : all.samples)
        teds[sample.name] = sample.scores[0].second;
    QCOMPARE(teds.size(), std::size_t{ 6 });
    QCOMPARE(teds["a: table 1"], 1.0);
    QCOMPARE(teds["a: table 2"], 1.0);
    QVERIFY(teds["b: table 1"] < 1 && teds["b: table 2"] < 1);
    QCOMPARE(teds["c: table 1"], 0.0); // nothing was found there
    QCOMPARE(teds["c: table 2"], 1.0);
    QVERIFY2(all.unscored.empty(), qPrintable(reasons(all)));
}

void PageItemsTest::tablesOfATextWithSeveral()
{
    write("truth/a.html",
        "<html><body><TABLE><tbody><tr><td>a</td></tr></tbody></TABLE> and <table "
        "class=x><tr><td>b<table><tr><td>c</td></tr></table>"
        "</td></tr></table></body></html>");
    write("pred/a.json", tablesPage(oneCell("a") + "," + oneCell("b")));
    const EvaluationReport all = report("table");
    QCOMPARE(all.figures[0].count, std::size_t{ 2 });
    QCOMPARE(all.samples[0].scores[0].second, 1.0);
}

void PageItemsTest::severalMolecules()
{
    write("truth/a.smi", "CCO\tethanol\n\nC[C@H](N)C(=O)O alanine\n");
    write("pred/a.json", R"({"kind": "molecules", "page": {"width": 9, "height": 9}, "content": {"molecules": [
        {"smiles": "OCC"}, {"smiles": "CCC"}, {"smiles": "C"}]}})");
    write("truth/b.json", R"({"kind": "molecules", "page": {"width": 9, "height": 9}, "content": {"molecules": [
        {"smiles": "CC", "box": [0,0,4,4]}, {"smiles": "CN", "box": [5,5,9,9]}]}})");
    write("pred/b.json", R"({"kind": "molecules", "page": {"width": 9, "height": 9}, "content": {"molecules": [
        {"smiles": "NC", "box": [5,5,8,9]}]}})");
    const EvaluationReport all = report("molecule");
    QCOMPARE(figure(all, "full match"), 0.5); // ethanol and methylamine, of four
    QCOMPARE(figure(all, "valid"), 0.75);
    QVERIFY2(reasons(all).contains(QLatin1String("a: found molecule 3: the truth has no such molecule")),
        qPrintable(reasons(all)));
}

// What `--task auto` gives: each task scores the parts of its kind.
void PageItemsTest::partsOfAPage()
{
    const std::string text = R"({"kind": "ocr", "page": {"width": 9, "height": 9},
        "content": {"lines": [{"text": "abc", "box": [0, 0, 9, 4]}]}})";
    const std::string caption = R"({"kind": "text", "page": {"width": 9, "height": 9}, "content": {"text": "a dog"}})";
    write("pred/a.json",
        R"({"schema": 1, "kind": "parts", "page": {"width": 9, "height": 9}, "content": {"parts": [)" + text + ","
            + tablesPage(oneCell("x")) + "," + caption + R"(], "unread": []}})");
    write("truth/a.txt", "abc\nx");
    const EvaluationReport reading = report("ocr", "truth/a.txt", "pred/a.json");
    QCOMPARE(figure(reading, "CER"), 0.0); // the caption stands on no page
    write("truth/t.html", "<table><tbody><tr><td>x</td></tr></tbody></table>");
    QCOMPARE(figure(report("table", "truth/t.html", "pred/a.json"), "TEDS"), 1.0);
    write("truth/c.txt", "a dog");
    QCOMPARE(figure(report("question", "truth/c.txt", "pred/a.json"), "exact match"), 1.0);
    write("truth/w.json", text);
    QCOMPARE(figure(report("ocr", "truth/w.json", "pred/a.json"), "word end-to-end F1"), 1.0);
    write("truth/m.smi", "C");
    QCOMPARE(figure(report("molecule", "truth/m.smi", "pred/a.json"), "full match"), 0.0); // none was found
}

QTEST_APPLESS_MAIN(PageItemsTest)
#include "page_items_test.moc"
