#pragma once
// The native CPU backend: any machine without a usable GPU, and the reference the shaders are tested against.

#include <memory>

#include "engine/backend/backend.h"
#include "engine/base/thread_pool.h"
#include "engine/cpu/cpu_recorder.h"

namespace palimpsest::cpu {

struct CpuOptions {
    std::size_t threads = 0; // 0: every processor the process may run on
    Arithmetic arithmetic = Arithmetic::Fast;
};

class CpuBackend final : public Backend {
public:
    explicit CpuBackend(const CpuOptions& options = {});

    [[nodiscard]] DeviceInfo info() const override;
    Result<DeviceCeilings> measureCeilings() override;
    Result<std::unique_ptr<Buffer>> allocate(std::size_t sizeBytes) override;
    Result<std::unique_ptr<Buffer>> adopt(std::span<const std::byte> bytes) override;
    Result<void> write(const Tensor& target, std::span<const std::byte> source) override;
    Result<void> read(const Tensor& source, std::span<std::byte> target) override;
    OpRecorder& recorder() override { return m_recorder; }
    Result<std::unique_ptr<RecordedPass>> record(const std::function<Result<void>()>&) override
    {
        return std::unique_ptr<RecordedPass>();
    }
    Result<void> replay(RecordedPass&) override { return {}; } // there are none
    Result<void> finish() override { return {}; }

    // For loading and quantising, which happen before any operation.
    [[nodiscard]] ThreadPool& threadPool() { return m_pool; }

private:
    ThreadPool m_pool;
    CpuRecorder m_recorder;
};

} // namespace palimpsest::cpu
