// The self-test finds what is wrong, switches it off, and remembers. The wrong forms are invented: a CPU backend whose
// products can be spoiled.

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <array>

#include "engine/backend/self_test_record.h"
#include "engine/cpu/cpu_backend.h"

using namespace palimpsest;

namespace {

// Computes on the CPU. Each form spoils products of its kind while it is allowed.
class SpoiledBackend final : public Backend, private OpRecorder {
public:
    enum Form { WrongFewRows, GoodForm, WrongManyRows, WrongTogether, kForms };

    explicit SpoiledBackend(std::array<bool, kForms> has) : m_has(has) { m_allowed.fill(true); }
    [[nodiscard]] bool allowed(Form form) const { return m_allowed[form]; }
    int runs = 0;
    bool brokenAnyway = false;
    std::string brokenOperation; // gives twice what it should

    [[nodiscard]] DeviceInfo info() const override { return m_cpu.info(); }
    Result<DeviceCeilings> measureCeilings() override { return m_cpu.measureCeilings(); }
    Result<std::unique_ptr<Buffer>> allocate(std::size_t size) override { return m_cpu.allocate(size); }
    Result<std::unique_ptr<Buffer>> adopt(std::span<const std::byte> bytes) override { return m_cpu.adopt(bytes); }
    Result<void> write(const Tensor& target, std::span<const std::byte> source) override
    {
        return m_cpu.write(target, source);
    }
    Result<void> read(const Tensor& source, std::span<std::byte> target) override { return m_cpu.read(source, target); }
    Result<void> finish() override { return m_cpu.finish(); }
    Result<std::unique_ptr<RecordedPass>> record(const std::function<Result<void>()>& pass) override
    {
        return m_cpu.record(pass);
    }
    Result<void> replay(RecordedPass& pass) override { return m_cpu.replay(pass); }
    OpRecorder& recorder() override { return *this; }
    std::vector<OptionalForm> optionalForms() override
    {
        static constexpr std::array kNames{ "few", "good", "many", "together" };
        std::vector<OptionalForm> forms;
        for (std::size_t i = 0; i < kForms; ++i) {
            if (m_has[i])
                forms.push_back({ "matmul", kNames[i], [this, i](bool allowed) { m_allowed[i] = allowed; } });
        }
        return forms;
    }

private:
    [[nodiscard]] bool uses(Form form) const { return m_has[form] && m_allowed[form]; }
    OpRecorder& ops() { return m_cpu.recorder(); }
    void spoil(std::string_view operation, const Tensor& result)
    {
        if (operation == brokenOperation)
            ops().add({ result, result, result });
    }
    void matmul(const MatmulArgs& args) override
    {
        ++runs;
        ops().matmul(args);
        const std::size_t rows = args.in.rows();
        if ((uses(WrongFewRows) && rows == 1) || (uses(WrongManyRows) && rows > 8)
            || (uses(WrongTogether) && uses(GoodForm)) || (brokenAnyway && rows == 5))
            ops().add({ args.out, args.out, args.out });
    }
    void layerNorm(const LayerNormArgs& args) override { ops().layerNorm(args); }
    void rmsNorm(const RmsNormArgs& args) override { ops().rmsNorm(args); }
    void residualLayerNorm(const ResidualLayerNormArgs& args) override
    {
        ops().residualLayerNorm(args);
        spoil("residualLayerNorm", args.normed);
    }
    void residualNorm(const ResidualNormArgs& args) override
    {
        ops().residualNorm(args);
        spoil("residualNorm", args.normed);
    }
    void gelu(const GeluArgs& args) override { ops().gelu(args); }
    void geglu(const GegluArgs& args) override { ops().geglu(args); }
    void add(const AddArgs& args) override { ops().add(args); }
    void embed(const EmbedArgs& args) override { ops().embed(args); }
    void rope(const RopeArgs& args) override { ops().rope(args); }
    void ropeStore(const RopeStoreArgs& args) override
    {
        ops().ropeStore(args);
        spoil("ropeStore", args.valueCache);
    }
    void attention(const AttentionArgs& args) override { ops().attention(args); }
    void softcap(const SoftcapArgs& args) override { ops().softcap(args); }
    void logSumExp(const LogSumExpArgs& args) override { ops().logSumExp(args); }
    void selectTokens(const SelectTokensArgs& args) override
    {
        ops().selectTokens(args);
        spoil("selectTokens", args.values);
    }
    void drawToken(const DrawTokenArgs& args) override
    {
        ops().drawToken(args);
        spoil("drawToken", args.value);
    }
    void copy(const CopyArgs& args) override { ops().copy(args); }
    void convolve(const ConvolveArgs& args) override
    {
        ops().convolve(args);
        spoil("convolve", args.out);
    }
    void upsample(const UpsampleArgs& args) override
    {
        ops().upsample(args);
        spoil("upsample", args.out);
    }

    cpu::CpuBackend m_cpu{ { .threads = 2 } };
    std::array<bool, kForms> m_has;
    std::array<bool, kForms> m_allowed{};
};

std::unique_ptr<Backend> plainCpu()
{
    return std::make_unique<cpu::CpuBackend>(cpu::CpuOptions{ .threads = 2, .arithmetic = cpu::Arithmetic::Plain });
}

} // namespace

class SelfTestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesWhatIsRight();
    void switchesOffWhatIsWrong();
    void switchesOffWhatIsWrongTogether();
    void refusesWhatIsWrongAnyway();
    void looksAtOperationsWithoutForms_data();
    void looksAtOperationsWithoutForms();
    void remembers();
    void forgetsOtherSubjectsAndDamagedFiles();
};

void SelfTestTest::passesWhatIsRight()
{
    SpoiledBackend device({ false, true, false, false });
    const auto report = runSelfTest(device, *plainCpu());
    QVERIFY(report.ok());
    QVERIFY2(report.value().unusable.empty(), report.value().unusable.c_str());
    QVERIFY(report.value().wrongForms.empty());
    QVERIFY(device.allowed(SpoiledBackend::GoodForm));
    QCOMPARE(describe(report.value()), std::string("passed"));
}

void SelfTestTest::switchesOffWhatIsWrong()
{
    SpoiledBackend device({ true, true, true, false });
    const auto report = runSelfTest(device, *plainCpu());
    QVERIFY(report.ok());
    QVERIFY2(report.value().unusable.empty(), report.value().unusable.c_str());
    QCOMPARE(report.value().wrongForms.size(), std::size_t(2));
    QVERIFY(report.value().find("few")->why.starts_with("a product of 1 row in f32 is wrong by NMSE 1"));
    QVERIFY(report.value().find("many")->why.starts_with("a product of 40 rows"));
    QVERIFY(!device.allowed(SpoiledBackend::WrongFewRows));
    QVERIFY(device.allowed(SpoiledBackend::GoodForm));
    QVERIFY(!device.allowed(SpoiledBackend::WrongManyRows));
}

void SelfTestTest::switchesOffWhatIsWrongTogether()
{
    SpoiledBackend device({ false, true, false, true });
    const auto report = runSelfTest(device, *plainCpu());
    QVERIFY(report.ok());
    QCOMPARE(report.value().wrongForms.size(), std::size_t(2));
    QVERIFY(!device.allowed(SpoiledBackend::GoodForm));
    QVERIFY(!device.allowed(SpoiledBackend::WrongTogether));
}

void SelfTestTest::refusesWhatIsWrongAnyway()
{
    SpoiledBackend device({ false, true, false, false });
    device.brokenAnyway = true;
    const auto report = runSelfTest(device, *plainCpu());
    QVERIFY(report.ok());
    QVERIFY(report.value().unusable.starts_with("a product of 5 rows in f32 is wrong"));
    QVERIFY(describe(report.value()).starts_with("failed: "));
}

void SelfTestTest::looksAtOperationsWithoutForms_data()
{
    QTest::addColumn<QByteArray>("check");
    QTest::newRow("residualNorm") << QByteArray("a sum with its norm");
    QTest::newRow("residualLayerNorm") << QByteArray("a sum with its norm");
    QTest::newRow("ropeStore") << QByteArray("turning and storing keys");
    QTest::newRow("convolve") << QByteArray("planes of a mask");
    QTest::newRow("upsample") << QByteArray("planes of a mask");
    QTest::newRow("selectTokens") << QByteArray("the choice of a token");
    QTest::newRow("drawToken") << QByteArray("the choice of a token");
}

void SelfTestTest::looksAtOperationsWithoutForms()
{
    QFETCH(const QByteArray, check);
    SpoiledBackend device({ false, false, false, false });
    device.brokenOperation = QTest::currentDataTag();
    const auto report = runSelfTest(device, *plainCpu());
    QVERIFY(report.ok());
    QVERIFY2(report.value().unusable.starts_with(check.toStdString()), report.value().unusable.c_str());
}

void SelfTestTest::remembers()
{
    const QTemporaryDir folder;
    const std::filesystem::path place = folder.filePath(QStringLiteral("self-test")).toStdString();
    {
        SpoiledBackend device({ true, true, false, false });
        QVERIFY(selfTestOnce(device, &plainCpu, place, "a device, a driver").ok());
        QVERIFY(device.runs > 0);
    }
    SpoiledBackend again({ true, true, false, false });
    const auto report = selfTestOnce(again, &plainCpu, place, "a device, a driver");
    QVERIFY(report.ok());
    QCOMPARE(again.runs, 0);
    QCOMPARE(report.value().wrongForms.size(), std::size_t(1));
    QVERIFY(report.value().find("few")->why.starts_with("a product of 1 row"));
    QVERIFY(!again.allowed(SpoiledBackend::WrongFewRows));
    QVERIFY(again.allowed(SpoiledBackend::GoodForm));
}

void SelfTestTest::forgetsOtherSubjectsAndDamagedFiles()
{
    const QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    QVERIFY(writeSelfTest(place, "a driver", { .unusable = "everything" }).ok());
    QCOMPARE(readSelfTest(place, "a driver")->unusable, std::string("everything"));
    QVERIFY(!readSelfTest(place, "a newer driver"));
    QVERIFY(!readSelfTest(place / "nowhere", "a driver"));
    for (const auto& entry : std::filesystem::directory_iterator(place))
        std::filesystem::resize_file(entry.path(), std::filesystem::file_size(entry.path()) - 2);
    QVERIFY(!readSelfTest(place, "a driver"));
}

QTEST_APPLESS_MAIN(SelfTestTest)
#include "self_test_test.moc"
