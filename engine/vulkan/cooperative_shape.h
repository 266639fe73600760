#pragma once
// The ways in which a product may be cut into tiles for the matrix unit. Which is fast depends on the device and its
// driver: shape_choice measures them. Pure; any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/vulkan/device_capabilities.h"

namespace palimpsest::vulkan {

// Invocations of a subgroup, as shaders/common/cooperative_matrix.glsl counts them.
[[nodiscard]] inline std::uint32_t lanesOf(const DeviceCapabilities& device)
{
    return device.matrixUnit == MatrixUnit::Emulated ? 32 : device.subgroupSize;
}

// The constants of shaders/ops/matmul_cooperative.comp.
struct CooperativeShape {
    std::uint32_t sumRows = 2; // sums of 16 x 16 that a subgroup has
    std::uint32_t sumColumns = 2;
    std::uint32_t subgroupRows = 2; // of a workgroup
    std::uint32_t subgroupColumns = 4;
    std::uint32_t step = 64;   // inputs in shared memory at a time: 32 or 64
    std::uint32_t buffers = 1; // 2: what comes next is stored while this is multiplied

    [[nodiscard]] constexpr std::uint32_t tileRows() const { return 16 * sumRows * subgroupRows; }
    [[nodiscard]] constexpr std::uint32_t tileOutputs() const { return 16 * sumColumns * subgroupColumns; }
    [[nodiscard]] constexpr std::uint32_t subgroups() const { return subgroupRows * subgroupColumns; }
    [[nodiscard]] std::uint32_t invocations(const DeviceCapabilities& device) const
    {
        return subgroups() * lanesOf(device);
    }
    // Rows of a tile have sixteen bytes more than they need; each subgroup has room for one sum of f32.
    [[nodiscard]] constexpr std::uint32_t sharedBytes() const
    {
        return buffers * (tileRows() + tileOutputs()) * (step + 8) * 2 + subgroups() * 16 * 16 * 4;
    }
};

// More sums in a subgroup read less from shared memory for each product, fewer waste less at the edges and leave more
// subgroups to hide waiting. The first is taken where nothing was measured: it has run on a card, in tiles alike.
inline constexpr std::array kCooperativeShapes{
    CooperativeShape{ 2, 2, 2, 4, 64, 1 },                                        //  64 x 128
    CooperativeShape{ 2, 2, 2, 4, 32, 2 }, CooperativeShape{ 2, 2, 2, 2, 64, 1 }, //  64 x 64
    CooperativeShape{ 4, 2, 1, 4, 64, 1 },                                        //  64 x 128, half as many subgroups
    CooperativeShape{ 3, 4, 2, 2, 32, 1 }, //  96 x 128: 260 rows are nearly three of these
    CooperativeShape{ 3, 4, 2, 2, 32, 2 }, CooperativeShape{ 4, 4, 2, 2, 32, 1 }, // 128 x 128
    CooperativeShape{ 4, 4, 2, 2, 32, 2 }, CooperativeShape{ 4, 2, 2, 4, 32, 2 }, // 128 x 128, twice as many subgroups
    CooperativeShape{ 4, 4, 2, 4, 32, 1 },                                        // 128 x 256
};

// "64x128 by 2x2, 64 inputs", "128x128 by 4x4, 32 inputs twice": the tile, the sums of a subgroup, the step.
[[nodiscard]] std::string nameOf(const CooperativeShape& shape);

// Whether the device has the shared memory and the invocations, and an invocation not more to bring than it can.
[[nodiscard]] bool isPossible(const CooperativeShape& shape, const DeviceCapabilities& device);

// Some of kCooperativeShapes, by their places.
class CooperativeShapeSet {
public:
    static constexpr CooperativeShapeSet all()
    {
        CooperativeShapeSet shapes;
        shapes.m_bits = (1U << kCooperativeShapes.size()) - 1;
        return shapes;
    }
    [[nodiscard]] constexpr bool contains(std::size_t shape) const { return (m_bits >> shape & 1U) != 0; }
    [[nodiscard]] constexpr bool empty() const { return m_bits == 0; }
    constexpr void insert(std::size_t shape) { m_bits |= 1U << shape; }
    constexpr void erase(std::size_t shape) { m_bits &= ~(1U << shape); }

private:
    std::uint32_t m_bits = 0;
};
static_assert(kCooperativeShapes.size() <= 31);

[[nodiscard]] CooperativeShapeSet possibleShapes(const DeviceCapabilities& device);

} // namespace palimpsest::vulkan
