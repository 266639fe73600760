#include "pipelines/export/voc_writer.h"

#include "pipelines/export/box_text.h"
#include "pipelines/export/exported_objects.h"
#include "pipelines/export/xml_text.h"

namespace palimpsest {

std::string vocOf(const ExportInput& input, std::size_t page)
{
    const PageResult& result = *input.pages[page].result;
    pugi::xml_document document;
    pugi::xml_node annotation = document.append_child("annotation");
    appendText(annotation, "filename", documentName(input.pages[page]));
    appendText(annotation.append_child("source"), "annotation", input.producer);
    pugi::xml_node size = annotation.append_child("size");
    appendText(size, "width", std::to_string(result.pageWidth));
    appendText(size, "height", std::to_string(result.pageHeight));
    appendText(size, "depth", "3");
    appendText(annotation, "segmented", "0");
    for (const ExportedObject& item : measurableObjects(result)) {
        const WholeBox box = wholeBox(item.object->box, result);
        pugi::xml_node object = annotation.append_child("object");
        appendText(object, "name", item.object->label);
        appendText(object, "pose", "Unspecified");
        appendText(object, "truncated", "0");
        appendText(object, "difficult", "0");
        pugi::xml_node bounds = object.append_child("bndbox");
        appendText(bounds, "xmin", std::to_string(box.left + 1));
        appendText(bounds, "ymin", std::to_string(box.top + 1));
        appendText(bounds, "xmax", std::to_string(box.right));
        appendText(bounds, "ymax", std::to_string(box.bottom));
    }
    return xmlFile(document);
}

} // namespace palimpsest
