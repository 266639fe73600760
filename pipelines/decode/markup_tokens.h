#pragma once
// An answer in HTML as a row of tags and texts. Takes anything: a '<' that begins no tag is text, a tag that breaks off
// ends where the next begins, comments, scripts and styles are passed over with what they hold. Says of each token
// which pieces of the answer it came from.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "pipelines/decode/answer_pieces.h"
#include "pipelines/decode/answer_warning.h"

namespace palimpsest {

struct MarkupAttribute {
    std::string name; // lower case
    std::string value;
    std::vector<int> bins; // location tokens in the value
};

struct MarkupToken {
    enum class Kind { Open, Close, Text };
    Kind kind = Kind::Text;
    std::string text; // of tags: the name in lower case; of texts: bytes, entities resolved
    std::vector<MarkupAttribute> attributes;
    std::size_t firstPiece = 0;
    std::size_t lastPiece = 0;
};

struct Markup {
    std::vector<MarkupToken> tokens;
    std::vector<AnswerWarning> warnings; // each at most once
};

Markup readMarkup(std::span<const AnswerPiece> pieces);

} // namespace palimpsest
