// Writes the tokenizer.model of the starter checkpoint, or compares it with one that is there:
//   make_starter_tokenizer resources/starter/tokenizer.model
//   make_starter_tokenizer --check resources/starter/tokenizer.model
// or that of a checkpoint in training, whose table training/export.py writes out as [["text", "type"], ...]:
//   make_starter_tokenizer --pieces FILE.json tokenizer.model
// The ids are those the weights were trained with; changing one means training again.

#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/atomic_file.h"
#include "engine/io/json_text.h"
#include "engine/tokenizer/piece.h"
#include "engine/tokenizer/sentencepiece_writer.h"

using namespace palimpsest;

namespace {

// Markup for tasks to come. Text is written in single characters, so these are decoded but never encoded; the tab alone
// is a character.
constexpr std::array<std::string_view, 29> kMarkup{ "\t", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>",
    "<th>", "</th>", "<td", "<th", " colspan=\"", " rowspan=\"", "\">", "Cl", "Br", "(=O)", "[nH]", "[N+](=O)[O-]",
    "c1ccccc1", "c1ccc(", "cc1", "**kern", "*clefG2", "*clefF4", "*k[", "*M", "==", "*-" };

std::vector<Piece> starterPieces()
{
    std::vector<Piece> pieces{ { "<pad>", 0, PieceType::Control }, { "<eos>", 0, PieceType::Control },
        { "<bos>", 0, PieceType::Control }, { "<unk>", 0, PieceType::Unknown }, { "\n", 0, PieceType::Normal } };
    for (char symbol = ' '; symbol <= '~'; ++symbol)
        pieces.push_back({ withSpaceMarks(std::string(1, symbol)), 0, PieceType::Normal });
    for (int bin = 0; bin < kLocationBins; ++bin)
        pieces.push_back({ locationPieceText(bin), 0, PieceType::UserDefined });
    for (int code = 0; code < kSegmentCodes; ++code)
        pieces.push_back({ segmentPieceText(code), 0, PieceType::UserDefined });
    for (const std::string_view markup : kMarkup)
        pieces.push_back({ withSpaceMarks(markup), 0, markup.size() == 1 ? PieceType::Normal : PieceType::Unused });
    return pieces;
}

// The table of a file, or what is wrong with it.
Result<std::vector<Piece>> readPieces(const std::filesystem::path& file)
{
    static const std::map<std::string, PieceType> types{ { "control", PieceType::Control },
        { "unknown", PieceType::Unknown }, { "normal", PieceType::Normal }, { "user_defined", PieceType::UserDefined },
        { "unused", PieceType::Unused } };
    constexpr std::size_t kLargestFile = 1 << 20;
    PAL_TRY_ASSIGN(const nlohmann::json table, readJsonFile(file, kLargestFile));
    std::vector<Piece> pieces;
    for (const auto& entry : table) {
        const bool isPair = entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string();
        const auto type = isPair ? types.find(entry[1].get<std::string>()) : types.end();
        if (type == types.end() || entry[0].get<std::string>().empty())
            return Error{ ErrorCode::InvalidModel,
                file.string() + ": piece " + std::to_string(pieces.size()) + " is no text and type" };
        pieces.push_back({ withSpaceMarks(entry[0].get<std::string>()), 0, type->second });
    }
    return pieces;
}

int fail(const std::string& message)
{
    std::fprintf(stderr, "make_starter_tokenizer: %s\n", message.c_str());
    return 1;
}

} // namespace

int main(int argumentCount, char** arguments)
{
    const std::string_view option = argumentCount > 2 ? arguments[1] : "";
    const bool check = argumentCount == 3 && option == "--check";
    const bool given = argumentCount == 4 && option == "--pieces";
    if (argumentCount != 2 && !check && !given)
        return fail("usage: make_starter_tokenizer [--check | --pieces TABLE] FILE");
    const std::filesystem::path file = arguments[argumentCount - 1];
    const auto pieces = given ? readPieces(arguments[2]) : Result<std::vector<Piece>>(starterPieces());
    if (!pieces.ok())
        return fail(pieces.error().message);
    const std::string model = sentencePieceModel(pieces.value());
    if (!check) {
        const auto written = writeFile(file, model);
        return written.ok() ? 0 : fail(written.error().message);
    }
    const auto found = readTextFile(file, 2 * model.size(), ErrorCode::InvalidModel);
    if (!found.ok())
        return fail(found.error().message);
    return found.value() == model ? 0
                                  : fail(file.string() + " is not what this program writes; run it without --check");
}
