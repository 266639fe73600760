// Convolution of planes against sums done by hand.

#include <QtTest>
#include <vector>

#include "engine/ops/convolve.h"
#include "tests/support/op_fixture.h"

using namespace palimpsest;

class ConvolveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sumsTheNeighbourhood();
    void isACorrelation();
    void mixesInputs();
    void reluCutsNegatives();
};

void ConvolveTest::sumsTheNeighbourhood()
{
    OpFixture fixture;
    const Tensor out = fixture.empty({ 1, 3, 3 });
    fixture.ops().convolve({ fixture.put(std::vector<float>{ 1, 2, 3, 4, 5, 6, 7, 8, 9 }, { 1, 3, 3 }),
        fixture.put(std::vector<float>(9, 1.0F), { 1, 1, 3, 3 }), fixture.put(std::vector<float>{ 10 }, { 1 }), out });
    QCOMPARE(fixture.get(out), (std::vector<float>{ 22, 31, 26, 37, 55, 43, 34, 49, 38 }));
}

void ConvolveTest::isACorrelation()
{
    OpFixture fixture; // the neighbour above, of planes wider than high
    const Tensor out = fixture.empty({ 1, 2, 3 });
    fixture.ops().convolve({ fixture.put(std::vector<float>{ 1, 2, 3, 4, 5, 6 }, { 1, 2, 3 }),
        fixture.put(std::vector<float>{ 0, 1, 0, 0, 0, 0, 0, 0, 0 }, { 1, 1, 3, 3 }),
        fixture.put(std::vector<float>{ 0 }, { 1 }), out });
    QCOMPARE(fixture.get(out), (std::vector<float>{ 0, 0, 0, 1, 2, 3 }));
}

void ConvolveTest::mixesInputs()
{
    OpFixture fixture; // kernel 1: a matrix product per place
    const Tensor out = fixture.empty({ 2, 1, 1 });
    fixture.ops().convolve({ fixture.put(std::vector<float>{ 3, 5 }, { 2, 1, 1 }),
        fixture.put(std::vector<float>{ 1, 10, 100, 1000 }, { 2, 2, 1, 1 }),
        fixture.put(std::vector<float>{ 0, 7 }, { 2 }), out });
    QCOMPARE(fixture.get(out), (std::vector<float>{ 53, 5307 }));
}

void ConvolveTest::reluCutsNegatives()
{
    OpFixture fixture;
    const Tensor out = fixture.empty({ 1, 1, 2 });
    fixture.ops().convolve(
        { fixture.put(std::vector<float>{ 3, -5 }, { 1, 1, 2 }), fixture.put(std::vector<float>{ 2 }, { 1, 1, 1, 1 }),
            fixture.put(std::vector<float>{ 1 }, { 1 }), out, PlaneActivation::Relu });
    QCOMPARE(fixture.get(out), (std::vector<float>{ 7, 0 }));
}

QTEST_APPLESS_MAIN(ConvolveTest)
#include "convolve_test.moc"
