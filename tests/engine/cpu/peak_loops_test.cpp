// The loops behind the measured ceilings do all the work they are credited with: their results have closed forms.

#include <QtTest>
#include <vector>

#include "engine/cpu/instruction_sets.h"
#include "engine/cpu/peak_loops.h"
#include "tests/support/instruction_set_targets.h"

using namespace palimpsest;
using namespace palimpsest::cpu;

class PeakLoopsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLaneCounts();
    void everyByteIsRead();
};

void PeakLoopsTest::everyLaneCounts()
{
    for (const std::int64_t target : instructionSetTargets()) {
        const ForcedTarget forced(target);
        const PeakLoop f32 = f32PeakLoop();
        // Twelve chains start at 1, 2... 12, at 6.5 on average. One step of f32 is x <- 0.999 x + 0.999, whose limit is
        // 999.
        const float lanes = static_cast<float>(f32.operationsPerRound) / 2;
        QVERIFY2(std::fabs(f32.run(1) - 0.999F * 7.5F * lanes) < 1e-4F * lanes, targetName(target).c_str());
        QVERIFY(std::fabs(f32.run(100000) - 999.0F * lanes) < 1.0F * lanes);
        QCOMPARE(int8PeakLoop().operationsPerRound > 0, instructionSets().vnni);
        QCOMPARE(bf16PeakLoop().operationsPerRound > 0, instructionSets().bf16);
        if (const PeakLoop int8 = int8PeakLoop(); int8.operationsPerRound > 0) // four products a lane, each 1
            QCOMPARE(int8.run(1000), static_cast<float>(int8.operationsPerRound) / 8 * 4006.5F);
        if (const PeakLoop bf16 = bf16PeakLoop(); bf16.operationsPerRound > 0) // two products a lane, each 1
            QCOMPARE(bf16.run(1000), static_cast<float>(bf16.operationsPerRound) / 4 * 2006.5F);
    }
}

void PeakLoopsTest::everyByteIsRead()
{
    alignas(64) std::byte bytes[4096] = {};
    for (const std::int64_t target : instructionSetTargets()) {
        const ForcedTarget forced(target);
        for (std::size_t i = 0; i < sizeof bytes; i += 37) {
            bytes[i] = std::byte{ 1 };
            QVERIFY(readAll(bytes, sizeof bytes) != 0);
            bytes[i] = std::byte{ 0 };
        }
        QCOMPARE(readAll(bytes, sizeof bytes), std::uint64_t{ 0 });
    }
}

QTEST_APPLESS_MAIN(PeakLoopsTest)
#include "peak_loops_test.moc"
