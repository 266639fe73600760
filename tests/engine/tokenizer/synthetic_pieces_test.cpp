// The tokenizer of every synthetic checkpoint matches its config, has ids for any text, and gives the text back.

#include <QtTest>

#include "engine/model/synthetic_weights.h"
#include "engine/tokenizer/sentencepiece_file.h"
#include "engine/tokenizer/sentencepiece_writer.h"
#include "engine/tokenizer/synthetic_pieces.h"
#include "engine/tokenizer/vocabulary.h"

using namespace palimpsest;

class SyntheticPiecesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchTheConfig_data();
    void matchTheConfig();
};

void SyntheticPiecesTest::matchTheConfig_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<bool>("locations");
    QTest::newRow("nano") << QByteArray("nano") << false;
    QTest::newRow("nano-v1") << QByteArray("nano-v1") << false;
    QTest::newRow("3b-224") << QByteArray("3b-224") << true;
}

void SyntheticPiecesTest::matchTheConfig()
{
    QFETCH(const QByteArray, shape);
    QFETCH(const bool, locations);
    const ModelConfig config = syntheticConfig(syntheticShapeNamed(shape.toStdString()).value());
    auto file = SentencePieceFile::parse(sentencePieceModel(syntheticPieces(config)), "synthetic");
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message.c_str());
    const auto vocabulary = Vocabulary::create(std::move(file).value(), "synthetic", config);
    QVERIFY2(vocabulary.ok(), vocabulary.ok() ? "" : vocabulary.error().message.c_str());

    const std::string text = "Größe <bos> 12,50 €\n";
    const auto ids = vocabulary.value()->encode(text);
    QCOMPARE(vocabulary.value()->decode(ids), text);
    for (const std::int32_t id : ids)
        QVERIFY(id > config.bosTokenId && id < config.imageTokenId);
    QCOMPARE(vocabulary.value()->locationId(1023).has_value(), locations);
    QCOMPARE(vocabulary.value()->segmentId(0).has_value(), locations);
}

QTEST_APPLESS_MAIN(SyntheticPiecesTest)
#include "synthetic_pieces_test.moc"
