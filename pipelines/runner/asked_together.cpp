#include "pipelines/runner/asked_together.h"

#include <algorithm>
#include <deque>
#include <exception>
#include <memory>
#include <semaphore>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace palimpsest {

namespace {

// A piece in hand: the model that it sees, which hands the questions over and waits.
class Piece final : public VisionLanguageModel {
public:
    Piece(PieceOfWork work, const VisionLanguageModel& model)
        : m_model(model),
          m_isAlone(work.alone),
          m_thread([this, run = std::move(work.run)] {
              m_go.acquire();
              try {
                  run(*this);
              } catch (...) {
                  m_thrown = std::current_exception();
              }
              m_hasEnded = true;
              m_waits.release();
          })
    {
    }

    // Until it asks or ends. Every piece is gone on with until it has ended.
    void goOn()
    {
        m_questions = {};
        m_go.release();
        m_waits.acquire();
    }

    // The piece's side.
    Result<Answer> ask(const Question& question) override
    {
        PAL_TRY_ASSIGN(std::vector<Answer> answers, askAll({ question }));
        return std::move(answers.front());
    }
    Result<std::vector<Answer>> askAll(const std::vector<Question>& questions) override
    {
        if (questions.empty())
            return std::vector<Answer>();
        m_questions = questions;
        m_answers = std::vector<Answer>();
        m_waits.release();
        m_go.acquire();
        return std::move(m_answers);
    }
    [[nodiscard]] std::size_t imageSize() const override { return m_model.imageSize(); }

    // The other side.
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    [[nodiscard]] bool isAlone() const { return m_isAlone; }
    [[nodiscard]] const std::exception_ptr& thrown() const { return m_thrown; }
    [[nodiscard]] std::span<const Question> unanswered() const
    {
        return m_answers.ok() ? m_questions.subspan(m_answers.value().size()) : std::span<const Question>();
    }
    void answer(Result<std::vector<Answer>> answers)
    {
        if (answers.ok())
            std::move(answers.value().begin(), answers.value().end(), std::back_inserter(m_answers.value()));
        else
            m_answers = std::move(answers);
    }

private:
    const VisionLanguageModel& m_model;
    bool m_isAlone = false;
    bool m_hasEnded = false;
    std::exception_ptr m_thrown;
    std::span<const Question> m_questions; // those it waits for
    Result<std::vector<Answer>> m_answers{ std::vector<Answer>() };
    std::binary_semaphore m_go{ 0 };
    std::binary_semaphore m_waits{ 0 };
    std::jthread m_thread; // last: it uses all the others
};

class Pool {
public:
    Pool(VisionLanguageModel& model, std::size_t questionsAtOnce,
        const std::function<std::optional<PieceOfWork>()>& next)
        : m_model(model),
          m_atOnce(std::max<std::size_t>(1, questionsAtOnce)),
          m_next(next)
    {
    }

    void run()
    {
        while (true) {
            while (mayBegin())
                begin();
            if (m_pieces.empty())
                break;
            askOnce();
        }
        if (m_thrown)
            std::rethrow_exception(m_thrown);
    }

private:
    [[nodiscard]] bool mayBegin()
    {
        std::size_t asked = 0;
        for (const auto& piece : m_pieces)
            asked += piece->unanswered().size();
        if (m_thrown || asked >= m_atOnce || (!m_pieces.empty() && m_pieces.front()->isAlone()))
            return false;
        try {
            if (!m_coming)
                m_coming = m_next();
        } catch (...) {
            m_thrown = std::current_exception();
        }
        return m_coming && (m_pieces.empty() || !m_coming->alone);
    }

    void begin()
    {
        m_pieces.push_back(std::make_unique<Piece>(*std::exchange(m_coming, std::nullopt), m_model));
        goOn(*m_pieces.back());
    }

    void goOn(Piece& piece)
    {
        piece.goOn();
        if (!piece.hasEnded())
            return;
        if (piece.thrown() && !m_thrown)
            m_thrown = piece.thrown();
        std::erase_if(m_pieces, [&piece](const auto& entry) { return entry.get() == &piece; });
    }

    struct Part {
        Piece& piece;
        std::vector<Question> questions;
    };

    void askOnce()
    {
        std::vector<Part> parts;
        std::vector<Question> together;
        for (const auto& piece : m_pieces) {
            const auto unanswered = piece->unanswered();
            const auto taken = unanswered.first(std::min(unanswered.size(), m_atOnce - together.size()));
            if (taken.empty())
                break;
            parts.push_back({ *piece, { taken.begin(), taken.end() } });
            together.insert(together.end(), taken.begin(), taken.end());
        }
        answer(parts, asked(together));
        for (const Part& part : parts)
            if (part.piece.unanswered().empty())
                goOn(part.piece);
    }

    void answer(const std::vector<Part>& parts, Result<std::vector<Answer>> answers)
    {
        const bool byThemselves
            = !answers.ok() && parts.size() > 1 && answers.error().code != ErrorCode::DeviceLost && !m_thrown;
        std::size_t first = 0;
        for (const Part& part : parts) {
            if (byThemselves) {
                part.piece.answer(asked(part.questions));
            } else if (!answers.ok()) {
                part.piece.answer(answers.error());
            } else {
                const auto begin = answers.value().begin() + static_cast<std::ptrdiff_t>(first);
                first += part.questions.size();
                part.piece.answer(std::vector<Answer>(std::make_move_iterator(begin),
                    std::make_move_iterator(answers.value().begin() + static_cast<std::ptrdiff_t>(first))));
            }
        }
    }

    // Pieces wait, whatever happens here, and would wait for ever.
    Result<std::vector<Answer>> asked(const std::vector<Question>& questions)
    {
        try {
            return m_model.askAll(questions);
        } catch (...) {
            m_thrown = std::current_exception();
            return Error{ ErrorCode::Internal, "the model was left in the middle of an answer" };
        }
    }

    VisionLanguageModel& m_model;
    std::size_t m_atOnce;
    const std::function<std::optional<PieceOfWork>()>& m_next;
    std::optional<PieceOfWork> m_coming; // waits until it may be alone
    std::deque<std::unique_ptr<Piece>> m_pieces;
    std::exception_ptr m_thrown;
};

} // namespace

void askTogether(
    VisionLanguageModel& model, std::size_t questionsAtOnce, const std::function<std::optional<PieceOfWork>()>& next)
{
    Pool(model, questionsAtOnce, next).run();
}

} // namespace palimpsest
