#include "pipelines/export/coco_json.h"

#include <utility>

namespace palimpsest {

using Json = nlohmann::ordered_json;

Json cocoAnnotation(std::size_t id, std::size_t imageId, std::size_t categoryId, const DetectedObject& object,
    double area, Json segmentation)
{
    const RectF& box = object.box;
    Json annotation{ { "id", id }, { "image_id", imageId }, { "category_id", categoryId },
        { "bbox", { hundredths(box.left), hundredths(box.top), hundredths(box.width()), hundredths(box.height()) } },
        { "area", area }, { "segmentation", std::move(segmentation) }, { "iscrowd", 0 } };
    if (object.confidence)
        annotation["score"] = *object.confidence;
    return annotation;
}

std::string cocoDocument(const ExportInput& input, const Json& images, const Json& annotations, const Json& categories)
{
    const Json document{ { "info", { { "description", input.producer }, { "date_created", input.created } } },
        { "licenses", Json::array() }, { "images", images }, { "annotations", annotations },
        { "categories", categories } };
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace palimpsest
