// The sum and the norm in one: bit for bit what the operations it replaces give, plain and fast.

#include <QtTest>

#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"

using namespace palimpsest;

class ResidualLayerNormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheOperationsItReplaces_data();
    void equalsTheOperationsItReplaces();
    void refusesRowsThatDoNotFit();
};

void ResidualLayerNormTest::equalsTheOperationsItReplaces_data()
{
    QTest::addColumn<cpu::Arithmetic>("arithmetic");
    QTest::newRow("plain") << cpu::Arithmetic::Plain;
    QTest::newRow("fast") << cpu::Arithmetic::Fast;
}

void ResidualLayerNormTest::equalsTheOperationsItReplaces()
{
    QFETCH(const cpu::Arithmetic, arithmetic);
    OpFixture fixture(arithmetic);
    const Shape shape{ 37, 1153 };
    const std::vector<float> stream = randomNormal(shape.elementCount(), 1, 30.0F);
    const Tensor branch = fixture.put(randomNormal(shape.elementCount(), 2, 3.0F), shape);
    const Tensor weight = fixture.put(randomNormal(shape.back(), 3), { shape.back() });
    const Tensor bias = fixture.put(randomNormal(shape.back(), 4), { shape.back() });

    const Tensor residual = fixture.put(stream, shape);
    const Tensor normed = fixture.empty(shape);
    fixture.ops().residualLayerNorm({ residual, branch, weight, bias, normed, 1e-6F });

    const Tensor sum = fixture.put(stream, shape);
    const Tensor expected = fixture.empty(shape);
    fixture.ops().add({ sum, branch, sum });
    fixture.ops().layerNorm({ sum, weight, bias, expected, 1e-6F });
    QCOMPARE(fixture.get(residual), fixture.get(sum));
    QCOMPARE(fixture.get(normed), fixture.get(expected));
}

void ResidualLayerNormTest::refusesRowsThatDoNotFit()
{
    OpFixture fixture;
    const Tensor row = fixture.empty({ 1, 4 });
    const Tensor weight = fixture.empty({ 4 });
    const ResidualLayerNormArgs args{ row, fixture.empty({ 2, 4 }), weight, weight, row, 1e-6F };
    QVERIFY(validate(args).error().message.find("branch") != std::string::npos);
}

QTEST_APPLESS_MAIN(ResidualLayerNormTest)
#include "residual_layer_norm_test.moc"
