// The largest logits of a row: order, ties, lists, rows with fewer candidates than asked for, numbers that are none.

#include <QtTest>
#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "engine/ops/select_tokens.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"

using namespace palimpsest;

class SelectTokensTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lowestIdAmongEquals();
    void onlyFromTheList();
    void fewerThanAskedFor();
    void matchesASort();
};

namespace {

std::vector<float> idsOf(OpFixture& fixture, const std::vector<float>& logits, std::size_t rows, std::size_t count,
    const std::vector<std::int32_t>& allowed = {})
{
    const Tensor ids = fixture.putIds(std::vector<std::int32_t>(rows * count, 77)).reshaped({ rows, count });
    const Tensor values = fixture.empty({ rows, count });
    fixture.ops().selectTokens({ fixture.put(logits, { rows, logits.size() / rows }),
        allowed.empty() ? Tensor{} : fixture.putIds(allowed), ids, values });
    std::vector<float> found;
    for (const std::int32_t id : fixture.getIds(ids))
        found.push_back(float(id));
    for (std::size_t i = 0; i < found.size(); ++i) {
        const float expected = found[i] < 0 ? -std::numeric_limits<float>::infinity()
                                            : logits[i / count * (logits.size() / rows) + std::size_t(found[i])];
        if (fixture.get(values)[i] != expected)
            return {};
    }
    return found;
}

} // namespace

void SelectTokensTest::lowestIdAmongEquals()
{
    OpFixture fixture;
    QCOMPARE(idsOf(fixture, { 1, 5, 2, 5, 3, 0, 0, -1, 0, 0 }, 2, 1), (std::vector<float>{ 1, 0 }));
    QCOMPARE(idsOf(fixture, { 1, 5, 2, 5, 3 }, 1, 4), (std::vector<float>{ 1, 3, 4, 2 }));
}

void SelectTokensTest::onlyFromTheList()
{
    OpFixture fixture;
    QCOMPARE(idsOf(fixture, { 1, 5, 2, 5, 3 }, 1, 2, { 4, 0, 2 }), (std::vector<float>{ 4, 2 }));
}

void SelectTokensTest::fewerThanAskedFor()
{
    OpFixture fixture;
    QCOMPARE(idsOf(fixture, { 1, 5, 2 }, 1, 3, { 2 }), (std::vector<float>{ 2, -1, -1 }));
    const float never = -std::numeric_limits<float>::infinity();
    const float notANumber = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(idsOf(fixture, { never, notANumber, 2 }, 1, 2), (std::vector<float>{ 2, -1 }));
    QCOMPARE(idsOf(fixture, { never, notANumber }, 1, 1), (std::vector<float>{ -1 }));
}

void SelectTokensTest::matchesASort()
{
    OpFixture fixture;
    std::vector<float> logits = randomNormal(3001, 1);
    for (float& logit : logits) // coarse, so that there are ties
        logit = std::round(logit * 16) / 16;
    std::vector<std::int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](std::int32_t a, std::int32_t b) { return logits[std::size_t(a)] > logits[std::size_t(b)]; });
    const std::vector<float> expected(order.begin(), order.begin() + 20);
    QCOMPARE(idsOf(fixture, logits, 1, 20), expected);
    QCOMPARE(idsOf(fixture, logits, 1, 1), (std::vector<float>{ expected.front() }));
}

QTEST_APPLESS_MAIN(SelectTokensTest)
#include "select_tokens_test.moc"
