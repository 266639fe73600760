#include "engine/vulkan/cooperative_shape.h"

#include <algorithm>

namespace palimpsest::vulkan {
namespace {

constexpr std::uint32_t kMostItems = 8; // that the shader has names for

} // namespace

std::string nameOf(const CooperativeShape& shape)
{
    return std::to_string(shape.tileRows()) + 'x' + std::to_string(shape.tileOutputs()) + " by "
        + std::to_string(shape.sumRows) + 'x' + std::to_string(shape.sumColumns) + ", " + std::to_string(shape.step)
        + " inputs" + (shape.buffers == 2 ? " twice" : "");
}

CooperativeShapeSet possibleShapes(const DeviceCapabilities& device)
{
    CooperativeShapeSet shapes;
    for (std::size_t i = 0; i < kCooperativeShapes.size(); ++i) {
        if (isPossible(kCooperativeShapes[i], device))
            shapes.insert(i);
    }
    return shapes;
}

bool isPossible(const CooperativeShape& shape, const DeviceCapabilities& device)
{
    const std::uint32_t invocations = shape.invocations(device);
    const std::uint32_t most = std::max(shape.tileRows(), shape.tileOutputs()) * (shape.step / 8);
    return invocations <= device.maxWorkgroupInvocations && shape.sharedBytes() <= device.maxSharedBytes
        && most <= kMostItems * invocations;
}

} // namespace palimpsest::vulkan
