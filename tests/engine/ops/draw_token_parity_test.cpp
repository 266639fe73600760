// Draws on the device against the CPU. Sums of single precision may take the neighbour where a point falls upon the
// border of two tokens, so a row of many improbable ones is held against the probabilities in double precision.

#include <numeric>

#include "tests/support/gpu_test.h"

using namespace palimpsest;

namespace {

struct Drawing {
    float temperature = 1.0F;
    float topP = 1.0F;
    float point = 1.0F;
};

std::pair<std::int32_t, float> drawOn(
    OpFixture& on, const std::vector<float>& logits, const std::vector<std::int32_t>& allowed, const Drawing& drawing)
{
    const Tensor id = on.putIds(std::vector<std::int32_t>{ 77 }).reshaped({ 1, 1 });
    const Tensor value = on.empty({ 1, 1 });
    on.ops().drawToken({ on.put(logits, { 1, logits.size() }), allowed.empty() ? Tensor{} : on.putIds(allowed), id,
        value, drawing.temperature, drawing.topP, drawing.point });
    return { on.getIds(id).front(), on.get(value).front() };
}

} // namespace

class DrawTokenParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameIdAsTheCpu_data();
    void sameIdAsTheCpu();
    void flatRowsByTheirProbabilities();
    void numbersThatAreNone();
    void sameBitsEachTime();

private:
    OpFixture m_gpu{ openGpu() };
    OpFixture m_cpu{ cpu::Arithmetic::Plain };
};

void DrawTokenParityTest::sameIdAsTheCpu_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("listed"); // 0: every id
    QTest::addColumn<float>("temperature");
    QTest::addColumn<float>("topP");
    QTest::newRow("one of one") << 1 << 0 << 1.0F << 0.9F;
    QTest::newRow("one of two") << 2 << 0 << 1.0F << 1.0F;
    QTest::newRow("sixteen, one digit") << 16 << 0 << 1.0F << 0.95F;
    QTest::newRow("seventeen, two digits") << 17 << 0 << 1.0F << 0.95F;
    QTest::newRow("the vocabulary") << 257216 << 0 << 1.0F << 1.0F;
    QTest::newRow("the nucleus of the vocabulary") << 257216 << 0 << 0.7F << 0.9F;
    QTest::newRow("location tokens") << 257216 << 1024 << 1.0F << 0.9F;
    QTest::newRow("a list of one") << 257216 << 1 << 1.0F << 0.5F;
    QTest::newRow("a width no workgroup divides") << 12289 << 0 << 1.3F << 0.8F;
    QTest::newRow("a list no workgroup divides") << 12289 << 4999 << 0.5F << 0.99F;
}

void DrawTokenParityTest::sameIdAsTheCpu()
{
    QFETCH(const int, width);
    QFETCH(const int, listed);
    QFETCH(const float, temperature);
    QFETCH(const float, topP);
    std::vector<float> logits = randomNormal(std::size_t(width), 1, 6.0F); // a few probable ones, as a model has
    for (float& logit : logits)                                            // coarse, so that there are ties
        logit = std::round(logit * 4) / 4;
    std::vector<std::int32_t> allowed;
    for (int i = 0; i < listed; ++i)
        allowed.push_back(width / listed * i);
    for (const float point : { 0x1p-24F, 0.1F, 0.37F, 0.5F, 0.77F, 0.93F, 0.97F }) {
        const Drawing drawing{ temperature, topP, point };
        QCOMPARE(drawOn(m_gpu, logits, allowed, drawing), drawOn(m_cpu, logits, allowed, drawing));
    }
}

void DrawTokenParityTest::flatRowsByTheirProbabilities()
{
    const std::vector<float> logits = randomNormal(257216, 3);
    std::vector<double> reached(logits.size()); // the probability of this id and all before it
    double sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i)
        reached[i] = sum += std::exp(double(logits[i]));
    for (const float point : { 0x1p-24F, 0.001F, 0.25F, 0.5F, 0.75F, 0.999F, 1.0F }) {
        const auto id = std::size_t(drawOn(m_gpu, logits, {}, { .point = point }).first);
        const double before = id == 0 ? 0.0 : reached[id - 1] / sum;
        QVERIFY(double(point) >= before - tolerance::kProbabilityF32);
        QVERIFY(double(point) <= reached[id] / sum + tolerance::kProbabilityF32);
    }
}

void DrawTokenParityTest::numbersThatAreNone()
{
    const float never = -std::numeric_limits<float>::infinity();
    const float notANumber = std::numeric_limits<float>::quiet_NaN();
    for (const std::vector<float>& logits :
        { std::vector<float>{ never, notANumber, 2, never }, std::vector<float>{ never, notANumber },
            std::vector<float>{ 1, -never, 2 }, std::vector<float>{ -0.0F, 0.0F, -0.0F, 0.0F } }) {
        for (const float point : { 0x1p-24F, 1.0F }) {
            const Drawing drawing{ .topP = 0.5F, .point = point };
            QCOMPARE(drawOn(m_gpu, logits, {}, drawing), drawOn(m_cpu, logits, {}, drawing));
        }
    }
    const Drawing cold{ .temperature = 1e-40F, .topP = 1e-40F };
    QCOMPARE(drawOn(m_gpu, { 1, 3, 2 }, {}, cold).first, 1);
}

void DrawTokenParityTest::sameBitsEachTime()
{
    const std::vector<float> logits = randomNormal(257216, 4);
    const Drawing drawing{ .topP = 0.9F, .point = 0.61F };
    const auto first = drawOn(m_gpu, logits, {}, drawing);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(drawOn(m_gpu, logits, {}, drawing), first);
}

PAL_GPU_TEST_MAIN(DrawTokenParityTest)
#include "draw_token_parity_test.moc"
