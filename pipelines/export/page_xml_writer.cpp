#include "pipelines/export/page_xml_writer.h"

#include <algorithm>
#include <optional>

#include "pipelines/export/box_text.h"
#include "pipelines/export/paragraphs.h"
#include "pipelines/export/placed_words.h"
#include "pipelines/export/xml_text.h"

namespace palimpsest {
namespace {

class PageElement {
public:
    PageElement(pugi::xml_node node, const PageResult& result) : m_node(node), m_result(result) { }

    void append(const std::vector<Paragraph>& paragraphs)
    {
        if (paragraphs.empty())
            return; // a reading order must hold something
        pugi::xml_node order = m_node.append_child("ReadingOrder").append_child("OrderedGroup");
        setAttribute(order, "id", "order_1");
        for (std::size_t i = 0; i < paragraphs.size(); ++i) {
            pugi::xml_node reference = order.append_child("RegionRefIndexed");
            setAttribute(reference, "index", static_cast<long long>(i));
            setAttribute(reference, "regionRef", "region_" + std::to_string(i + 1));
        }
        for (const Paragraph& paragraph : paragraphs)
            appendRegion(paragraph);
    }

private:
    void appendRegion(const Paragraph& paragraph)
    {
        pugi::xml_node region = m_node.append_child("TextRegion");
        setAttribute(region, "id", "region_" + std::to_string(++m_regions));
        if (m_result.provenance.rotation != 0) // clockwise, from -180 up
            setAttribute(region, "orientation",
                static_cast<long long>(m_result.provenance.rotation == 270 ? -90 : m_result.provenance.rotation));
        setAttribute(region, "type", "paragraph");
        appendCoords(region, paragraph.box);
        std::string text;
        for (const TextLine* line : paragraph.lines) {
            appendLine(region, *line);
            text += (text.empty() ? "" : "\n") + line->text;
        }
        appendEquivalent(region, text, std::nullopt);
    }

    void appendLine(pugi::xml_node region, const TextLine& line)
    {
        pugi::xml_node node = region.append_child("TextLine");
        setAttribute(node, "id", "line_" + std::to_string(++m_lines));
        appendCoords(node, line.box);
        for (const PlacedWord& word : placedWords(line, m_result.provenance.rotation)) {
            pugi::xml_node child = node.append_child("Word");
            setAttribute(child, "id", "word_" + std::to_string(++m_words));
            appendCoords(child, word.box);
            appendEquivalent(child, word.text, word.confidence);
        }
        appendEquivalent(node, line.text, line.confidence);
    }

    // The corners, clockwise from the top left; the last pixel and not the one past it.
    void appendCoords(pugi::xml_node node, const RectF& box) const
    {
        const WholeBox whole = wholeBox(box, m_result);
        const long long lastColumn = std::max(whole.right - 1, 0LL);
        const long long lastRow = std::max(whole.bottom - 1, 0LL);
        const std::string left = std::to_string(std::min(whole.left, lastColumn));
        const std::string top = std::to_string(std::min(whole.top, lastRow));
        const std::string right = std::to_string(lastColumn);
        const std::string bottom = std::to_string(lastRow);
        setAttribute(node.append_child("Coords"), "points",
            left + ',' + top + ' ' + right + ',' + top + ' ' + right + ',' + bottom + ' ' + left + ',' + bottom);
    }

    static void appendEquivalent(pugi::xml_node node, const std::string& text, std::optional<double> confidence)
    {
        pugi::xml_node equivalent = node.append_child("TextEquiv");
        if (confidence)
            setAttribute(equivalent, "conf", fixedText(*confidence, 4));
        appendText(equivalent, "Unicode", text);
    }

    pugi::xml_node m_node;
    const PageResult& m_result;
    std::size_t m_regions = 0;
    std::size_t m_lines = 0;
    std::size_t m_words = 0;
};

} // namespace

std::string pageXmlOf(const ExportInput& input, std::size_t page)
{
    const PageResult& result = *input.pages[page].result;
    pugi::xml_document document;
    declareXml(document);
    pugi::xml_node root = document.append_child("PcGts");
    setAttribute(root, "xmlns", "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15");
    pugi::xml_node about = root.append_child("Metadata");
    appendText(about, "Creator", input.producer);
    appendText(about, "Created", input.created);
    appendText(about, "LastChange", input.created);
    appendText(about, "Comments", provenanceLine(result.provenance));
    pugi::xml_node node = root.append_child("Page");
    setAttribute(node, "imageFilename", documentName(input.pages[page]));
    setAttribute(node, "imageWidth", static_cast<long long>(result.pageWidth));
    setAttribute(node, "imageHeight", static_cast<long long>(result.pageHeight));
    if (const auto* text = std::get_if<OcrResult>(&result.content))
        PageElement(node, result).append(paragraphsOf(*text, result.provenance));
    return xmlFile(document);
}

} // namespace palimpsest
