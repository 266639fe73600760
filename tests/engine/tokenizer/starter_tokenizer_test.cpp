// The starter checkpoint's own tokenizer against ids worked out from the table its training used.

#include <QtTest>

#include "engine/io/capability_manifest.h"
#include "engine/tokenizer/vocabulary.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;

class StarterTokenizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void textBecomesTheTrainedIds();
    void everyIdDecodes();
    void promptsAreThoseOfTraining();
    void answersReadAsTheyShould();
    void manifestOffersItsTasks();

private:
    std::filesystem::path m_folder;
    std::shared_ptr<const Vocabulary> m_vocabulary;
    nlohmann::json m_golden;
};

void StarterTokenizerTest::initTestCase()
{
    m_folder = std::filesystem::path(qEnvironmentVariable("PALIMPSEST_SOURCE_DIR").toStdString()) / "resources/starter";
    m_golden = readGoldenJson("starter/token_ids.json");
    ModelConfig config; // as config.json has it
    config.imageTokenId = 1447;
    config.text.vocabularySize = 1447;
    auto vocabulary = Vocabulary::open(m_folder, config);
    QVERIFY2(vocabulary.ok(), vocabulary.ok() ? "" : vocabulary.error().message.c_str());
    m_vocabulary = std::move(vocabulary).value();
}

void StarterTokenizerTest::textBecomesTheTrainedIds()
{
    QVERIFY(m_golden["encode"].size() > 200);
    for (const auto& sample : m_golden["encode"]) {
        const auto text = sample["text"].get<std::string>();
        if (m_vocabulary->encode(text) != sample["ids"].get<std::vector<std::int32_t>>())
            QVERIFY2(false, text.c_str());
    }
}

void StarterTokenizerTest::everyIdDecodes()
{
    QCOMPARE(m_vocabulary->size(), m_golden["decode"].size());
    for (std::size_t id = 0; id < m_vocabulary->size(); ++id)
        QCOMPARE(m_vocabulary->decode(std::vector{ static_cast<std::int32_t>(id) }),
            m_golden["decode"][id].get<std::string>());
}

void StarterTokenizerTest::promptsAreThoseOfTraining()
{
    QCOMPARE(m_vocabulary->promptIds("ocr", 1, 2), (std::vector<std::int32_t>{ 1447, 1447, 2, 84, 72, 87, 4 }));
    QCOMPARE(m_vocabulary->newlineId(), 4);
    QCOMPARE(m_vocabulary->locationId(0), std::optional<std::int32_t>(100));
    QCOMPARE(m_vocabulary->segmentId(127), std::optional<std::int32_t>(1251));
}

void StarterTokenizerTest::answersReadAsTheyShould()
{
    const nlohmann::json answers = readGoldenJson("starter/answers.json");
    for (const auto& sample : answers["samples"]) {
        const auto ids = sample["greedy_ids"].get<std::vector<std::int32_t>>();
        QCOMPARE(m_vocabulary->decode(ids), sample["text"].get<std::string>());
    }
}

void StarterTokenizerTest::manifestOffersItsTasks()
{
    const auto manifest = readManifest(m_folder);
    QVERIFY2(manifest.ok(), manifest.ok() ? "" : manifest.error().message.c_str());
    QCOMPARE(manifest.value().tasks.size(), std::size_t(9));
    QCOMPARE(manifest.value().require("ocr").value().grammar, AnswerGrammar::OcrBoxes);
    QCOMPARE(manifest.value().text.preferredHeight, 22.0);
    QCOMPARE(manifest.value().require("table").value().grammar, AnswerGrammar::OcrCells);
    QCOMPARE(manifest.value().require("score").value().grammar, AnswerGrammar::ScoreSigns);
    QCOMPARE(manifest.value().require("molecule").value().grammar, AnswerGrammar::OcrBonds);
    QCOMPARE(manifest.value().require("layout").value().grammar, AnswerGrammar::PageRegions);
    for (const char* task : { "detect", "segment", "caption", "question" })
        QCOMPARE(manifest.value().require(task).value().companion, std::string("scenes"));
    QVERIFY(!manifest.value().require("report").ok());
}

QTEST_APPLESS_MAIN(StarterTokenizerTest)
#include "starter_tokenizer_test.moc"
