// The CPU is always there and always chosen; what cannot be used says why.

#include <QtTest>
#include <set>

#include "engine/backend/backend_factory.h"

using namespace palimpsest;

class BackendFactoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsTheCpuFirst();
    void everyDeviceHasItsOwnId();
    void makesTheCpuBackend_data();
    void makesTheCpuBackend();
    void refusesOtherDevices();
};

void BackendFactoryTest::listsTheCpuFirst()
{
    const auto devices = listDevices(2);
    QVERIFY(!devices.empty());
    QCOMPARE(devices.front().info.id, std::string("cpu"));
    QCOMPARE(devices.front().info.kind, DeviceKind::Cpu);
    QVERIFY(devices.front().usable);
    QVERIFY(devices.front().info.name.find("2 threads") != std::string::npos);
    QVERIFY(devices.front().info.freeBytes > 0);
    QVERIFY(devices.front().info.freeBytes <= devices.front().info.totalBytes);
}

void BackendFactoryTest::everyDeviceHasItsOwnId()
{
    std::set<std::string> ids;
    for (const DeviceReport& device : listDevices()) {
        QVERIFY(ids.insert(device.info.id).second);
        QVERIFY(!device.info.name.empty());
        QVERIFY(!device.reason.empty());
        QVERIFY(device.info.totalBytes > 0);
    }
}

void BackendFactoryTest::makesTheCpuBackend_data()
{
    QTest::addColumn<QByteArray>("device");
    QTest::newRow("auto") << QByteArray("auto");
    QTest::newRow("cpu") << QByteArray("cpu");
}

void BackendFactoryTest::makesTheCpuBackend()
{
    QFETCH(const QByteArray, device);
    const auto backend = createBackend({ .device = device.toStdString(), .threads = 1 });
    QVERIFY(backend.ok());
    QCOMPARE(backend.value()->info().kind, DeviceKind::Cpu);
    QVERIFY(backend.value()->info().name.find("1 thread") != std::string::npos);
}

void BackendFactoryTest::refusesOtherDevices()
{
    std::vector<std::string> refused{ "00000000-0000-0000-0000-000000000000", "gpu", "" };
    for (const DeviceReport& device : listDevices()) {
        if (!device.usable)
            refused.push_back(device.info.id);
    }
    for (const std::string& id : refused) {
        const auto backend = createBackend({ .device = id });
        QVERIFY(!backend.ok());
        QCOMPARE(backend.error().code, ErrorCode::NoDevice);
        QVERIFY(backend.error().message.find("cpu") != std::string::npos);
    }
}

QTEST_APPLESS_MAIN(BackendFactoryTest)
#include "backend_factory_test.moc"
