// Results as files: text as a person would copy it, JSON that reads back, and no half-written file.

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "pipelines/export/json_writer.h"
#include "pipelines/export/text_writer.h"
#include "pipelines/protocol/result_json.h"

using namespace palimpsest;

namespace {

PageResult page(PageContent content)
{
    PageResult result;
    result.content = std::move(content);
    return result;
}

PageResult twoLines()
{
    return page(OcrResult{ { { "one", {}, std::nullopt, {} }, { "two words", {}, std::nullopt, {} } } });
}

std::string contentsOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return { std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>() };
}

} // namespace

class WritersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsWhatOneWouldCopy();
    void pagesArePartedByFormFeeds();
    void jsonReadsBack();
    void unwritablePlacesAreNamed();

private:
    QTemporaryDir m_folder;
};

void WritersTest::textIsWhatOneWouldCopy()
{
    QCOMPARE(plainTextOf(twoLines()), std::string("one\ntwo words\n"));
    QCOMPARE(plainTextOf(page(Detections{ { { "cat", { 1.5, 2.49, 10, 20.5 }, {}, {}, 0 } } })),
        std::string("cat 2 2 10 21\n"));
    QCOMPARE(plainTextOf(page(PlainText{ "a caption", {} })), std::string("a caption\n"));
    QCOMPARE(plainTextOf(page(PlainText{})), std::string());
}

void WritersTest::pagesArePartedByFormFeeds()
{
    const std::filesystem::path file = m_folder.filePath(QStringLiteral("out.txt")).toStdString();
    QVERIFY(writeText(file, std::vector{ twoLines(), page(PlainText{ "end", {} }) }).ok());
    QCOMPARE(contentsOf(file), std::string("one\ntwo words\n\fend\n"));
}

void WritersTest::jsonReadsBack()
{
    const std::filesystem::path file = m_folder.filePath(QStringLiteral("out.json")).toStdString();
    QVERIFY(writeJson(file, "letter\xFF.pdf", std::vector{ NumberedResult{ 3, twoLines() } }).ok());
    const nlohmann::json json = nlohmann::json::parse(contentsOf(file));
    QCOMPARE(json["document"].get<std::string>(), std::string("letter\xEF\xBF\xBD.pdf"));
    QCOMPARE(json["pages"][0]["page"].get<int>(), 3);
    const Result<PageResult> back = pageResultFromJson(json["pages"][0]["result"]);
    QVERIFY(back.ok());
    QVERIFY(back.value() == twoLines());
}

void WritersTest::unwritablePlacesAreNamed()
{
    const std::filesystem::path file = m_folder.filePath(QStringLiteral("missing/out.txt")).toStdString();
    const Result<void> result = writeText(file, std::vector{ twoLines() });
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::FileAccess);
    QVERIFY(result.error().message.find("missing") != std::string::npos);
    QVERIFY(!std::filesystem::exists(file));
}

QTEST_GUILESS_MAIN(WritersTest)
#include "writers_test.moc"
