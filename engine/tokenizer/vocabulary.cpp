#include "engine/tokenizer/vocabulary.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "engine/base/text.h"
#include "engine/io/json_text.h"
#include "engine/tokenizer/bpe_encoder.h"
#include "engine/tokenizer/sentencepiece_file.h"
#include "engine/tokenizer/tokenizer_json.h"

namespace palimpsest {
namespace {

constexpr std::size_t kLargestModelBytes = std::size_t(64) << 20; // 15 times the published file
constexpr std::size_t kLargestJsonBytes = std::size_t(256) << 20; // 7 times the published file

Result<std::unique_ptr<const TextEncoder>> readEncoder(
    const std::filesystem::path& folder, const ModelConfig& config, std::string& source)
{
    std::error_code problem;
    const std::filesystem::path model = folder / "tokenizer.model";
    const std::filesystem::path json = folder / "tokenizer.json";
    if (std::filesystem::exists(model, problem)) {
        source = model.string();
        PAL_TRY_ASSIGN(const std::string contents, readTextFile(model, kLargestModelBytes, ErrorCode::InvalidModel));
        PAL_TRY_ASSIGN(auto file, SentencePieceFile::parse(contents, source));
        return std::unique_ptr<const TextEncoder>(std::move(file));
    }
    if (std::filesystem::exists(json, problem)) {
        source = json.string();
        PAL_TRY_ASSIGN(const std::string contents, readTextFile(json, kLargestJsonBytes, ErrorCode::InvalidModel));
        PAL_TRY_ASSIGN(BpeTable table, parseTokenizerJson(contents, source));
        addMissingLocationPieces(table, config.imageTokenId - kLocationBins - kSegmentCodes);
        return std::unique_ptr<const TextEncoder>(std::make_unique<BpeEncoder>(std::move(table)));
    }
    return Error{ ErrorCode::InvalidModel,
        folder.string()
            + " has neither tokenizer.model nor tokenizer.json; fetch one of them from where the checkpoint"
              " came from" };
}

// First id of `count` pieces that follow each other, the first of which is spelled `first`; nullopt when there is no
// such piece at all.
Result<std::optional<std::int32_t>> findRun(
    const std::vector<Piece>& pieces, int count, std::string (*text)(int), std::string_view source)
{
    const std::string firstText = text(0);
    for (std::size_t first = 0; first < pieces.size(); ++first) {
        if (pieces[first].text != firstText)
            continue;
        for (int i = 0; i < count; ++i) {
            const std::size_t id = first + static_cast<std::size_t>(i);
            if (id >= pieces.size() || pieces[id].text != text(i))
                return Error{ ErrorCode::InvalidModel,
                    std::string(source) + ": id " + std::to_string(id) + " is "
                        + (id < pieces.size() ? "'" + pieces[id].text + "'" : "not there") + ", expected '" + text(i)
                        + "'" };
        }
        return std::optional(static_cast<std::int32_t>(first));
    }
    return std::optional<std::int32_t>();
}

} // namespace

Result<std::shared_ptr<const Vocabulary>> Vocabulary::open(
    const std::filesystem::path& folder, const ModelConfig& config)
{
    std::string source;
    PAL_TRY_ASSIGN(auto encoder, readEncoder(folder, config, source));
    return create(std::move(encoder), source, config);
}

Result<std::shared_ptr<const Vocabulary>> Vocabulary::create(
    std::unique_ptr<const TextEncoder> encoder, std::string_view source, const ModelConfig& config)
{
    const std::vector<Piece>& pieces = encoder->pieces();
    const auto mismatch = [&](const std::string& what) {
        return Error{ ErrorCode::InvalidModel,
            std::string(source) + ": a tokenizer that does not match config.json: " + what
                + "; take both from the same checkpoint" };
    };
    const auto textAt = [&](std::int32_t id) {
        const bool inTable = id >= 0 && static_cast<std::size_t>(id) < pieces.size();
        return inTable ? "'" + pieces[static_cast<std::size_t>(id)].text + "'" : std::string("not there");
    };
    const std::array<std::pair<const char*, std::int32_t>, 3> specials{ { { "<pad>", config.padTokenId },
        { "<eos>", config.eosTokenId }, { "<bos>", config.bosTokenId } } };
    for (const auto& [text, id] : specials) {
        if (textAt(id) != "'" + std::string(text) + "'")
            return mismatch("id " + std::to_string(id) + " is " + textAt(id) + ", expected '" + text + "'");
        if (pieces[static_cast<std::size_t>(id)].type != PieceType::Control)
            return mismatch("'" + std::string(text) + "' is an ordinary piece, expected a control token");
    }
    const std::string count = std::to_string(pieces.size()) + " pieces";
    // The image token stands behind the pieces of a tokenizer.model, and is among the added tokens of a tokenizer.json.
    const bool imageBehind = pieces.size() == static_cast<std::size_t>(std::max(config.imageTokenId, 0));
    if (!imageBehind && textAt(config.imageTokenId) != "'<image>'")
        return mismatch(count + " with " + textAt(config.imageTokenId) + " at id " + std::to_string(config.imageTokenId)
            + ", expected as many pieces or '<image>' there");
    const std::size_t rows
        = std::max(config.text.vocabularySize, static_cast<std::size_t>(std::max(config.imageTokenId, 0)) + 1);
    if (pieces.size() > rows)
        return mismatch(count + ", expected at most the " + std::to_string(rows) + " rows of the embedding table");

    auto vocabulary = std::shared_ptr<Vocabulary>(new Vocabulary(std::move(encoder)));
    PAL_TRY_ASSIGN(vocabulary->m_firstLocation, findRun(pieces, kLocationBins, locationPieceText, source));
    PAL_TRY_ASSIGN(vocabulary->m_firstSegment, findRun(pieces, kSegmentCodes, segmentPieceText, source));
    const std::vector<std::int32_t> newline = vocabulary->encode("\n");
    if (newline.size() != 1 || pieces[static_cast<std::size_t>(newline.front())].type == PieceType::Unknown)
        return mismatch("a newline becomes " + std::to_string(newline.size()) + " pieces, expected one");
    vocabulary->m_newlineId = newline.front();
    vocabulary->m_bosId = config.bosTokenId;
    vocabulary->m_eosId = config.eosTokenId;
    vocabulary->m_imageId = config.imageTokenId;
    return std::shared_ptr<const Vocabulary>(std::move(vocabulary));
}

std::vector<std::int32_t> Vocabulary::encode(std::string_view text) const
{
    return m_encoder->encode(text);
}

std::string Vocabulary::decode(std::span<const std::int32_t> ids) const
{
    const std::vector<Piece>& pieces = m_encoder->pieces();
    std::string bytes;
    for (const std::int32_t id : ids) {
        if (id < 0 || static_cast<std::size_t>(id) >= pieces.size() || id == m_imageId)
            continue;
        const Piece& piece = pieces[static_cast<std::size_t>(id)];
        if (piece.type == PieceType::Byte)
            bytes += static_cast<char>(byteOf(piece.text).value_or(0));
        else if (piece.type != PieceType::Control && piece.type != PieceType::Unknown)
            bytes += withoutSpaceMarks(piece.text);
    }
    return withValidUtf8(bytes);
}

std::vector<std::int32_t> Vocabulary::promptIds(
    std::string_view prompt, std::size_t imageCount, std::size_t patchCount) const
{
    std::vector<std::int32_t> ids(imageCount * patchCount, m_imageId);
    ids.push_back(m_bosId);
    const std::vector<std::int32_t> promptPart = encode(prompt);
    ids.insert(ids.end(), promptPart.begin(), promptPart.end());
    ids.push_back(m_newlineId);
    return ids;
}

std::optional<int> Vocabulary::locationBin(std::int32_t id) const
{
    if (!m_firstLocation || id < *m_firstLocation || id >= *m_firstLocation + kLocationBins)
        return std::nullopt;
    return id - *m_firstLocation;
}

std::optional<int> Vocabulary::segmentCode(std::int32_t id) const
{
    if (!m_firstSegment || id < *m_firstSegment || id >= *m_firstSegment + kSegmentCodes)
        return std::nullopt;
    return id - *m_firstSegment;
}

std::optional<std::int32_t> Vocabulary::locationId(int bin) const
{
    if (!m_firstLocation || bin < 0 || bin >= kLocationBins)
        return std::nullopt;
    return *m_firstLocation + bin;
}

std::optional<std::int32_t> Vocabulary::segmentId(int code) const
{
    if (!m_firstSegment || code < 0 || code >= kSegmentCodes)
        return std::nullopt;
    return *m_firstSegment + code;
}

std::string_view Vocabulary::pieceText(std::int32_t id) const
{
    const std::vector<Piece>& pieces = m_encoder->pieces();
    return id >= 0 && static_cast<std::size_t>(id) < pieces.size()
        ? std::string_view(pieces[static_cast<std::size_t>(id)].text)
        : std::string_view();
}

} // namespace palimpsest
