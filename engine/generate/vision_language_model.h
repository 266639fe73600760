#pragma once
// ask(Question) -> Answer: all that a pipeline knows of the engine. Session implements it; tests replay recorded
// answers. Used by the inference thread.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/rgb_image.h"

namespace palimpsest {

// Which tokens may come next, given those that came so far: ids to allow, or nullopt for all. Applied to sampling only;
// reported probabilities stay those of the unmasked distribution.
using LogitsMask = std::function<std::optional<std::vector<std::int32_t>>(const std::vector<std::int32_t>& generated)>;

struct SamplingOptions {
    enum class Method { Greedy, Sample, Beam };
    Method method = Method::Greedy;
    float temperature = 1.0F; // Sample: above 0
    float topP = 1.0F;        // Sample: nucleus, 0 < topP <= 1
    std::uint64_t seed = 0;   // Sample
    std::size_t beams = 4;    // Beam: plain sum of log-probabilities, no length normalisation
};

struct Question {
    std::vector<RgbImage> images; // already squared: resized to the model's input size by the caller or by stretch
    std::string companion;        // of the checkpoint, that is to answer; empty: the checkpoint itself
    std::string prompt;           // without <bos> and without the closing newline, which the session adds
    std::string forcedStart;      // the answer begins with this text
    std::size_t maxTokens = 256;
    SamplingOptions sampling;
    std::size_t shortestLoop = 32; // tokens of repetition after which an answer is stopped
    LogitsMask mask;               // empty: everything the vocabulary may emit
    // Greedy: the answer ends only where that is at least so probable, however unlikely each of its other tokens is.
    // Of a thousand coordinates none alone is likelier than it; each counts with its neighbours' probability.
    float leastEnd = 0;
    bool scoreForced = false; // true: tokens that the mask leaves no choice about get a probability, at a pass each
    std::function<void(const std::string& textSoFar)> onToken; // on the inference thread; may be empty
    std::stop_token stop;                                      // read at every vision layer and decode step
};

enum class StopReason { EndOfSequence, TokenLimit, Loop };

struct AnswerToken {
    std::int32_t id = 0;
    float logProbability = 0; // of the unmasked distribution
    bool scored = true;       // false: the mask allowed no other, and nobody computed its probability
};

struct Answer {
    std::string text; // forced start included; <loc0123> and <seg045> spelled out; control tokens left out
    std::vector<AnswerToken> tokens; // end of sequence left out; forced tokens included
    std::size_t forcedTokens = 0;    // how many of them were forced
    StopReason stopReason = StopReason::EndOfSequence;
    float endLogProbability = 0; // of <eos> where the answer ended by it
};

class VisionLanguageModel {
public:
    virtual ~VisionLanguageModel() = default;
    virtual Result<Answer> ask(const Question& question) = 0;
    // Independent questions in one pass over the weights; the answers in the order of the questions.
    virtual Result<std::vector<Answer>> askAll(const std::vector<Question>& questions) = 0;
    // Side of the square the vision tower takes, in pixels.
    [[nodiscard]] virtual std::size_t imageSize() const = 0;
};

} // namespace palimpsest
