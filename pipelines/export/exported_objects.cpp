#include "pipelines/export/exported_objects.h"

#include <algorithm>
#include <cmath>

namespace palimpsest {

double hundredths(double pixels)
{
    return std::round(pixels * 100) / 100;
}

std::vector<ExportedObject> allObjects(const PageResult& result)
{
    std::vector<ExportedObject> objects;
    if (const auto* detections = std::get_if<Detections>(&result.content)) {
        for (const DetectedObject& object : detections->items)
            objects.push_back({ &object, nullptr });
    }
    if (const auto* segments = std::get_if<Segments>(&result.content)) {
        for (const Segment& segment : segments->items)
            objects.push_back({ &segment.object, segment.mask ? &*segment.mask : nullptr });
    }
    return objects;
}

std::vector<ExportedObject> measurableObjects(const PageResult& result)
{
    std::vector<ExportedObject> objects = allObjects(result);
    std::erase_if(objects, [](const ExportedObject& item) {
        return item.object->state != BoxState::Valid || !(item.object->box.area() > 0);
    });
    return objects;
}

std::vector<std::string> objectLabels(const ExportInput& input)
{
    std::vector<std::string> labels;
    for (const ExportPage& page : input.pages) {
        if (!page.result)
            continue;
        for (const ExportedObject& item : measurableObjects(*page.result))
            if (std::find(labels.begin(), labels.end(), item.object->label) == labels.end())
                labels.push_back(item.object->label);
    }
    return labels;
}

std::size_t labelNumber(const std::vector<std::string>& labels, const std::string& label)
{
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
}

} // namespace palimpsest
