#include "engine/model/trace.h"

#include <algorithm>

#include "engine/image/normalize.h"

namespace palimpsest {
namespace {

TracedArray pixelsOf(const RgbImage& image, const std::string& suffix)
{
    TracedArray array{ "pixels" + suffix, { 3, image.height, image.width }, {} };
    array.values.reserve(image.pixels.size());
    for (std::size_t channel = 0; channel < 3; ++channel) {
        for (std::size_t i = channel; i < image.pixels.size(); i += 3)
            array.values.push_back(normalizedBytes()[image.pixels[i]]);
    }
    return array;
}

Result<std::vector<float>> valuesOf(Backend& backend, const Tensor& tensor)
{
    std::vector<float> values(tensor.shape.elementCount());
    PAL_TRY(backend.read(tensor, std::as_writable_bytes(std::span(values))));
    return values;
}

std::int32_t bestId(const std::vector<float>& logits, std::size_t below)
{
    const auto end = logits.begin() + static_cast<std::ptrdiff_t>(std::min(below, logits.size()));
    return static_cast<std::int32_t>(std::max_element(logits.begin(), end) - logits.begin());
}

} // namespace

const TracedArray* Trace::find(std::string_view name) const
{
    const auto found
        = std::find_if(arrays.begin(), arrays.end(), [name](const TracedArray& array) { return array.name == name; });
    return found == arrays.end() ? nullptr : &*found;
}

Result<Trace> traceForward(PaliGemma& model, const TraceRequest& request)
{
    Trace trace;
    std::string suffix;
    const Probe probe = [&](const std::string& name, const Tensor& tensor) -> Result<void> {
        PAL_TRY_ASSIGN(std::vector<float> values, valuesOf(model.backend(), tensor));
        trace.arrays.push_back({ name + suffix, tensor.shape, std::move(values) });
        return {};
    };

    std::vector<std::unique_ptr<Buffer>> buffers;
    std::vector<Tensor> images;
    for (std::size_t i = 0; i < request.images.size(); ++i) {
        suffix = i == 0 ? "" : "." + std::to_string(i);
        trace.arrays.push_back(pixelsOf(request.images[i], suffix));
        PAL_TRY_ASSIGN(auto buffer, model.encodeImage(request.images[i], request.stop, probe));
        images.push_back(Tensor{
            buffer.get(), 0, DType::F32, { model.config().vision.patchCount(), model.config().text.hiddenSize } });
        buffers.push_back(std::move(buffer));
    }
    suffix.clear();

    PAL_TRY_ASSIGN(auto cache, model.createCache(request.ids.size() + request.greedyTokens));
    PAL_TRY_ASSIGN(Logits logits, model.prefill(request.ids, images, *cache, request.stop, probe));
    for (std::size_t i = 0; i < request.greedyTokens; ++i) {
        PAL_TRY_ASSIGN(const std::vector<float> values, valuesOf(model.backend(), logits.values));
        trace.greedyIds.push_back(bestId(values, request.emitIdsBelow));
        if (i + 1 == request.greedyTokens)
            break;
        const PaliGemma::Step step{ cache.get(), request.ids.size(), trace.greedyIds.back() };
        PAL_TRY_ASSIGN(logits, model.decode({ &step, 1 }, request.stop));
    }
    return trace;
}

} // namespace palimpsest
