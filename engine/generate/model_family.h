#pragma once
// A checkpoint and its companions as one model: a question goes to the one that it names. Companions are opened when
// they, or their vocabulary, are first asked for. Owned by whoever opened the checkpoint; inference thread.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/generate/vision_language_model.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

class ModelFamily final : public VisionLanguageModel {
public:
    struct Member {
        std::unique_ptr<VisionLanguageModel> model;
        std::shared_ptr<const Vocabulary> vocabulary; // its own
    };
    using Open = std::function<Result<Member>(const std::string& companion)>;

    // `main` answers what names no companion, and outlives this. Companions take pictures of its size.
    ModelFamily(VisionLanguageModel& main, Open open) : m_main(main), m_open(std::move(open)) { }

    Result<Answer> ask(const Question& question) override;
    // One pass for each of those that are asked.
    Result<std::vector<Answer>> askAll(const std::vector<Question>& questions) override;
    // Of a companion, which is opened for that.
    Result<std::shared_ptr<const Vocabulary>> vocabularyOf(const std::string& companion);
    [[nodiscard]] std::size_t imageSize() const override { return m_main.imageSize(); }

private:
    Result<Member*> opened(const std::string& companion);
    Result<VisionLanguageModel*> member(const std::string& companion);

    VisionLanguageModel& m_main;
    Open m_open;
    std::map<std::string, Member, std::less<>> m_companions;
};

} // namespace palimpsest
