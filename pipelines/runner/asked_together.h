#pragma once
// Pieces of work that share a model: while one waits for its answers the next goes on, and what they ask is asked in
// one pass over the weights. Inference thread.

#include <cstddef>
#include <functional>
#include <optional>

#include "engine/generate/vision_language_model.h"

namespace palimpsest {

inline constexpr std::size_t kQuestionsAtOnce = 8; // the model takes fewer where memory bounds it

struct PieceOfWork {
    // Asks the model it is given. On a thread of its own, merely to be able to wait: never at the same time as another
    // piece or the model, so that pieces share what they like.
    std::function<void(VisionLanguageModel& model)> run;
    bool alone = false; // nothing else is in hand meanwhile
};

// Runs what `next` gives until it gives nothing. A piece is begun when those before it do not ask enough for a pass;
// earlier ones are answered first. Where a pass over several pieces' questions fails, each piece's are asked by
// themselves, so that only the one which failed meets the error; a lost device all meet. What a piece throws is thrown
// here when all have ended, and no further piece is begun.
void askTogether(
    VisionLanguageModel& model, std::size_t questionsAtOnce, const std::function<std::optional<PieceOfWork>()>& next);

} // namespace palimpsest
