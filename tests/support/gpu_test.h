#pragma once
// What a test on a Vulkan device needs: the device, a software one counts, and a way to say that there is none.

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "engine/backend/backend_factory.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

namespace palimpsest::vulkan {
// engine/vulkan/validation.h, which a build without Vulkan cannot include.
bool validationWanted();
std::uint64_t validationMessageCount();
} // namespace palimpsest::vulkan

namespace palimpsest {

// The id of the device that gpu tests run on: PALIMPSEST_TEST_DEVICE, or the first Vulkan device that can be used.
// Empty where there is none.
inline std::string gpuTestDevice()
{
    if (const char* const named = std::getenv("PALIMPSEST_TEST_DEVICE"))
        return named;
    for (const DeviceReport& report : listDevices()) {
        if (report.info.kind != DeviceKind::Cpu && report.usable)
            return report.info.id;
    }
    return {};
}

#ifdef PAL_TEST_ON_GPU
inline constexpr bool kOnGpu = true;
#else
inline constexpr bool kOnGpu = false;
#endif

// Where a test that runs twice runs: the device, or the CPU in the named arithmetic.
inline BackendRequest testRequest(bool plainArithmetic, std::size_t threads = 2)
{
    return { .device = kOnGpu ? gpuTestDevice() : "cpu", .threads = threads, .plainArithmetic = plainArithmetic };
}

inline std::unique_ptr<Backend> openGpu()
{
    auto backend = createBackend({ .device = gpuTestDevice() });
    if (!backend.ok())
        std::fprintf(stderr, "%s\n", backend.error().message.c_str());
    PAL_CHECK(backend.ok());
    return std::move(backend).value();
}

// One operation on the device against the plain operations of the CPU, on the same numbers.
class ParityFixture {
public:
    using Run = std::function<std::vector<float>(OpFixture&)>;

    // NMSE of what `run` gives on the device against what it gives on the CPU; infinite where a value is missing or no
    // number.
    double error(const Run& run)
    {
        const std::vector<float> found = run(m_gpu);
        const std::vector<float> expected = run(m_cpu);
        const bool whole = found.size() == expected.size()
            && std::all_of(found.begin(), found.end(), [](float x) { return std::isfinite(x); });
        return whole ? nmse(found, expected) : std::numeric_limits<double>::infinity();
    }
    OpFixture& gpu() { return m_gpu; }

private:
    OpFixture m_gpu{ openGpu() };
    OpFixture m_cpu{ cpu::Arithmetic::Plain };
};

} // namespace palimpsest

#define PAL_VERIFY_PARITY(error, bound)                                                                                \
    do {                                                                                                               \
        const double palError = (error);                                                                               \
        QVERIFY2(palError <= (bound), qPrintable(QStringLiteral("NMSE %1, allowed %2").arg(palError).arg(bound)));     \
    } while (false)

// The main function of a test that runs on the CPU and, compiled a second time, on the device.
#ifdef PAL_TEST_ON_GPU
#define PAL_TWICE_TEST_MAIN(TestClass) PAL_GPU_TEST_MAIN(TestClass)
#else
#define PAL_TWICE_TEST_MAIN(TestClass) QTEST_GUILESS_MAIN(TestClass)
#endif

namespace palimpsest {

// Skipped, with exit code 77, where there is no device; failed where the validation layer was asked for and either
// cannot be had or had anything to say.
template <typename TestClass> int runGpuTest(int argc, char** argv)
{
    if (gpuTestDevice().empty()) {
        std::puts("skipped: there is no Vulkan device here");
        return vulkan::validationWanted() ? 1 : 77;
    }
    QCoreApplication application(argc, argv);
    int failures = 0;
    {
        TestClass test;
        failures = QTest::qExec(&test, argc, argv);
    } // what the test still held is given back under the layer's eyes
    if (const auto messages = vulkan::validationMessageCount(); messages > 0) {
        std::fprintf(stderr, "failed: the validation layer had %llu messages\n",
            static_cast<unsigned long long>(messages)); // NOLINT: as the format asks
        return failures + 1;
    }
    return failures;
}

} // namespace palimpsest

#define PAL_GPU_TEST_MAIN(TestClass)                                                                                   \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        return palimpsest::runGpuTest<TestClass>(argc, argv);                                                          \
    }
