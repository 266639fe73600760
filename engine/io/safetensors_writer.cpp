#include "engine/io/safetensors_writer.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/io/safetensors_header.h"

namespace palimpsest {
namespace {

constexpr std::uint64_t kAlignment = 64; // a cache line, and what every vector load is content with
constexpr std::string_view kPaddingPrefix = "__padding.";
constexpr std::array<std::byte, kAlignment> kZeros{};

std::uint64_t paddingAfter(std::uint64_t size)
{
    return (kAlignment - size % kAlignment) % kAlignment;
}

Error wrongCall(const std::filesystem::path& path, const std::string& problem)
{
    return { ErrorCode::BadArguments, "cannot write '" + path.string() + "': " + problem };
}

std::string lengthPrefix(std::uint64_t length)
{
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<char>((length >> (8 * i)) & 0xff);
    return bytes;
}

} // namespace

Result<SafetensorsWriter> SafetensorsWriter::create(const std::filesystem::path& path,
    std::vector<TensorDeclaration> tensors, const std::map<std::string, std::string>& metadata, TensorLayout layout)
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::set<std::string_view> names;
    std::vector<Extent> extents;
    std::uint64_t offset = 0;
    const auto place = [&header, &offset](const TensorDeclaration& tensor, std::uint64_t size) {
        header[tensor.name]
            = { { "dtype", tensor.dtype }, { "shape", tensor.shape }, { "data_offsets", { offset, offset + size } } };
        offset += size;
    };
    for (const TensorDeclaration& tensor : tensors) {
        if (tensor.name.empty() || tensor.name == "__metadata__" || tensor.name.starts_with(kPaddingPrefix))
            return wrongCall(path, "'" + tensor.name + "' cannot be the name of a tensor");
        if (!names.insert(tensor.name).second)
            return wrongCall(path, "tensor '" + tensor.name + "' is declared twice");
        const std::optional<std::uint64_t> size = safetensorsSizeBytes(tensor.dtype, tensor.shape);
        if (!size || *size > (std::uint64_t{ 1 } << 62) - offset)
            return wrongCall(
                path, "tensor '" + tensor.name + "' has no size in bytes with dtype '" + tensor.dtype + "'");
        place(tensor, *size);
        const std::uint64_t padding = layout == TensorLayout::CacheLines ? paddingAfter(*size) : 0;
        if (padding > 0) {
            place({ .name = std::string(kPaddingPrefix) + std::to_string(extents.size()),
                      .dtype = "U8",
                      .shape = { padding } },
                padding);
        }
        extents.push_back({ .bytes = *size, .padding = padding });
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const nlohmann::json::exception&) { // names and metadata that are no UTF-8
        return wrongCall(path, "a name or a metadata value is no UTF-8 text");
    }
    text.append(static_cast<std::size_t>(paddingAfter(8 + text.size())), ' ');
    if (text.size() > kMaxSafetensorsHeaderBytes)
        return wrongCall(path, "the header would have " + std::to_string(text.size()) + " bytes");
    PAL_TRY_ASSIGN(AtomicFile file, AtomicFile::create(path));
    SafetensorsWriter writer(path, std::move(file));
    writer.m_fileBytes = 8 + text.size() + offset;
    writer.m_extents = std::move(extents);
    PAL_TRY(writer.m_file.reserve(writer.m_fileBytes));
    PAL_TRY(writer.m_file.write(lengthPrefix(text.size()) + text));
    PAL_TRY(writer.skipCompleted());
    return writer;
}

SafetensorsWriter::SafetensorsWriter(std::filesystem::path path, AtomicFile file)
    : m_path(std::move(path)),
      m_file(std::move(file))
{
}

Result<void> SafetensorsWriter::append(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        if (m_current == m_extents.size())
            return wrongCall(m_path, "more bytes came than were declared");
        const std::uint64_t missing = m_extents[m_current].bytes - m_written;
        const std::span piece = bytes.first(std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(missing)));
        PAL_TRY(m_file.write(piece));
        m_written += piece.size();
        bytes = bytes.subspan(piece.size());
        PAL_TRY(skipCompleted());
    }
    return {};
}

// Moves on to the next tensor that still wants bytes, writing the padding on the way.
Result<void> SafetensorsWriter::skipCompleted()
{
    while (m_current < m_extents.size() && m_written == m_extents[m_current].bytes) {
        PAL_TRY(m_file.write(std::span(kZeros).first(static_cast<std::size_t>(m_extents[m_current].padding))));
        ++m_current;
        m_written = 0;
    }
    return {};
}

Result<void> SafetensorsWriter::finish()
{
    if (m_current != m_extents.size())
        return wrongCall(m_path,
            "only " + std::to_string(m_current) + " of " + std::to_string(m_extents.size())
                + " declared tensors are complete");
    return m_file.commit();
}

} // namespace palimpsest
