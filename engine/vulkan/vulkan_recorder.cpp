#include "engine/vulkan/vulkan_recorder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace palimpsest::vulkan {
namespace {

constexpr std::size_t kMostGroups = 65535; // that every device takes in one direction

double bytesOf(const Cost& cost, Reads reads, Writes writes)
{
    double bytes = cost.bytes;
    if (bytes > 0)
        return bytes;
    for (const Tensor& tensor : reads)
        bytes += tensor.present() ? static_cast<double>(tensor.sizeBytes()) : 0;
    for (const Tensor& tensor : writes)
        bytes += tensor.present() ? static_cast<double>(tensor.sizeBytes()) : 0;
    return bytes;
}

} // namespace

void VulkanRecorder::record(std::string_view name, const PipelineKey& pipeline, const void* push, std::size_t pushBytes,
    const Groups& groups, Reads reads, Writes writes, const Cost& cost)
{
    const Result<VkPipeline> found = m_pipelines.get(pipeline);
    if (!found.ok())
        m_stream.fail(found.error());
    VkCommandBuffer const commands = m_stream.current();
    if (commands == VK_NULL_HANDLE)
        return;
    PAL_CHECK(groups.x <= kMostGroups && groups.y <= kMostGroups && groups.z <= kMostGroups);
    if (m_tracker.needsBarrier(reads, writes))
        m_stream.barrier();
    for (const Tensor& tensor : writes) {
        if (m_rounded.overlaps(rangeOf(tensor)))
            forgetRounded();
    }
    vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, found.value());
    vkCmdPushConstants(
        commands, m_pipelines.layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0, static_cast<std::uint32_t>(pushBytes), push);
    vkCmdDispatch(commands, static_cast<std::uint32_t>(groups.x), static_cast<std::uint32_t>(groups.y),
        static_cast<std::uint32_t>(groups.z));
    m_stream.note(name, cost.operations, m_stream.timesOperations() ? bytesOf(cost, reads, writes) : 0);
}

std::vector<OptionalForm> VulkanRecorder::optionalForms()
{
    std::vector<OptionalForm> forms;
    // The sizes that the self-test multiplies.
    constexpr std::array kSizes{ ProductSize{ 5, 352, 273, DType::Q8 }, ProductSize{ 40, 352, 273, DType::Q8 },
        ProductSize{ 64, 512, 256, DType::Q8 }, ProductSize{ 64, 512, 256, DType::BF16 } };
    for (const ProductForm form : kProductForms) {
        const bool possible = std::any_of(kSizes.begin(), kSizes.end(),
            [&](const ProductSize& size) { return isPossible(form, size, m_device.capabilities()); });
        if (form == ProductForm::Vector || !possible) // the plain form of every product
            continue;
        if (form == ProductForm::CooperativeMatrix) { // each of its shapes is tried
            for (std::size_t shape = 0; shape < kCooperativeShapes.size(); ++shape) {
                if (isPossible(kCooperativeShapes[shape], m_device.capabilities()))
                    forms.push_back({ "matmul", std::string(nameOf(form)) + ' ' + nameOf(kCooperativeShapes[shape]),
                        [this, shape](bool allowed) { allowShape(shape, allowed); } });
            }
            continue;
        }
        forms.push_back({ "matmul", std::string(nameOf(form)), [this, form](bool allowed) {
                             if (allowed)
                                 m_productForms.insert(form);
                             else
                                 m_productForms.erase(form);
                         } });
    }
    for (const auto& [form, name] : { std::pair{ AttentionForm::Prefill, "attention_prefill" },
             std::pair{ AttentionForm::Decode, "attention_decode" },
             std::pair{ AttentionForm::Lanes, "attention_lanes" } }) {
        forms.push_back({ "attention", name, [this, form = form](bool allowed) {
                             if (allowed)
                                 m_attentionForms.switchOn(form);
                             else
                                 m_attentionForms.switchOff(form);
                         } });
    }
    return forms;
}

void VulkanRecorder::allowShape(std::size_t shape, bool allowed)
{
    if (allowed)
        m_shapes.insert(shape);
    else
        m_shapes.erase(shape);
    if (m_shapes.empty())
        m_productForms.erase(ProductForm::CooperativeMatrix);
    else
        m_productForms.insert(ProductForm::CooperativeMatrix);
}

PipelineKey VulkanRecorder::elementwise(Shader shader) const
{
    return { shader, { m_device.capabilities().software ? 64U : 256U } };
}

Groups VulkanRecorder::elementGroups(std::size_t count) const
{
    // On a processor a few large pieces are cheaper than many small ones.
    const std::size_t most = m_device.capabilities().software ? 64 : kMostGroups;
    const std::size_t size = elementwise(Shader::Add).constants[0];
    return { .x = std::clamp<std::size_t>((count + size - 1) / size, 1, most) };
}

PipelineKey VulkanRecorder::rowwise(Shader shader) const
{
    return { shader, { m_device.capabilities().software ? 32U : 256U } };
}

Result<Tensor> VulkanRecorder::scratch(std::size_t floats)
{
    std::size_t bytes = floats * sizeof(float);
    if (!m_scratch || m_scratch->sizeBytes() < bytes) {
        // A pass may be in recording that names what is too small now, so it is kept; doubling keeps that little.
        if (m_scratch) {
            bytes = std::max(bytes, 2 * m_scratch->sizeBytes());
            m_outgrownScratch.push_back(std::move(m_scratch));
        }
        PAL_TRY_ASSIGN(const MemoryArena::Piece piece, m_arena.allocate(bytes, MemoryArena::Purpose::Device));
        m_scratch = std::make_shared<VulkanBuffer>(m_arena, m_stream, piece, bytes);
    }
    return Tensor{ m_scratch.get(), 0, DType::F32, { floats } };
}

Result<Tensor> VulkanRecorder::rotaryFrequencies(float base, std::size_t width)
{
    std::unique_ptr<VulkanBuffer>& buffer = m_frequencies[{ base, width }];
    if (!buffer) {
        std::vector<float> values(width / 2);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(
                std::pow(static_cast<double>(base), -2.0 * static_cast<double>(i) / static_cast<double>(width)));
        PAL_TRY_ASSIGN(const MemoryArena::Piece piece,
            m_arena.allocate(values.size() * sizeof(float), MemoryArena::Purpose::Device));
        buffer = std::make_unique<VulkanBuffer>(m_arena, m_stream, piece, values.size() * sizeof(float));
        PAL_TRY(m_ring.upload(std::as_bytes(std::span(values)), piece, 0));
    }
    return Tensor{ buffer.get(), 0, DType::F32, { width / 2 } };
}

} // namespace palimpsest::vulkan
