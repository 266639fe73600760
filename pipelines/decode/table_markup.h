#pragma once
// Tables in HTML, as a model writes them: <table>, <thead>, <tbody>, <tr>, <td> and <th> with rowspan, colspan and
// coords, <b>, <i>, <sup> and <sub> in cells. Takes anything a model can write and puts it on a grid as browsers do: a
// cell stands at the first place of its row that no cell from above reaches into, and no cell reaches out of its group
// of rows. Source: spec "Table structure recognition", "Safe handling of malformed generations".

#include <span>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "engine/io/capability_manifest.h"
#include "pipelines/decode/answer_pieces.h"
#include "pipelines/decode/answer_warning.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// Of one answer.
inline constexpr std::size_t kMostAnswerRows = 500;
inline constexpr std::size_t kMostAnswerColumns = 100;
inline constexpr std::size_t kMostCellSpan = 100;

struct TableAnswer {
    std::vector<Table> tables;           // boxes of cells are fractions of the picture's sides; tables have none yet
    std::vector<AnswerWarning> warnings; // each at most once
};

TableAnswer parseTableMarkup(
    std::span<const AnswerPiece> pieces, CoordinateOrder order, StopReason stopReason = StopReason::EndOfSequence);

} // namespace palimpsest
