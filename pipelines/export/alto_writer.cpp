#include "pipelines/export/alto_writer.h"

#include <algorithm>

#include "pipelines/export/box_text.h"
#include "pipelines/export/paragraphs.h"
#include "pipelines/export/placed_words.h"
#include "pipelines/export/xml_text.h"

namespace palimpsest {
namespace {

void setBox(pugi::xml_node node, const WholeBox& box)
{
    setAttribute(node, "HPOS", box.left);
    setAttribute(node, "VPOS", box.top);
    setAttribute(node, "WIDTH", box.width());
    setAttribute(node, "HEIGHT", box.height());
}

class PrintSpace {
public:
    PrintSpace(pugi::xml_node node, const PageResult& result) : m_node(node), m_result(result)
    {
        setBox(m_node, pageBox(result));
    }

    void append(const Paragraph& paragraph)
    {
        pugi::xml_node block = appendChild(m_node, "TextBlock", "block_" + std::to_string(++m_blocks), paragraph.box);
        if (m_result.provenance.rotation != 0) // counter-clockwise, as seen from the page
            setAttribute(block, "ROTATION", static_cast<long long>(m_result.provenance.rotation));
        for (const TextLine* line : paragraph.lines)
            appendLine(block, *line);
    }

private:
    pugi::xml_node appendChild(pugi::xml_node parent, const char* name, const std::string& id, const RectF& box)
    {
        pugi::xml_node node = parent.append_child(name);
        setAttribute(node, "ID", id);
        setBox(node, wholeBox(box, m_result));
        return node;
    }

    void appendLine(pugi::xml_node block, const TextLine& line)
    {
        pugi::xml_node node = appendChild(block, "TextLine", "line_" + std::to_string(++m_lines), line.box);
        const std::vector<PlacedWord> words = placedWords(line, m_result.provenance.rotation);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (i > 0)
                appendSpace(node, wholeBox(words[i - 1].box, m_result), wholeBox(words[i].box, m_result));
            pugi::xml_node string = appendChild(node, "String", "string_" + std::to_string(++m_words), words[i].box);
            setAttribute(string, "CONTENT", words[i].text);
            if (words[i].confidence)
                setAttribute(string, "WC", fixedText(*words[i].confidence, 4));
        }
    }

    static void appendSpace(pugi::xml_node line, const WholeBox& before, const WholeBox& after)
    {
        pugi::xml_node space = line.append_child("SP");
        setAttribute(space, "HPOS", before.right);
        setAttribute(space, "VPOS", before.top);
        setAttribute(space, "WIDTH", std::max(after.left - before.right, 0LL));
    }

    pugi::xml_node m_node;
    const PageResult& m_result;
    std::size_t m_blocks = 0;
    std::size_t m_lines = 0;
    std::size_t m_words = 0;
};

void appendDescription(pugi::xml_node alto, const ExportInput& input, const ExportPage& page)
{
    pugi::xml_node description = alto.append_child("Description");
    appendText(description, "MeasurementUnit", "pixel");
    appendText(description.append_child("sourceImageInformation"), "fileName", documentName(page));
    pugi::xml_node processing = description.append_child("Processing");
    setAttribute(processing, "ID", "processing_1");
    appendText(processing, "processingDateTime", input.created);
    appendText(processing, "processingStepDescription", "text recognition");
    appendText(processing, "processingStepSettings", provenanceLine(page.result->provenance));
    pugi::xml_node software = processing.append_child("processingSoftware");
    const std::size_t space = input.producer.find(' ');
    appendText(software, "softwareName", input.producer.substr(0, space));
    if (space != std::string::npos)
        appendText(software, "softwareVersion", input.producer.substr(space + 1));
}

} // namespace

std::string altoOf(const ExportInput& input, std::size_t page)
{
    const PageResult& result = *input.pages[page].result;
    pugi::xml_document document;
    declareXml(document);
    pugi::xml_node alto = document.append_child("alto");
    setAttribute(alto, "xmlns", "http://www.loc.gov/standards/alto/ns-v4#");
    setAttribute(alto, "SCHEMAVERSION", "4.4");
    appendDescription(alto, input, input.pages[page]);
    pugi::xml_node node = alto.append_child("Layout").append_child("Page");
    setAttribute(node, "ID", "page_1");
    setAttribute(node, "PHYSICAL_IMG_NR", static_cast<long long>(input.pages[page].pageNumber));
    setAttribute(node, "HEIGHT", static_cast<long long>(result.pageHeight));
    setAttribute(node, "WIDTH", static_cast<long long>(result.pageWidth));
    PrintSpace space(node.append_child("PrintSpace"), result);
    if (const auto* text = std::get_if<OcrResult>(&result.content)) {
        for (const Paragraph& paragraph : paragraphsOf(*text, result.provenance))
            space.append(paragraph);
    }
    return xmlFile(document);
}

} // namespace palimpsest
