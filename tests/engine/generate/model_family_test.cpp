// A checkpoint and its companions as one model: who is asked, and in which order the answers come back.

#include <QtTest>

#include "engine/generate/model_family.h"
#include "tests/support/sample_vocabulary.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

class ModelFamilyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void questionsGoWhereTheyAreMeant();
    void aCompanionIsOpenedOnceAndOnlyWhenAsked();
    void whatCannotBeOpenedIsSaidAndTriedAgain();
};

namespace {

Question to(const std::string& companion)
{
    Question question;
    question.companion = companion;
    question.prompt = "to " + companion;
    return question;
}

std::unique_ptr<ScriptedModel> saying(const std::vector<std::string>& answers)
{
    auto model = std::make_unique<ScriptedModel>();
    for (const std::string& answer : answers)
        model->replay(answer);
    return model;
}

} // namespace

void ModelFamilyTest::questionsGoWhereTheyAreMeant()
{
    const auto main = saying({ "m1", "m2", "m3" });
    ModelFamily family(*main, [](const std::string& companion) -> Result<ModelFamily::Member> {
        return ModelFamily::Member{ saying({ companion + "1", companion + "2" }), nullptr };
    });
    const auto mixed = family.askAll({ to("b"), to(""), to("a"), to("b"), to("") });
    QVERIFY(mixed.ok());
    std::vector<std::string> texts;
    for (const Answer& answer : mixed.value())
        texts.push_back(answer.text);
    QCOMPARE(texts, (std::vector<std::string>{ "b1", "m1", "a1", "b2", "m2" }));
    QCOMPARE(main->passes(), std::size_t(1));
    QCOMPARE(family.ask(to("a")).value().text, std::string("a2"));
    QCOMPARE(family.ask(to("")).value().text, std::string("m3"));
    QVERIFY(family.askAll({}).ok());
}

void ModelFamilyTest::aCompanionIsOpenedOnceAndOnlyWhenAsked()
{
    const auto main = saying({ "m1" });
    int opened = 0;
    const std::shared_ptr<const Vocabulary> vocabulary = sampleVocabulary();
    ModelFamily family(*main, [&](const std::string&) -> Result<ModelFamily::Member> {
        ++opened;
        return ModelFamily::Member{ saying({ "1", "2", "3" }), vocabulary };
    });
    QVERIFY(family.ask(to("")).ok());
    QCOMPARE(opened, 0);
    QCOMPARE(family.vocabularyOf("a").value(), vocabulary);
    QVERIFY(family.ask(to("a")).ok());
    QVERIFY(family.askAll({ to("a"), to("a") }).ok());
    QCOMPARE(opened, 1);
}

void ModelFamilyTest::whatCannotBeOpenedIsSaidAndTriedAgain()
{
    const auto main = saying({});
    int tries = 0;
    ModelFamily family(*main, [&tries](const std::string&) -> Result<ModelFamily::Member> {
        if (++tries == 1)
            return Error{ ErrorCode::InvalidModel, "not there yet" };
        return ModelFamily::Member{ saying({ "now" }), nullptr };
    });
    const auto refused = family.askAll({ to("a"), to("") });
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().message, std::string("not there yet"));
    QCOMPARE(family.ask(to("a")).value().text, std::string("now"));
}

QTEST_GUILESS_MAIN(ModelFamilyTest)
#include "model_family_test.moc"
