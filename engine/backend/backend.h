#pragma once
// Where arithmetic happens: memory, transfers and the recorder of one device. Made by backend_factory; owned by the
// worker; used by the inference thread alone. Must outlive every Buffer it made.

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/backend/device_ceilings.h"
#include "engine/backend/device_info.h"
#include "engine/backend/device_usage.h"
#include "engine/backend/operation_time.h"
#include "engine/backend/optional_form.h"
#include "engine/base/result.h"
#include "engine/ops/op_recorder.h"
#include "engine/tensor/buffer.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

// Operations that were recorded once, to be done again and again with what their tensors hold then. Keeps nothing alive
// but the backend's own memory: the tensors must outlive it.
class RecordedPass {
public:
    virtual ~RecordedPass() = default;
};

class Backend {
public:
    virtual ~Backend() = default;

    [[nodiscard]] virtual DeviceInfo info() const = 0;

    [[nodiscard]] virtual DeviceUsage usage() const { return {}; }

    // Takes seconds and much of the device's memory traffic: for the benchmark alone.
    virtual Result<DeviceCeilings> measureCeilings() = 0;

    // Memory for activations and caches; starts on a 64-byte boundary, contents undefined.
    virtual Result<std::unique_ptr<Buffer>> allocate(std::size_t sizeBytes) = 0;

    // Weights: takes over host memory that stays valid and unchanged for the buffer's life, in place where the device
    // can read it (CPU), by copying where it cannot (a discrete GPU). `bytes` may lie at any alignment.
    virtual Result<std::unique_ptr<Buffer>> adopt(std::span<const std::byte> bytes) = 0;

    // Host to device and back; sizes must agree. Both are ordered with what was recorded before.
    virtual Result<void> write(const Tensor& target, std::span<const std::byte> source) = 0;
    virtual Result<void> read(const Tensor& source, std::span<std::byte> target) = 0;

    // The ways of computing that can be switched off one by one; all are allowed at first.
    [[nodiscard]] virtual std::vector<OptionalForm> optionalForms() { return {}; }

    // What was chosen by measuring on this device, and the figures: a line each, for people.
    [[nodiscard]] virtual std::vector<std::string> choices() const { return {}; }

    // Operations recorded through this happen in order.
    virtual OpRecorder& recorder() = 0;

    // Keeps the operations that `pass` tells the recorder instead of doing them; it may do nothing else with the
    // backend. Null where keeping them brings nothing: the operations are then told each time.
    virtual Result<std::unique_ptr<RecordedPass>> record(const std::function<Result<void>()>& pass) = 0;
    // Does them, in order with all else that is recorded. Allocates nothing and costs the host next to nothing.
    virtual Result<void> replay(RecordedPass& pass) = 0;

    // Returns when everything recorded is done.
    virtual Result<void> finish() = 0;

    // Whether the device notes how long it works at each operation that is recorded from now on; off at first, since it
    // costs time. Unsupported where it cannot.
    virtual Result<void> timeOperations(bool wanted);
    // What was done since the last call, in the order in which the names came; waits for it.
    virtual Result<std::vector<OperationTime>> takeOperationTimes() { return std::vector<OperationTime>(); }
};

inline Result<void> Backend::timeOperations(bool wanted)
{
    return wanted ? Error{ ErrorCode::Unsupported,
        "'" + info().name + "' does not time single operations; choose a graphics device with --device" }
                  : Result<void>();
}

} // namespace palimpsest
