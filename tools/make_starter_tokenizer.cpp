// Writes the tokenizer.model of a starter checkpoint from its table, [["text", "type"], ...], as training/export.py and
// tests/golden/regenerate/starter_tokenizer.py write it, or compares it with one that is there:
//   make_starter_tokenizer --pieces TABLE.json tokenizer.model
//   make_starter_tokenizer --pieces TABLE.json --check tokenizer.model
// The ids are those the weights were trained with; changing one means training again.

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
    const bool check = argumentCount == 5 && std::string_view(arguments[3]) == "--check";
    if ((argumentCount != 4 && !check) || std::string_view(arguments[1]) != "--pieces")
        return fail("usage: make_starter_tokenizer --pieces TABLE [--check] FILE");
    const std::filesystem::path file = arguments[argumentCount - 1];
    const auto pieces = readPieces(arguments[2]);
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
