#pragma once
// Notes each operation as a dispatch in the command stream; operations are in ops/. Owned by VulkanBackend; on the
// inference thread. What goes wrong is kept by the stream and comes back from the backend's finish().

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/backend/optional_form.h"
#include "engine/base/check.h"
#include "engine/ops/op_recorder.h"
#include "engine/vulkan/attention_form.h"
#include "engine/vulkan/barrier_tracker.h"
#include "engine/vulkan/command_stream.h"
#include "engine/vulkan/memory_arena.h"
#include "engine/vulkan/pipeline_cache.h"
#include "engine/vulkan/product_form.h"
#include "engine/vulkan/shape_choice.h"
#include "engine/vulkan/staging_ring.h"
#include "engine/vulkan/vulkan_buffer.h"

namespace palimpsest::vulkan {

struct Groups {
    std::size_t x = 1;
    std::size_t y = 1;
    std::size_t z = 1;
};
// Of one dispatch: multiplications and additions, and the bytes it moves where it touches a part of its tensors alone.
struct Cost {
    Cost(double operationCount = 0, double byteCount = 0) : operations(operationCount), bytes(byteCount) { } // NOLINT
    double operations; // 0 where few
    double bytes;      // 0: all of what it reads and writes
};
using Reads = std::initializer_list<Tensor>;
using Writes = std::initializer_list<Tensor>;

// The pipeline of a product in that shape. `pieces`: weights lie so that sixteen bytes may be read at once.
[[nodiscard]] PipelineKey cooperativePipeline(
    const CooperativeShape& shape, DType format, bool pieces, const DeviceCapabilities& device);

class VulkanRecorder final : public OpRecorder {
public:
    VulkanRecorder(
        const Device& device, MemoryArena& arena, CommandStream& stream, StagingRing& ring, PipelineCache& pipelines)
        : m_device(device),
          m_arena(arena),
          m_stream(stream),
          m_ring(ring),
          m_pipelines(pipelines),
          m_shapes(possibleShapes(device.capabilities()))
    {
    }

    void matmul(const MatmulArgs& args) override;
    void layerNorm(const LayerNormArgs& args) override;
    void rmsNorm(const RmsNormArgs& args) override;
    void residualLayerNorm(const ResidualLayerNormArgs& args) override;
    void residualNorm(const ResidualNormArgs& args) override;
    void gelu(const GeluArgs& args) override;
    void geglu(const GegluArgs& args) override;
    void add(const AddArgs& args) override;
    void embed(const EmbedArgs& args) override;
    void rope(const RopeArgs& args) override;
    void ropeStore(const RopeStoreArgs& args) override;
    void attention(const AttentionArgs& args) override;
    void softcap(const SoftcapArgs& args) override;
    void logSumExp(const LogSumExpArgs& args) override;
    void selectTokens(const SelectTokensArgs& args) override;
    void drawToken(const DrawTokenArgs& args) override;
    void copy(const CopyArgs& args) override;
    void convolve(const ConvolveArgs& args) override;
    void upsample(const UpsampleArgs& args) override;

    // What was recorded so far is behind a barrier, and memory may hold anything: at the borders of a recorded pass.
    void forgetBarriers()
    {
        m_tracker.reset();
        forgetRounded();
    }
    // Something else than an operation writes to memory.
    void forgetRounded() { m_rounded = {}; }
    // A recorded pass keeps the memory that its operations share.
    [[nodiscard]] std::shared_ptr<VulkanBuffer> scratchInUse() const { return m_scratch; }

    // The forms that products may take; all of them at first.
    void allowProducts(ProductFormSet forms) { m_productForms = forms; }
    [[nodiscard]] ProductFormSet allowedProducts() const { return m_productForms; }

    // The shapes of tiles that products on the matrix unit may take, all that the device can at first, and how fast
    // they are.
    void allowShapes(CooperativeShapeSet shapes) { m_shapes = shapes; }
    [[nodiscard]] CooperativeShapeSet allowedShapes() const { return m_shapes; }
    void chooseShapesBy(const ShapeRates& rates) { m_shapeRates = rates; }
    [[nodiscard]] const ShapeRates& shapeRates() const { return m_shapeRates; }

    void switchOff(AttentionForm form) { m_attentionForms.switchOff(form); }

    // What the self-test tries one by one, and switches off where it is wrong.
    [[nodiscard]] std::vector<OptionalForm> optionalForms();

private:
    void allowShape(std::size_t shape, bool allowed);
    void attendInSlices(const AttentionArgs& args, double operations);
    // One dispatch.
    template <typename Push>
    void dispatch(std::string_view name, const PipelineKey& pipeline, const Push& push, const Groups& groups,
        Reads reads, Writes writes, const Cost& cost = {})
    {
        static_assert(sizeof(Push) <= PipelineCache::kPushBytes && sizeof(Push) % 4 == 0);
        record(name, pipeline, &push, sizeof push, groups, reads, writes, cost);
    }
    void record(std::string_view name, const PipelineKey& pipeline, const void* push, std::size_t pushBytes,
        const Groups& groups, Reads reads, Writes writes, const Cost& cost);

    // Of a product: activations to 8 bits (RoundRows) or f16 (HalfRows), once for products that follow one another; the
    // parts of a split width to the result.
    void roundRows(const Tensor& in, const Tensor& levels, const Tensor& scales, Shader shader);
    void addParts(const Tensor& partials, const MatmulArgs& args, std::size_t parts);

    // Element by element over `count`: the workgroup size, and enough workgroups.
    [[nodiscard]] PipelineKey elementwise(Shader shader) const;
    [[nodiscard]] Groups elementGroups(std::size_t count) const;
    // One workgroup per row.
    [[nodiscard]] PipelineKey rowwise(Shader shader) const;

    // The activations that were rounded last, while neither they nor what became of them is overwritten.
    struct Rounded {
        AddressRange in, levels, scales;
        std::size_t width = 0;
        Shader shader = Shader::RoundRows;
        friend bool operator==(const Rounded&, const Rounded&) = default;
        [[nodiscard]] bool overlaps(const AddressRange& range) const
        {
            return in.overlaps(range) || levels.overlaps(range) || scales.overlaps(range);
        }
    };

    // Memory between the dispatches of one operation, contents undefined but for what was rounded; valid until the next
    // call.
    Result<Tensor> scratch(std::size_t floats);
    // frequency[i] = base^(-2i / width), i < width / 2.
    Result<Tensor> rotaryFrequencies(float base, std::size_t width);

    const Device& m_device;
    MemoryArena& m_arena;
    CommandStream& m_stream;
    StagingRing& m_ring;
    PipelineCache& m_pipelines;
    BarrierTracker m_tracker;
    std::size_t m_sliceTurn = 0; // of attentions whose slices are joined afterwards
    Rounded m_rounded;
    std::shared_ptr<VulkanBuffer> m_scratch;
    std::vector<std::shared_ptr<VulkanBuffer>> m_outgrownScratch;
    ProductFormSet m_productForms = ProductFormSet::all();
    CooperativeShapeSet m_shapes;
    ShapeRates m_shapeRates;
    AttentionForms m_attentionForms;
    std::map<std::pair<float, std::size_t>, std::unique_ptr<VulkanBuffer>> m_frequencies;
};

} // namespace palimpsest::vulkan
