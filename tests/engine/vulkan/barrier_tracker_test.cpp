// Where a barrier must stand, and where none is needed.

#include <QtTest>

#include "engine/vulkan/barrier_tracker.h"

using namespace palimpsest;
using vulkan::BarrierTracker;

namespace {

class FakeBuffer final : public Buffer {
public:
    FakeBuffer(std::uint64_t address, std::size_t size) : Buffer(address, size) { }
};

} // namespace

class BarrierTrackerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readAfterWriteWaits();
    void writeAfterReadWaits();
    void writeAfterWriteWaits();
    void readsTogetherDoNotWait();
    void neighboursDoNotWait();
    void partsOfOneBuffer();
    void absentTensorsDoNotCount();
    void oneBarrierSettlesWhatStoodBefore();

private:
    static Tensor floats(const Buffer& buffer, std::size_t first, std::size_t count)
    {
        return { &buffer, first * 4, DType::F32, { count } };
    }
    FakeBuffer m_a{ 0x1000, 64 };
    FakeBuffer m_b{ 0x1040, 64 }; // right behind m_a
    Tensor m_wholeA = floats(m_a, 0, 16);
    Tensor m_wholeB = floats(m_b, 0, 16);
};

void BarrierTrackerTest::readAfterWriteWaits()
{
    BarrierTracker tracker;
    QVERIFY(!tracker.needsBarrier({}, { m_wholeA }));
    QVERIFY(tracker.needsBarrier({ m_wholeA }, { m_wholeB }));
}

void BarrierTrackerTest::writeAfterReadWaits()
{
    BarrierTracker tracker;
    QVERIFY(!tracker.needsBarrier({ m_wholeA }, {}));
    QVERIFY(tracker.needsBarrier({}, { m_wholeA }));
}

void BarrierTrackerTest::writeAfterWriteWaits()
{
    BarrierTracker tracker;
    QVERIFY(!tracker.needsBarrier({}, { m_wholeA }));
    QVERIFY(tracker.needsBarrier({}, { m_wholeA }));
}

void BarrierTrackerTest::readsTogetherDoNotWait()
{
    BarrierTracker tracker;
    QVERIFY(!tracker.needsBarrier({ m_wholeA }, {}));
    QVERIFY(!tracker.needsBarrier({ m_wholeA }, { m_wholeB }));
}

void BarrierTrackerTest::neighboursDoNotWait()
{
    BarrierTracker tracker;
    QVERIFY(!tracker.needsBarrier({}, { m_wholeA }));
    QVERIFY(!tracker.needsBarrier({ m_wholeB }, {})); // ends where the other begins
}

void BarrierTrackerTest::partsOfOneBuffer()
{
    BarrierTracker tracker;
    QVERIFY(!tracker.needsBarrier({}, { floats(m_a, 0, 8) }));
    QVERIFY(!tracker.needsBarrier({}, { floats(m_a, 8, 8) }));
    QVERIFY(tracker.needsBarrier({ floats(m_a, 7, 2) }, {}));
}

void BarrierTrackerTest::absentTensorsDoNotCount()
{
    BarrierTracker tracker;
    QVERIFY(!tracker.needsBarrier({ Tensor{} }, { m_wholeA }));
    QVERIFY(!tracker.needsBarrier({ Tensor{} }, { m_wholeB }));
}

void BarrierTrackerTest::oneBarrierSettlesWhatStoodBefore()
{
    BarrierTracker tracker;
    QVERIFY(!tracker.needsBarrier({}, { m_wholeA }));
    QVERIFY(!tracker.needsBarrier({}, { m_wholeB }));
    QVERIFY(tracker.needsBarrier({ m_wholeA }, {}));
    QVERIFY(!tracker.needsBarrier({ m_wholeB }, {})); // the same barrier stood before it
    tracker.reset();
    QVERIFY(!tracker.needsBarrier({}, { m_wholeA }));
}

QTEST_APPLESS_MAIN(BarrierTrackerTest)
#include "barrier_tracker_test.moc"
