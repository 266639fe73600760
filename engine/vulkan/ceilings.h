#pragma once
// Measures what a device can do at most: reading and copying its memory, products that never leave the registers. Takes
// about a second and up to a gibibyte of the device's memory. On the inference thread.

#include "engine/backend/device_ceilings.h"
#include "engine/base/result.h"
#include "engine/vulkan/command_stream.h"
#include "engine/vulkan/pipeline_cache.h"

namespace palimpsest::vulkan {

// The memory for it is not taken from the model's arena, whose peak the benchmark reports.
Result<DeviceCeilings> measureCeilings(const Device& device, CommandStream& stream, PipelineCache& pipelines);

} // namespace palimpsest::vulkan
