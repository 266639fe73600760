// The fast rotary embedding against the plain one, on every instruction set of this processor.

#include <QtTest>

#include "tests/support/instruction_set_targets.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class RopeFastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fastMatchesPlain_data();
    void fastMatchesPlain();
};

void RopeFastTest::fastMatchesPlain_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("lastPosition");
    QTest::newRow("one pair") << 1 << 1 << 2 << 3;
    QTest::newRow("decode step of Gemma 2 2B") << 1 << 8 << 256 << 291;
    QTest::newRow("prefill of Gemma 2 2B") << 60 << 4 << 256 << 260;
    QTest::newRow("far positions") << 33 << 2 << 256 << 8191;
    QTest::newRow("positions past the vectors' range") << 2 << 1 << 64 << 50000;
    QTest::newRow("no multiple of anything") << 5 << 3 << 38 << 77;
}

void RopeFastTest::fastMatchesPlain()
{
    QFETCH(const int, rows);
    QFETCH(const int, heads);
    QFETCH(const int, width);
    QFETCH(const int, lastPosition);
    const Shape shape{ static_cast<std::size_t>(rows), static_cast<std::size_t>(heads),
        static_cast<std::size_t>(width) };
    std::vector<std::int32_t> positions;
    for (int row = 0; row < rows; ++row)
        positions.push_back(lastPosition - row);
    OpFixture plain(cpu::Arithmetic::Plain);
    OpFixture fast(cpu::Arithmetic::Fast);
    RopeArgs args{ plain.put(randomNormal(shape.elementCount(), 1), shape), plain.putIds(positions),
        plain.empty(shape) };
    for (const float base : { 10000.0F, 100.0F }) { // the second shows that frequencies are not kept too long
        args.base = base;
        args.out = plain.empty(shape);
        plain.ops().rope(args);
        const auto expected = plain.get(args.out);
        for (const std::int64_t target : instructionSetTargets()) {
            const ForcedTarget forced(target);
            args.out = fast.empty(shape);
            fast.ops().rope(args);
            const double error = nmse(fast.get(args.out), expected);
            QVERIFY2(error < tolerance::kElementwiseF32,
                (targetName(target) + ": NMSE " + QByteArray::number(error).toStdString()).c_str());
        }
    }
}

QTEST_APPLESS_MAIN(RopeFastTest)
#include "rope_fast_test.moc"
