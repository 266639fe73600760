#include "pipelines/export/yolo_writer.h"

#include <algorithm>

#include "engine/base/text.h"
#include "pipelines/export/box_text.h"
#include "pipelines/export/exported_objects.h"
#include "pipelines/export/mask_outline.h"

namespace palimpsest {
namespace {

constexpr int kDigits = 6;

std::string partText(double value, std::size_t whole)
{
    return ' ' + fixedText(value / static_cast<double>(whole), kDigits);
}

} // namespace

std::string yoloOf(const ExportInput& input, std::size_t page)
{
    const PageResult& result = *input.pages[page].result;
    const std::vector<std::string> labels = objectLabels(input);
    std::string text;
    for (const ExportedObject& item : measurableObjects(result)) {
        const RectF box = clippedBox(item.object->box, result);
        text += std::to_string(labelNumber(labels, item.object->label))
            + partText((box.left + box.right) / 2, result.pageWidth)
            + partText((box.top + box.bottom) / 2, result.pageHeight) + partText(box.width(), result.pageWidth)
            + partText(box.height(), result.pageHeight) + '\n';
    }
    return text;
}

std::string yoloSegmentsOf(const ExportInput& input, std::size_t page)
{
    const PageResult& result = *input.pages[page].result;
    const std::vector<std::string> labels = objectLabels(input);
    std::string text;
    for (const ExportedObject& item : measurableObjects(result)) {
        if (item.mask == nullptr)
            continue;
        for (const MaskRing& ring : maskOutline(*item.mask)) {
            if (ring.hole)
                continue;
            text += std::to_string(labelNumber(labels, item.object->label));
            for (const PointF& point : ring.points)
                text += partText(point.x, result.pageWidth) + partText(point.y, result.pageHeight);
            text += '\n';
        }
    }
    return text;
}

std::string yoloNamesOf(const ExportInput& input)
{
    std::string names;
    for (const std::string& label : objectLabels(input)) {
        std::string name = withValidUtf8(label);
        std::replace(name.begin(), name.end(), '\n', ' ');
        names += name + '\n';
    }
    return names;
}

} // namespace palimpsest
