// The soft cap is the identity near zero, the cap far away, and odd.

#include <QtTest>
#include <vector>

#include "engine/ops/softcap.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class SoftcapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boundsAndShape();
};

void SoftcapTest::boundsAndShape()
{
    OpFixture fixture;
    const Tensor values = fixture.put(std::vector<float>{ 0, 1e-3F, 30, -30, 1e6F, -1e6F, 15 }, { 7 });
    fixture.ops().softcap({ values, values, 30.0F });
    const std::vector<float> expected{ 0, 1e-3F, 22.8478247F, -22.8478247F, 30, -30, 13.8635147F };
    QVERIFY(largestDifference(fixture.get(values), expected) < 3e-6);
    QVERIFY(!validate(SoftcapArgs{ values, values, 0.0F }).ok());
}

QTEST_APPLESS_MAIN(SoftcapTest)
#include "softcap_test.moc"
