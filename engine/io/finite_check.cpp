#include "engine/io/finite_check.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/tensor/panel_quantizer.h"

namespace palimpsest {
namespace {

constexpr std::size_t kPieceElements = 1 << 16;

std::string placeOf(const Shape& shape, std::size_t flat)
{
    Shape place;
    std::size_t stride = shape.elementCount();
    for (std::size_t d = 0; d < shape.rank(); ++d) {
        stride /= shape[d];
        place.append(flat / stride);
        flat %= stride;
    }
    return place.toString();
}

} // namespace

Result<void> checkFinite(const StoredTensor& tensor, std::string_view source, float largest)
{
    if (tensor.dtype != DType::F32 && tensor.dtype != DType::F16 && tensor.dtype != DType::BF16)
        return {};
    const std::size_t elementSize = elementBytes(tensor.dtype);
    const std::size_t count = tensor.shape.elementCount();
    for (std::size_t first = 0; first < count; first += kPieceElements) {
        const std::size_t pieceCount = std::min(kPieceElements, count - first);
        const auto piece = tensor.bytes.subspan(first * elementSize, pieceCount * elementSize);
        if (largestMagnitude(tensor.dtype, piece, pieceCount) <= largest)
            continue;
        std::vector<float> values(pieceCount);
        (void)largestMagnitude(tensor.dtype, piece, pieceCount, values.data());
        const auto bad
            = std::find_if(values.begin(), values.end(), [&](float value) { return !(std::fabs(value) <= largest); });
        const std::string value = std::isnan(*bad) ? "NaN" : std::isinf(*bad) ? "infinity" : std::to_string(*bad);
        const std::string place = placeOf(tensor.shape, first + static_cast<std::size_t>(bad - values.begin()));
        return Error{ ErrorCode::InvalidModel,
            "'" + std::string(source) + "': tensor '" + tensor.name + "' holds " + value + " at " + place
                + ", which no weight can be; fetch the checkpoint again" };
    }
    return {};
}

} // namespace palimpsest
