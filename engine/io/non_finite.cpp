#include "engine/io/non_finite.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/tensor/panel_quantizer.h"

namespace palimpsest {
namespace {

constexpr std::size_t kPieceElements = 1 << 16; // measured at once; only a piece that fails is looked at one by one

std::span<const std::byte> pieceOf(const StoredTensor& tensor, std::size_t first, std::size_t count)
{
    return tensor.bytes.subspan(first * elementBytes(tensor.dtype), count * elementBytes(tensor.dtype));
}

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

std::optional<std::size_t> firstNonFinite(const StoredTensor& tensor, float largest)
{
    if (tensor.dtype != DType::F32 && tensor.dtype != DType::F16 && tensor.dtype != DType::BF16)
        return std::nullopt;
    const std::size_t total = tensor.shape.elementCount();
    for (std::size_t first = 0; first < total; first += kPieceElements) {
        const std::size_t count = std::min(kPieceElements, total - first);
        const auto piece = pieceOf(tensor, first, count);
        if (largestMagnitude(tensor.dtype, piece, count) <= largest)
            continue;
        std::vector<float> values(count);
        (void)largestMagnitude(tensor.dtype, piece, count, values.data());
        const auto impossible = [&](float value) { return !(std::fabs(value) <= largest); };
        const auto found = std::find_if(values.begin(), values.end(), impossible);
        return first + static_cast<std::size_t>(found - values.begin());
    }
    return std::nullopt;
}

Result<void> checkFinite(const StoredTensor& tensor, std::string_view source, float largest)
{
    const auto index = firstNonFinite(tensor, largest);
    if (!index)
        return {};
    float value = 0;
    (void)largestMagnitude(tensor.dtype, pieceOf(tensor, *index, 1), 1, &value);
    const std::string shown = std::isnan(value) ? "NaN"
        : std::isinf(value)                     ? "infinity"
                                                : std::to_string(value) + ", beyond what the format holds,";
    return Error{ ErrorCode::InvalidModel,
        "'" + std::string(source) + "': tensor '" + tensor.name + "' has " + shown + " at "
            + placeOf(tensor.shape, *index) + "; fetch the model again, or train it without overflow" };
}

Result<void> checkFinite(const Checkpoint& checkpoint, const std::stop_token& stop, const CheckedBytes& progress)
{
    std::uint64_t done = 0;
    for (const auto& [name, tensor] : checkpoint.tensors()) {
        if (stop.stop_requested())
            return Error{ ErrorCode::Cancelled, "stopped while reading the weights" };
        PAL_TRY(checkFinite(tensor, checkpoint.folder().string()));
        done += tensor.bytes.size();
        if (progress)
            progress(done, checkpoint.tensorBytes());
    }
    return {};
}

} // namespace palimpsest
