#include "engine/tokenizer/tokenizer_json.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "engine/io/json_text.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kMostPieces = 1 << 20; // four times Gemma's table

// The member of that name, or null; never a copy.
const Json& member(const Json& object, const char* key)
{
    static const Json kNull;
    const auto at = object.find(key);
    return at == object.end() ? kNull : *at;
}

class Reader {
public:
    explicit Reader(std::string_view source) : m_source(source) { }
    Result<BpeTable> read(const Json& root);

private:
    Result<void> readModel(const Json& model);
    Result<void> readVocabulary(const Json& vocabulary);
    Result<void> readAddedTokens(const Json& tokens);
    Result<void> readAddedToken(const Json& token);
    Result<void> readMerges(const Json& merges);
    Result<void> checkNormalizer(const Json& normalizer) const;
    Result<void> checkPreTokenizer(const Json& preTokenizer) const;
    Result<void> place(const std::string& text, const Json& id, PieceType type);
    void finishTypes(const std::string& unknown);

    [[nodiscard]] Error invalid(const std::string& what) const
    {
        return { ErrorCode::InvalidModel, m_source + ": " + what };
    }
    [[nodiscard]] Error unsupported(const std::string& what) const
    {
        return { ErrorCode::Unsupported,
            m_source + ": " + what + "; use the checkpoint's tokenizer.model, or convert the tokenizer again" };
    }

    std::string m_source;
    BpeTable m_table;
    std::unordered_map<std::string, std::int32_t> m_ids;
};

bool isLocationPiece(std::string_view text)
{
    const auto digitsBetween = [&](std::string_view prefix, std::size_t count) {
        return text.size() == prefix.size() + count + 1 && text.starts_with(prefix) && text.back() == '>'
            && text.substr(prefix.size(), count).find_first_not_of("0123456789") == std::string_view::npos;
    };
    return digitsBetween("<loc", 4) || digitsBetween("<seg", 3);
}

Result<void> Reader::place(const std::string& text, const Json& id, PieceType type)
{
    if (!id.is_number_integer() || id < 0 || id >= kMostPieces)
        return invalid("the id of '" + text + "' is " + describeJson(id) + ", expected a number below "
            + std::to_string(kMostPieces));
    const auto index = id.get<std::size_t>();
    if (index >= m_table.pieces.size())
        m_table.pieces.resize(index + 1, Piece{ .text = {}, .score = 0, .type = PieceType::Unused });
    Piece& piece = m_table.pieces[index];
    if (!piece.text.empty() && piece.text != text)
        return invalid("'" + piece.text + "' and '" + text + "' both have the id " + std::to_string(index));
    const auto [known, isNew] = m_ids.try_emplace(text, static_cast<std::int32_t>(index));
    if (!isNew && known->second != static_cast<std::int32_t>(index))
        return invalid("'" + text + "' has the ids " + std::to_string(known->second) + " and " + std::to_string(index));
    piece.text = text;
    piece.type = type;
    return {};
}

Result<void> Reader::readVocabulary(const Json& vocabulary)
{
    if (!vocabulary.is_object() || vocabulary.empty())
        return invalid("'model.vocab' is " + describeJson(vocabulary) + ", expected pieces with their ids");
    for (const auto& [text, id] : vocabulary.items()) {
        if (text.empty())
            return invalid("'model.vocab' has an empty piece");
        PAL_TRY(place(text, id, PieceType::Normal));
    }
    return {};
}

// An added token is found in the text before anything is merged; one that is special is set by id only.
Result<void> Reader::readAddedToken(const Json& token)
{
    if (!token.is_object() || !token.contains("content") || !token["content"].is_string() || !token.contains("id"))
        return invalid("an entry of 'added_tokens' is " + describeJson(token) + ", expected 'id' and 'content'");
    const std::string text = token["content"].get<std::string>();
    if (text.empty())
        return invalid("an entry of 'added_tokens' has an empty 'content'");
    const bool control = token.value("special", false) && !isLocationPiece(text);
    PAL_TRY(place(text, token["id"], control ? PieceType::Control : PieceType::UserDefined));
    if (control)
        return {};
    for (const char* flag : { "lstrip", "rstrip", "single_word" }) {
        if (token.value(flag, false))
            return unsupported("the added token '" + text + "' sets '" + flag + "', which this program does not do");
    }
    auto& matches = token.value("normalized", false) ? m_table.escapedMatches : m_table.rawMatches;
    matches.push_back(m_ids.at(text));
    return {};
}

Result<void> Reader::readAddedTokens(const Json& tokens)
{
    if (!tokens.is_array() && !tokens.is_null())
        return invalid("'added_tokens' is " + describeJson(tokens) + ", expected a list");
    for (const Json& token : tokens)
        PAL_TRY(readAddedToken(token));
    return {};
}

// What the lists of the file do not say about types: <unk>, the byte pieces, location pieces that nobody listed.
void Reader::finishTypes(const std::string& unknown)
{
    for (std::size_t i = 0; i < m_table.pieces.size(); ++i) {
        Piece& piece = m_table.pieces[i];
        if (piece.text == unknown && !unknown.empty()) {
            piece.type = PieceType::Unknown;
        } else if (piece.type != PieceType::Normal) {
            continue;
        } else if (m_table.byteFallback && byteOf(piece.text)) {
            piece.type = PieceType::Byte;
        } else if (isLocationPiece(piece.text)) {
            piece.type = PieceType::UserDefined;
            m_table.rawMatches.push_back(static_cast<std::int32_t>(i));
        }
    }
}

Result<void> Reader::readMerges(const Json& merges)
{
    if (!merges.is_array())
        return invalid("'model.merges' is " + describeJson(merges) + ", expected a list");
    m_table.merges.reserve(merges.size());
    for (const Json& merge : merges) {
        std::string left;
        std::string right;
        if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            left = merge[0].get<std::string>();
            right = merge[1].get<std::string>();
        } else if (merge.is_string()) {
            const auto text = merge.get<std::string>();
            const std::size_t space = text.find(' ');
            left = text.substr(0, space);
            right = space == std::string::npos ? std::string() : text.substr(space + 1);
        }
        const auto leftId = m_ids.find(left);
        const auto rightId = m_ids.find(right);
        const auto mergedId = m_ids.find(left + right);
        if (leftId == m_ids.end() || rightId == m_ids.end() || mergedId == m_ids.end())
            return invalid("the merge " + describeJson(merge) + " names a piece that 'model.vocab' does not have");
        const PieceType type = m_table.pieces[static_cast<std::size_t>(mergedId->second)].type;
        if (type == PieceType::Normal || type == PieceType::UserDefined)
            m_table.merges.push_back({ .left = leftId->second, .right = rightId->second, .merged = mergedId->second });
    }
    return {};
}

Result<void> Reader::readModel(const Json& model)
{
    if (!model.is_object())
        return invalid("'model' is " + describeJson(model) + ", expected an object");
    if (model.value("type", Json("BPE")) != "BPE")
        return unsupported("'model.type' is " + describeJson(model["type"]) + ", expected \"BPE\"");
    for (const char* key : { "continuing_subword_prefix", "end_of_word_suffix", "dropout" }) {
        const Json& value = member(model, key);
        if (!value.is_null() && value != "" && value != 0.0)
            return unsupported("'model." + std::string(key) + "' is " + describeJson(value) + ", expected none");
    }
    if (model.value("ignore_merges", Json(false)) != false)
        return unsupported("'model.ignore_merges' is set");
    m_table.byteFallback = model.value("byte_fallback", Json(false)) == true;
    m_table.fuseUnknown = model.value("fuse_unk", Json(false)) == true;
    return readVocabulary(member(model, "vocab"));
}

Result<void> Reader::checkNormalizer(const Json& normalizer) const
{
    const Json wanted = { { "type", "Replace" }, { "pattern", { { "String", " " } } }, { "content", kSpaceMark } };
    const Json inSequence = { { "type", "Sequence" }, { "normalizers", Json::array({ wanted }) } };
    if (normalizer != wanted && normalizer != inSequence)
        return unsupported(
            "'normalizer' is " + describeJson(normalizer) + ", expected one that replaces \" \" by U+2581");
    return {};
}

// Spaces are gone when it comes to pre-tokenizing, so that splitting at spaces does nothing.
Result<void> Reader::checkPreTokenizer(const Json& preTokenizer) const
{
    if (preTokenizer.is_null())
        return {};
    if (preTokenizer.is_object() && preTokenizer.value("type", Json()) == "Split"
        && preTokenizer.value("pattern", Json()) == Json{ { "String", " " } }
        && preTokenizer.value("behavior", Json()) != "Removed")
        return {};
    return unsupported("'pre_tokenizer' is " + describeJson(preTokenizer) + ", expected none or a split at \" \"");
}

Result<BpeTable> Reader::read(const Json& root)
{
    if (!root.is_object() || !root.contains("model"))
        return invalid("there is no 'model' in it; it is no tokenizer.json");
    PAL_TRY(checkNormalizer(member(root, "normalizer")));
    PAL_TRY(checkPreTokenizer(member(root, "pre_tokenizer")));
    PAL_TRY(readModel(root["model"]));
    PAL_TRY(readAddedTokens(member(root, "added_tokens")));
    const Json& unknown = member(root["model"], "unk_token");
    finishTypes(unknown.is_string() ? unknown.get<std::string>() : std::string());
    PAL_TRY(readMerges(member(root["model"], "merges")));
    return std::move(m_table);
}

} // namespace

Result<BpeTable> parseTokenizerJson(std::string_view json, std::string_view source)
{
    PAL_TRY_ASSIGN(const Json root, parseJson(json, source, ErrorCode::InvalidModel));
    try {
        return Reader(source).read(root);
    } catch (const std::exception& error) { // a value of another type than its key has
        return Error{ ErrorCode::InvalidModel,
            std::string(source) + ": not a readable tokenizer.json: " + error.what() };
    }
}

void addMissingLocationPieces(BpeTable& table, std::int32_t firstId)
{
    const auto first = static_cast<std::size_t>(std::max(firstId, 0));
    const auto free = [&](const Piece& piece) { return piece.text.empty() && piece.type == PieceType::Unused; };
    if (firstId < 0 || table.pieces.size() < first)
        return;
    if (std::ranges::any_of(table.pieces, [](const Piece& piece) { return isLocationPiece(piece.text); }))
        return;
    const std::size_t end = first + kLocationBins + kSegmentCodes;
    for (std::size_t id = first; id < std::min(end, table.pieces.size()); ++id) {
        if (!free(table.pieces[id]))
            return;
    }
    table.pieces.resize(std::max(end, table.pieces.size()));
    for (std::size_t id = first; id < end; ++id) {
        const auto number = static_cast<int>(id - first);
        const bool location = number < kLocationBins;
        table.pieces[id] = { .text = location ? locationPieceText(number) : segmentPieceText(number - kLocationBins),
            .score = 0,
            .type = PieceType::UserDefined };
        table.rawMatches.push_back(static_cast<std::int32_t>(id));
    }
}

} // namespace palimpsest
