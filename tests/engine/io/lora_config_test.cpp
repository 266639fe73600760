// What adapter_config.json says, pattern by pattern; and every config that is refused.

#include <QtTest>
#include <cmath>

#include "engine/io/lora_config.h"

using namespace palimpsest;

class LoraConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patternsMatchAsInPeft();
    void hostilePatternsEnd();
    void refuses_data();
    void refuses();
};

void LoraConfigTest::patternsMatchAsInPeft()
{
    const auto config = parseLoraConfig(R"({"peft_type":"LORA","r":8,"lora_alpha":16,"use_rslora":true,)"
                                        R"("rank_pattern":{"q_proj":4,"layers.1.mlp.up_proj":2},)"
                                        R"("alpha_pattern":{"^a.b.q_proj":32,"q_proj":64}})",
        "adapter_config.json");
    QVERIFY2(config.ok(), config.ok() ? "" : config.error().message.c_str());
    const LoraConfig& found = config.value();
    QCOMPARE(found.rankOf("a.b.q_proj"), std::optional(4.0));
    QCOMPARE(found.rankOf("q_proj"), std::optional(4.0));
    QCOMPARE(found.rankOf("a.b.xq_proj"), std::optional(8.0));  // a suffix begins at a dot
    QCOMPARE(found.rankOf("a.b.q_proj.c"), std::optional(8.0)); // and ends at the end
    QCOMPARE(found.rankOf("m.layers.1.mlp.up_proj"), std::optional(2.0));
    QCOMPARE(found.rankOf("m.layers.11.mlp.up_proj"), std::optional(8.0));
    QCOMPARE(found.scalingOf("a.b.q_proj", 4), 16.0);
    QCOMPARE(found.scalingOf("z.a.b.q_proj", 4), 32.0);
    QCOMPARE(found.scalingOf("a.b.k_proj", 4), 8.0);
}

void LoraConfigTest::hostilePatternsEnd()
{
    const auto config
        = parseLoraConfig(R"({"peft_type":"LORA","alpha_pattern":{"(a*)*(a*)*(a|aa)*(.*.*.*.*)*x":2}})", "f");
    QVERIFY(config.ok());
    QCOMPARE(config.value().scalingOf(std::string(300, 'a'), 1), 8.0);
}

void LoraConfigTest::refuses_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const QByteArray& config, const char* reason) {
        QTest::newRow(name) << config << QString::fromLatin1(reason);
    };
    row("no JSON", "{", "no valid JSON");
    row("a list", "[]", "is no object");
    row("another kind", R"({"peft_type":"IA3"})", "peft_type is \"IA3\"");
    row("no kind", "{}", "peft_type is null");
    row("DoRA", R"({"peft_type":"LORA","use_dora":true})", "uses DoRA");
    row("biases", R"({"peft_type":"LORA","lora_bias":true})", "uses biases of the low-rank products");
    row("repeated layers", R"({"peft_type":"LORA","layer_replication":[[0,1]]})", "uses repeated layers");
    row("no rank", R"({"peft_type":"LORA","r":0})", "r is 0");
    row("a rank in words", R"({"peft_type":"LORA","r":"2"})", "r is \"2\"");
    row("a negative alpha", R"({"peft_type":"LORA","lora_alpha":-1})", "lora_alpha is -1");
    row("an absurd alpha", R"({"peft_type":"LORA","lora_alpha":1e300})", "lora_alpha is 1e+300");
    row("a flag that is none", R"({"peft_type":"LORA","use_rslora":"yes"})", "use_rslora is \"yes\"");
    row("patterns that are a list", R"({"peft_type":"LORA","rank_pattern":[1]})", "rank_pattern is [1]");
    row("a pattern without a number", R"({"peft_type":"LORA","alpha_pattern":{"q_proj":null}})",
        "alpha_pattern is null");
    row("a pattern that is none", R"({"peft_type":"LORA","alpha_pattern":{"(":2}})", "the pattern '('");
}

void LoraConfigTest::refuses()
{
    QFETCH(const QByteArray, config);
    QFETCH(const QString, reason);
    const auto parsed = parseLoraConfig(config.toStdString(), "a/adapter_config.json");
    QVERIFY(!parsed.ok());
    const QString message = QString::fromStdString(parsed.error().message);
    QVERIFY2(
        message.contains(reason) && message.contains(QStringLiteral("a/adapter_config.json")), qPrintable(message));
}

QTEST_APPLESS_MAIN(LoraConfigTest)
#include "lora_config_test.moc"
