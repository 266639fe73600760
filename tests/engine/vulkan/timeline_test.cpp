// What the device may still use is given back once it has passed, in order, and at the end in any case.

#include "tests/support/vulkan_device.h"

using namespace palimpsest;

class TimelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void releasesWhatHasPassed();
    void releasesTheRestAtTheEnd();
    void waitingForTheFutureTimesOut();
    void submissionsCountUp();

private:
    std::unique_ptr<vulkan::Device> m_device = openVulkanDevice();
};

void TimelineTest::releasesWhatHasPassed()
{
    auto stream = vulkan::CommandStream::create(*m_device);
    QVERIFY(stream.ok());
    vulkan::Timeline& timeline = stream.value()->timeline();
    int released = 0;
    timeline.retire(timeline.pending(), [&] { ++released; });
    timeline.retire(timeline.pending() + 1, [&] { released += 10; });
    timeline.collect();
    QCOMPARE(released, 0);
    stream.value()->barrier();
    QVERIFY(stream.value()->finish().ok());
    QCOMPARE(released, 1);
    stream.value()->barrier();
    QVERIFY(stream.value()->finish().ok());
    QCOMPARE(released, 11);
    QVERIFY(stream.value()->idle());
}

void TimelineTest::releasesTheRestAtTheEnd()
{
    int released = 0;
    {
        auto stream = vulkan::CommandStream::create(*m_device);
        QVERIFY(stream.ok());
        stream.value()->timeline().retire(99, [&] { ++released; });
    }
    QCOMPARE(released, 1);
}

void TimelineTest::waitingForTheFutureTimesOut()
{
    auto timeline = vulkan::Timeline::create(*m_device);
    QVERIFY(timeline.ok());
    QCOMPARE(timeline.value().wait(1, 0.01), VK_TIMEOUT);
    QCOMPARE(timeline.value().wait(0, 0.01), VK_SUCCESS);
    QCOMPARE(timeline.value().passed(), std::uint64_t(0));
}

void TimelineTest::submissionsCountUp()
{
    auto stream = vulkan::CommandStream::create(*m_device);
    QVERIFY(stream.ok());
    QVERIFY(stream.value()->submit().ok()); // nothing to submit
    QCOMPARE(stream.value()->submissionCount(), std::uint64_t(0));
    for (std::uint64_t i = 1; i <= 20; ++i) {
        stream.value()->barrier();
        QVERIFY(stream.value()->submit().ok());
        QCOMPARE(stream.value()->submissionCount(), i);
    }
    QVERIFY(stream.value()->waitFor(7).ok());
    QVERIFY(stream.value()->finish().ok());
    QCOMPARE(stream.value()->timeline().passed(), std::uint64_t(20));
}

PAL_GPU_TEST_MAIN(TimelineTest)
#include "timeline_test.moc"
