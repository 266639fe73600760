// The table of tasks: every row makes its pipeline, and a declared task finds the row of its grammar.

#include <QtTest>
#include <set>

#include "pipelines/registry.h"

using namespace palimpsest;

class RegistryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsWhole();
    void tasksFindTheirPipelineByGrammar();
    void everyGrammarHasAPipeline();
};

void RegistryTest::everyRowIsWhole()
{
    std::set<std::string_view> ids;
    std::set<AnswerGrammar> grammars;
    for (const PipelineEntry& entry : pipelineEntries()) {
        QVERIFY(ids.insert(entry.id).second);
        QVERIFY(!entry.summary.empty() && !entry.grammars.empty());
        QVERIFY(entry.make() != nullptr);
        for (const AnswerGrammar grammar : entry.grammars)
            QVERIFY2(grammars.insert(grammar).second, "two pipelines for one grammar");
    }
    QVERIFY(ids.contains("ocr"));
}

void RegistryTest::tasksFindTheirPipelineByGrammar()
{
    // What the user calls the task does not matter.
    QVERIFY(makePipeline({ .id = "shop-signs", .grammar = AnswerGrammar::OcrBoxes }).ok());
    QVERIFY(makePipeline({ .id = "ocr", .grammar = AnswerGrammar::PlainText }).ok());
    QVERIFY(makePipeline({ .id = "invoices", .grammar = AnswerGrammar::TableHtml }).ok());
}

void RegistryTest::everyGrammarHasAPipeline()
{
    for (int grammar = 0; grammar <= static_cast<int>(AnswerGrammar::Report); ++grammar) // the last one
        QVERIFY2(makePipeline({ .id = "any", .grammar = static_cast<AnswerGrammar>(grammar) }).ok(),
            qPrintable(QString::number(grammar)));
}

QTEST_APPLESS_MAIN(RegistryTest)
#include "registry_test.moc"
