#include "tests/support/sample_tokenizer.h"

#include <algorithm>
#include <array>
#include <random>
#include <set>

#include <sentencepiece_trainer.h>

#include "engine/base/check.h"
#include "engine/base/text.h"
#include "engine/tokenizer/sentencepiece_file.h"

namespace palimpsest {
namespace {

constexpr int kTrainedPieces = 2300;

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t bound)
{
    return static_cast<std::size_t>(random() % bound);
}

std::string word(Random& random)
{
    static constexpr std::array<const char*, 40> kSyllables{ "a", "e", "i", "o", "u", "th", "er", "in", "on", "st",
        "le", "re", "qu", "ba", "ab", "aba", "ness", "ing", "Inv", "Oi", "\xC3\xA9", "\xC3\xBC", "\xC3\x9F", "\xD0\xB6",
        "\xD0\xB8", "\xCE\xB1", "\xE6\x96\x87", "\xE5\xAD\x97", "\xE8\xA1\xA8", "\xE3\x81\x82", "1", "2", "00", ".",
        ",", "(", "=", "-", "l", "I" };
    std::string text;
    for (std::size_t i = 1 + below(random, 4); i > 0; --i)
        text += kSyllables[std::min(below(random, kSyllables.size()), below(random, kSyllables.size()))];
    return text;
}

class MadeUpText final : public sentencepiece::SentenceIterator {
public:
    [[nodiscard]] bool done() const override { return m_lines == 0; }
    void Next() override
    {
        --m_lines;
        makeLine();
    }
    [[nodiscard]] const std::string& value() const override { return m_line; }
    [[nodiscard]] sentencepiece::util::Status status() const override { return {}; }

    MadeUpText() { makeLine(); }

private:
    void makeLine()
    {
        m_line.clear();
        for (int i = 0; i < 8; ++i)
            m_line += (i > 0 ? " " : "") + word(m_random);
    }
    Random m_random{ 7 };
    std::string m_line;
    int m_lines = 1500;
};

const std::vector<std::string>& userDefined()
{
    static const std::vector<std::string> pieces = [] {
        std::vector<std::string> made{ "\n", "\n\n", "\n\n\n", "\t\t", "<table>", "</table>", "<td>" };
        for (int spaces = 2; spaces <= 6; ++spaces)
            made.push_back(withSpaceMarks(std::string(static_cast<std::size_t>(spaces), ' ')));
        for (int bin = 0; bin < kLocationBins; ++bin)
            made.push_back(locationPieceText(bin));
        for (int code = 0; code < kSegmentCodes; ++code)
            made.push_back(segmentPieceText(code));
        return made;
    }();
    return pieces;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ",") + part;
    return text;
}

std::string train()
{
    MadeUpText text;
    std::string model;
    const auto status = sentencepiece::SentencePieceTrainer::Train(
        { { "model_type", "bpe" }, { "vocab_size", std::to_string(kTrainedPieces) },
            { "user_defined_symbols", joined(userDefined()) }, { "byte_fallback", "true" },
            { "add_dummy_prefix", "false" }, { "remove_extra_whitespaces", "false" },
            { "normalization_rule_name", "identity" }, { "pad_id", "0" }, { "eos_id", "1" }, { "bos_id", "2" },
            { "unk_id", "3" }, { "eos_piece", "<eos>" }, { "bos_piece", "<bos>" }, { "minloglevel", "3" },
            { "hard_vocab_limit", "false" } },
        &text, &model);
    PAL_CHECK(status.ok());
    return model;
}

} // namespace

const std::string& sampleModel()
{
    static const std::string model = train();
    return model;
}

const std::vector<Piece>& samplePieces()
{
    static const std::vector<Piece> pieces = [] {
        auto file = SentencePieceFile::parse(sampleModel(), "the sample tokenizer");
        PAL_CHECK(file.ok());
        std::vector<Piece> found = file.value()->pieces();
        const std::set<std::string> whole(userDefined().begin(), userDefined().end());
        for (Piece& piece : found) {
            if (whole.contains(piece.text))
                piece.type = PieceType::UserDefined;
        }
        return found;
    }();
    return pieces;
}

ModelConfig sampleConfig()
{
    ModelConfig config;
    config.imageTokenId = static_cast<std::int32_t>(samplePieces().size());
    config.text.vocabularySize = samplePieces().size() + 64;
    return config;
}

nlohmann::json sampleTokenizerJson(MergeForm form)
{
    using Json = nlohmann::json;
    const std::vector<Piece>& pieces = samplePieces();
    Json vocabulary = Json::object();
    Json added = Json::array();
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        // The published file spells byte 9 as a tab.
        vocabulary[pieces[id].text == "<0x09>" ? "\t" : pieces[id].text] = id;
        const bool special = pieces[id].type == PieceType::Control || pieces[id].type == PieceType::Unknown;
        if (special || pieces[id].type == PieceType::UserDefined)
            added.push_back({ { "id", id }, { "content", pieces[id].text }, { "special", special },
                { "normalized", !special }, { "lstrip", false }, { "rstrip", false }, { "single_word", false } });
    }
    added.push_back(
        { { "id", pieces.size() }, { "content", "<image>" }, { "special", true }, { "normalized", false } });
    Json merges = Json::array();
    for (const Piece& piece : pieces) { // in the order of descending score
        if (piece.type != PieceType::Normal)
            continue;
        for (std::size_t cut = utf8SymbolBytes(piece.text); cut < piece.text.size();
             cut += utf8SymbolBytes(std::string_view(piece.text).substr(cut))) {
            const std::string left = piece.text.substr(0, cut);
            const std::string right = piece.text.substr(cut);
            if (vocabulary.contains(left) && vocabulary.contains(right))
                merges.push_back(form == MergeForm::Strings ? Json(left + " " + right) : Json::array({ left, right }));
        }
    }
    return { { "version", "1.0" }, { "added_tokens", added },
        { "normalizer", { { "type", "Replace" }, { "pattern", { { "String", " " } } }, { "content", kSpaceMark } } },
        { "pre_tokenizer",
            { { "type", "Split" }, { "pattern", { { "String", " " } } }, { "behavior", "MergedWithPrevious" },
                { "invert", false } } },
        { "model",
            { { "type", "BPE" }, { "dropout", nullptr }, { "unk_token", "<unk>" },
                { "continuing_subword_prefix", nullptr }, { "end_of_word_suffix", nullptr }, { "fuse_unk", true },
                { "byte_fallback", true }, { "vocab", vocabulary }, { "merges", merges } } } };
}

std::string strangeText(std::uint64_t seed)
{
    static constexpr std::array<const char*, 36> kOddities{ " ", " ", "  ", "   ", "        ", "\n", "\n\n",
        "\n\n\n\n\n", "\t", "\t\t\t", "\r\n", "\xF0\x9F\x98\x80",
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "e\xCC\x81",
        "\xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7", "\xE6\xBC\xA2\xE5\xAD\x97", "\xEF\xBC\xA1", "\xEF\xAC\x81",
        "\xE2\x80\x8F", "\xC2\xA0", "<loc0123>", "<loc1023>", "<loc1024>", "<loc012>", "<seg000>", "<seg127>",
        "<seg128>", "<<loc0001>", "<bos>", "<eos><pad>", "<image>", "<unk>", "<0x41>", "\xE2\x96\x81",
        "\xE2\x96\x81\xE2\x96\x81", "<table><td>" };
    static constexpr std::array<const char*, 6> kBroken{ "\x80", "\xFF", "\xC3", "\xE2\x96", "\xED\xA0\x80",
        "\xF5\x80\x80\x80" };
    Random random(seed);
    std::string text;
    for (std::size_t parts = below(random, 24); parts > 0; --parts) {
        const std::size_t kind = below(random, 100);
        if (kind < 50)
            text += word(random);
        else if (kind < 96)
            text += kOddities[below(random, kOddities.size())];
        else if (kind < 98)
            text += std::string(1, '\0');
        else
            text += kBroken[below(random, kBroken.size())];
    }
    return text;
}

} // namespace palimpsest
