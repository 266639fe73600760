#include "engine/tokenizer/sentencepiece_file.h"

#include <cstdint>
#include <string>

#include <sentencepiece_processor.h>

#include "engine/base/check.h"
#include "engine/tokenizer/sentencepiece_writer.h"

namespace palimpsest {
namespace {

using sentencepiece::SentencePieceProcessor;

// Reads a varint off the front; false when there is no whole one.
bool takeVarint(std::string_view& bytes, std::uint64_t& value)
{
    value = 0;
    for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

// Whether the last field ends where the file ends: what is appended to a file cut short would become part of that
// field.
bool isWholeMessage(std::string_view bytes)
{
    while (!bytes.empty()) {
        std::uint64_t tag = 0;
        std::uint64_t size = 0;
        if (!takeVarint(bytes, tag))
            return false;
        const std::uint64_t wireType = tag & 7;
        if (wireType == 1 || wireType == 5)
            size = wireType == 1 ? 8 : 4;
        else if ((wireType != 0 && wireType != 2) || !takeVarint(bytes, size))
            return false;
        if (wireType == 0)
            size = 0;
        if (size > bytes.size())
            return false;
        bytes.remove_prefix(size);
    }
    return true;
}

// The library does not tell user-defined pieces from normal ones.
PieceType typeOf(const SentencePieceProcessor& processor, int id)
{
    if (processor.IsUnknown(id))
        return PieceType::Unknown;
    if (processor.IsControl(id))
        return PieceType::Control;
    if (processor.IsUnused(id))
        return PieceType::Unused;
    return processor.IsByte(id) ? PieceType::Byte : PieceType::Normal;
}

} // namespace

struct SentencePieceFile::Library {
    SentencePieceProcessor processor;
};

SentencePieceFile::SentencePieceFile(std::unique_ptr<Library> library) : m_library(std::move(library))
{
    const SentencePieceProcessor& processor = m_library->processor;
    const int count = processor.GetPieceSize();
    m_pieces.reserve(static_cast<std::size_t>(count));
    for (int id = 0; id < count; ++id)
        m_pieces.push_back(
            { .text = processor.IdToPiece(id), .score = processor.GetScore(id), .type = typeOf(processor, id) });
}

SentencePieceFile::~SentencePieceFile() = default;

Result<std::unique_ptr<const SentencePieceFile>> SentencePieceFile::parse(
    std::string_view contents, std::string_view source)
{
    const auto invalid = [&](const std::string& what) {
        return Error{ ErrorCode::InvalidModel, std::string(source) + ": no readable sentencepiece model: " + what };
    };
    if (contents.empty() || !isWholeMessage(contents))
        return invalid("it is cut short or of another format (" + std::to_string(contents.size()) + " bytes)");
    try {
        // In the format a message given twice is merged and the later fields win.
        const std::string withIdentity = std::string(contents) + identityNormalizerField();
        auto library = std::make_unique<Library>();
        const auto status = library->processor.LoadFromSerializedProto(withIdentity);
        if (!status.ok())
            return invalid(status.ToString());
        return std::unique_ptr<const SentencePieceFile>(new SentencePieceFile(std::move(library)));
    } catch (const std::exception& error) { // of the library's trie, or no memory
        return invalid(error.what());
    }
}

std::vector<std::int32_t> SentencePieceFile::encode(std::string_view text) const
{
    std::vector<int> ids;
    const auto status = m_library->processor.Encode(absl::string_view(text.data(), text.size()), &ids);
    PAL_CHECK(status.ok()); // it fails only where no model is loaded, or on a normalizer other than ours
    return ids;
}

} // namespace palimpsest
