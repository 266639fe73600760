#include "engine/io/tensor_names.h"

namespace palimpsest {
namespace {

bool removePrefix(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

} // namespace

std::string canonicalTensorName(std::string_view name)
{
    removePrefix(name, "model.");
    if (removePrefix(name, "language_model.")) {
        if (name.starts_with("lm_head."))
            return "language_model." + std::string(name);
        removePrefix(name, "model.");
        return "language_model.model." + std::string(name);
    }
    if (name.starts_with("lm_head."))
        return "language_model." + std::string(name);
    if (removePrefix(name, "vision_tower.")) {
        removePrefix(name, "vision_model.");
        return "vision_tower.vision_model." + std::string(name);
    }
    return std::string(name);
}

bool isUnusedTensor(std::string_view canonicalName)
{
    return canonicalName.starts_with("vision_tower.vision_model.head.") || canonicalName.ends_with(".inv_freq")
        || canonicalName.ends_with(".position_ids");
}

} // namespace palimpsest
