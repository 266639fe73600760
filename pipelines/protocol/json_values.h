#pragma once
// What results have in common when they are written as JSON.

#include <optional>

#include <nlohmann/json.hpp>

#include "engine/image/geometry.h"

namespace palimpsest {

inline nlohmann::ordered_json boxJson(const RectF& box)
{
    return { box.left, box.top, box.right, box.bottom };
}

template <typename Number> nlohmann::ordered_json optionalNumber(const std::optional<Number>& value)
{
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

} // namespace palimpsest
