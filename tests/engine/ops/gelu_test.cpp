// GELU, tanh form, against values of the formula worked out in float64; the erf form would miss them.

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/ops/gelu.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class GeluTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownValues();
};

void GeluTest::knownValues()
{
    OpFixture fixture;
    const std::vector<float> in{ 0, 1, -1, 3, -3, 0.5F, 50, -50, 1e30F, -1e30F };
    const std::vector<float> expected{ 0, 0.8411919906F, -0.1588080094F, 2.9963627062F, -0.0036372938F, 0.3457140326F,
        50, 0, 1e30F, 0 };
    const Tensor values = fixture.put(in, { in.size() });
    fixture.ops().gelu({ values, values });
    const std::vector<float> found = fixture.get(values);
    for (std::size_t i = 0; i < in.size(); ++i)
        QVERIFY2(std::fabs(found[i] - expected[i]) <= 2e-7F * std::max(1.0F, std::fabs(expected[i])),
            qPrintable(QStringLiteral("gelu(%1) = %2, expected %3")
                           .arg(double(in[i]))
                           .arg(double(found[i]))
                           .arg(double(expected[i]))));
}

QTEST_APPLESS_MAIN(GeluTest)
#include "gelu_test.moc"
