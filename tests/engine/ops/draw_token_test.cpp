// Tokens drawn from rows whose probabilities are known: 0.125, 0.5, 0.25, 0.125 for ids 0 to 3.

#include <QtTest>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/generate/token_selector.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();
constexpr float kInfinite = std::numeric_limits<float>::infinity();
constexpr float kNotANumber = std::numeric_limits<float>::quiet_NaN();

std::vector<float> knownRow()
{
    std::vector<float> row;
    for (const double probability : { 0.125, 0.5, 0.25, 0.125 })
        row.push_back(float(std::log(probability)) + 3.0F); // a common offset, as logits have
    return row;
}

} // namespace

class DrawTokenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstThatReachesThePoint();
    void theCutKeepsTheMostProbable();
    void onlyFromTheList();
    void numbersThatAreNone();
    void frequenciesAreTheProbabilities_data();
    void frequenciesAreTheProbabilities();
    void oneOfOne();

private:
    std::int32_t draw(const std::vector<float>& logits, const Draw& how, const std::vector<std::int32_t>& allowed = {});
    OpFixture m_cpu;
};

std::int32_t DrawTokenTest::draw(
    const std::vector<float>& logits, const Draw& how, const std::vector<std::int32_t>& allowed)
{
    OpFixture fixture;
    const Tensor id = fixture.putIds(std::vector<std::int32_t>{ 77 }).reshaped({ 1, 1 });
    const Tensor value = fixture.empty({ 1, 1 });
    fixture.ops().drawToken({ fixture.put(logits, { 1, logits.size() }),
        allowed.empty() ? Tensor{} : fixture.putIds(allowed), id, value, how.temperature, how.topP, how.point });
    const std::int32_t drawn = fixture.getIds(id).front();
    const float expected = drawn < 0 ? kNever : logits[std::size_t(drawn)];
    return fixture.get(value).front() == expected ? drawn : -2;
}

void DrawTokenTest::theFirstThatReachesThePoint()
{
    QCOMPARE(draw(knownRow(), { .point = 0.0001F }), 0);
    QCOMPARE(draw(knownRow(), { .point = 0.124F }), 0);
    QCOMPARE(draw(knownRow(), { .point = 0.126F }), 1);
    QCOMPARE(draw(knownRow(), { .point = 0.624F }), 1);
    QCOMPARE(draw(knownRow(), { .point = 0.626F }), 2);
    QCOMPARE(draw(knownRow(), { .point = 0.876F }), 3);
    QCOMPARE(draw(knownRow(), { .point = 1.0F }), 3);
    // Squared: 1, 16, 4, 1 of 22.
    QCOMPARE(draw(knownRow(), { .temperature = 0.5F, .point = 0.05F }), 1);
    QCOMPARE(draw(knownRow(), { .temperature = 0.5F, .point = 0.76F }), 1);
    QCOMPARE(draw(knownRow(), { .temperature = 0.5F, .point = 0.78F }), 2);
}

void DrawTokenTest::theCutKeepsTheMostProbable()
{
    // 0.5 is not enough for 0.6, 0.5 + 0.25 is: 2 / 3 and 1 / 3 remain.
    QCOMPARE(draw(knownRow(), { .topP = 0.6F, .point = 0.0001F }), 1);
    QCOMPARE(draw(knownRow(), { .topP = 0.6F, .point = 0.66F }), 1);
    QCOMPARE(draw(knownRow(), { .topP = 0.6F, .point = 0.67F }), 2);
    QCOMPARE(draw(knownRow(), { .topP = 0.6F, .point = 1.0F }), 2);
    QCOMPARE(draw(knownRow(), { .topP = 0.01F, .point = 1.0F }), 1);
    // Of equals the lower ids stay: 0 and 1 of four, then 0 to 2.
    const std::vector<float> equal(4, 2.0F);
    QCOMPARE(draw(equal, { .topP = 0.5F, .point = 1.0F }), 1);
    QCOMPARE(draw(equal, { .topP = 0.51F, .point = 1.0F }), 2);
    QCOMPARE(draw({ -0.0F, 0.0F, -0.0F, 0.0F }, { .topP = 0.5F, .point = 1.0F }), 1);
}

void DrawTokenTest::onlyFromTheList()
{
    QCOMPARE(draw(knownRow(), { .point = 0.49F }, { 0, 3 }), 0);
    QCOMPARE(draw(knownRow(), { .point = 0.51F }, { 0, 3 }), 3);
    QCOMPARE(draw(knownRow(), { .point = 0.5F }, { 2 }), 2);
}

void DrawTokenTest::numbersThatAreNone()
{
    QCOMPARE(draw({ kNever, kNotANumber, 2, kNever }, { .point = 0.0001F }), 2);
    QCOMPARE(draw({ kNever, kNotANumber, 2, kNever }, {}), 2);
    QCOMPARE(draw({ kNever, kNotANumber }, {}), -1);
    QCOMPARE(draw({ 1, kInfinite, 2 }, { .point = 0.5F }), 1);
    QCOMPARE(draw({ 1, 3, 2 }, { .temperature = 1e-40F }), 1);
}

void DrawTokenTest::frequenciesAreTheProbabilities_data()
{
    QTest::addColumn<float>("temperature");
    QTest::addColumn<float>("topP");
    QTest::addColumn<std::vector<double>>("expected");
    QTest::newRow("as they are") << 1.0F << 1.0F << std::vector<double>{ 0.125, 0.5, 0.25, 0.125 };
    QTest::newRow("sharpened") << 0.5F << 1.0F << std::vector<double>{ 1.0 / 22, 16.0 / 22, 4.0 / 22, 1.0 / 22 };
    QTest::newRow("without the tail") << 1.0F << 0.6F << std::vector<double>{ 0, 2.0 / 3, 1.0 / 3, 0 };
}

// Pearson's chi-square over 20000 draws from a fixed seed: exceeded once in a thousand by chance at three degrees of
// freedom.
void DrawTokenTest::frequenciesAreTheProbabilities()
{
    QFETCH(const float, temperature);
    QFETCH(const float, topP);
    QFETCH(const std::vector<double>, expected);
    constexpr int kDraws = 20000;
    const Tensor logits = m_cpu.put(knownRow(), { 1, 4 });
    const Tensor id = m_cpu.putIds(std::vector<std::int32_t>{ 77 }).reshaped({ 1, 1 });
    const Tensor value = m_cpu.empty({ 1, 1 });
    std::array<int, 4> counts{};
    std::mt19937_64 random(5);
    for (int i = 0; i < kDraws; ++i) {
        m_cpu.ops().drawToken({ logits, {}, id, value, temperature, topP, nextPoint(random) });
        ++counts[std::size_t(m_cpu.getIds(id).front())];
    }
    double chiSquare = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const double wanted = expected[i] * kDraws;
        if (wanted == 0)
            QCOMPARE(counts[i], 0);
        else
            chiSquare += (counts[i] - wanted) * (counts[i] - wanted) / wanted;
    }
    QVERIFY2(chiSquare < tolerance::kChiSquare3, qPrintable(QString::number(chiSquare)));
}

void DrawTokenTest::oneOfOne()
{
    for (const float point : { 0x1p-24F, 0.5F, 1.0F })
        QCOMPARE(draw({ -12.5F }, { .topP = 0.001F, .point = point }), 0);
}

QTEST_APPLESS_MAIN(DrawTokenTest)
#include "draw_token_test.moc"
