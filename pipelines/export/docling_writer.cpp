#include "pipelines/export/docling_writer.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "engine/base/text.h"
#include "pipelines/export/box_text.h"
#include "pipelines/export/paragraphs.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

Json groupItem(const std::string& reference, const char* layer)
{
    return { { "self_ref", reference }, { "children", Json::array() }, { "content_layer", layer }, { "name", "_root_" },
        { "label", "unspecified" } };
}

std::size_t symbolCount(std::string_view text)
{
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return count;
}

Json textItem(const Paragraph& paragraph, const PageResult& result, std::size_t page, const std::string& reference)
{
    std::string text;
    for (const TextLine* line : paragraph.lines)
        text += (text.empty() ? "" : " ") + line->text;
    text = withValidUtf8(text);
    const RectF box = clippedBox(paragraph.box, result);
    const Json place{ { "page_no", page },
        { "bbox",
            { { "l", box.left }, { "t", box.top }, { "r", box.right }, { "b", box.bottom },
                { "coord_origin", "TOPLEFT" } } },
        { "charspan", { 0, symbolCount(text) } } };
    return { { "self_ref", reference }, { "parent", { { "$ref", "#/body" } } }, { "children", Json::array() },
        { "content_layer", "body" }, { "label", "text" }, { "prov", Json::array({ place }) }, { "orig", text },
        { "text", text } };
}

} // namespace

std::string doclingOf(const ExportInput& input)
{
    Json body = groupItem("#/body", "body");
    Json texts = Json::array();
    Json pages = Json::object();
    for (std::size_t i = 0; i < input.pages.size(); ++i) {
        const auto& result = input.pages[i].result;
        const OcrResult* const ocr = result ? std::get_if<OcrResult>(&result->content) : nullptr;
        if (ocr == nullptr)
            continue;
        const std::size_t number = numberInFile(input, i);
        pages[std::to_string(number)]
            = { { "size", { { "width", result->pageWidth }, { "height", result->pageHeight } } },
                  { "page_no", number } };
        for (const Paragraph& paragraph : paragraphsOf(*ocr)) {
            const std::string reference = "#/texts/" + std::to_string(texts.size());
            texts.push_back(textItem(paragraph, *result, number, reference));
            body["children"].push_back({ { "$ref", reference } });
        }
    }
    const std::string name = input.pages.empty() ? std::string() : documentName(input.pages.front());
    const Json document{ { "schema_name", "DoclingDocument" }, { "version", "1.3.0" },
        { "name", std::filesystem::path(name).stem().string() }, { "furniture", groupItem("#/furniture", "furniture") },
        { "body", body }, { "groups", Json::array() }, { "texts", texts }, { "pictures", Json::array() },
        { "tables", Json::array() }, { "key_value_items", Json::array() }, { "form_items", Json::array() },
        { "pages", pages } };
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace palimpsest
