// Attention on the device against the CPU's plain form: every form of engine/vulkan/attention_form.h, at the model's
// sizes and at awkward ones.

#include "engine/vulkan/vulkan_backend.h"
#include "tests/support/gpu_test.h"

using namespace palimpsest;

namespace {

struct AttentionSize {
    const char* name;
    std::size_t rows;
    std::size_t keys;
    std::size_t heads;
    std::size_t kvHeads;
    std::size_t width;
    std::size_t prefix = 0;
    std::size_t window = 0;
    float softcap = 0.0F;
};

// Many rows.
constexpr AttentionSize kPrefills[] = {
    { "SigLIP, 256 patches", 256, 256, 16, 16, 72, 256 },
    { "SigLIP, 1024 patches of two heads", 1024, 1024, 2, 2, 72, 1024 },
    { "prefix of Gemma 2 2B", 260, 260, 8, 4, 256, 260, 0, 50.0F },
    { "prefix of two heads of Gemma 2 27B", 260, 260, 4, 2, 128, 260, 0, 50.0F },
    { "prefix of Gemma 1", 70, 70, 8, 1, 256, 70 },
    { "nano", 22, 22, 4, 2, 16, 22, 0, 50.0F },
};
constexpr AttentionSize kAwkwardPrefills[] = {
    { "causal rows behind a prefix", 40, 40, 4, 2, 24, 17, 0, 50.0F },
    { "rows appended to a cache", 20, 110, 2, 1, 72, 30 },
    { "windowed tile behind a prefix", 70, 120, 2, 1, 20, 60, 21, 30.0F },
    { "windowed from the start", 90, 90, 2, 2, 128, 40, 9 },
    { "no multiple of anything", 9, 13, 3, 3, 19, 5, 4, 5.0F },
};
// Decode steps.
constexpr AttentionSize kSteps[] = {
    { "one number", 1, 1, 1, 1, 1 },
    { "the first key", 1, 1, 8, 4, 256, 0, 0, 50.0F },
    { "Gemma 2 2B, 7 keys", 1, 7, 8, 4, 256, 5, 0, 50.0F },
    { "Gemma 2 2B, 260 keys", 1, 260, 8, 4, 256, 255, 0, 50.0F },
    { "Gemma 2 2B, 1500 keys", 1, 1500, 8, 4, 256, 260, 0, 50.0F },
    { "Gemma 2 2B, 3 rows", 3, 1500, 8, 4, 256, 260, 0, 50.0F },
    { "Gemma 2 2B, 8 rows in a prefix", 8, 33, 8, 4, 256, 33, 0, 50.0F },
    { "Gemma 2 27B", 1, 300, 32, 16, 128, 260, 0, 50.0F },
    { "Gemma 1", 3, 260, 8, 1, 256, 255 },
    { "inside a window", 3, 700, 8, 4, 256, 260, 100, 50.0F },
    { "a window over the prefix's end", 2, 300, 4, 2, 128, 299, 9, 50.0F },
    { "rows 7, keys 9, width 72", 7, 9, 2, 1, 72, 4, 3 },
    { "nano", 1, 25, 4, 2, 16, 22, 0, 50.0F },
};

} // namespace

class AttentionParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void AttentionParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<const AttentionSize*>("size");
    QTest::addColumn<int>("rule");
    const auto add = [](const AttentionSize& size) {
        QTest::addRow("%s", size.name) << &size << int(WindowRule::LowerSide);
        if (size.window > 0)
            QTest::addRow("%s, prefix exempt", size.name) << &size << int(WindowRule::PrefixExempt);
    };
    for (const AttentionSize& size : kPrefills)
        add(size);
    for (const AttentionSize& size : kAwkwardPrefills)
        add(size);
    for (const AttentionSize& size : kSteps)
        add(size);
}

void AttentionParityTest::vulkanMatchesCpu()
{
    QFETCH(const AttentionSize*, size);
    QFETCH(const int, rule);

    const Shape queries{ size->rows, size->heads, size->width };
    const Shape keys{ size->keys, size->kvHeads, size->width };
    const auto run = [&](OpFixture& on) {
        const Tensor out = on.empty(queries);
        on.ops().attention({ .query = on.put(randomNormal(queries.elementCount(), 1), queries),
            .key = on.put(randomNormal(keys.elementCount(), 2), keys),
            .value = on.put(randomNormal(keys.elementCount(), 3), keys),
            .out = out,
            .scale = 0.2F,
            .softcap = size->softcap,
            .firstPosition = size->keys - size->rows,
            .prefixLength = size->prefix,
            .window = size->window,
            .windowRule = WindowRule(rule) });
        return on.get(out);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(AttentionParityTest)
#include "attention_parity_test.moc"
