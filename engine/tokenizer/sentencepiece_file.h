#pragma once
// A tokenizer.model, read and run by libsentencepiece. Whatever normalizer the file asks for, text is taken as it is:
// no Unicode normalisation, no space put before, none removed (spec "SentencePiece model").

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/tokenizer/text_encoder.h"

namespace palimpsest {

class SentencePieceFile final : public TextEncoder {
public:
    // `contents` is the whole file, `source` names it in messages. InvalidModel when it is no such file.
    static Result<std::unique_ptr<const SentencePieceFile>> parse(std::string_view contents, std::string_view source);
    ~SentencePieceFile() override;

    [[nodiscard]] const std::vector<Piece>& pieces() const override { return m_pieces; }
    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text) const override;

private:
    struct Library; // keeps the library's header out of ours
    explicit SentencePieceFile(std::unique_ptr<Library> library);

    std::unique_ptr<Library> m_library;
    std::vector<Piece> m_pieces;
};

} // namespace palimpsest
