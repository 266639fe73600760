// Which device a name means, over invented machines.

#include <QtTest>

#include "engine/backend/device_choice.h"

using namespace palimpsest;

namespace {

constexpr std::uint32_t kNvidia = 0x10de;
constexpr std::uint32_t kAmd = 0x1002;

DeviceReport device(const std::string& id, DeviceKind kind, std::uint32_t vendor = 0, std::uint64_t pciOrder = 0)
{
    DeviceReport report{ .info = { .id = id, .name = "the " + id, .kind = kind }, .usable = true };
    report.vendor = vendor;
    if (vendor != 0)
        report.pciOrder = pciOrder;
    return report;
}

// Listed in an order that is not that of PCI.
std::vector<DeviceReport> workstation()
{
    std::vector<DeviceReport> machine{ device("cpu", DeviceKind::Cpu),
        device("aaaaaaaa-0000-0000-0000-000000000001", DeviceKind::SoftwareGpu),
        device("bbbbbbbb-0000-0000-0000-000000000002", DeviceKind::IntegratedGpu, kAmd, 9),
        device("cccccccc-0000-0000-0000-000000000003", DeviceKind::DiscreteGpu, kNvidia, 7),
        device("dddddddd-0000-0000-0000-000000000004", DeviceKind::DiscreteGpu, kNvidia, 3),
        device("eeeeeeee-0000-0000-0000-000000000005", DeviceKind::DiscreteGpu, kAmd, 5) };
    machine.push_back(device("old-10de-0001", DeviceKind::DiscreteGpu));
    machine.back().usable = false;
    machine.back().reason = "not usable: its driver speaks Vulkan 1.1";
    return machine;
}

} // namespace

class DeviceChoiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choosesByName_data();
    void choosesByName();
    void refuses_data();
    void refuses();
    void narrowsByEnvironment_data();
    void narrowsByEnvironment();
    void refusesWhatTheEnvironmentMisspells_data();
    void refusesWhatTheEnvironmentMisspells();
    void ranksKinds();
    void refusesNumbersWithoutPciOrder();
    void everyDeviceHasAReason();
};

void DeviceChoiceTest::choosesByName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("chosen");
    QTest::newRow("auto: the first discrete one") << QByteArray("auto") << 3;
    QTest::newRow("cpu") << QByteArray("cpu") << 0;
    QTest::newRow("an id") << QByteArray("bbbbbbbb-0000-0000-0000-000000000002") << 2;
    QTest::newRow("an id as CUDA writes it") << QByteArray("GPU-dddddddd-0000-0000-0000-000000000004") << 4;
    QTest::newRow("an id in capitals") << QByteArray("EEEEEEEE-0000-0000-0000-000000000005") << 5;
    QTest::newRow("software, when named") << QByteArray("aaaaaaaa-0000-0000-0000-000000000001") << 1;
}

void DeviceChoiceTest::choosesByName()
{
    QFETCH(const QByteArray, name);
    QFETCH(const int, chosen);
    const auto found = chooseDevice(workstation(), name.toStdString(), {});
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    QCOMPARE(int(found.value()), chosen);
}

void DeviceChoiceTest::refuses_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("unknown") << QByteArray("99999999-0000-0000-0000-000000000009");
    QTest::newRow("a number") << QByteArray("0");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("the beginning of an id") << QByteArray("cccccccc");
    QTest::newRow("one that cannot be used") << QByteArray("old-10de-0001");
}

void DeviceChoiceTest::refuses()
{
    QFETCH(const QByteArray, name);
    const auto found = chooseDevice(workstation(), name.toStdString(), {});
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::NoDevice);
    for (const DeviceReport& report : workstation()) // the list of what there is
        QVERIFY2(found.error().message.find("'" + report.info.id + "'") != std::string::npos, report.info.id.c_str());
}

void DeviceChoiceTest::narrowsByEnvironment_data()
{
    QTest::addColumn<QByteArray>("cuda");
    QTest::addColumn<QByteArray>("nvidia");
    QTest::addColumn<QByteArray>("rocr");
    QTest::addColumn<int>("chosen");
    const QByteArray unset("(unset)");
    const QByteArray second("GPU-dddddddd-0000-0000-0000-000000000004");
    QTest::newRow("a UUID") << second << unset << unset << 4;
    QTest::newRow("the beginning of a UUID") << QByteArray("GPU-dddd") << unset << unset << 4;
    QTest::newRow("0 is the first on the bus") << QByteArray("0") << unset << unset << 4;
    QTest::newRow("1 is the second on the bus") << QByteArray("1") << unset << unset << 3;
    QTest::newRow("what stands behind nonsense does not count") << QByteArray(" 1 ,7,0") << unset << unset << 3;
    QTest::newRow("none of NVIDIA: the AMD card") << QByteArray("") << unset << unset << 5;
    QTest::newRow("-1 is none") << QByteArray("-1") << unset << unset << 5;
    QTest::newRow("all") << unset << QByteArray("all") << unset << 3;
    QTest::newRow("a container's UUID") << unset << second << unset << 4;
    QTest::newRow("a container's number was applied outside") << unset << QByteArray("3") << unset << 3;
    QTest::newRow("CUDA's before the container's") << QByteArray("1") << second << unset << 3;
    QTest::newRow("ROCm's numbers count AMD's") << QByteArray("") << unset << QByteArray("1") << 2;
    QTest::newRow("nobody's card") << QByteArray("") << unset << QByteArray("none") << 0;
}

void DeviceChoiceTest::narrowsByEnvironment()
{
    QFETCH(const int, chosen);
    const auto value = [](const QByteArray& text) {
        return text == "(unset)" ? std::nullopt : std::optional<std::string>(text.toStdString());
    };
    QFETCH(const QByteArray, cuda);
    QFETCH(const QByteArray, nvidia);
    QFETCH(const QByteArray, rocr);
    const DeviceEnvironment environment{ value(cuda), value(nvidia), value(rocr) };
    const auto found = chooseDevice(workstation(), "auto", environment);
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    QCOMPARE(int(found.value()), chosen);
    // A name goes before the environment.
    QCOMPARE(int(chooseDevice(workstation(), "cccccccc-0000-0000-0000-000000000003", environment).value()), 3);
}

void DeviceChoiceTest::refusesWhatTheEnvironmentMisspells_data()
{
    QTest::addColumn<QByteArray>("cuda");
    QTest::newRow("a number too high") << QByteArray("2");
    QTest::newRow("a number beyond numbers") << QByteArray("99999999999999999999999");
    QTest::newRow("a UUID of another machine") << QByteArray("GPU-99999999-0000-0000-0000-000000000009");
    QTest::newRow("a part of a card") << QByteArray("MIG-cccccccc-0000-0000-0000-000000000003");
}

void DeviceChoiceTest::refusesWhatTheEnvironmentMisspells()
{
    QFETCH(const QByteArray, cuda);
    const DeviceEnvironment environment{ .cudaVisible = cuda.toStdString() };
    const auto found = chooseDevice(workstation(), "auto", environment);
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::NoDevice);
    QVERIFY(found.error().message.find("CUDA_VISIBLE_DEVICES") != std::string::npos);
    QVERIFY(found.error().message.find("'cpu'") != std::string::npos);
}

void DeviceChoiceTest::ranksKinds()
{
    std::vector<DeviceReport> machine{ device("s", DeviceKind::SoftwareGpu) };
    QVERIFY(!chooseDevice(machine, "auto", {}).ok()); // software never by itself
    for (const DeviceKind better :
        { DeviceKind::Cpu, DeviceKind::VirtualGpu, DeviceKind::IntegratedGpu, DeviceKind::DiscreteGpu }) {
        machine.push_back(device("d" + std::to_string(machine.size()), better));
        QCOMPARE(chooseDevice(machine, "auto", {}).value(), machine.size() - 1);
    }
    machine.back().usable = false;
    QCOMPARE(chooseDevice(machine, "auto", {}).value(), machine.size() - 2);
}

void DeviceChoiceTest::refusesNumbersWithoutPciOrder()
{
    std::vector<DeviceReport> machine = workstation();
    machine[3].pciOrder.reset();
    const auto found = chooseDevice(machine, "auto", { .cudaVisible = "0" });
    QVERIFY(!found.ok());
    QCOMPARE(found.error().code, ErrorCode::NoDevice);
    QVERIFY(chooseDevice(machine, "auto", { .cudaVisible = "GPU-cccccccc-0000-0000-0000-000000000003" }).ok());
}

void DeviceChoiceTest::everyDeviceHasAReason()
{
    for (const DeviceEnvironment& environment :
        { DeviceEnvironment{}, DeviceEnvironment{ .cudaVisible = "0" }, DeviceEnvironment{ .cudaVisible = "77" } }) {
        std::vector<DeviceReport> machine = workstation();
        giveReasons(machine, environment);
        int defaults = 0;
        for (const DeviceReport& report : machine) {
            QVERIFY2(!report.reason.empty(), report.info.id.c_str());
            defaults += report.reason.starts_with("used by default") ? 1 : 0;
        }
        QCOMPARE(defaults, environment.cudaVisible == "77" ? 0 : 1);
    }
}

QTEST_APPLESS_MAIN(DeviceChoiceTest)
#include "device_choice_test.moc"
