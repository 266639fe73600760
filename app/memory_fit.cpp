#include "app/memory_fit.h"

#include <algorithm>
#include <cstdio>

#include "engine/backend/backend_factory.h"

namespace palimpsest {

Result<MemoryFit> memoryFit(const ModelConfig& config, bool maskDecoder, const std::string& device)
{
    const std::vector<DeviceReport> devices = listDevices();
    PAL_TRY_ASSIGN(const std::size_t chosen, chooseDevice(devices, device, deviceEnvironment()));
    return memoryFitOn(config, maskDecoder, devices[chosen].info);
}

MemoryFit memoryFitOn(const ModelConfig& config, bool maskDecoder, const DeviceInfo& device)
{
    constexpr std::size_t kBatch = 8; // that a session decodes together where it can
    MemoryFit fit{ .device = device, .forms = {} };
    for (const WeightFormat format : { WeightFormat::Bf16, WeightFormat::Q8, WeightFormat::Q4 }) {
        MemoryRequest request = usualRequest(config, format, kBatch);
        request.maskDecoder = maskDecoder;
        const auto batch = batchThatFits(config, request, fit.device);
        request.batchSize = batch.ok() ? batch.value() : 1;
        fit.forms.push_back({ format, estimateMemory(config, request), batch.ok() ? batch.value() : 0 });
    }
    return fit;
}

JsonValue jsonOf(const MemoryFit& fit)
{
    JsonValue forms = JsonValue::array();
    for (const MemoryFit::Form& form : fit.forms)
        forms.push_back({ { "weights", nameOf(form.format) }, { "needed_bytes", form.estimate.totalBytes() },
            { "weight_bytes", form.estimate.weightBytes }, { "answers_at_once", form.batch } });
    return { { "device", fit.device.id }, { "device_name", fit.device.name }, { "free_bytes", fit.device.freeBytes },
        { "forms", forms } };
}

void print(const MemoryFit& fit)
{
    constexpr double kGibibyte = 1 << 30;
    std::printf("memory on %s, %.1f GiB free\n", fit.device.name.c_str(),
        static_cast<double>(fit.device.freeBytes) / kGibibyte);
    for (const MemoryFit::Form& form : fit.forms) {
        std::printf("    %-12s %.2f GiB, of which weights %.2f; ", std::string(nameOf(form.format)).c_str(),
            static_cast<double>(form.estimate.totalBytes()) / kGibibyte,
            static_cast<double>(form.estimate.weightBytes) / kGibibyte);
        if (form.batch == 0)
            std::printf("does not fit\n");
        else
            std::printf("%zu answers at once\n", form.batch);
    }
}

} // namespace palimpsest
