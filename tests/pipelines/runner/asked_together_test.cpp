// Pieces of work share passes over the model, one after the other, and only the one that fails meets the error.

#include <QtTest>
#include <deque>
#include <stdexcept>

#include "pipelines/runner/asked_together.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

class AskedTogetherTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void piecesShareAPass();
    void aPieceIsBegunWhenThereIsRoom();
    void answersGoToThoseWhoAsked();
    void aPassThatFailsIsAskedPieceByPiece();
    void aLostDeviceIsMetByAll();
    void onePieceCanBeAlone();
    void whatIsThrownEndsTheOthersFirst();
    void aPieceMayHavePiecesOfItsOwn();
};

namespace {

std::vector<Question> questions(std::size_t count, const std::string& prompt)
{
    std::vector<Question> asked(count);
    for (Question& question : asked)
        question.prompt = prompt;
    return asked;
}

std::function<std::optional<PieceOfWork>()> inOrder(std::deque<PieceOfWork> work)
{
    return [work = std::move(work)]() mutable -> std::optional<PieceOfWork> {
        if (work.empty())
            return std::nullopt;
        PieceOfWork next = std::move(work.front());
        work.pop_front();
        return next;
    };
}

// Asks once, and says what came of it: the texts of the answers, or the error's message.
PieceOfWork asking(std::size_t count, const std::string& prompt, std::string& said, bool alone = false)
{
    return { [count, prompt, &said](VisionLanguageModel& model) {
                const auto answers = model.askAll(questions(count, prompt));
                said = answers.ok() ? std::string() : answers.error().message;
                if (answers.ok())
                    for (const Answer& answer : answers.value())
                        said += answer.text;
            },
        alone };
}

std::string prompts(const ScriptedModel& model)
{
    std::string all;
    for (const Question& question : model.questions())
        all += question.prompt;
    return all;
}

} // namespace

void AskedTogetherTest::piecesShareAPass()
{
    ScriptedModel model;
    model.replay("1").replay("2").replay("3");
    std::string a;
    std::string b;
    std::string c;
    askTogether(model, 8, inOrder({ asking(1, "a", a), asking(1, "b", b), asking(1, "c", c) }));
    QCOMPARE(model.passes(), std::size_t{ 1 });
    QCOMPARE(a + b + c, std::string("123"));
}

void AskedTogetherTest::aPieceIsBegunWhenThereIsRoom()
{
    ScriptedModel model;
    for (int i = 0; i < 6; ++i)
        model.replay("x");
    std::string a;
    std::string b;
    std::vector<std::size_t> begunAt; // passes so far
    auto second = asking(2, "b", b);
    second.run = [&begunAt, &model, run = second.run](VisionLanguageModel& shared) {
        begunAt.push_back(model.passes());
        run(shared);
    };
    askTogether(model, 3, inOrder({ asking(4, "a", a), second }));
    QCOMPARE(prompts(model), std::string("aaaabb"));
    QCOMPARE(model.passes(), std::size_t{ 2 }); // three of the first, then its last with the two of the second
    QCOMPARE(begunAt, std::vector<std::size_t>{ 1 });
}

void AskedTogetherTest::answersGoToThoseWhoAsked()
{
    ScriptedModel model;
    for (const char* const text : { "1", "2", "3", "4", "5", "6" })
        model.replay(text);
    std::string first;
    std::string second;
    const PieceOfWork twice{ [&first](VisionLanguageModel& shared) {
        for (int i = 0; i < 2; ++i) {
            first += shared.askAll(questions(2, "a")).value()[1].text;
            first += shared.ask({}).value().text;
        }
    } };
    askTogether(model, 2, inOrder({ twice, asking(0, "b", second) }));
    QCOMPARE(first, std::string("2356"));
    QCOMPARE(second, std::string());
    QVERIFY(model.finished());
}

void AskedTogetherTest::aPassThatFailsIsAskedPieceByPiece()
{
    ScriptedModel model;
    const Error failure{ ErrorCode::OutOfMemory, "no room" };
    model.fail(failure).replay("1").fail(failure).replay("3"); // the pass, then each by itself
    std::string a;
    std::string b;
    std::string c;
    askTogether(model, 8, inOrder({ asking(1, "a", a), asking(1, "b", b), asking(1, "c", c) }));
    QCOMPARE(a + b + c, std::string("1no room3"));
    QCOMPARE(prompts(model), std::string("aabc"));
}

void AskedTogetherTest::aLostDeviceIsMetByAll()
{
    ScriptedModel model;
    model.fail({ ErrorCode::DeviceLost, "gone" });
    std::string a;
    std::string b;
    askTogether(model, 8, inOrder({ asking(1, "a", a), asking(1, "b", b) }));
    QCOMPARE(a + b, std::string("gonegone"));
    QVERIFY(model.finished());
}

void AskedTogetherTest::onePieceCanBeAlone()
{
    ScriptedModel model;
    for (int i = 0; i < 5; ++i)
        model.replay("x");
    std::string said;
    askTogether(model, 8,
        inOrder({ asking(1, "a", said), asking(1, "b", said), asking(1, "c", said, true), asking(1, "d", said),
            asking(1, "e", said) }));
    QCOMPARE(model.passes(), std::size_t{ 3 }); // ab, c, de
    QCOMPARE(prompts(model), std::string("abcde"));
}

void AskedTogetherTest::whatIsThrownEndsTheOthersFirst()
{
    ScriptedModel model;
    model.replay("1").replay("2");
    std::string a;
    std::string b;
    std::string c;
    auto throwing = asking(1, "b", b);
    throwing.run = [run = throwing.run](VisionLanguageModel& shared) {
        run(shared);
        throw std::runtime_error("broken");
    };
    QVERIFY_EXCEPTION_THROWN(
        askTogether(model, 2, inOrder({ asking(1, "a", a), throwing, asking(1, "c", c) })), std::runtime_error);
    QCOMPARE(a + b + c, std::string("12"));
}

void AskedTogetherTest::aPieceMayHavePiecesOfItsOwn()
{
    ScriptedModel model;
    model.replay("1").replay("2").replay("3");
    std::string a;
    std::string b;
    std::string c;
    const PieceOfWork two{ [&](VisionLanguageModel& shared) {
        askTogether(shared, 8, inOrder({ asking(1, "a", a), asking(1, "b", b) }));
    } };
    askTogether(model, 8, inOrder({ two, asking(1, "c", c) }));
    QCOMPARE(model.passes(), std::size_t{ 1 });
    QCOMPARE(a + b + c, std::string("123"));
}

QTEST_APPLESS_MAIN(AskedTogetherTest)
#include "asked_together_test.moc"
