#include "engine/vulkan/attention_form.h"

namespace palimpsest::vulkan {
namespace {

constexpr std::size_t kWidest = 256;             // head that the fast forms have registers for
constexpr std::uint32_t kTileInvocations = 256;  // of a workgroup of the prefill form
constexpr std::uint32_t kDecodeInvocations = 64; // of one of the decode form

// Whether rows can be read four numbers at a time.
bool inQuads(const AttentionArgs& args)
{
    std::uint64_t misplaced = args.query.shape[2] % 4;
    for (const Tensor* const tensor : { &args.query, &args.key, &args.value, &args.out })
        misplaced |= tensor->address() % 16;
    return misplaced == 0;
}

} // namespace

AttentionForm chooseAttention(
    const AttentionArgs& args, const DeviceCapabilities& device, const AttentionForms& enabled)
{
    if (args.query.shape[2] > kWidest)
        return AttentionForm::Plain;
    if (device.software && enabled.has(AttentionForm::Lanes))
        return AttentionForm::Lanes;
    const bool few = args.query.shape[0] <= kMostDecodeRows;
    const AttentionForm form = few ? AttentionForm::Decode : AttentionForm::Prefill;
    const bool fits = device.maxWorkgroupInvocations >= (few ? kDecodeInvocations : kTileInvocations);
    return fits && inQuads(args) && enabled.has(form) ? form : AttentionForm::Plain;
}

} // namespace palimpsest::vulkan
