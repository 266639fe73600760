#include "pipelines/ocr/line_reading.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "pipelines/decode/located_text.h"
#include "pipelines/decode/location_mask.h"
#include "pipelines/decode/plain_text.h"
#include "pipelines/ocr/doubled_dashes.h"
#include "pipelines/ocr/print_check.h"
#include "pipelines/ocr/seen_gaps.h"
#include "pipelines/tiling/tile_cutter.h"
#include "pipelines/tiling/tile_merger.h"

namespace palimpsest {
namespace {

// A reading less sure than this is worth a second look. On clean print one piece in four is, and the second look takes
// away a quarter of the errors that are left.
constexpr double kSure = 0.98;
constexpr double kSecondLookScale = 25.0 / 22.0; // another size puts the letters elsewhere on the grid of patches

bool located(const PipelineInput& input)
{
    return input.capability.grammar != AnswerGrammar::PlainText;
}

std::vector<PieceReading> readTile(
    const PipelineInput& input, const Tile& tile, const AskedAnswer& answer, Asker& asker)
{
    if (!located(input)) {
        const PlainAnswer plain = parsePlainText(answer.pieces, PlainForm::Lines, answer.stopReason);
        asker.warn(answer.record, plain.warnings);
        return readPieces(tile, plain.text, plain.confidence, answer.record, plain.characterConfidences);
    }
    const LocatedGrammar grammar{ LocatedKind::Transcription, input.capability.pairOrder,
        input.capability.coordinateOrder };
    const LocatedAnswer parsed = parseLocatedText(answer.pieces, grammar, answer.stopReason);
    asker.warn(answer.record, parsed.warnings);
    return readPieces(tile, parsed.items, answer.record);
}

Result<std::vector<PieceReading>> read(
    const PipelineInput& input, const std::vector<LinePiece>& pieces, const TileLayout& layout, Asker& asker)
{
    const std::vector<Tile> tiles = drawTiles(input.page, pieces, layout);
    std::vector<View> views;
    for (const Tile& tile : tiles)
        views.push_back({ tile.image, tile.region(), tile.scale() });
    const LogitsMask mask
        = located(input) && input.capability.pairOrder == PairOrder::BoxFirst && input.capability.forcedStart.empty()
        ? locationMask(input.vocabulary, {})
        : LogitsMask{};
    PAL_TRY_ASSIGN(const std::vector<AskedAnswer> answers, asker.ask(views, Stage::Read, mask));
    std::vector<PieceReading> readings(pieces.size());
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        std::vector<PieceReading> ofTile = readTile(input, tiles[i], answers[i], asker);
        for (std::size_t k = 0; k < ofTile.size(); ++k)
            readings[tiles[i].pieces[k].piece] = std::move(ofTile[k]);
    }
    return readings;
}

Result<void> readAgain(const PipelineInput& input, const std::vector<LinePiece>& pieces, const TileLayout& layout,
    Asker& asker, std::vector<PieceReading>& readings)
{
    std::vector<std::size_t> doubtful;
    std::vector<LinePiece> larger;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        if (readings[i].confidence.value_or(0) < kSure) {
            doubtful.push_back(i);
            larger.push_back(pieces[i]);
            larger.back().scale *= kSecondLookScale;
        }
    PAL_TRY_ASSIGN(std::vector<PieceReading> second, read(input, larger, layout, asker));
    for (std::size_t i = 0; i < doubtful.size(); ++i)
        if (second[i].confidence.value_or(0) > readings[doubtful[i]].confidence.value_or(0))
            readings[doubtful[i]] = std::move(second[i]);
    return {};
}

} // namespace

Result<ReadLines> readLines(
    const PipelineInput& input, std::span<const FoundLine> lines, std::size_t imageSize, Asker& asker)
{
    const TileLayout layout = tileLayout(input.text, input.capability, imageSize);
    const std::vector<LinePiece> pieces = cutLines(lines, layout);
    PAL_TRY_ASSIGN(std::vector<PieceReading> readings, read(input, pieces, layout, asker));
    if (located(input) && input.vocabulary)
        PAL_TRY(readAgain(input, pieces, layout, asker, readings));
    for (PieceReading& reading : readings)
        for (TextPiece& text : reading.texts)
            text = withoutDoubledDashes(std::move(text));
    for (std::size_t i = 0; i < pieces.size(); ++i)
        if (located(input) && readings[i].texts.size() == 1)
            readings[i].texts[0] = withSeenGaps(std::move(readings[i].texts[0]), pieces[i].wordGaps);
    const OcrResult found = assembleLines(pieces, readings);
    ReadLines believed{ .text = withoutInvention(found) };
    for (const TextLine& line : found.lines)
        if (std::find(believed.text.lines.begin(), believed.text.lines.end(), line) == believed.text.lines.end())
            for (const TextPiece& piece : line.pieces)
                // Where other lines are read it is print that was lost; else there was no print.
                asker.warn(piece.answer,
                    believed.text.lines.empty() ? AnswerWarning::LooseText : AnswerWarning::UnreadableLine);
    believed.known = confidenceOfLetters(believed.text).value_or(1) >= kKnownPrint;
    return believed;
}

} // namespace palimpsest
