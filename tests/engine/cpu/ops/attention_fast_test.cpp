// Fast attention against the plain form, on every instruction set of this processor.

#include <QtTest>

#include "tests/support/instruction_set_targets.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

namespace {

struct AttentionSize {
    const char* name;
    std::size_t rows;
    std::size_t keys;
    std::size_t heads;
    std::size_t kvHeads;
    std::size_t width;
    std::size_t prefix;
    std::size_t window;
    float softcap;
};
constexpr AttentionSize kSizes[] = {
    { "one number", 1, 1, 1, 1, 1, 0, 0, 0.0F },
    { "SigLIP", 256, 256, 3, 3, 72, 256, 0, 0.0F },
    { "prefill of Gemma 2 2B", 65, 65, 8, 4, 256, 65, 0, 50.0F },
    { "decode step of Gemma 2 2B", 1, 270, 8, 4, 256, 260, 0, 50.0F },
    { "decode step inside a window", 1, 270, 8, 4, 256, 260, 33, 50.0F },
    { "decode step of Gemma 1", 1, 77, 8, 1, 256, 70, 0, 0.0F },
    { "prefix, then causal rows", 40, 40, 4, 2, 24, 17, 0, 50.0F },
    { "windowed tile behind a prefix", 150, 200, 2, 1, 20, 60, 21, 30.0F },
    { "windowed from the start", 160, 160, 2, 2, 128, 70, 9, 0.0F },
    { "more keys than a tile of rows", 20, 1100, 2, 1, 72, 0, 0, 0.0F },
    { "no multiple of anything", 9, 13, 3, 3, 19, 5, 4, 5.0F },
};

} // namespace

class AttentionFastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fastMatchesPlain_data();
    void fastMatchesPlain();
};

void AttentionFastTest::fastMatchesPlain_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("rule");
    for (std::size_t i = 0; i < std::size(kSizes); ++i) {
        QTest::addRow("%s", kSizes[i].name) << static_cast<int>(i) << static_cast<int>(WindowRule::LowerSide);
        if (kSizes[i].window > 0)
            QTest::addRow("%s, prefix exempt", kSizes[i].name)
                << static_cast<int>(i) << static_cast<int>(WindowRule::PrefixExempt);
    }
}

void AttentionFastTest::fastMatchesPlain()
{
    QFETCH(const int, size);
    QFETCH(const int, rule);
    const AttentionSize& s = kSizes[size];
    OpFixture plain(cpu::Arithmetic::Plain);
    OpFixture fast(cpu::Arithmetic::Fast);
    const Shape queries{ s.rows, s.heads, s.width };
    const Shape keys{ s.keys, s.kvHeads, s.width };
    AttentionArgs args{ .query = plain.put(randomNormal(queries.elementCount(), 1), queries),
        .key = plain.put(randomNormal(keys.elementCount(), 2), keys),
        .value = plain.put(randomNormal(keys.elementCount(), 3), keys),
        .out = plain.empty(queries),
        .scale = 0.3F,
        .softcap = s.softcap,
        .firstPosition = s.keys - s.rows,
        .prefixLength = s.prefix,
        .window = s.window,
        .windowRule = static_cast<WindowRule>(rule) };
    plain.ops().attention(args);
    const auto expected = plain.get(args.out);
    for (const std::int64_t target : instructionSetTargets()) {
        const ForcedTarget forced(target);
        args.out = fast.empty(queries);
        fast.ops().attention(args);
        const double error = nmse(fast.get(args.out), expected);
        QVERIFY2(error < tolerance::kReductionF32,
            (targetName(target) + ": NMSE " + QByteArray::number(error).toStdString()).c_str());
    }
}

QTEST_APPLESS_MAIN(AttentionFastTest)
#include "attention_fast_test.moc"
