#include "pipelines/export/svg_writer.h"

#include <algorithm>
#include <array>

#include "pipelines/export/box_text.h"
#include "pipelines/export/exported_objects.h"
#include "pipelines/export/mask_outline.h"
#include "pipelines/export/xml_text.h"

namespace palimpsest {
namespace {

// Told apart by people who see red and green alike, too (Okabe & Ito 2008).
constexpr std::array<std::string_view, 7> kColours{ "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9",
    "#f0e442" };

std::string pathText(const PixelMask& mask)
{
    std::string path;
    for (const MaskRing& ring : maskOutline(mask)) {
        char command = 'M';
        for (const PointF& point : ring.points) {
            path += command + shortestText(point.x) + ' ' + shortestText(point.y);
            command = 'L';
        }
        path += 'Z';
    }
    return path;
}

void appendShape(pugi::xml_node group, const ExportedObject& item)
{
    if (item.mask != nullptr) {
        pugi::xml_node path = group.append_child("path");
        setAttribute(path, "fill-rule", "evenodd");
        setAttribute(path, "fill-opacity", "0.4");
        setAttribute(path, "d", pathText(*item.mask));
        return;
    }
    const RectF& box = item.object->box;
    pugi::xml_node rect = group.append_child("rect");
    setAttribute(rect, "x", shortestText(std::min(box.left, box.right)));
    setAttribute(rect, "y", shortestText(std::min(box.top, box.bottom)));
    setAttribute(rect, "width", shortestText(std::max(box.left, box.right) - std::min(box.left, box.right)));
    setAttribute(rect, "height", shortestText(std::max(box.top, box.bottom) - std::min(box.top, box.bottom)));
    setAttribute(rect, "fill", "none");
    if (item.object->state != BoxState::Valid)
        setAttribute(rect, "stroke-dasharray", "6 4");
}

} // namespace

std::string svgOf(const ExportInput& input, std::size_t page)
{
    const PageResult& result = *input.pages[page].result;
    pugi::xml_document document;
    declareXml(document);
    pugi::xml_node svg = document.append_child("svg");
    setAttribute(svg, "xmlns", "http://www.w3.org/2000/svg");
    setAttribute(svg, "viewBox", sidesText(pageBox(result), " "));
    setAttribute(svg, "width", static_cast<long long>(result.pageWidth));
    setAttribute(svg, "height", static_cast<long long>(result.pageHeight));
    appendText(svg, "desc", provenanceLine(result.provenance));
    std::vector<std::string> labels;
    for (const ExportedObject& item : allObjects(result)) {
        const std::size_t number = labelNumber(labels, item.object->label);
        if (number == labels.size())
            labels.push_back(item.object->label);
        const std::string_view colour = kColours[number % kColours.size()];
        pugi::xml_node group = svg.append_child("g");
        setAttribute(group, "stroke", colour);
        setAttribute(group, "stroke-width", "2");
        setAttribute(group, "fill", colour);
        appendText(group, "title", item.object->label);
        appendShape(group, item);
    }
    return xmlFile(document);
}

} // namespace palimpsest
