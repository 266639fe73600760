#pragma once
// A piece of memory of one backend. Owned by whoever allocated it; must not outlive its backend. Address and host
// pointer never change while it lives.

#include <cstddef>
#include <cstdint>

namespace palimpsest {

class Buffer {
public:
    virtual ~Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    [[nodiscard]] std::size_t sizeBytes() const { return m_sizeBytes; }
    // What the backend's operations read and write through: a host pointer on CPU, a buffer device address on Vulkan.
    [[nodiscard]] std::uint64_t address() const { return m_address; }

protected:
    Buffer(std::uint64_t address, std::size_t sizeBytes) : m_address(address), m_sizeBytes(sizeBytes) { }

private:
    std::uint64_t m_address;
    std::size_t m_sizeBytes;
};

} // namespace palimpsest
