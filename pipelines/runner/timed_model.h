#pragma once
// Passes every question on to a model and keeps when it was busy, so that the time of a page can be divided into what
// is the model's and what is not. Owned by whoever measures; the inference thread.

#include <chrono>
#include <optional>
#include <type_traits>
#include <vector>

#include "engine/generate/vision_language_model.h"

namespace palimpsest {

class TimedModel final : public VisionLanguageModel {
public:
    using Moment = std::chrono::steady_clock::time_point;

    // Since the last restart. Without a question there are no moments.
    struct Busy {
        std::optional<Moment> firstAsked;
        Moment lastAnswered;
        double seconds = 0; // within questions
        std::size_t questions = 0;
    };

    // The model must outlive this.
    explicit TimedModel(VisionLanguageModel& model) : m_model(model) { }

    Result<Answer> ask(const Question& question) override
    {
        return timed(1, [&] { return m_model.ask(question); });
    }
    Result<std::vector<Answer>> askAll(const std::vector<Question>& questions) override
    {
        return timed(questions.size(), [&] { return m_model.askAll(questions); });
    }
    [[nodiscard]] std::size_t imageSize() const override { return m_model.imageSize(); }

    [[nodiscard]] const Busy& busy() const { return m_busy; }
    void restart() { m_busy = {}; }

private:
    template <typename Asking> std::invoke_result_t<Asking> timed(std::size_t questions, const Asking& asking)
    {
        const auto asked = std::chrono::steady_clock::now();
        auto answer = asking();
        m_busy.lastAnswered = std::chrono::steady_clock::now();
        if (!m_busy.firstAsked)
            m_busy.firstAsked = asked;
        m_busy.seconds += std::chrono::duration<double>(m_busy.lastAnswered - asked).count();
        m_busy.questions += questions;
        return answer;
    }

    VisionLanguageModel& m_model;
    Busy m_busy;
};

} // namespace palimpsest
