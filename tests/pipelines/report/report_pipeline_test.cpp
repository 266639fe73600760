// Radiology reports: where the indication goes, what becomes of the sections, and that every form says what it is not.

#include <QtTest>

#include "pipelines/decode/report_sections.h"
#include "pipelines/export/markdown_writer.h"
#include "pipelines/export/text_writer.h"
#include "pipelines/report/report_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

QString headingsOf(std::string_view text)
{
    QStringList headings;
    for (const ReportSection& section : reportSections(text))
        headings << QString::fromStdString(section.heading + "=" + section.text);
    return headings.join(QStringLiteral("|"));
}

} // namespace

class ReportPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sections_data();
    void sections();
    void theIndicationBeginsTheAnswer();
};

void ReportPipelineTest::sections_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("all three") << "INDICATION: cough. FINDINGS: Clear.\nLungs. IMPRESSION: Normal."
                               << "INDICATION=cough.|FINDINGS=Clear.\nLungs.|IMPRESSION=Normal.";
    QTest::newRow("other words and another order") << "impressions: None Findings: a"
                                                   << "IMPRESSION=None|FINDINGS=a";
    QTest::newRow("text before") << "The heart. FINDINGS: a"
                                 << "=The heart.|FINDINGS=a";
    QTest::newRow("no heading") << " The heart is large "
                                << "=The heart is large";
    QTest::newRow("words that only look like one") << "MYFINDINGS: findings were"
                                                   << "=MYFINDINGS: findings were";
    QTest::newRow("a section of nothing") << "FINDINGS:IMPRESSION:"
                                          << "FINDINGS=|IMPRESSION=";
    QTest::newRow("nothing") << ""
                             << "";
}

void ReportPipelineTest::sections()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(headingsOf(text.toStdString()), expected);
}

void ReportPipelineTest::theIndicationBeginsTheAnswer()
{
    ScriptedModel model;
    model.replay("INDICATION: cough. FINDINGS: The lungs are clear.");
    const DrawnPage page(300, 200);
    const TaskCapability capability{ .id = "report",
        .prompt = "report",
        .grammar = AnswerGrammar::Report,
        .forcedStart = "INDICATION: {argument} FINDINGS:" };
    Result<PageResult> read = makeReportPipeline()->run(
        { .page = page.image(), .capability = capability, .argument = "cough." }, model, {});
    QVERIFY(read.ok());
    QCOMPARE(model.questions()[0].forcedStart, std::string("INDICATION: cough. FINDINGS:"));
    QCOMPARE(model.questions()[0].prompt, std::string("report"));
    QCOMPARE(std::get<Report>(read.value().content).sections.size(), std::size_t{ 2 });
    const std::string notice(kReportNotice);
    QVERIFY(plainTextOf(read.value()).starts_with(notice));
    QVERIFY(markdownOf({ .producer = "p 1", .created = {}, .pages = { { "x", 1, read.value(), {} } } }).find(notice)
        != std::string::npos);
    const auto without = makeReportPipeline()->run({ .page = page.image(), .capability = capability }, model, {});
    QCOMPARE(without.error().code, ErrorCode::BadArguments);
}

QTEST_APPLESS_MAIN(ReportPipelineTest)
#include "report_pipeline_test.moc"
