#pragma once
// What a model would take of a device's memory, in each form of its weights. Plain values.

#include <string>
#include <vector>

#include "app/json_output.h"
#include "engine/backend/device_info.h"
#include "engine/base/result.h"
#include "engine/model/memory_estimate.h"

namespace palimpsest {

struct MemoryFit {
    DeviceInfo device;
    struct Form {
        WeightFormat format;
        MemoryEstimate estimate; // with `batch` answers at once, one where not even that fits
        std::size_t batch = 0;   // that fit at once; 0: none
    };
    std::vector<Form> forms;
};

// `device` as --device takes it. NoDevice where there is none of that name. Nothing is loaded. `maskDecoder`: whether
// one will stand beside the model.
Result<MemoryFit> memoryFit(const ModelConfig& config, bool maskDecoder, const std::string& device);
[[nodiscard]] MemoryFit memoryFitOn(const ModelConfig& config, bool maskDecoder, const DeviceInfo& device);

[[nodiscard]] JsonValue jsonOf(const MemoryFit& fit);
void print(const MemoryFit& fit);

} // namespace palimpsest
