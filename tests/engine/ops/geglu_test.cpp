// GeGLU: the gate goes through GELU, the other operand does not.

#include <QtTest>
#include <vector>

#include "engine/ops/geglu.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class GegluTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gateIsTheActivatedOne();
};

void GegluTest::gateIsTheActivatedOne()
{
    OpFixture fixture;
    const Tensor gate = fixture.put(std::vector<float>{ 1, -1, 0, 1 }, { 1, 4 });
    const Tensor up = fixture.put(std::vector<float>{ 2, 10, 5, -3 }, { 1, 4 });
    fixture.ops().geglu({ gate, up, gate });
    const std::vector<float> expected{ 1.6823840F, -1.5880801F, 0, -2.5235760F };
    QVERIFY(largestDifference(fixture.get(gate), expected) < 1e-6);
}

QTEST_APPLESS_MAIN(GegluTest)
#include "geglu_test.moc"
