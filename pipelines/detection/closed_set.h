#pragma once
// A detector that knows a fixed list of classes, each a token of its own or spelled out, and may fill its answers up
// with boxes of noise. Source: spec "Closed-set detection transfer".

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/generate/vision_language_model.h"
#include "engine/io/capability_manifest.h"
#include "engine/tokenizer/vocabulary.h"
#include "pipelines/decode/answer_pieces.h"

namespace palimpsest {

class ClassTokens {
public:
    // InvalidModel for a token that is no piece of the vocabulary. None where the classes are spelled, or without a
    // vocabulary.
    static Result<ClassTokens> create(const ClosedSet& closed, const Vocabulary* vocabulary);

    [[nodiscard]] bool empty() const { return m_names.empty(); }
    // Tokens of an answer as the labels they stand for; `ids` has one for each piece.
    void spellOut(std::vector<AnswerPiece>& pieces, const std::vector<std::int32_t>& ids) const;
    // Four location tokens and a class, as often as there may be objects, then the end. Noise is never chosen: an
    // answer has all objects that the model can think of, and how likely each is says which of them count.
    [[nodiscard]] LogitsMask mask(std::shared_ptr<const Vocabulary> vocabulary, std::size_t mostObjects) const;

private:
    std::map<std::int32_t, std::string> m_names; // of classes, and of the noise where it has a token
    std::vector<std::int32_t> m_classes;         // ids, the noise's not among them
};

// The class that a label means: itself, or the same in other capitals; nullptr: none of them.
[[nodiscard]] const std::string* classOf(const ClosedSet& closed, std::string_view label);

} // namespace palimpsest
