#pragma once
// Answers about tiles back to the lines of the page: texts to the pieces they were read from, pieces of a line joined
// from left to right, repetitions dropped.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pipelines/decode/located_text.h"
#include "pipelines/page_result.h"
#include "pipelines/tiling/tile.h"
#include "pipelines/tiling/tile_cutter.h"

namespace palimpsest {

// What was read from one piece of a line.
struct PieceReading {
    std::vector<TextPiece> texts;     // left to right; empty: nothing
    std::optional<double> confidence; // of the texts, weighted by their length
};

// One reading for each piece of the tile. A text's box is where the model saw it, or, where that lies beside the ink
// that it was given, the ink. `answer` is the index into Provenance::answers.
std::vector<PieceReading> readPieces(const Tile& tile, std::span<const LocatedText> items, std::size_t answer);

// The same for an answer without boxes: line by line when there are as many lines as pieces, else all to the first.
// `characterConfidences` are those of the text, or none.
std::vector<PieceReading> readPieces(const Tile& tile, std::string_view text, std::optional<double> confidence,
    std::size_t answer, std::span<const float> characterConfidences = {});

// `readings` go with `pieces`. Lines without text are left out.
OcrResult assembleLines(std::span<const LinePiece> pieces, std::span<const PieceReading> readings);

} // namespace palimpsest
