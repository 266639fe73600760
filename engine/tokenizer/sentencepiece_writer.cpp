#include "engine/tokenizer/sentencepiece_writer.h"

#include <bit>
#include <cstdint>
#include <string_view>

namespace palimpsest {
namespace {

// Wire types of protocol buffers.
constexpr std::uint32_t kVarint = 0;
constexpr std::uint32_t kLengthDelimited = 2;
constexpr std::uint32_t kFixed32 = 5;

// Field numbers of sentencepiece_model.proto.
namespace model_field {
constexpr std::uint32_t kPiece = 1;
constexpr std::uint32_t kTrainer = 2;
constexpr std::uint32_t kNormalizer = 3;
}
namespace piece_field {
constexpr std::uint32_t kText = 1;
constexpr std::uint32_t kScore = 2;
constexpr std::uint32_t kType = 3;
}
namespace trainer_field {
constexpr std::uint32_t kModelType = 3;
constexpr std::uint32_t kVocabularySize = 4;
constexpr std::uint32_t kByteFallback = 35;
constexpr std::uint32_t kUnknownId = 40;    // then bos, eos, pad
constexpr std::uint32_t kUnknownPiece = 45; // then bos, eos, pad
}
namespace normalizer_field {
constexpr std::uint32_t kName = 1;
constexpr std::uint32_t kCharacterMap = 2;
constexpr std::uint32_t kAddDummyPrefix = 3;
constexpr std::uint32_t kRemoveExtraSpaces = 4;
constexpr std::uint32_t kEscapeSpaces = 5;
}
constexpr std::uint64_t kBytePairEncoding = 2; // of TrainerSpec.ModelType

void appendVarint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    out += static_cast<char>(value);
}

void appendTag(std::string& out, std::uint32_t field, std::uint32_t wireType)
{
    appendVarint(out, (field << 3) | wireType);
}

void appendNumber(std::string& out, std::uint32_t field, std::uint64_t value)
{
    appendTag(out, field, kVarint);
    appendVarint(out, value);
}

void appendBytes(std::string& out, std::uint32_t field, std::string_view bytes)
{
    appendTag(out, field, kLengthDelimited);
    appendVarint(out, bytes.size());
    out.append(bytes);
}

void appendFloat(std::string& out, std::uint32_t field, float value)
{
    appendTag(out, field, kFixed32);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(bits >> shift);
}

std::string pieceMessage(const Piece& piece)
{
    std::string message;
    appendBytes(message, piece_field::kText, piece.text);
    appendFloat(message, piece_field::kScore, piece.score);
    if (piece.type != PieceType::Normal)
        appendNumber(message, piece_field::kType, static_cast<std::uint64_t>(piece.type));
    return message;
}

std::string trainerMessage(std::span<const Piece> pieces)
{
    std::string message;
    appendNumber(message, trainer_field::kModelType, kBytePairEncoding);
    appendNumber(message, trainer_field::kVocabularySize, pieces.size());
    bool byteFallback = false;
    for (const Piece& piece : pieces)
        byteFallback = byteFallback || piece.type == PieceType::Byte;
    appendNumber(message, trainer_field::kByteFallback, byteFallback ? 1 : 0);
    constexpr std::string_view kSpecial[] = { "<unk>", "<bos>", "<eos>", "<pad>" };
    for (std::uint32_t role = 0; role < std::size(kSpecial); ++role) {
        std::int64_t id = -1; // none
        for (std::size_t i = 0; i < pieces.size(); ++i)
            id = pieces[i].text == kSpecial[role] ? static_cast<std::int64_t>(i) : id;
        appendNumber(message, trainer_field::kUnknownId + role, static_cast<std::uint64_t>(id));
    }
    for (std::uint32_t role = 0; role < std::size(kSpecial); ++role)
        appendBytes(message, trainer_field::kUnknownPiece + role, kSpecial[role]);
    return message;
}

} // namespace

std::string identityNormalizerField()
{
    std::string message;
    appendBytes(message, normalizer_field::kName, "identity");
    appendBytes(message, normalizer_field::kCharacterMap, "");
    appendNumber(message, normalizer_field::kAddDummyPrefix, 0);
    appendNumber(message, normalizer_field::kRemoveExtraSpaces, 0);
    appendNumber(message, normalizer_field::kEscapeSpaces, 1);
    std::string field;
    appendBytes(field, model_field::kNormalizer, message);
    return field;
}

std::string sentencePieceModel(std::span<const Piece> pieces)
{
    std::string model;
    for (const Piece& piece : pieces)
        appendBytes(model, model_field::kPiece, pieceMessage(piece));
    appendBytes(model, model_field::kTrainer, trainerMessage(pieces));
    return model + identityNormalizerField();
}

} // namespace palimpsest
