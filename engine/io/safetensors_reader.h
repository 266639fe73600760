#pragma once
// One safetensors file, mapped, its header checked. Owns the mapping; the tensors it hands out are views that live as
// long as it does (moving it keeps them valid). Immutable after open(); any thread.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/result.h"
#include "engine/io/mapped_file.h"
#include "engine/io/safetensors_header.h"
#include "engine/io/stored_tensor.h"

namespace palimpsest {

// F32, F16, BF16, I32 and U8; nullopt for the legal spellings that the engine does not compute with.
[[nodiscard]] std::optional<DType> dtypeNamed(std::string_view safetensorsName);
// The spelling of a dtype in a safetensors file; "U8" for the block formats, whose bytes are opaque there.
[[nodiscard]] std::string_view safetensorsName(DType dtype);

class SafetensorsFile {
public:
    // FileAccess or InvalidModel.
    static Result<SafetensorsFile> open(const std::filesystem::path& path);

    [[nodiscard]] const std::filesystem::path& path() const { return m_file.path(); }
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& metadata() const { return m_header.metadata; }
    // All tensors, of whatever dtype, in the order of their data.
    [[nodiscard]] const std::vector<SafetensorsEntry>& entries() const { return m_header.entries; }
    [[nodiscard]] const SafetensorsEntry* find(std::string_view name) const;
    // Where the data section starts: a multiple of 64 when our writer made the file, anything otherwise.
    [[nodiscard]] std::uint64_t dataOffset() const { return m_header.dataOffset; }

    [[nodiscard]] std::span<const std::byte> bytesOf(const SafetensorsEntry& entry) const;
    // InvalidModel when there is no such tensor, or when its dtype or rank (above 4) is none that the engine knows.
    [[nodiscard]] Result<StoredTensor> tensor(std::string_view name) const;

private:
    SafetensorsFile(MappedFile file, SafetensorsHeader header);

    MappedFile m_file;
    SafetensorsHeader m_header;
    std::unordered_map<std::string_view, std::size_t> m_index; // views into the names of m_header.entries
};

} // namespace palimpsest
