#include "pipelines/export/doclaynet_writer.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "pipelines/export/coco_json.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

// In DocLayNet's order: a class's number is its place, from 1.
constexpr std::array<std::string_view, 11> kClasses{ "Caption", "Footnote", "Formula", "List-item", "Page-footer",
    "Page-header", "Picture", "Section-header", "Table", "Text", "Title" };

// What else the classes are called; music and molecules, which layouts of ours tell apart, are pictures there. A word
// for more or less than a class is not here: a list is several items.
struct OtherName {
    std::string_view name; // as plain() has it
    std::string_view className;
};
constexpr std::array<OtherName, 13> kOtherNames{ {
    { "drawing", "Picture" },
    { "equation", "Formula" },
    { "figure", "Picture" },
    { "footer", "Page-footer" },
    { "header", "Page-header" },
    { "heading", "Section-header" },
    { "image", "Picture" },
    { "molecule", "Picture" },
    { "paragraph", "Text" },
    { "photograph", "Picture" },
    { "section heading", "Section-header" },
    { "staff", "Picture" },
    { "subheading", "Section-header" },
} };

std::string plain(std::string_view label)
{
    std::string name(label);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
        return c == '-' || c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return name;
}

Json boxOutline(const RectF& box)
{
    const Json corners{ hundredths(box.left), hundredths(box.top), hundredths(box.right), hundredths(box.top),
        hundredths(box.right), hundredths(box.bottom), hundredths(box.left), hundredths(box.bottom) };
    return Json::array({ corners });
}

Error noClass(const ExportPage& page, const std::string& label)
{
    std::string names;
    for (const std::string_view name : kClasses)
        names += (names.empty() ? "" : name == kClasses.back() ? " and " : ", ") + std::string(name);
    return { ErrorCode::BadInput,
        "'" + label + "' on page " + std::to_string(page.pageNumber) + " of '" + documentName(page)
            + "' is none of DocLayNet's classes, which are " + names + "; a .coco.json file holds every label" };
}

} // namespace

std::optional<std::size_t> docLayNetClass(std::string_view label)
{
    std::string name = plain(label);
    for (const OtherName& other : kOtherNames)
        if (other.name == name)
            name = plain(other.className);
    for (std::size_t i = 0; i < kClasses.size(); ++i)
        if (plain(kClasses[i]) == name)
            return i + 1;
    return std::nullopt;
}

Result<std::string> docLayNetOf(const ExportInput& input)
{
    Json images = Json::array();
    Json annotations = Json::array();
    Json categories = Json::array();
    for (const std::string_view name : kClasses)
        categories.push_back({ { "id", categories.size() + 1 }, { "name", name }, { "supercategory", name } });
    for (const ExportPage& page : input.pages) {
        if (!page.result)
            continue;
        const std::size_t imageId = images.size() + 1;
        const std::string name = documentName(page);
        images.push_back(
            { { "id", imageId }, { "file_name", name }, { "doc_name", name }, { "page_no", page.pageNumber },
                { "width", page.result->pageWidth }, { "height", page.result->pageHeight }, { "precedence", 0 } });
        for (const ExportedObject& item : measurableObjects(*page.result)) {
            const std::optional<std::size_t> category = docLayNetClass(item.object->label);
            if (!category)
                return noClass(page, item.object->label);
            const RectF& box = item.object->box;
            Json annotation = cocoAnnotation(
                annotations.size() + 1, imageId, *category, *item.object, hundredths(box.area()), boxOutline(box));
            annotation["precedence"] = 0;
            annotations.push_back(std::move(annotation));
        }
    }
    return cocoDocument(input, images, annotations, categories);
}

} // namespace palimpsest
