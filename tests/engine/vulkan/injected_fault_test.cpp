// A device that is lost, hangs or runs out of memory in the middle of a model: the error says where, and afterwards a
// new backend in the same process works.

#include <QTemporaryDir>

#include "engine/io/checkpoint.h"
#include "tests/support/nano_model.h"
#include "tests/support/vulkan_device.h"

using namespace palimpsest;

namespace {

struct Run {
    Result<std::vector<float>> logits = Error{};
    std::uint64_t submissions = 0;
    std::uint64_t usedBytesAfter = 0; // the model is gone, the backend is not
};

Result<std::vector<float>> prefill(Backend& backend, const std::filesystem::path& folder)
{
    PAL_TRY_ASSIGN(std::shared_ptr<const Checkpoint> checkpoint, Checkpoint::open(folder));
    PAL_TRY_ASSIGN(auto weights, Weights::load(backend, std::move(checkpoint)));
    PAL_TRY_ASSIGN(auto model, PaliGemma::create(backend, std::move(weights), {}));
    PAL_TRY_ASSIGN(auto rows, model->encodeImage(nanoImage(), {}));
    const ModelConfig& config = model->config();
    const Tensor image{ rows.get(), 0, DType::F32, { config.vision.patchCount(), config.text.hiddenSize } };
    PAL_TRY_ASSIGN(auto cache, model->createCache(64));
    PAL_TRY_ASSIGN(const Logits logits, model->prefill(nanoPrompt(), { &image, 1 }, *cache, {}));
    std::vector<float> values(logits.values.shape.elementCount());
    PAL_TRY(backend.read(logits.values, std::as_writable_bytes(std::span(values))));
    return values;
}

} // namespace

class InjectedFaultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void errorsNameWhatWasInFlight_data();
    void errorsNameWhatWasInFlight();
    void aNewBackendWorksAfterwards();
    void memoryComesBackOnceTheErrorIsTold();

private:
    Run run(vulkan::VulkanBackend& backend) const
    {
        Run result;
        result.logits = prefill(backend, m_nano);
        result.submissions = backend.submissionCount();
        if (!result.logits.ok()) // what its buffers waited for never comes
            (void)backend.finish();
        result.usedBytesAfter = backend.arena().usedBytes();
        return result;
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_nano;
    std::uint64_t m_submissions = 0;
    std::vector<float> m_expected;
};

void InjectedFaultTest::initTestCase()
{
    m_nano = m_folder.filePath(QStringLiteral("nano")).toStdString();
    writeNanoFolder(m_nano, NanoKind::Gemma2, "F32");
    const auto backend = openVulkanBackend();
    const Run whole = run(*backend);
    QVERIFY2(whole.logits.ok(), whole.logits.ok() ? "" : whole.logits.error().message.c_str());
    m_submissions = whole.submissions;
    m_expected = whole.logits.value();
    QVERIFY(m_submissions >= 1);
}

void InjectedFaultTest::errorsNameWhatWasInFlight_data()
{
    QTest::addColumn<int>("result");
    QTest::addColumn<bool>("memory");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("lost") << int(VK_ERROR_DEVICE_LOST) << false << QByteArray("driver stopped while submitting");
    QTest::newRow("hanging") << int(VK_TIMEOUT) << false << QByteArray("did not answer in time while computing");
    QTest::newRow("no device memory") << int(VK_ERROR_OUT_OF_DEVICE_MEMORY) << true
                                      << QByteArray("ran out of memory while submitting");
    QTest::newRow("no host memory") << int(VK_ERROR_OUT_OF_HOST_MEMORY) << true
                                    << QByteArray("ran out of memory while submitting");
}

void InjectedFaultTest::errorsNameWhatWasInFlight()
{
    QFETCH(const int, result);
    QFETCH(const bool, memory);
    QFETCH(const QByteArray, words);
    for (std::uint64_t at = 1; at <= m_submissions; ++at) {
        const auto backend = openVulkanBackend({ .fault = { at, VkResult(result) } });
        const Run broken = run(*backend);
        QVERIFY(!broken.logits.ok());
        const Error& error = broken.logits.error();
        QCOMPARE(error.code, memory ? ErrorCode::OutOfMemory : ErrorCode::DeviceLost);
        QVERIFY2(error.message.find(words.toStdString()) != std::string::npos, error.message.c_str());
        QVERIFY2(error.message.find("operation") != std::string::npos, error.message.c_str());
        QVERIFY2(error.message.find(" from '") != std::string::npos, error.message.c_str());
        QVERIFY2(error.message.find("--device cpu") != std::string::npos, error.message.c_str());
        const Run again = run(*backend); // a lost device stays lost; one that had no memory may have some now
        QCOMPARE(again.logits.ok(), memory);
        if (memory)
            QCOMPARE(again.logits.value(), m_expected);
    }
}

void InjectedFaultTest::aNewBackendWorksAfterwards()
{
    for (int round = 0; round < 3; ++round) {
        QVERIFY(!run(*openVulkanBackend({ .fault = { m_submissions, VK_ERROR_DEVICE_LOST } })).logits.ok());
        const Run whole = run(*openVulkanBackend());
        QVERIFY(whole.logits.ok());
        QCOMPARE(whole.logits.value(), m_expected);
    }
}

void InjectedFaultTest::memoryComesBackOnceTheErrorIsTold()
{
    const auto backend = openVulkanBackend({ .fault = { m_submissions, VK_ERROR_OUT_OF_DEVICE_MEMORY } });
    const Run broken = run(*backend);
    QVERIFY(!broken.logits.ok());
    const std::uint64_t after = broken.usedBytesAfter;
    const Run whole = run(*backend);
    QVERIFY(whole.logits.ok());
    QVERIFY(backend->finish().ok());
    QCOMPARE(backend->arena().usedBytes(), after); // what stays is the backend's own: tables and the ring
}

PAL_GPU_TEST_MAIN(InjectedFaultTest)
#include "injected_fault_test.moc"
