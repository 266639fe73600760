#pragma once
// Captions as words for BLEU, ROUGE and CIDEr: near to what the toolkit of COCO does with Stanford's PTB tokenizer.
// Lower case; punctuation parted from words and dropped; hyphens, and full stops, commas and colons between digits
// stay; "don't" is "do n't", "dog's" is "dog 's".

#include <string>
#include <string_view>
#include <vector>

namespace palimpsest {

using CaptionTokens = std::vector<std::string>;

[[nodiscard]] CaptionTokens captionTokens(std::string_view caption);

} // namespace palimpsest
