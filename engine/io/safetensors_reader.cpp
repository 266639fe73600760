#include "engine/io/safetensors_reader.h"

#include <utility>

namespace palimpsest {

std::optional<DType> dtypeNamed(std::string_view safetensorsName)
{
    if (safetensorsName == "F32")
        return DType::F32;
    if (safetensorsName == "F16")
        return DType::F16;
    if (safetensorsName == "BF16")
        return DType::BF16;
    if (safetensorsName == "I32")
        return DType::I32;
    if (safetensorsName == "U8")
        return DType::U8;
    return std::nullopt;
}

std::string_view safetensorsName(DType dtype)
{
    switch (dtype) {
    case DType::F32:
        return "F32";
    case DType::F16:
        return "F16";
    case DType::BF16:
        return "BF16";
    case DType::I32:
        return "I32";
    case DType::U8:
    case DType::Q8:
    case DType::Q4:
        return "U8";
    }
    return "U8";
}

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path)
{
    PAL_TRY_ASSIGN(MappedFile file, MappedFile::open(path));
    PAL_TRY_ASSIGN(SafetensorsHeader header, parseSafetensorsHeader(file.bytes(), path.string()));
    return SafetensorsFile(std::move(file), std::move(header));
}

SafetensorsFile::SafetensorsFile(MappedFile file, SafetensorsHeader header)
    : m_file(std::move(file)),
      m_header(std::move(header))
{
    m_index.reserve(m_header.entries.size());
    for (std::size_t i = 0; i < m_header.entries.size(); ++i)
        m_index.emplace(m_header.entries[i].name, i);
}

const SafetensorsEntry* SafetensorsFile::find(std::string_view name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : &m_header.entries[found->second];
}

std::span<const std::byte> SafetensorsFile::bytesOf(const SafetensorsEntry& entry) const
{
    return m_file.bytes().subspan(
        static_cast<std::size_t>(m_header.dataOffset + entry.begin), static_cast<std::size_t>(entry.sizeBytes()));
}

Result<StoredTensor> SafetensorsFile::tensor(std::string_view name) const
{
    const auto invalid = [&](const std::string& problem) {
        return Error{ ErrorCode::InvalidModel,
            "'" + path().string() + "': tensor '" + std::string(name) + "' " + problem };
    };
    const SafetensorsEntry* const entry = find(name);
    if (entry == nullptr)
        return invalid("is not there");
    const std::optional<DType> dtype = dtypeNamed(entry->dtype);
    if (!dtype)
        return invalid("has the unsupported dtype " + entry->dtype + "; F32, F16, BF16, I32 and U8 are supported");
    if (entry->shape.size() > Shape::kMaxRank)
        return invalid("has " + std::to_string(entry->shape.size()) + " dimensions, at most 4 are supported");
    StoredTensor tensor{ .name = entry->name, .dtype = *dtype, .shape = {}, .bytes = bytesOf(*entry) };
    for (const std::uint64_t extent : entry->shape)
        tensor.shape.append(static_cast<std::size_t>(extent));
    return tensor;
}

} // namespace palimpsest
