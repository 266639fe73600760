#pragma once
// Decides where a recorded operation must wait for those before it: from the ranges of memory that each reads and
// writes. Plain arithmetic over addresses; on the inference thread.

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "engine/tensor/tensor.h"

namespace palimpsest::vulkan {

struct AddressRange {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
    friend bool operator==(const AddressRange&, const AddressRange&) = default;
    [[nodiscard]] bool overlaps(const AddressRange& other) const { return first < other.end && other.first < end; }
};

[[nodiscard]] inline AddressRange rangeOf(const Tensor& tensor)
{
    return tensor.present() ? AddressRange{ tensor.address(), tensor.address() + tensor.sizeBytes() } : AddressRange{};
}

class BarrierTracker {
public:
    // Whether a barrier must stand before an operation that reads and writes these; notes the operation either way.
    bool needsBarrier(std::initializer_list<Tensor> reads, std::initializer_list<Tensor> writes)
    {
        bool conflict = false;
        for (const Tensor& tensor : reads)
            conflict = conflict || overlapsAny(m_writes, rangeOf(tensor));
        for (const Tensor& tensor : writes)
            conflict = conflict || overlapsAny(m_writes, rangeOf(tensor)) || overlapsAny(m_reads, rangeOf(tensor));
        if (conflict)
            reset();
        for (const Tensor& tensor : reads)
            m_reads.push_back(rangeOf(tensor));
        for (const Tensor& tensor : writes)
            m_writes.push_back(rangeOf(tensor));
        return conflict;
    }

    // After a barrier that everything waits for.
    void reset()
    {
        m_reads.clear();
        m_writes.clear();
    }

private:
    static bool overlapsAny(const std::vector<AddressRange>& ranges, const AddressRange& range)
    {
        for (const AddressRange& other : ranges) {
            if (other.overlaps(range))
                return true;
        }
        return false;
    }

    std::vector<AddressRange> m_reads;
    std::vector<AddressRange> m_writes;
};

} // namespace palimpsest::vulkan
