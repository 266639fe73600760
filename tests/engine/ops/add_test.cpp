// Sums of two tensors, in place too.

#include <QtTest>
#include <vector>

#include "engine/ops/add.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class AddTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsElementByElement();
};

void AddTest::addsElementByElement()
{
    OpFixture fixture;
    const std::vector<float> a = randomNormal(10007, 1);
    const std::vector<float> b = randomNormal(10007, 2);
    const Tensor sum = fixture.put(a, { 10007 });
    fixture.ops().add({ sum, fixture.put(b, { 10007 }), sum });
    const std::vector<float> found = fixture.get(sum);
    for (std::size_t i = 0; i < a.size(); ++i)
        QCOMPARE(found[i], a[i] + b[i]);
}

QTEST_APPLESS_MAIN(AddTest)
#include "add_test.moc"
