// Choices from a row of logits whose probabilities are known: 0.5, 0.25, 0.125, 0.125.

#include <QtTest>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/generate/sampler.h"

using namespace palimpsest;

namespace {

LogitsRow knownRow()
{
    LogitsRow row;
    for (const double probability : { 0.125, 0.5, 0.25, 0.125 })
        row.values.push_back(float(std::log(probability)) + 3.0F); // a common offset, as logits have
    row.logSumExp = 3.0F;
    return row;
}

std::array<double, 4> frequencies(const LogitsRow& row, const AllowedIds& allowed, const SamplingOptions& options)
{
    std::array<double, 4> counts{};
    std::mt19937_64 random(5);
    for (int i = 0; i < 20000; ++i)
        counts[std::size_t(drawToken(row, allowed, options, random)->id)] += 1.0 / 20000;
    return counts;
}

} // namespace

class SamplerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masksRestrictTheChoiceButNotTheProbability();
    void drawsByProbability();
    void temperatureSharpens();
    void nucleusCutsTheTail();
    void sameSeedSameAnswer();
};

void SamplerTest::masksRestrictTheChoiceButNotTheProbability()
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 100; ++i) {
        const auto token = drawToken(knownRow(), std::vector<std::int32_t>{ 3, 77, -1 }, {}, random);
        QCOMPARE(token->id, 3);
        QVERIFY(std::fabs(double(token->logProbability) - std::log(0.125)) < 1e-6); // of all four
    }
    QVERIFY(!drawToken(knownRow(), std::vector<std::int32_t>{}, {}, random).has_value());
}

void SamplerTest::drawsByProbability()
{
    const auto found = frequencies(knownRow(), std::nullopt, {});
    const std::array<double, 4> expected{ 0.125, 0.5, 0.25, 0.125 };
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(std::fabs(found[i] - expected[i]) < 0.015);
}

void SamplerTest::temperatureSharpens()
{
    SamplingOptions options;
    options.temperature = 0.5F; // squares the probabilities: 1, 16, 4, 1 of 22
    const auto found = frequencies(knownRow(), std::nullopt, options);
    const std::array<double, 4> expected{ 1.0 / 22, 16.0 / 22, 4.0 / 22, 1.0 / 22 };
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(std::fabs(found[i] - expected[i]) < 0.015);
}

void SamplerTest::nucleusCutsTheTail()
{
    SamplingOptions options;
    options.topP = 0.6F; // 0.5 is not enough, 0.5 + 0.25 is
    const auto found = frequencies(knownRow(), std::nullopt, options);
    const std::array<double, 4> expected{ 0, 2.0 / 3, 1.0 / 3, 0 };
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(std::fabs(found[i] - expected[i]) < 0.015);
}

void SamplerTest::sameSeedSameAnswer()
{
    std::mt19937_64 first(9);
    std::mt19937_64 second(9);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(
            drawToken(knownRow(), std::nullopt, {}, first)->id, drawToken(knownRow(), std::nullopt, {}, second)->id);
}

QTEST_APPLESS_MAIN(SamplerTest)
#include "sampler_test.moc"
