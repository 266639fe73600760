#pragma once
// Text to token ids and back for one checkpoint: the one tokenizer class that the rest of the engine uses. Immutable,
// shared between threads. Source: spec "Prompt and tokenizer".

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/model_config.h"
#include "engine/tokenizer/piece.h"
#include "engine/tokenizer/text_encoder.h"

namespace palimpsest {

class Vocabulary {
public:
    static constexpr int kLocationBins = 1024; // <loc0000> .. <loc1023>
    static constexpr int kSegmentCodes = 128;  // <seg000> .. <seg127>

    // Reads tokenizer.model, or tokenizer.json where there is no such file. InvalidModel names the file, what
    // config.json asks for and what is there when the two do not match.
    static Result<std::shared_ptr<const Vocabulary>> open(
        const std::filesystem::path& folder, const ModelConfig& config);

    // The same over an encoder that is there already; `source` names it in messages.
    static Result<std::shared_ptr<const Vocabulary>> create(
        std::unique_ptr<const TextEncoder> encoder, std::string_view source, const ModelConfig& config);

    // User text: no <bos>, no <eos>. <loc0123> and <seg012> are one token each; control tokens spelled out in the text
    // (<bos>, <eos>, <pad>, <image>) are plain text.
    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text) const;

    // Control tokens, <unk> and ids outside the table are left out; byte pieces are joined, and what is then no UTF-8
    // becomes U+FFFD; U+2581 becomes a space. A leading space stays.
    [[nodiscard]] std::string decode(std::span<const std::int32_t> ids) const;

    // [image token] * imageCount * patchCount, <bos>, encode(prompt), newline: the prefix the decoder sees. The prompt
    // is encoded apart from the newline and nothing is stripped from it.
    [[nodiscard]] std::vector<std::int32_t> promptIds(
        std::string_view prompt, std::size_t imageCount, std::size_t patchCount) const;

    // Empty for tables without such pieces, and for ids that are none.
    [[nodiscard]] std::optional<int> locationBin(std::int32_t id) const; // 0 .. 1023
    [[nodiscard]] std::optional<int> segmentCode(std::int32_t id) const; // 0 .. 127
    [[nodiscard]] std::optional<std::int32_t> locationId(int bin) const;
    [[nodiscard]] std::optional<std::int32_t> segmentId(int code) const;

    [[nodiscard]] std::int32_t bosId() const { return m_bosId; }
    [[nodiscard]] std::int32_t eosId() const { return m_eosId; }
    [[nodiscard]] std::int32_t newlineId() const { return m_newlineId; } // looked up: 108 in Gemma's table
    [[nodiscard]] std::int32_t imageId() const { return m_imageId; } // as config.json has it; need not be in the table
    // Ids that the tokenizer knows: 0 .. size() - 1. The embedding table may have more rows.
    [[nodiscard]] std::size_t size() const { return m_encoder->pieces().size(); }
    // "<0x41>" for bytes, U+2581 for spaces; empty outside the table.
    [[nodiscard]] std::string_view pieceText(std::int32_t id) const;

private:
    explicit Vocabulary(std::unique_ptr<const TextEncoder> encoder) : m_encoder(std::move(encoder)) { }

    std::unique_ptr<const TextEncoder> m_encoder;
    std::int32_t m_bosId = 0;
    std::int32_t m_eosId = 0;
    std::int32_t m_imageId = 0;
    std::int32_t m_newlineId = 0;
    std::optional<std::int32_t> m_firstLocation; // the 1024 pieces follow each other
    std::optional<std::int32_t> m_firstSegment;
};

} // namespace palimpsest
