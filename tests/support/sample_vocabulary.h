#pragma once
// The small tokenizer of sample_tokenizer.h, opened: for tests of whatever reads token ids.

#include <memory>

#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

std::shared_ptr<const Vocabulary> sampleVocabulary();

} // namespace palimpsest
