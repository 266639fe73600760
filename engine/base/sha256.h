#pragma once
// SHA-256 (FIPS 180-4), fed in pieces. A plain value; one thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace palimpsest {

class Sha256 {
public:
    void update(std::span<const std::byte> bytes);
    void update(std::string_view text);
    // 64 lower-case hexadecimal digits. Nothing may follow.
    [[nodiscard]] std::string finish();

private:
    void compress(const std::byte* chunk);

    std::array<std::uint32_t, 8> m_state{ 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
        0x1f83d9ab, 0x5be0cd19 };
    std::array<std::byte, 64> m_pending{};
    std::size_t m_pendingBytes = 0;
    std::uint64_t m_totalBytes = 0;
};

} // namespace palimpsest
