// The fast element-wise operations against the plain ones, on every instruction set of this processor.

#include <QtTest>
#include <functional>

#include "tests/support/instruction_set_targets.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class ElementwiseFastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fastMatchesPlain_data();
    void fastMatchesPlain();
    void farValuesStayFinite();
    void targetMayBeTheSource();

private:
    using Operation = std::function<void(OpRecorder&, const Tensor& a, const Tensor& b, const Tensor& out)>;
    const std::vector<std::pair<const char*, Operation>> m_operations{
        { "add",
            [](OpRecorder& ops, const Tensor& a, const Tensor& b, const Tensor& out) {
                ops.add({ a, b, out });
            } },
        { "gelu",
            [](OpRecorder& ops, const Tensor& a, const Tensor&, const Tensor& out) {
                ops.gelu({ a, out });
            } },
        { "geglu",
            [](OpRecorder& ops, const Tensor& a, const Tensor& b, const Tensor& out) {
                ops.geglu({ a, b, out });
            } },
        { "softcap",
            [](OpRecorder& ops, const Tensor& a, const Tensor&, const Tensor& out) {
                ops.softcap({ a, out, 3.0F });
            } },
    };
    OpFixture m_plain{ cpu::Arithmetic::Plain };
    OpFixture m_fast{ cpu::Arithmetic::Fast };
};

void ElementwiseFastTest::fastMatchesPlain_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("count");
    for (std::size_t i = 0; i < m_operations.size(); ++i) {
        for (const int count : { 1, 7, 72, 588, 1152, 4304, 9216, 40001, 257216 })
            QTest::addRow("%s of %d", m_operations[i].first, count) << static_cast<int>(i) << count;
    }
}

void ElementwiseFastTest::fastMatchesPlain()
{
    QFETCH(const int, operation);
    QFETCH(const int, count);
    const auto& run = m_operations[static_cast<std::size_t>(operation)].second;
    const Shape shape{ static_cast<std::size_t>(count) };
    const Tensor a = m_plain.put(randomNormal(shape.elementCount(), 1, 3.0F), shape);
    const Tensor b = m_plain.put(randomNormal(shape.elementCount(), 2, 3.0F), shape);
    const Tensor out = m_plain.empty(shape);
    run(m_plain.ops(), a, b, out);
    const auto expected = m_plain.get(out);
    for (const std::int64_t target : instructionSetTargets()) {
        const ForcedTarget forced(target);
        const Tensor found = m_fast.empty(shape);
        run(m_fast.ops(), a, b, found);
        const double error = nmse(m_fast.get(found), expected);
        QVERIFY2(error < tolerance::kElementwiseF32,
            (targetName(target) + ": NMSE " + QByteArray::number(error).toStdString()).c_str());
    }
}

void ElementwiseFastTest::farValuesStayFinite()
{
    const std::vector<float> far{ -1e30F, -1000, -100, -20, -0.0F, 0, 1e-30F, 20, 100, 1000, 1e12F };
    const Tensor in = m_fast.put(far, { far.size() });
    const Tensor plain = m_plain.empty({ far.size() });
    m_plain.ops().gelu({ in, plain });
    for (const std::int64_t target : instructionSetTargets()) {
        const ForcedTarget forced(target);
        const Tensor out = m_fast.empty({ far.size() });
        m_fast.ops().gelu({ in, out });
        const auto found = m_fast.get(out);
        const auto expected = m_plain.get(plain);
        for (std::size_t i = 1; i < far.size(); ++i)
            QVERIFY2(std::fabs(found[i] - expected[i]) <= 1e-6F * std::fabs(far[i]), targetName(target).c_str());
        QVERIFY(std::isfinite(found[0]));
        m_fast.ops().softcap({ in, out, 30.0F });
        for (const float value : m_fast.get(out))
            QVERIFY(std::fabs(value) <= 30.0F);
    }
}

void ElementwiseFastTest::targetMayBeTheSource()
{
    for (const auto& [name, run] : m_operations) {
        const auto values = randomNormal(4301, 1);
        const Tensor a = m_fast.put(values, { values.size() });
        const Tensor b = m_fast.put(randomNormal(4301, 2), { values.size() });
        const Tensor apart = m_fast.empty({ values.size() });
        run(m_fast.ops(), a, b, apart);
        run(m_fast.ops(), a, b, a);
        QVERIFY2(m_fast.get(a) == m_fast.get(apart), name);
    }
}

QTEST_APPLESS_MAIN(ElementwiseFastTest)
#include "elementwise_fast_test.moc"
