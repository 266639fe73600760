// The sum and the norm in one: bit for bit what the operations it replaces give, plain and fast.

#include <QtTest>

#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"

using namespace palimpsest;

class ResidualNormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownRow();
    void equalsTheOperationsItReplaces_data();
    void equalsTheOperationsItReplaces();
    void refusesRowsThatDoNotFit();
};

void ResidualNormTest::knownRow()
{
    OpFixture fixture; // the branch has mean square 1, the new residual (1, 2, 3, 4) mean square 7.5
    const Tensor residual = fixture.put(std::vector<float>{ 0, 3, 1, 7 }, { 1, 4 });
    const Tensor normed = fixture.empty({ 1, 4 });
    fixture.ops().residualNorm({ .residual = residual,
        .branch = fixture.put(std::vector<float>{ 1, -1, 1, -1 }, { 1, 4 }),
        .branchWeight = fixture.put(std::vector<float>{ 0, 0, 1, 2 }, { 4 }),
        .nextWeight = fixture.put(std::vector<float>{ 0, 1, -1, -2 }, { 4 }),
        .normed = normed,
        .epsilon = 0.0F });
    QCOMPARE(fixture.get(residual), (std::vector<float>{ 1, 2, 3, 4 }));
    const std::vector<float> expected{ 0.3651484F, 1.4605935F, 0.0F, -1.4605935F };
    QVERIFY(largestDifference(fixture.get(normed), expected) < 1e-6);
}

void ResidualNormTest::equalsTheOperationsItReplaces_data()
{
    QTest::addColumn<cpu::Arithmetic>("arithmetic");
    QTest::addColumn<bool>("branchIsNormalised");
    QTest::newRow("Gemma 2, plain") << cpu::Arithmetic::Plain << true;
    QTest::newRow("Gemma 1, plain") << cpu::Arithmetic::Plain << false;
    QTest::newRow("Gemma 2, fast") << cpu::Arithmetic::Fast << true;
    QTest::newRow("Gemma 1, fast") << cpu::Arithmetic::Fast << false;
}

void ResidualNormTest::equalsTheOperationsItReplaces()
{
    QFETCH(const cpu::Arithmetic, arithmetic);
    QFETCH(const bool, branchIsNormalised);
    OpFixture fixture(arithmetic);
    const Shape shape{ 37, 1153 };
    const std::vector<float> stream = randomNormal(shape.elementCount(), 1, 30.0F);
    const Tensor branch = fixture.put(randomNormal(shape.elementCount(), 2, 3.0F), shape);
    const Tensor branchWeight = fixture.put(randomNormal(shape.back(), 3), { shape.back() });
    const Tensor nextWeight = fixture.put(randomNormal(shape.back(), 4), { shape.back() });

    const Tensor residual = fixture.put(stream, shape);
    const Tensor normed = fixture.empty(shape);
    fixture.ops().residualNorm(
        { residual, branch, branchIsNormalised ? branchWeight : Tensor{}, nextWeight, normed, 1e-6F });

    const Tensor sum = fixture.put(stream, shape);
    const Tensor expected = fixture.empty(shape);
    if (branchIsNormalised)
        fixture.ops().rmsNorm({ branch, branchWeight, branch, 1e-6F });
    fixture.ops().add({ sum, branch, sum });
    fixture.ops().rmsNorm({ sum, nextWeight, expected, 1e-6F });
    QCOMPARE(fixture.get(residual), fixture.get(sum));
    QCOMPARE(fixture.get(normed), fixture.get(expected));
}

void ResidualNormTest::refusesRowsThatDoNotFit()
{
    OpFixture fixture;
    const Tensor row = fixture.empty({ 1, 4 });
    const ResidualNormArgs args{ row, row, {}, fixture.empty({ 3 }), row, 1e-6F };
    QVERIFY(validate(args).error().message.find("nextWeight") != std::string::npos);
}

QTEST_APPLESS_MAIN(ResidualNormTest)
#include "residual_norm_test.moc"
