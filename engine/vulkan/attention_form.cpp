#include "engine/vulkan/attention_form.h"

namespace palimpsest::vulkan {
namespace {

constexpr std::size_t kWidest = 256;             // head that the fast forms have registers for
constexpr std::uint32_t kTileInvocations = 256;  // of a workgroup of the prefill form
constexpr std::uint32_t kDecodeInvocations = 64; // of the decode form, at least

// Whether rows can be read four numbers at a time.
bool inQuads(const AttentionArgs& args)
{
    std::uint64_t misplaced = args.query.shape[2] % 4;
    for (const Tensor* const tensor : { &args.query, &args.key, &args.value, &args.out })
        misplaced |= tensor->offsetBytes % 16;
    return misplaced == 0;
}

bool fits(AttentionForm form, const AttentionArgs& args, const DeviceCapabilities& device)
{
    if (args.query.shape[2] > kWidest)
        return form == AttentionForm::Plain;
    switch (form) {
    case AttentionForm::Plain:
        return true;
    case AttentionForm::LanePrefill:
        return device.software;
    case AttentionForm::Prefill:
        return inQuads(args) && device.maxWorkgroupInvocations >= kTileInvocations;
    case AttentionForm::Decode:
        return inQuads(args) && device.maxWorkgroupInvocations >= kDecodeInvocations;
    }
    return false;
}

} // namespace

AttentionForm chooseAttention(
    const AttentionArgs& args, const DeviceCapabilities& device, const AttentionForms& enabled)
{
    const auto usable = [&](AttentionForm form) { return enabled.has(form) && fits(form, args, device); };
    if (args.query.shape[0] <= kMostDecodeRows)
        return usable(AttentionForm::Decode) ? AttentionForm::Decode : AttentionForm::Plain;
    if (usable(AttentionForm::LanePrefill))
        return AttentionForm::LanePrefill;
    return usable(AttentionForm::Prefill) ? AttentionForm::Prefill : AttentionForm::Plain;
}

} // namespace palimpsest::vulkan
