#pragma once
// Keys (after RoPE) and values of one sequence, all layers, f32: per layer [capacity, kvHeads, headWidth]. One buffer,
// allocated once. Owned by the generation it serves; on the inference thread.

#include <memory>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/model/model_config.h"

namespace palimpsest {

class KvCache {
public:
    static Result<std::unique_ptr<KvCache>> create(Backend& backend, const TextConfig& config, std::size_t capacity);

    // Bytes of a cache of that capacity.
    [[nodiscard]] static std::size_t sizeBytes(const TextConfig& config, std::size_t capacity);

    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] std::size_t length() const { return m_length; } // positions that are filled
    void setLength(std::size_t length);

    // [count, kvHeads, headWidth] from position `first`.
    [[nodiscard]] Tensor keys(std::size_t layer, std::size_t first, std::size_t count) const;
    [[nodiscard]] Tensor values(std::size_t layer, std::size_t first, std::size_t count) const;

    // Records the copy of everything `other` holds from position `first` on; both have the same capacity.
    void copyFrom(const KvCache& other, std::size_t first, OpRecorder& ops);

private:
    KvCache(const TextConfig& config, std::size_t capacity);
    [[nodiscard]] Tensor slice(std::size_t plane, std::size_t first, std::size_t count) const;

    std::size_t m_layers;
    std::size_t m_kvHeads;
    std::size_t m_headWidth;
    std::size_t m_capacity;
    std::size_t m_length = 0;
    std::unique_ptr<Buffer> m_buffer;
};

} // namespace palimpsest
