// Attention on the device against the CPU's plain form: every form of engine/vulkan/attention_form.h, at the model's
// sizes and at awkward ones.

#include "engine/vulkan/vulkan_backend.h"
#include "tests/support/gpu_test.h"

using namespace palimpsest;
using vulkan::AttentionForm;

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

constexpr AttentionSize kLargePrefills[] = {
    { "SigLIP, 256 patches", 256, 256, 16, 16, 72, 256 },
    { "SigLIP, 1024 patches of two heads", 1024, 1024, 2, 2, 72, 1024 },
    { "prefix of Gemma 2 2B", 260, 260, 8, 4, 256, 260, 0, 50.0F },
    { "prefix of two heads of Gemma 2 27B", 260, 260, 4, 2, 128, 260, 0, 50.0F },
};
constexpr AttentionSize kSmallSizes[] = {
    { "SigLIP, two heads", 256, 256, 2, 2, 72, 256 },
    { "prefix of Gemma 1", 70, 70, 8, 1, 256, 70 },
    { "prefix of nano", 22, 22, 4, 2, 16, 22, 0, 50.0F },
    { "causal rows behind a prefix", 40, 40, 4, 2, 24, 17, 0, 50.0F },
    { "rows appended to a cache", 20, 110, 2, 1, 72, 30 },
    { "windowed tile behind a prefix", 70, 120, 2, 1, 20, 60, 21, 30.0F },
    { "windowed from the start", 90, 90, 2, 2, 128, 40, 9 },
    { "no multiple of anything", 9, 13, 3, 3, 19, 5, 4, 5.0F },
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
    { "step of nano", 1, 25, 4, 2, 16, 22, 0, 50.0F },
};

} // namespace

class AttentionParityTest : public QObject {
    Q_OBJECT

public:
    AttentionParityTest();

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();
    void positionComesFromTheDevice();

private:
    ParityFixture m_own;   // the forms the device takes by itself
    ParityFixture m_tiled; // those that graphics cards take
    ParityFixture m_plain;
};

AttentionParityTest::AttentionParityTest()
{
    const auto switchOff = [](ParityFixture& parity, std::initializer_list<AttentionForm> forms) {
        for (const AttentionForm form : forms)
            dynamic_cast<vulkan::VulkanRecorder&>(parity.gpu().ops()).switchOff(form);
    };
    switchOff(m_tiled, { AttentionForm::Lanes });
    switchOff(m_plain, { AttentionForm::Lanes, AttentionForm::Prefill, AttentionForm::Decode });
}

void AttentionParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<const AttentionSize*>("size");
    QTest::addColumn<int>("rule");
    QTest::addColumn<ParityFixture*>("parity");
    const auto add = [&](const AttentionSize& size, const char* forms, ParityFixture& parity) {
        QTest::addRow("%s, %s", size.name, forms) << &size << int(WindowRule::LowerSide) << &parity;
        if (size.window > 0)
            QTest::addRow("%s, prefix exempt, %s", size.name, forms)
                << &size << int(WindowRule::PrefixExempt) << &parity;
    };
    for (const AttentionSize& size : kLargePrefills) {
        add(size, "the device's form", m_own);
    }
    for (const AttentionSize& size : kSmallSizes) {
        add(size, "the device's form", m_own);
        add(size, "tiles", m_tiled);
        add(size, "plain", m_plain);
    }
}

static std::vector<float> attend(OpFixture& on, const AttentionSize& size, WindowRule rule, Tensor position = {})
{
    const Shape queries{ size.rows, size.heads, size.width };
    const Shape keys{ size.keys, size.kvHeads, size.width };
    const Tensor out = on.empty(queries);
    on.ops().attention({ .query = on.put(randomNormal(queries.elementCount(), 1), queries),
        .key = on.put(randomNormal(keys.elementCount(), 2), keys),
        .value = on.put(randomNormal(keys.elementCount(), 3), keys),
        .out = out,
        .scale = 0.2F,
        .softcap = size.softcap,
        .firstPosition = size.keys - size.rows,
        .position = position,
        .prefixLength = size.prefix,
        .window = size.window,
        .windowRule = rule });
    return on.get(out);
}

void AttentionParityTest::vulkanMatchesCpu()
{
    QFETCH(const AttentionSize*, size);
    QFETCH(const int, rule);
    QFETCH(ParityFixture*, parity);
    PAL_VERIFY_PARITY(
        parity->error([&](OpFixture& on) { return attend(on, *size, WindowRule(rule)); }), tolerance::kReductionF32);
}

// A recorded step names the whole cache, and finds on the device how far it is filled.
void AttentionParityTest::positionComesFromTheDevice()
{
    constexpr AttentionSize kStep{ "", 2, 200, 8, 4, 256, 20, 0, 50.0F };
    for (ParityFixture* const parity : { &m_own, &m_tiled, &m_plain }) {
        PAL_VERIFY_PARITY(parity->error([&](OpFixture& on) {
            return attend(on, kStep, WindowRule::LowerSide, on.putIds(std::vector<std::int32_t>{ 70 }));
        }),
            tolerance::kReductionF32);
    }
}

PAL_GPU_TEST_MAIN(AttentionParityTest)
#include "attention_parity_test.moc"
