// The plain product against float64 over every storage type, and against products known without arithmetic.

#include <QtTest>
#include <vector>

#include "engine/cpu/host_memory.h"
#include "engine/ops/matmul.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class MatmulTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void identityGivesTheInputBack();
    void matchesFloat64_data();
    void matchesFloat64();
    void refusesShapesThatDoNotFit();
};

void MatmulTest::identityGivesTheInputBack()
{
    OpFixture fixture;
    std::vector<float> identity(5 * 5, 0.0F);
    for (std::size_t i = 0; i < 5; ++i)
        identity[i * 6] = 1.0F;
    const std::vector<float> in = randomNormal(3 * 5, 1);
    const std::vector<float> bias{ 1, 2, 3, 4, 5 };
    const Tensor out = fixture.empty({ 3, 5 });
    fixture.ops().matmul({ fixture.put(in, { 3, 5 }), fixture.put(identity, { 5, 5 }), fixture.put(bias, { 5 }), out });
    const std::vector<float> found = fixture.get(out);
    for (std::size_t i = 0; i < found.size(); ++i)
        QCOMPARE(found[i], in[i] + bias[i % 5]);
}

void MatmulTest::matchesFloat64_data()
{
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("outputs");
    QTest::addColumn<int>("width");
    for (const DType dtype : { DType::F32, DType::F16, DType::BF16, DType::Q8, DType::Q4 }) {
        const QByteArray name(nameOf(dtype).data());
        QTest::newRow((name + ", one number").constData()) << int(dtype) << 1 << 1 << 1;
        QTest::newRow((name + ", awkward").constData()) << int(dtype) << 3 << 37 << 75;
        QTest::newRow((name + ", SigLIP fc2").constData()) << int(dtype) << 2 << 48 << 4304;
    }
}

void MatmulTest::matchesFloat64()
{
    QFETCH(const int, dtype);
    QFETCH(const int, rows);
    QFETCH(const int, outputs);
    QFETCH(const int, width);
    const auto r = std::size_t(rows);
    const auto n = std::size_t(outputs);
    const auto k = std::size_t(width);
    OpFixture fixture;
    const std::vector<float> in = randomNormal(r * k, 2);
    const Tensor weight = fixture.putStored(randomNormal(n * k, 3, 0.1F), { n, k }, DType(dtype));
    std::vector<float> stored(n * k); // what the format holds, by its own definition
    for (std::size_t row = 0; row < n; ++row)
        cpu::loadRow(weight, row, stored.data() + row * k);
    std::vector<double> expected(r * n, 0.0);
    for (std::size_t i = 0; i < r * n; ++i) {
        for (std::size_t c = 0; c < k; ++c)
            expected[i] += double(in[i / n * k + c]) * double(stored[i % n * k + c]);
    }
    const Tensor out = fixture.empty({ r, n });
    fixture.ops().matmul({ fixture.put(in, { r, k }), weight, {}, out });
    const double error = nmse(fixture.get(out), std::span<const double>(expected));
    QVERIFY2(error < tolerance::kReductionF32, qPrintable(QStringLiteral("NMSE %1").arg(error)));
}

void MatmulTest::refusesShapesThatDoNotFit()
{
    OpFixture fixture;
    const Tensor in = fixture.empty({ 2, 8 });
    const auto wrongWidth = validate(MatmulArgs{ in, fixture.empty({ 4, 7 }), {}, fixture.empty({ 2, 4 }) });
    QVERIFY(!wrongWidth.ok());
    QVERIFY(wrongWidth.error().message.find("[4, 7]") != std::string::npos);
    QVERIFY(!validate(MatmulArgs{ in, fixture.empty({ 4, 8 }), fixture.empty({ 5 }), fixture.empty({ 2, 4 }) }).ok());
    QVERIFY(!validate(MatmulArgs{ in, fixture.empty({ 4, 8 }), {}, fixture.empty({ 2, 5 }) }).ok());
}

QTEST_APPLESS_MAIN(MatmulTest)
#include "matmul_test.moc"
