#include "engine/generate/model_family.h"

#include <algorithm>
#include <utility>

namespace palimpsest {

Result<ModelFamily::Member*> ModelFamily::opened(const std::string& companion)
{
    auto at = m_companions.find(companion);
    if (at == m_companions.end()) {
        PAL_TRY_ASSIGN(Member opened, m_open(companion));
        at = m_companions.emplace(companion, std::move(opened)).first;
    }
    return &at->second;
}

Result<VisionLanguageModel*> ModelFamily::member(const std::string& companion)
{
    if (companion.empty())
        return &m_main;
    PAL_TRY_ASSIGN(Member* const member, opened(companion));
    return member->model.get();
}

Result<std::shared_ptr<const Vocabulary>> ModelFamily::vocabularyOf(const std::string& companion)
{
    PAL_TRY_ASSIGN(Member* const member, opened(companion));
    return member->vocabulary;
}

Result<Answer> ModelFamily::ask(const Question& question)
{
    PAL_TRY_ASSIGN(VisionLanguageModel* const asked, member(question.companion));
    return asked->ask(question);
}

Result<std::vector<Answer>> ModelFamily::askAll(const std::vector<Question>& questions)
{
    const auto ofFirst = [&](const Question& question) { return question.companion == questions.front().companion; };
    if (questions.empty() || std::all_of(questions.begin(), questions.end(), ofFirst)) {
        PAL_TRY_ASSIGN(VisionLanguageModel* const asked, member(questions.empty() ? "" : questions.front().companion));
        return asked->askAll(questions);
    }
    std::map<std::string, std::vector<std::size_t>> places; // of each one's questions
    for (std::size_t i = 0; i < questions.size(); ++i)
        places[questions[i].companion].push_back(i);
    for (const auto& [companion, mine] : places)
        PAL_TRY(member(companion)); // none is asked in vain
    std::vector<Answer> answers(questions.size());
    for (const auto& [companion, mine] : places) {
        std::vector<Question> part;
        for (const std::size_t i : mine)
            part.push_back(questions[i]);
        PAL_TRY_ASSIGN(VisionLanguageModel* const asked, member(companion));
        PAL_TRY_ASSIGN(std::vector<Answer> said, asked->askAll(part));
        for (std::size_t i = 0; i < mine.size(); ++i)
            answers[mine[i]] = std::move(said[i]);
    }
    return answers;
}

} // namespace palimpsest
