#pragma once
// Which tokens may come next in a table: those whose bytes the grammar takes, whatever the vocabulary makes one piece
// of, and the end of the answer behind </table>.

#include "engine/generate/vision_language_model.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

// For answers that keep exactly to decode/table_grammar.h. Where one has left it, anything is allowed. Empty without a
// vocabulary. Copies share what they have worked out: they belong to one thread.
LogitsMask tableMask(const Vocabulary* vocabulary);

} // namespace palimpsest
