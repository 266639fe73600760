// Copies keep every value and may change the shape.

#include <QtTest>
#include <vector>

#include "engine/ops/copy.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class CopyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiesBetweenShapes();
};

void CopyTest::copiesBetweenShapes()
{
    OpFixture fixture;
    const std::vector<float> in = randomNormal(24, 1);
    const Tensor out = fixture.empty({ 6, 4 });
    fixture.ops().copy({ fixture.put(in, { 6, 2, 2 }).reshaped({ 6, 4 }), out });
    QCOMPARE(fixture.get(out), in);
}

QTEST_APPLESS_MAIN(CopyTest)
#include "copy_test.moc"
