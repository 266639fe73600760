#include "pipelines/export/coco_writer.h"

#include <algorithm>
#include <cstdint>

#include "pipelines/export/coco_json.h"
#include "pipelines/export/mask_outline.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;
using MaskForm = Json (*)(const PixelMask& mask, const PageResult& page);

Json runLengths(const PixelMask& mask, const PageResult& page)
{
    return { { "size", { page.pageHeight, page.pageWidth } }, { "counts", cocoText(cocoRuns(mask, page)) } };
}

Json polygons(const PixelMask& mask, const PageResult&)
{
    Json list = Json::array();
    for (const MaskRing& ring : maskOutline(mask)) {
        if (ring.hole)
            continue;
        Json sides = Json::array();
        for (const PointF& point : ring.points) {
            sides.push_back(point.x);
            sides.push_back(point.y);
        }
        list.push_back(std::move(sides));
    }
    return list;
}

std::string dataSet(const ExportInput& input, MaskForm form)
{
    const std::vector<std::string> labels = objectLabels(input);
    Json images = Json::array();
    Json annotations = Json::array();
    Json categories = Json::array();
    for (std::size_t i = 0; i < labels.size(); ++i)
        categories.push_back({ { "id", i + 1 }, { "name", labels[i] }, { "supercategory", "" } });
    for (const ExportPage& page : input.pages) {
        if (!page.result)
            continue;
        const std::size_t imageId = images.size() + 1;
        images.push_back({ { "id", imageId }, { "file_name", documentName(page) }, { "page", page.pageNumber },
            { "width", page.result->pageWidth }, { "height", page.result->pageHeight } });
        for (const ExportedObject& item : measurableObjects(*page.result)) {
            const double area = item.mask != nullptr
                ? static_cast<double>(std::count(item.mask->pixels.begin(), item.mask->pixels.end(), 1))
                : hundredths(item.object->box.area());
            annotations.push_back(
                cocoAnnotation(annotations.size() + 1, imageId, labelNumber(labels, item.object->label) + 1,
                    *item.object, area, item.mask != nullptr ? form(*item.mask, *page.result) : Json::array()));
        }
    }
    return cocoDocument(input, images, annotations, categories);
}

} // namespace

std::vector<std::size_t> cocoRuns(const PixelMask& mask, const PageResult& page)
{
    std::vector<std::size_t> runs{ 0 };
    bool inside = false;
    const auto extend = [&](bool pixel, std::size_t length) {
        if (length == 0)
            return;
        if (pixel != inside)
            runs.push_back(0);
        inside = pixel;
        runs.back() += length;
    };
    extend(false, mask.left * page.pageHeight);
    for (std::size_t x = 0; x < mask.width; ++x) {
        extend(false, mask.top);
        for (std::size_t y = 0; y < mask.height; ++y)
            extend(mask.pixels[y * mask.width + x] != 0, 1);
        extend(false, page.pageHeight - mask.top - mask.height);
    }
    extend(false, (page.pageWidth - mask.left - mask.width) * page.pageHeight);
    return runs;
}

std::string cocoText(const std::vector<std::size_t>& runs)
{
    std::string text;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        auto rest = static_cast<std::int64_t>(runs[i]) - (i > 2 ? static_cast<std::int64_t>(runs[i - 2]) : 0);
        for (bool more = true; more;) {
            const auto five = static_cast<int>(rest & 31);
            rest >>= 5; // keeps the sign
            more = (five & 16) != 0 ? rest != -1 : rest != 0;
            text += static_cast<char>(five + (more ? 32 : 0) + 48);
        }
    }
    return text;
}

std::string cocoOf(const ExportInput& input)
{
    return dataSet(input, runLengths);
}

std::string cocoPolygonsOf(const ExportInput& input)
{
    return dataSet(input, polygons);
}

} // namespace palimpsest
