// Every exported file goes through a reader that is not ours (read_back.py: Python's XML, HTML, CSV and JSON readers;
// cmark for Markdown) and comes back as the result it was made of.

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdio>
#include <filesystem>
#include <set>

#include "engine/io/atomic_file.h"
#include "pipelines/export/export_format.h"
#include "pipelines/export/json_writer.h"
#include "pipelines/export/markdown_writer.h"
#include "pipelines/protocol/result_words.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

namespace {

constexpr int kTimeoutMs = 30'000;

struct Ended {
    int exitCode = -1;
    QByteArray said;
};

Ended runReader(const QString& program, const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kTimeoutMs))
        return {};
    return { process.exitCode(), process.readAllStandardOutput() + process.readAllStandardError() };
}

} // namespace

class ForeignReadersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesReadBack_data();
    void filesReadBack();
    void markdownShowsTheText();
};

void ForeignReadersTest::filesReadBack_data()
{
    QTest::addColumn<int>("sample");
    QTest::newRow("text") << 0;
    QTest::newRow("detections") << 1;
    QTest::newRow("segments") << 2;
    QTest::newRow("captions") << 3;
    QTest::newRow("tables") << 4;
    QTest::newRow("layout") << 5;
}

void ForeignReadersTest::filesReadBack()
{
    QFETCH(const int, sample);
    const ExportInput input = std::vector{ sampleText(), sampleDetections(), sampleSegments(), sampleCaptions(),
        sampleTables(), sampleLayout() }[static_cast<std::size_t>(sample)];
    const std::string_view kind = kindOf(input.pages.front().result->content);
    const QTemporaryDir folder;
    const QTemporaryDir files;
    const auto write = [&files](const std::string& name, const std::string& content) {
        QVERIFY(writeFile(std::filesystem::path(files.path().toStdString()) / name, content).ok());
    };
    const std::set<std::string_view> ours{ ".txt", ".json" }; // writers_test reads these
    int count = 0;
    for (const ExportFormat& format : exportFormats()) {
        const bool markdown = format.ending == ".md" && kind != "tables"; // see markdownShowsTheText
        const bool unknownLabels = format.ending == ".doclaynet.json" && sample != 5;
        if (!holds(format, kind) || ours.count(format.ending) > 0 || markdown)
            continue;
        if (unknownLabels) {
            QVERIFY(!format.writeAll(input).ok());
            continue;
        }
        if (format.writeAll != nullptr) {
            const Result<std::string> content = format.writeAll(input);
            QVERIFY(content.ok());
            write("all" + std::string(format.ending), content.value());
            ++count;
            continue;
        }
        for (std::size_t page = 0; page < input.pages.size(); ++page) {
            if (!input.pages[page].result)
                continue;
            write(std::to_string(page) + std::string(format.ending), format.writePage(input, page));
            ++count;
        }
        if (format.writeBeside != nullptr) {
            write(std::string(format.ending).substr(1) + std::string(format.besideEnding), format.writeBeside(input));
            ++count;
        }
    }
    const QString result = folder.filePath(QStringLiteral("result.json"));
    QVERIFY(writeFile(result.toStdString(), jsonOf(input)).ok());
    const QString script
        = qEnvironmentVariable("PALIMPSEST_SOURCE_DIR") + QStringLiteral("/tests/pipelines/export/read_back.py");
    const Ended ended = runReader(QStringLiteral("python3"), { QStringLiteral("-B"), script, result, files.path() });
    QVERIFY2(ended.exitCode == 0, ended.said.constData());
    QCOMPARE(ended.said, QByteArray::number(count) + " files read back\n");
}

// What cmark shows of one line behind another, where a row of dashes would turn the first into a heading.
void ForeignReadersTest::markdownShowsTheText()
{
    const std::vector<std::string> lines{ "plain words, a (bracket) and 50 % of it!",
        "*stars* and _lines_ in snake_case", "# a number", "#5 is alive", "- a dash", "-5 degrees", "+ more",
        "12. twelfth", "3.14 is pi", "7) seven", "> quoted", "---", "===", "- - -", "***", "`code` and ``more``",
        "[link](target) ![picture](x)", "<b>bold</b> a < b", "&amp; and &#65; and AT&T",
        "back\\slash and \\* and end\\", "~~struck~~", "http://example.org/a_b_c", "| a | b |", "1 * 2 * 3",
        "tab\there", "__init__", "~~~", "```" };
    QByteArray markdown;
    for (const std::string& line : lines)
        markdown += QByteArray::fromStdString("before\n" + markdownLine(line) + "\n\n");
    const Ended ended = runReader(QStringLiteral("cmark"), { QStringLiteral("-t"), QStringLiteral("html") }, markdown);
    QCOMPARE(ended.exitCode, 0);
    QByteArray expected;
    for (const std::string& line : lines)
        expected += "<p>before\n" + QString::fromStdString(line).toHtmlEscaped().toUtf8() + "</p>\n";
    QCOMPARE(ended.said, expected);
}

int main(int argc, char** argv)
{
    for (const char* program : { "python3", "cmark" }) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty()) {
            std::printf("skipped: %s is not installed\n", program);
            return 77;
        }
    }
    ForeignReadersTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "foreign_readers_test.moc"
