// Every spelling of a tensor's name comes to the same one.

#include <QtTest>

#include "engine/io/tensor_names.h"

using namespace palimpsest;

class TensorNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spellings_data();
    void spellings();
    void unusedTensors();
};

void TensorNamesTest::spellings_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("canonical");
    const auto row = [](const char* name, const char* canonical) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(canonical);
    };
    for (const char* name : { "language_model.model.norm.weight", "model.language_model.norm.weight",
             "language_model.norm.weight", "model.language_model.model.norm.weight" })
        row(name, "language_model.model.norm.weight");
    for (const char* name : { "language_model.lm_head.weight", "lm_head.weight", "model.lm_head.weight",
             "model.language_model.lm_head.weight" })
        row(name, "language_model.lm_head.weight");
    for (const char* name : { "vision_tower.vision_model.post_layernorm.bias", "vision_tower.post_layernorm.bias",
             "model.vision_tower.vision_model.post_layernorm.bias", "model.vision_tower.post_layernorm.bias" })
        row(name, "vision_tower.vision_model.post_layernorm.bias");
    for (const char* name : { "multi_modal_projector.linear.weight", "model.multi_modal_projector.linear.weight" })
        row(name, "multi_modal_projector.linear.weight");
    row("something.else", "something.else");
    row("", "");
}

void TensorNamesTest::spellings()
{
    QFETCH(const QString, name);
    QFETCH(const QString, canonical);
    QCOMPARE(QString::fromStdString(canonicalTensorName(name.toStdString())), canonical);
}

void TensorNamesTest::unusedTensors()
{
    QVERIFY(isUnusedTensor("vision_tower.vision_model.head.probe"));
    QVERIFY(isUnusedTensor("language_model.model.rotary_emb.inv_freq"));
    QVERIFY(isUnusedTensor("vision_tower.vision_model.embeddings.position_ids"));
    QVERIFY(!isUnusedTensor(kUntiedHead));
    QVERIFY(!isUnusedTensor(kPositionTable));
}

QTEST_APPLESS_MAIN(TensorNamesTest)
#include "tensor_names_test.moc"
