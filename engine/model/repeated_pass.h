#pragma once
// A pass that comes again and again with the same tensors, a decode step say: told the first time, recorded the second
// where the backend keeps passes, replayed from then on. Owned by the model; on the inference thread.

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/backend/backend.h"

namespace palimpsest {

class RepeatedPass {
public:
    // Does what `tell` tells the recorder. `signature` names every address and number that it depends on: the same
    // signature promises the same operations. `tell` only records.
    Result<void> run(Backend& backend, std::vector<std::uint64_t> signature, const std::function<Result<void>()>& tell)
    {
        if (signature != m_signature) {
            m_signature = std::move(signature);
            m_pass.reset();
            return tell();
        }
        if (!m_pass && m_backendKeeps) {
            PAL_TRY_ASSIGN(m_pass, backend.record(tell));
            m_backendKeeps = m_pass != nullptr;
        }
        return m_pass ? backend.replay(*m_pass) : tell();
    }

private:
    std::vector<std::uint64_t> m_signature;
    std::unique_ptr<RecordedPass> m_pass;
    bool m_backendKeeps = true;
};

} // namespace palimpsest
