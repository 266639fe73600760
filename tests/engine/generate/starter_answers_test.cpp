// The whole way of a picture through the engine with the starter checkpoint, against an independent float32 forward
// pass (tests/golden/regenerate/starter_answers.py): reference and fast operations, and those of a Vulkan device, give
// exactly its ids.

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "engine/backend/backend_factory.h"
#include "engine/generate/open_session.h"
#include "tests/support/golden_file.h"
#include "tests/support/gpu_test.h"

using namespace palimpsest;

class StarterAnswersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsAreTheGoldenOnes_data();
    void idsAreTheGoldenOnes();
    void quantizedWeightsStillRead_data();
    void quantizedWeightsStillRead();
    void aCoordinateCountsWithThoseBesideIt();

private:
    OpenedSession open(Backend& backend, WeightFormat format);
    void ask(const BackendRequest& device, WeightFormat format, std::vector<Answer>& answers);
    QTemporaryDir m_cache;
};

namespace {

RgbImage readPicture(const std::string& name)
{
    const QImage image
        = QImage(QString::fromStdString(goldenPath(name).string())).convertToFormat(QImage::Format_RGB888);
    RgbImage picture{ static_cast<std::size_t>(image.width()), static_cast<std::size_t>(image.height()), {} };
    for (int row = 0; row < image.height(); ++row)
        picture.pixels.insert(
            picture.pixels.end(), image.constScanLine(row), image.constScanLine(row) + 3 * image.width());
    return picture;
}

const nlohmann::json& samples()
{
    static const nlohmann::json golden = readGoldenJson("starter/answers.json");
    return golden["samples"];
}

} // namespace

OpenedSession StarterAnswersTest::open(Backend& backend, WeightFormat format)
{
    SessionRequest request;
    request.checkpoint = goldenPath("../../resources/starter");
    request.format = format;
    request.cacheFolder = m_cache.path().toStdString();
    auto opened = openSession(backend, request);
    if (!opened.ok())
        qFatal("%s", opened.error().message.c_str());
    return std::move(opened).value();
}

void StarterAnswersTest::ask(const BackendRequest& device, WeightFormat format, std::vector<Answer>& answers)
{
    auto backend = createBackend(device);
    QVERIFY(backend.ok());
    const OpenedSession opened = open(*backend.value(), format);
    const auto task = opened.manifest.require("ocr");
    QVERIFY(task.ok());
    std::vector<Question> questions;
    for (const auto& sample : samples()) {
        Question question;
        question.images = { readPicture("starter/" + sample["image"].get<std::string>()) };
        question.prompt = task.value().promptFor("").value();
        question.maxTokens = sample["greedy_ids"].size();
        questions.push_back(std::move(question));
    }
    auto asked = opened.session->askAll(questions);
    QVERIFY2(asked.ok(), asked.ok() ? "" : asked.error().message.c_str());
    answers = std::move(asked).value();
}

void StarterAnswersTest::idsAreTheGoldenOnes_data()
{
    QTest::addColumn<bool>("plain");
    QTest::newRow("reference operations") << true;
    if (!kOnGpu)
        QTest::newRow("fast operations") << false;
}

void StarterAnswersTest::idsAreTheGoldenOnes()
{
    QFETCH(const bool, plain);
    std::vector<Answer> answers;
    ask(testRequest(plain), WeightFormat::Bf16, answers);
    QCOMPARE(answers.size(), samples().size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        auto expected = samples()[i]["greedy_ids"].get<std::vector<std::int32_t>>();
        const bool ended = expected.back() == 1;
        if (ended)
            expected.pop_back(); // <eos> is the stop reason, no token of the answer
        QCOMPARE(answers[i].stopReason, ended ? StopReason::EndOfSequence : StopReason::TokenLimit);
        QCOMPARE(answers[i].tokens.size(), expected.size());
        for (std::size_t at = 0; at < expected.size(); ++at)
            QCOMPARE(answers[i].tokens[at].id, expected[at]);
        QCOMPARE(answers[i].text, samples()[i]["text"].get<std::string>());
    }
}

void StarterAnswersTest::quantizedWeightsStillRead_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("q8") << static_cast<int>(WeightFormat::Q8);
    QTest::newRow("q4") << static_cast<int>(WeightFormat::Q4);
}

// The easy tile: rounding may move a box by a bin, the word must stay.
void StarterAnswersTest::quantizedWeightsStillRead()
{
    QFETCH(const int, format);
    std::vector<Answer> answers;
    ask(testRequest(false), static_cast<WeightFormat>(format), answers);
    QVERIFY(answers.size() > 1);
    QVERIFY2(answers[1].text.ends_with("> Have"), answers[1].text.c_str());
}

// As a place in the picture, where an answer ends by how likely the end is.
void StarterAnswersTest::aCoordinateCountsWithThoseBesideIt()
{
    auto backend = createBackend(testRequest(false));
    QVERIFY(backend.ok());
    const OpenedSession opened = open(*backend.value(), WeightFormat::Bf16);
    Question asked;
    asked.images = { readPicture("starter/" + samples()[0]["image"].get<std::string>()) };
    asked.prompt = "ocr";
    asked.maxTokens = 1;
    asked.scoreForced = true;
    const auto probabilityOf = [&](const std::vector<int>& bins, float leastEnd) {
        asked.leastEnd = leastEnd;
        asked.mask = [&](const std::vector<std::int32_t>&) {
            std::vector<std::int32_t> ids;
            for (const int bin : bins)
                ids.push_back(opened.vocabulary->locationId(bin).value());
            return ids;
        };
        return std::exp(opened.session->ask(asked).value().tokens.at(0).logProbability);
    };
    const std::vector<std::int32_t> ids = samples()[0]["greedy_ids"].get<std::vector<std::int32_t>>();
    const int bin = opened.vocabulary->locationBin(ids.front()).value();
    const float one = probabilityOf({ bin }, 0);
    const float beside = probabilityOf({ bin + 3 }, 0);
    QVERIFY(one > 0.01F && beside > 0.001F && beside < one);
    QVERIFY(std::fabs(probabilityOf({ bin, bin + 3 }, 0.5F) - (one + beside)) < 1e-2F * one);
    QVERIFY(std::fabs(probabilityOf({ bin, bin + 3 }, 0) - one) < 1e-2F * one);
    QVERIFY(std::fabs(probabilityOf({ bin, bin + 60 }, 0.5F) - one) < 1e-2F * one);
}

PAL_TWICE_TEST_MAIN(StarterAnswersTest)
#include "starter_answers_test.moc"
