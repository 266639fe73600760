#pragma once
// Writes a safetensors file as a stream: all tensors are declared first, then their bytes follow in the same order, so
// that nothing larger than the caller's piece is ever in memory.
//
// The file appears whole in finish() or not at all (AtomicFile). Its space is reserved when the writer is made: a full
// disk is noticed before the first byte. One thread at a time.
//
// The data section starts at a multiple of 64. TensorLayout::CacheLines makes every tensor start at a multiple of 64 as
// well; the gaps are tensors of their own ("__padding.0", U8) because the format allows no holes. Files that other
// programs read are written Packed.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/io/atomic_file.h"

namespace palimpsest {

struct TensorDeclaration {
    std::string name;
    std::string dtype; // as the file spells it: "BF16", "U8" (safetensorsName() in safetensors_reader.h)
    std::vector<std::uint64_t> shape;
};

enum class TensorLayout { Packed, CacheLines };

class SafetensorsWriter {
public:
    // BadArguments for names that are empty, reserved or there twice and for dtypes or sizes that are none; FileAccess,
    // with the bytes that are needed, when the file cannot be made.
    static Result<SafetensorsWriter> create(const std::filesystem::path& path, std::vector<TensorDeclaration> tensors,
        const std::map<std::string, std::string>& metadata = {}, TensorLayout layout = TensorLayout::Packed);
    // The next bytes of the declared tensors, in pieces of any size; a piece may span tensors. BadArguments for more
    // bytes than were declared.
    Result<void> append(std::span<const std::byte> bytes);
    // Every declared byte must have come (else BadArguments). After any error only destruction is left.
    Result<void> finish();

    // Of the whole file, header and padding included.
    [[nodiscard]] std::uint64_t fileBytes() const { return m_fileBytes; }

private:
    // Bytes of a declared tensor, and of the padding behind it.
    struct Extent {
        std::uint64_t bytes = 0;
        std::uint64_t padding = 0;
    };

    SafetensorsWriter(std::filesystem::path path, AtomicFile file);
    Result<void> skipCompleted();

    std::filesystem::path m_path;
    AtomicFile m_file;
    std::uint64_t m_fileBytes = 0;
    std::vector<Extent> m_extents;
    std::size_t m_current = 0;   // tensor that the next byte belongs to
    std::uint64_t m_written = 0; // of its bytes
};

} // namespace palimpsest
