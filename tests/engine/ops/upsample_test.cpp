// Transposed convolution against a published vector and sums done by hand.

#include <QtTest>
#include <numeric>
#include <vector>

#include "engine/ops/upsample.h"
#include "tests/support/op_fixture.h"

using namespace palimpsest;

class UpsampleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesItsVector();
    void negativesBecomeZero();
};

void UpsampleTest::matchesItsVector()
{
    OpFixture fixture;
    std::vector<float> weight(16);
    std::iota(weight.begin(), weight.end(), 0.0F);
    const Tensor out = fixture.empty({ 1, 4, 4 });
    fixture.ops().upsample({ fixture.put(std::vector<float>{ 1, 2, 3, 4 }, { 1, 2, 2 }),
        fixture.put(weight, { 1, 1, 4, 4 }), fixture.put(std::vector<float>{ 0.5F }, { 1 }), out });
    std::vector<float> expected{ 5, 14, 17, 12, 12, 32, 42, 28, 28, 72, 82, 52, 27, 62, 69, 40 };
    for (float& value : expected)
        value += 0.5F;
    QCOMPARE(fixture.get(out), expected);
}

void UpsampleTest::negativesBecomeZero()
{
    OpFixture fixture;
    const Tensor out = fixture.empty({ 1, 2, 2 });
    fixture.ops().upsample(
        { fixture.put(std::vector<float>{ -1 }, { 1, 1, 1 }), fixture.put(std::vector<float>(16, 1.0F), { 1, 1, 4, 4 }),
            fixture.put(std::vector<float>{ 0.5F }, { 1 }), out });
    QCOMPARE(fixture.get(out), (std::vector<float>(4, 0.0F)));
}

QTEST_APPLESS_MAIN(UpsampleTest)
#include "upsample_test.moc"
