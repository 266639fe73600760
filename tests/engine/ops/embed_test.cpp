// Rows of the table, scaled, from every storage type.

#include <QtTest>
#include <vector>

#include "engine/ops/embed.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class EmbedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picksAndScalesRows_data();
    void picksAndScalesRows();
};

void EmbedTest::picksAndScalesRows_data()
{
    QTest::addColumn<int>("dtype");
    QTest::addColumn<double>("bound");
    QTest::newRow("f32") << int(DType::F32) << 1e-13;
    QTest::newRow("f16") << int(DType::F16) << 1e-6;
    QTest::newRow("bf16") << int(DType::BF16) << 1e-4;
    QTest::newRow("q8") << int(DType::Q8) << tolerance::kStorageQ8;
    QTest::newRow("q4") << int(DType::Q4) << tolerance::kStorageQ4;
}

void EmbedTest::picksAndScalesRows()
{
    QFETCH(const int, dtype);
    QFETCH(const double, bound);
    OpFixture fixture;
    const std::size_t width = 96;
    const std::vector<float> table = randomNormal(320 * width, 1);
    const std::vector<std::int32_t> ids{ 319, 0, 17, 17, 255 };
    const Tensor out = fixture.empty({ ids.size(), width });
    fixture.ops().embed({ fixture.putIds(ids), fixture.putStored(table, { 320, width }, DType(dtype)), out, 9.5F });
    std::vector<float> expected;
    for (const std::int32_t id : ids) {
        for (std::size_t c = 0; c < width; ++c)
            expected.push_back(table[std::size_t(id) * width + c] * 9.5F);
    }
    const double error = nmse(fixture.get(out), expected);
    QVERIFY2(error < bound, qPrintable(QStringLiteral("NMSE %1").arg(error)));
}

QTEST_APPLESS_MAIN(EmbedTest)
#include "embed_test.moc"
