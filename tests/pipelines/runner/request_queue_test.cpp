// Requests in their order between two threads, each to be cancelled while it waits and while it is worked on; and the
// lines they come in.

#include <QtTest>
#include <array>
#include <thread>
#include <unistd.h>

#include "pipelines/runner/line_streams.h"
#include "pipelines/runner/notification_pace.h"
#include "pipelines/runner/request_queue.h"

using namespace palimpsest;

class RequestQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inTheirOrderAndThenTheEnd();
    void anIdIsFreeOnceItsRequestIsDone();
    void cancelsWhatWaitsAndWhatIsAtWork();
    void aStopEndsTheWaiting();
    void linesWhole();
    void aStopEndsTheListening();
    void thirtyASecond();
};

namespace {

RpcRequest requestOf(const nlohmann::json& id)
{
    return { .id = id, .method = "page/read" };
}

} // namespace

void RequestQueueTest::inTheirOrderAndThenTheEnd()
{
    constexpr int kCount = 1000;
    RequestQueue queue({});
    std::jthread hearing([&queue] {
        for (int id = 0; id < kCount; ++id)
            queue.push(requestOf(id));
        queue.close();
    });
    int expected = 0;
    while (const auto entry = queue.take()) {
        QCOMPARE(entry->request.id.get<int>(), expected++);
        queue.done();
    }
    QCOMPARE(expected, kCount);
}

void RequestQueueTest::anIdIsFreeOnceItsRequestIsDone()
{
    RequestQueue queue({});
    QVERIFY(queue.push(requestOf("a")));
    QVERIFY(!queue.push(requestOf("a")));
    QVERIFY(queue.push(requestOf(nullptr)));
    QVERIFY(queue.push(requestOf(nullptr)));
    QVERIFY(queue.take().has_value());
    QVERIFY(!queue.push(requestOf("a")));
    queue.done();
    QVERIFY(queue.push(requestOf("a")));
}

void RequestQueueTest::cancelsWhatWaitsAndWhatIsAtWork()
{
    RequestQueue queue({});
    QVERIFY(queue.push(requestOf(1)));
    QVERIFY(queue.push(requestOf(2)));
    const auto first = queue.take();
    QVERIFY(!first->stop.stop_requested());
    QVERIFY(queue.cancel(1));
    QVERIFY(first->stop.stop_requested());
    QVERIFY(queue.cancel(2));
    QVERIFY(!queue.cancel(3));
    QVERIFY(!queue.cancel(nullptr));
    queue.done();
    QVERIFY(!queue.cancel(1));
    QVERIFY(queue.take()->stop.stop_requested());
}

void RequestQueueTest::aStopEndsTheWaiting()
{
    std::stop_source stop;
    RequestQueue queue(stop.get_token());
    std::jthread stopping([&stop] { stop.request_stop(); });
    QVERIFY(!queue.take().has_value());
}

void RequestQueueTest::linesWhole()
{
    std::array<int, 2> pipe{};
    QCOMPARE(::pipe(pipe.data()), 0);
    LineOutput output(pipe[1]);
    {
        std::vector<std::jthread> writers;
        for (const char letter : { 'a', 'b', 'c' })
            writers.emplace_back([&output, letter] {
                for (int i = 0; i < 20; ++i)
                    output.write(std::string(500, letter) + "\n");
            });
    }
    output.write(std::string(2000, 'x') + "\nshort\nlast");
    ::close(pipe[1]);
    LineInput input(pipe[0], 1000);
    for (int i = 0; i < 60; ++i) {
        const auto read = input.next({});
        QCOMPARE(read.kind, LineInput::Kind::Line);
        QCOMPARE(read.line, std::string(500, read.line.front()));
    }
    QCOMPARE(input.next({}).kind, LineInput::Kind::TooLong);
    QCOMPARE(input.next({}).line, std::string("short"));
    QCOMPARE(input.next({}).line, std::string("last"));
    QCOMPARE(input.next({}).kind, LineInput::Kind::End);
    ::close(pipe[0]);
    QVERIFY(!output.write("nobody is there\n"));
}

void RequestQueueTest::aStopEndsTheListening()
{
    std::array<int, 2> pipe{};
    QCOMPARE(::pipe(pipe.data()), 0);
    LineInput input(pipe[0], 1000);
    std::stop_source stop;
    std::jthread stopping([&stop] { stop.request_stop(); });
    QCOMPARE(input.next(stop.get_token()).kind, LineInput::Kind::End);
    ::close(pipe[0]);
    ::close(pipe[1]);
}

void RequestQueueTest::thirtyASecond()
{
    NotificationPace pace;
    const auto begin = NotificationPace::Clock::now();
    int sent = 0;
    for (int ms = 0; ms < 1000; ++ms)
        sent += pace.due(begin + std::chrono::milliseconds(ms)) ? 1 : 0;
    QVERIFY2(sent > 25 && sent <= 30, qPrintable(QString::number(sent)));
}

QTEST_APPLESS_MAIN(RequestQueueTest)
#include "request_queue_test.moc"
