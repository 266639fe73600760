#include "engine/backend/backend_factory.h"

#include "engine/cpu/cpu_backend.h"

namespace palimpsest {

Result<std::unique_ptr<Backend>> createBackend(const BackendRequest& request)
{
    if (request.device != "auto" && request.device != "cpu")
        return Error{ ErrorCode::NoDevice,
            "this version computes on the CPU only, so device '" + request.device
                + "' cannot be used; leave --device out, or say --device cpu" };
    return std::unique_ptr<Backend>(std::make_unique<cpu::CpuBackend>(cpu::CpuOptions{ .threads = request.threads,
        .arithmetic = request.plainArithmetic ? cpu::Arithmetic::Plain : cpu::Arithmetic::Fast }));
}

} // namespace palimpsest
