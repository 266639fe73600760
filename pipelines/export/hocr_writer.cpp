#include "pipelines/export/hocr_writer.h"

#include <algorithm>
#include <cmath>

#include "engine/base/text.h"
#include "pipelines/export/box_text.h"
#include "pipelines/export/paragraphs.h"
#include "pipelines/export/placed_words.h"
#include "pipelines/export/xml_text.h"

namespace palimpsest {
namespace {

std::string bboxText(const WholeBox& box)
{
    return "bbox " + sidesText(box, " ");
}

pugi::xml_node appendElement(
    pugi::xml_node parent, const char* name, const char* kind, const std::string& id, const std::string& title)
{
    pugi::xml_node node = parent.append_child(name);
    setAttribute(node, "class", kind);
    setAttribute(node, "id", id);
    setAttribute(node, "title", title);
    return node;
}

void appendMeta(pugi::xml_node head, const char* name, const std::string& content)
{
    pugi::xml_node meta = head.append_child("meta");
    setAttribute(meta, "name", name);
    setAttribute(meta, "content", content);
}

// A name within a title stands in double quotes; those in it, and backslashes, are escaped.
std::string quoted(const std::string& name)
{
    return '"' + withReplaced(withReplaced(name, "\\", "\\\\"), "\"", "\\\"") + '"';
}

class PageBody {
public:
    PageBody(pugi::xml_node body, const ExportPage& page, std::size_t number)
        : m_result(*page.result),
          m_number(std::to_string(number))
    {
        m_page = appendElement(body, "div", "ocr_page", "page_" + m_number,
            "image " + quoted(documentName(page)) + "; " + bboxText(pageBox(m_result)) + "; ppageno "
                + std::to_string(number - 1));
    }

    void append(const Paragraph& paragraph)
    {
        const std::string block = m_number + '_' + std::to_string(++m_blocks);
        const std::string box = bboxText(wholeBox(paragraph.box, m_result));
        const pugi::xml_node area = appendElement(m_page, "div", "ocr_carea", "block_" + block, box);
        const pugi::xml_node text = appendElement(area, "p", "ocr_par", "par_" + block, box);
        for (const TextLine* line : paragraph.lines)
            appendLine(text, *line);
    }

private:
    void appendLine(pugi::xml_node paragraph, const TextLine& line)
    {
        const WholeBox box = wholeBox(line.box, m_result);
        const int rotation = m_result.provenance.rotation; // hOCR counts the same angle counter-clockwise from the page
        const std::string angle = rotation == 0 ? std::string() : "; textangle " + std::to_string(rotation);
        const pugi::xml_node node
            = appendElement(paragraph, "span", "ocr_line", "line_" + m_number + '_' + std::to_string(++m_lines),
                bboxText(box) + "; x_size " + std::to_string(rotation % 180 == 0 ? box.height() : box.width()) + angle);
        for (const PlacedWord& word : placedWords(line, rotation)) {
            std::string title = bboxText(wholeBox(word.box, m_result));
            if (word.confidence)
                title += "; x_wconf " + std::to_string(std::lround(*word.confidence * 100));
            pugi::xml_node span
                = appendElement(node, "span", "ocrx_word", "word_" + m_number + '_' + std::to_string(++m_words), title);
            span.append_child(pugi::node_pcdata).set_value(xmlText(word.text).c_str());
        }
    }

    const PageResult& m_result;
    std::string m_number;
    pugi::xml_node m_page;
    std::size_t m_blocks = 0;
    std::size_t m_lines = 0;
    std::size_t m_words = 0;
};

} // namespace

std::string hocrOf(const ExportInput& input)
{
    pugi::xml_document document;
    declareXml(document);
    document.append_child(pugi::node_doctype)
        .set_value("html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
                   "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\"");
    pugi::xml_node html = document.append_child("html");
    setAttribute(html, "xmlns", "http://www.w3.org/1999/xhtml");
    pugi::xml_node head = html.append_child("head");
    appendText(head, "title", input.pages.empty() ? std::string() : documentName(input.pages.front()));
    pugi::xml_node type = head.append_child("meta");
    setAttribute(type, "http-equiv", "Content-Type");
    setAttribute(type, "content", "text/html; charset=utf-8");
    appendMeta(head, "ocr-system", input.producer);
    appendMeta(head, "ocr-capabilities", "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_wconf");
    appendMeta(head, "ocr-number-of-pages",
        std::to_string(std::count_if(
            input.pages.begin(), input.pages.end(), [](const ExportPage& page) { return page.result.has_value(); })));
    const pugi::xml_node body = html.append_child("body");
    for (std::size_t i = 0; i < input.pages.size(); ++i) {
        const ExportPage& page = input.pages[i];
        const OcrResult* const text = page.result ? std::get_if<OcrResult>(&page.result->content) : nullptr;
        if (text == nullptr)
            continue;
        PageBody pageBody(body, page, numberInFile(input, i));
        for (const Paragraph& paragraph : paragraphsOf(*text, page.result->provenance))
            pageBody.append(paragraph);
    }
    return xmlFile(document);
}

} // namespace palimpsest
