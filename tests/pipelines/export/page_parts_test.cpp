// Pages of several parts in formats that hold one kind, and in those that hold all.

#include <QtTest>

#include <nlohmann/json.hpp>

#include "pipelines/export/export_format.h"
#include "pipelines/export/markdown_writer.h"
#include "pipelines/export/page_parts.h"
#include "pipelines/export/result_rows.h"
#include "pipelines/export/text_writer.h"

using namespace palimpsest;

namespace {

PageResult textPart(const std::string& text)
{
    PageResult part;
    part.content = OcrResult{ { { text, { 0, 0, 9, 9 }, 0.5, { { text, { 0, 0, 9, 9 }, 0.5, 0 } } } } };
    part.provenance.task = "ocr";
    part.provenance.answers.push_back({ .prompt = text });
    return part;
}

ExportInput mixedPage()
{
    PageResult caption;
    caption.content = PlainText{ "a picture", 0.5 };
    caption.provenance.task = "caption";
    PageResult page;
    page.pageWidth = 100;
    page.content = PageParts{ { textPart("one"), caption, textPart("two") }, {} };
    return { .producer = "palimpsest 9", .created = {}, .pages = { { "doc", 4, page, {} } } };
}

const std::vector<std::string_view>& kindsOf(std::string_view name)
{
    return exportFormatOf(name)->kinds;
}

} // namespace

class PagePartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textGoesTogether();
    void captionsGoTogether();
    void whatIsLeftOutIsNamed();
    void aPageWithoutTheKindIsEmpty();
    void textFormatsHoldEverythingInOrder();
};

void PagePartsTest::textGoesTogether()
{
    const ExportInput input = inputFor(kindsOf("a.hocr"), mixedPage());
    const PageResult& page = *input.pages[0].result;
    const auto& lines = std::get<OcrResult>(page.content).lines;
    QCOMPARE(lines.size(), std::size_t{ 2 });
    QCOMPARE(lines[1].text, std::string("two"));
    QCOMPARE(page.provenance.answers.at(lines[1].pieces[0].answer).prompt, std::string("two"));
    QCOMPARE(page.pageWidth, std::size_t{ 100 });
}

void PagePartsTest::captionsGoTogether()
{
    const auto captionOf = [](const char* text) {
        PageResult part;
        PlainText caption{ text, 0.5 };
        caption.phrases.push_back({ text, { 1, 2, 3, 4 }, BoxState::Valid, {}, 0 });
        part.content = caption;
        part.provenance.answers.push_back({ .prompt = text });
        return part;
    };
    PageResult page;
    page.content = PageParts{ { captionOf("a cat"), captionOf("a dog") }, {} };
    const std::vector<std::string_view> kinds{ "text" };
    const ExportInput input = inputFor(kinds, { .producer = {}, .created = {}, .pages = { { "doc", 1, page, {} } } });
    const PageResult& whole = *input.pages[0].result;
    const PlainText& text = std::get<PlainText>(whole.content);
    QCOMPARE(text.text, std::string("a cat\na dog"));
    QCOMPARE(text.phrases.size(), std::size_t{ 2 });
    QCOMPARE(whole.provenance.answers.at(text.phrases[1].answer).prompt, std::string("a dog"));
}

void PagePartsTest::whatIsLeftOutIsNamed()
{
    QCOMPARE(leftOutBy(kindsOf("a.hocr"), mixedPage()), std::string("page 4: 1 of kind 'text'"));
    QCOMPARE(leftOutBy(kindsOf("a.json"), mixedPage()), std::string());
}

void PagePartsTest::aPageWithoutTheKindIsEmpty()
{
    const ExportInput input = inputFor(kindsOf("a.coco.json"), mixedPage());
    QVERIFY(std::get<Detections>(input.pages[0].result->content).items.empty());
}

void PagePartsTest::textFormatsHoldEverythingInOrder()
{
    const ExportInput input = inputFor(kindsOf("a.txt"), mixedPage());
    QCOMPARE(textOf(input), std::string("one\n\na picture\n\ntwo\n"));
    QCOMPARE(markdownOf(input), std::string("one\n\na picture\n\ntwo\n"));
    QCOMPARE(resultRows(input).size(), std::size_t{ 3 });
    QCOMPARE(resultRows(input)[2]["part"].get<int>(), 3);
    QCOMPARE(resultRows(input)[1]["task"].get<std::string>(), std::string("caption"));
}

QTEST_APPLESS_MAIN(PagePartsTest)
#include "page_parts_test.moc"
