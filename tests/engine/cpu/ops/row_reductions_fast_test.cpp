// The fast norms and log-sum-exp against the plain ones, on every instruction set of this processor.

#include <QtTest>
#include <functional>

#include "tests/support/instruction_set_targets.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class RowReductionsFastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fastMatchesPlain_data();
    void fastMatchesPlain();

private:
    struct Rows {
        Tensor in;
        Tensor weight;
        Tensor bias;
        std::size_t rows;
        std::size_t width;
    };
    using Operation = std::function<std::vector<float>(OpFixture&, const Rows&)>;
    const std::vector<std::pair<const char*, Operation>> m_operations{
        { "layer norm",
            [](OpFixture& fixture, const Rows& r) {
                const Tensor out = fixture.empty({ r.rows, r.width });
                fixture.ops().layerNorm({ r.in, r.weight, r.bias, out });
                return fixture.get(out);
            } },
        { "RMS norm",
            [](OpFixture& fixture, const Rows& r) {
                const Tensor out = fixture.empty({ r.rows, r.width });
                fixture.ops().rmsNorm({ r.in, r.weight, out });
                return fixture.get(out);
            } },
        { "log-sum-exp",
            [](OpFixture& fixture, const Rows& r) {
                const Tensor out = fixture.empty({ r.rows });
                fixture.ops().logSumExp({ r.in, out });
                return fixture.get(out);
            } },
    };
    OpFixture m_plain{ cpu::Arithmetic::Plain };
    OpFixture m_fast{ cpu::Arithmetic::Fast };
};

void RowReductionsFastTest::fastMatchesPlain_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    for (std::size_t i = 0; i < m_operations.size(); ++i) {
        const auto row = [&](const char* size, int rows, int width) {
            QTest::addRow("%s, %s", m_operations[i].first, size) << static_cast<int>(i) << rows << width;
        };
        row("two numbers", 1, 2);
        row("SigLIP", 40, 1152);
        row("decode step of Gemma 2 2B", 1, 2304);
        row("prefill of Gemma 2 2B", 60, 2304);
        row("no multiple of anything", 7, 1153);
    }
    QTest::newRow("log-sum-exp of all logits") << 2 << 1 << 257216;
}

void RowReductionsFastTest::fastMatchesPlain()
{
    QFETCH(const int, operation);
    QFETCH(const int, rows);
    QFETCH(const int, width);
    const auto& run = m_operations[static_cast<std::size_t>(operation)].second;
    const auto r = static_cast<std::size_t>(rows);
    const auto w = static_cast<std::size_t>(width);
    auto values = randomNormal(r * w, 1, 2.0F);
    for (float& value : values)
        value += 1.5F; // a mean to subtract
    const Rows input{ m_plain.put(values, { r, w }), m_plain.put(randomNormal(w, 2), { w }),
        m_plain.put(randomNormal(w, 3), { w }), r, w };
    const auto expected = run(m_plain, input);
    for (const std::int64_t target : instructionSetTargets()) {
        const ForcedTarget forced(target);
        const double error = nmse(run(m_fast, input), expected);
        QVERIFY2(error < tolerance::kReductionF32,
            (targetName(target) + ": NMSE " + QByteArray::number(error).toStdString()).c_str());
    }
}

QTEST_APPLESS_MAIN(RowReductionsFastTest)
#include "row_reductions_fast_test.moc"
