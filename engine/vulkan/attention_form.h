#pragma once
// The forms of attention on a device, and which one an operation takes. Values and pure functions; any thread.

#include <cstddef>
#include <cstdint>

#include "engine/ops/attention.h"
#include "engine/vulkan/device_capabilities.h"

namespace palimpsest::vulkan {

enum class AttentionForm {
    Plain,   // any size; one workgroup per row and head
    Prefill, // many rows: tiles of rows and keys in shared memory
    Decode,  // few rows: the keys are cut into slices that are joined at the end
    Lanes,   // any number of rows on a processor that plays a device
};

// What may be used: everything, until a device turns out to compute a form wrongly. The plain form is always there.
class AttentionForms {
public:
    [[nodiscard]] bool has(AttentionForm form) const
    {
        return form == AttentionForm::Plain || (m_off & bit(form)) == 0;
    }
    void switchOff(AttentionForm form) { m_off |= bit(form); }
    void switchOn(AttentionForm form) { m_off &= ~bit(form); }

private:
    static std::uint32_t bit(AttentionForm form) { return 1U << static_cast<std::uint32_t>(form); }
    std::uint32_t m_off = 0;
};

inline constexpr std::size_t kMostDecodeRows = 8; // of one sequence

[[nodiscard]] AttentionForm chooseAttention(
    const AttentionArgs& args, const DeviceCapabilities& device, const AttentionForms& enabled);

} // namespace palimpsest::vulkan
