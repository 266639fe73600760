#include "engine/model/kv_cache.h"

namespace palimpsest {

KvCache::KvCache(const TextConfig& config, std::size_t capacity)
    : m_layers(config.layerCount),
      m_kvHeads(config.kvHeadCount),
      m_headWidth(config.headWidth),
      m_capacity(capacity)
{
}

Result<std::unique_ptr<KvCache>> KvCache::create(Backend& backend, const TextConfig& config, std::size_t capacity)
{
    std::unique_ptr<KvCache> cache(new KvCache(config, capacity)); // NOLINT: private
    PAL_TRY_ASSIGN(cache->m_buffer, backend.allocate(sizeBytes(config, capacity)));
    return cache;
}

std::size_t KvCache::sizeBytes(const TextConfig& config, std::size_t capacity)
{
    return 2 * config.layerCount * capacity * config.keyValueWidth() * sizeof(float);
}

void KvCache::setLength(std::size_t length)
{
    PAL_CHECK(length <= m_capacity);
    m_length = length;
}

Tensor KvCache::slice(std::size_t plane, std::size_t first, std::size_t count) const
{
    PAL_CHECK(first + count <= m_capacity);
    const std::size_t width = m_kvHeads * m_headWidth;
    return Tensor{ m_buffer.get(), (plane * m_capacity + first) * width * sizeof(float), DType::F32,
        Shape{ count, m_kvHeads, m_headWidth } };
}

Tensor KvCache::keys(std::size_t layer, std::size_t first, std::size_t count) const
{
    return slice(2 * layer, first, count);
}

Tensor KvCache::values(std::size_t layer, std::size_t first, std::size_t count) const
{
    return slice(2 * layer + 1, first, count);
}

void KvCache::copyFrom(const KvCache& other, std::size_t first, OpRecorder& ops)
{
    PAL_CHECK(other.m_capacity == m_capacity && other.m_layers == m_layers && first <= other.m_length);
    m_length = other.m_length;
    const std::size_t count = m_length - first;
    if (count == 0)
        return;
    for (std::size_t plane = 0; plane < 2 * m_layers; ++plane)
        ops.copy({ other.slice(plane, first, count), slice(plane, first, count) });
}

} // namespace palimpsest
