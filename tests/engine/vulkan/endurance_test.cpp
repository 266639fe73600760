// Hours of use in small: a model loaded and unloaded two hundred times, ten thousand decode steps. Neither the device's
// memory nor the host's may grow.

#include <QTemporaryDir>
#include <fstream>

#include "engine/io/checkpoint.h"
#include "tests/support/nano_model.h"
#include "tests/support/vulkan_device.h"

using namespace palimpsest;

namespace {

constexpr int kLoads = 200;
constexpr int kSteps = 10000;

double residentMebibytes()
{
    std::ifstream file("/proc/self/statm");
    double whole = 0;
    double resident = 0;
    file >> whole >> resident;
    return resident * 4096 / (1 << 20);
}

// Least squares through (0, y0), (1, y1)...
double slopeOf(const std::vector<double>& values)
{
    const auto count = double(values.size());
    double x = 0, y = 0, xx = 0, xy = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        x += double(i);
        y += values[i];
        xx += double(i) * double(i);
        xy += double(i) * values[i];
    }
    return (count * xy - x * y) / (count * xx - x * x);
}

std::unique_ptr<PaliGemma> load(Backend& backend, const std::filesystem::path& folder)
{
    auto checkpoint = Checkpoint::open(folder);
    PAL_CHECK(checkpoint.ok());
    auto weights = Weights::load(backend, std::move(checkpoint).value());
    PAL_CHECK(weights.ok());
    auto model = PaliGemma::create(backend, std::move(weights).value(), {});
    PAL_CHECK(model.ok());
    return std::move(model).value();
}

} // namespace

class EnduranceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void loadingAndUnloading();
    void openingTheDevice();
    void decoding();

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_nano;
};

void EnduranceTest::initTestCase()
{
    m_nano = m_folder.filePath(QStringLiteral("nano")).toStdString();
    writeNanoFolder(m_nano, NanoKind::Gemma2, "BF16");
}

void EnduranceTest::loadingAndUnloading()
{
    const auto backend = openVulkanBackend();
    std::vector<double> resident;
    std::uint64_t held = 0;
    for (int i = 0; i < kLoads; ++i) {
        {
            const auto model = load(*backend, m_nano);
            auto rows = model->encodeImage(nanoImage(), {});
            QVERIFY(rows.ok());
            QVERIFY(backend->finish().ok());
        }
        QVERIFY(backend->finish().ok());
        if (i == 0)
            held = backend->arena().heldBytes();
        QCOMPARE(backend->arena().heldBytes(), held);
        if (i >= kLoads / 10) // the allocator's own room has been made by then
            resident.push_back(residentMebibytes());
    }
    std::printf("%d loads: %.1f MiB resident, %+.4f MiB a load\n", kLoads, resident.back(), slopeOf(resident));
    QVERIFY(slopeOf(resident) < 0.02);
}

// The driver keeps a little of every device it has opened (llvmpipe: its compiler's); what we make, we give back.
void EnduranceTest::openingTheDevice()
{
    constexpr int kOpenings = 40;
    std::vector<double> resident;
    for (int i = 0; i < kOpenings; ++i) {
        const auto backend = openVulkanBackend();
        const auto model = load(*backend, m_nano);
        QVERIFY(model->encodeImage(nanoImage(), {}).ok());
        if (i >= kOpenings / 4)
            resident.push_back(residentMebibytes());
    }
    std::printf(
        "%d devices opened: %.1f MiB resident, %+.4f MiB each\n", kOpenings, resident.back(), slopeOf(resident));
    QVERIFY(slopeOf(resident) < 1.0);
}

void EnduranceTest::decoding()
{
    const auto backend = openVulkanBackend();
    const auto model = load(*backend, m_nano);
    const ModelConfig& config = model->config();
    auto rows = model->encodeImage(nanoImage(), {});
    QVERIFY(rows.ok());
    const Tensor image{ rows.value().get(), 0, DType::F32, { config.vision.patchCount(), config.text.hiddenSize } };
    const std::vector<std::int32_t> prompt = nanoPrompt();
    auto cache = model->createCache(config.text.maxPositions < 128 ? config.text.maxPositions : 128);
    QVERIFY(cache.ok());
    QVERIFY(model->prefill(prompt, { &image, 1 }, *cache.value(), {}).ok());
    const PaliGemma::Step step{ cache.value().get(), prompt.size(), 5 };
    std::vector<double> resident;
    std::uint64_t held = 0;
    for (int i = 0; i < kSteps; ++i) {
        if (cache.value()->length() == cache.value()->capacity())
            cache.value()->setLength(prompt.size());
        QVERIFY(model->decode({ &step, 1 }, {}).ok());
        QVERIFY(backend->finish().ok()); // as choosing a token does
        if (i == 0)
            held = backend->arena().heldBytes();
        QCOMPARE(backend->arena().heldBytes(), held); // nothing is allocated inside a step
        if (i >= kSteps / 10 && i % 100 == 0)
            resident.push_back(residentMebibytes());
    }
    std::printf("%d steps: %.1f MiB resident, %+.4f MiB a hundred steps\n", kSteps, resident.back(), slopeOf(resident));
    QVERIFY(slopeOf(resident) < 0.02);
}

PAL_GPU_TEST_MAIN(EnduranceTest)
#include "endurance_test.moc"
