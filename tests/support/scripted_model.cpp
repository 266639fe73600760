#include "tests/support/scripted_model.h"

#include <utility>

namespace palimpsest {

ScriptedModel& ScriptedModel::replay(std::string text, StopReason reason, float logProbability)
{
    m_answers.push_back({ std::move(text), reason, logProbability, std::nullopt });
    return *this;
}

ScriptedModel& ScriptedModel::fail(Error error)
{
    m_answers.push_back({ {}, {}, 0, std::move(error) });
    return *this;
}

Result<Answer> ScriptedModel::ask(const Question& question)
{
    m_questions.push_back(question);
    if (m_onEveryQuestion)
        m_onEveryQuestion();
    if (m_answers.empty())
        return Error{ ErrorCode::Internal,
            "question " + std::to_string(m_questions.size()) + " has no recorded answer" };
    Recorded recorded = std::move(m_answers.front());
    m_answers.pop_front();
    if (recorded.error)
        return *std::move(recorded.error);
    Answer answer;
    answer.stopReason = recorded.reason;
    if (m_vocabulary)
        for (const std::int32_t id : m_vocabulary->encode(recorded.text))
            answer.tokens.push_back({ id, recorded.logProbability });
    answer.text = std::move(recorded.text);
    return answer;
}

Result<std::vector<Answer>> ScriptedModel::askAll(const std::vector<Question>& questions)
{
    ++m_passes;
    std::vector<Answer> answers;
    for (const Question& question : questions) {
        PAL_TRY_ASSIGN(Answer answer, ask(question));
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace palimpsest
