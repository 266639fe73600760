#pragma once
// The words of a line, each with its place, for formats that want words. A piece that holds several is shared out among
// them by their length: the model places pieces, not words.

#include <optional>
#include <string>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/page_result.h"

namespace palimpsest {

struct PlacedWord {
    std::string text; // no space in it
    RectF box;
    std::optional<double> confidence; // of its piece
};

// The line's own text decides. Where it differs from that of its pieces, because somebody corrected it, the words keep
// the pieces' places when they are as many as before, and are spread over the line when they are not. `rotation`: of
// the provenance; lines of a page that lay on its side run up or down.
std::vector<PlacedWord> placedWords(const TextLine& line, int rotation = 0);

} // namespace palimpsest
