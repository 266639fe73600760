#pragma once
// A model that replays recorded answers, so that a task can be tested without weights. It keeps every question. The
// same thread asks and looks.

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/generate/vision_language_model.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

class ScriptedModel final : public VisionLanguageModel {
public:
    explicit ScriptedModel(std::size_t imageSize = 224) : m_imageSize(imageSize) { }

    // The next answer. With a vocabulary it comes with token ids, each of this log-probability.
    ScriptedModel& replay(
        std::string text, StopReason reason = StopReason::EndOfSequence, float logProbability = -0.001F);
    ScriptedModel& fail(Error error);
    void speakIn(std::shared_ptr<const Vocabulary> vocabulary) { m_vocabulary = std::move(vocabulary); }
    void onEveryQuestion(std::function<void()> action) { m_onEveryQuestion = std::move(action); }

    Result<Answer> ask(const Question& question) override;
    Result<std::vector<Answer>> askAll(const std::vector<Question>& questions) override;
    [[nodiscard]] std::size_t imageSize() const override { return m_imageSize; }

    [[nodiscard]] const std::vector<Question>& questions() const { return m_questions; }
    [[nodiscard]] std::size_t passes() const { return m_passes; }     // how often askAll was called
    [[nodiscard]] bool finished() const { return m_answers.empty(); } // every answer was asked for

private:
    struct Recorded {
        std::string text;
        StopReason reason = StopReason::EndOfSequence;
        float logProbability = 0;
        std::optional<Error> error;
    };
    std::size_t m_imageSize;
    std::shared_ptr<const Vocabulary> m_vocabulary;
    std::deque<Recorded> m_answers;
    std::vector<Question> m_questions;
    std::function<void()> m_onEveryQuestion;
    std::size_t m_passes = 0;
};

} // namespace palimpsest
