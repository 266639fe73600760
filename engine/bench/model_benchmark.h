#pragma once
// Measures one loaded model: image encoder, prefill, decode, and what the device could do at most. On the inference
// thread; nothing else should run on the machine meanwhile.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/backend/device_ceilings.h"
#include "engine/backend/device_usage.h"
#include "engine/backend/operation_time.h"
#include "engine/base/result.h"
#include "engine/generate/session.h"

namespace palimpsest {

struct BenchmarkOptions {
    std::size_t prefixTokens = 260; // at least one image and four more
    std::size_t decodeTokens = 32;
    std::size_t batch = 1; // sequences decoded together
    std::size_t repeats = 5;
    bool operations = false;                                // times single operations, too, in runs of their own
    std::function<void(const std::string& stage)> progress; // may be empty
    std::stop_token stop;
};

// One stage. What `tokens` stands for differs: patches of the encoder, rows of the prefix, decoded tokens.
struct StageFigures {
    std::string stage; // "image encoder", "prefill", "decode"
    std::size_t tokens = 0;
    std::vector<double> seconds; // of each repeat, in order
    double operations = 0;       // of one repeat; a multiplication and an addition count two
    double bytes = 0;            // of weights, keys and values that one repeat must read

    // Where single operations were timed: those of a further run, of which the device took that long. Of the stage
    // "decode" it is one step.
    std::vector<OperationTime> operationTimes;
    double timedSeconds = 0;

    [[nodiscard]] double medianSeconds() const;
    [[nodiscard]] double tokensPerSecond() const { return static_cast<double>(tokens) / medianSeconds(); }
    [[nodiscard]] double operationsPerSecond() const { return operations / medianSeconds(); }
    [[nodiscard]] double bytesPerSecond() const { return bytes / medianSeconds(); }
};

struct BenchmarkReport {
    std::string device;
    std::string weights; // "bf16", "q8", "q4"
    std::vector<StageFigures> stages;
    DeviceCeilings ceilings;
    std::string productArithmetic;     // which of the ceilings' products bounds the stages' arithmetic
    std::uint64_t peakMemoryBytes = 0; // of the whole process so far, mapped files included; 0: unknown
    // Of a graphics device; zero of a processor.
    DeviceUsage usage;
    std::vector<std::string> choices; // made by measuring on the device, for people
    double decodeHostSeconds = 0;     // of one decode step: recording, submitting and choosing, without waiting

    // The ceiling that `productArithmetic` names, in operations a second; 0 when it was not measured.
    [[nodiscard]] double productCeiling() const;
};

Result<BenchmarkReport> benchmark(Session& session, WeightFormat format, const BenchmarkOptions& options);
} // namespace palimpsest
