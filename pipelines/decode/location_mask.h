#pragma once
// Which tokens may come next where an answer has a form: only location tokens inside a box, only segmentation tokens
// until a mask is complete. For greedy reading this is free accuracy. Source: spec "Loc-token masks".

#include <memory>

#include "engine/generate/vision_language_model.h"
#include "engine/tokenizer/vocabulary.h"
#include "pipelines/decode/located_text.h"

namespace palimpsest {

struct LocationMaskRules {
    bool masks = false;           // 16 segmentation tokens follow each box
    bool validBoxes = false;      // the far sides may not lie before the near ones; changes the distribution
    bool startWithBox = true;     // the first token is a location token, or the end of the answer
    std::size_t forcedTokens = 0; // the answer begins with as many tokens of its own
};

// Empty (everything allowed) when the vocabulary has no location tokens.
LogitsMask locationMask(std::shared_ptr<const Vocabulary> vocabulary, const LocationMaskRules& rules);

} // namespace palimpsest
