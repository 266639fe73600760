// log-sum-exp of rows whose answer is known, where a naive sum would overflow or vanish.

#include <QtTest>
#include <algorithm>
#include <limits>
#include <vector>

#include "engine/ops/log_sum_exp.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class LogSumExpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownRows();
};

void LogSumExpTest::knownRows()
{
    OpFixture fixture;
    std::vector<float> rows(4 * 1000, 0.0F);
    std::fill_n(rows.begin() + 1000, 1000, 5000.0F);
    std::fill_n(rows.begin() + 2000, 1000, -5000.0F);
    std::fill_n(rows.begin() + 3000, 1000, -std::numeric_limits<float>::infinity());
    rows[3500] = 2.5F;
    const Tensor out = fixture.empty({ 4 });
    fixture.ops().logSumExp({ fixture.put(rows, { 4, 1000 }), out });
    const float log1000 = 6.9077553F;
    const std::vector<float> expected{ log1000, 5000.0F + log1000, -5000.0F + log1000, 2.5F };
    QVERIFY(largestDifference(fixture.get(out), expected) < 1e-3);
}

QTEST_APPLESS_MAIN(LogSumExpTest)
#include "log_sum_exp_test.moc"
