#pragma once
// Answers questions with one loaded model: prefill, decode, stop. Implements VisionLanguageModel. Owned by the worker;
// used by the inference thread. The backend must outlive it.

#include <deque>
#include <memory>

#include "engine/generate/sequence.h"
#include "engine/generate/vision_language_model.h"

namespace palimpsest {

struct SessionOptions {
    PaliGemmaOptions model;
    std::size_t batchSize = 8; // sequences decoded together in one pass over the weights
};

class Session final : public VisionLanguageModel {
public:
    static Result<std::unique_ptr<Session>> create(Backend& backend, std::shared_ptr<const Weights> weights,
        std::shared_ptr<const Vocabulary> vocabulary, const SessionOptions& options = {});

    Result<Answer> ask(const Question& question) override;
    Result<std::vector<Answer>> askAll(const std::vector<Question>& questions) override;
    [[nodiscard]] std::size_t imageSize() const override { return m_model->config().vision.imageSize; }

    [[nodiscard]] PaliGemma& model() { return *m_model; }
    [[nodiscard]] const Vocabulary& vocabulary() const { return *m_vocabulary; }

private:
    // Projected rows of an image that was asked about lately: they do not depend on the prompt (spec 3.4).
    struct EncodedImage {
        RgbImage image;
        std::shared_ptr<Buffer> rows;
    };
    struct Generation;

    Session(std::unique_ptr<PaliGemma> model, std::shared_ptr<const Vocabulary> vocabulary, std::size_t batchSize);
    Result<std::shared_ptr<Buffer>> encoded(const RgbImage& image, const std::stop_token& stop);
    Result<StartedSequence> start(const Question& question);
    Result<std::vector<Answer>> answerTogether(std::span<const Question> questions);
    Result<Answer> answerByBeams(const Question& question);
    [[nodiscard]] std::size_t cacheBytesOf(const Question& question) const;
    Result<void> chooseAll(std::span<Generation* const> generations, const Logits& logits);
    void take(Generation& generation, const std::optional<AnswerToken>& token);
    void takeForced(Generation& generation);
    [[nodiscard]] Answer finishedAnswer(Generation& generation) const;

    std::unique_ptr<PaliGemma> m_model;
    TokenSelector m_selector;
    std::shared_ptr<const Vocabulary> m_vocabulary;
    std::size_t m_batchSize;
    std::deque<EncodedImage> m_encodedImages; // latest first
};

} // namespace palimpsest
