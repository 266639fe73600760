// Matrix products on the device against the CPU: every form that the device can run, in every weight format.

#include "engine/vulkan/vulkan_backend.h"
#include "tests/support/gpu_test.h"

using namespace palimpsest;
using vulkan::ProductForm;
using vulkan::ProductFormSet;

Q_DECLARE_METATYPE(ProductForm)

namespace {

struct Case {
    const char* name;
    std::size_t rows;
    std::size_t width;
    std::size_t outputs;
    bool bias = false;
    bool everyFormat = false; // otherwise in q8 and bf16 alone
};
constexpr Case kCases[] = {
    { "one number", 1, 1, 1, true, true },
    { "one row, one panel, one superblock", 1, 64, 16 },
    { "two rows, broken panel", 2, 128, 37, true },
    { "three rows through the MLP", 3, 9216, 37 },
    { "decode step of Gemma 2 2B", 1, 2304, 260 },
    { "four rows, width of the starter", 4, 100, 33, true },
    { "sequences decoded together", 8, 2304, 47, true },
    { "no multiple of anything", 7, 1153, 37, true, true },
    { "nine rows", 9, 1024, 70, true },
    { "SigLIP fc2", 33, 4304, 65, true },
    { "SigLIP patches", 70, 588, 130, true },
    { "more rows than a tile", 131, 288, 133, false, true },
};

// Normally distributed values, the same every 65537 values: so that large products are quickly made.
std::vector<float> manyValues(std::size_t count, std::uint64_t seed, float deviation)
{
    const std::vector<float> period = randomNormal(std::min<std::size_t>(count, 65537), seed, deviation);
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = period[i % period.size()];
    return values;
}

bool isForFewRows(ProductForm form)
{
    return form == ProductForm::Vector || form == ProductForm::VectorDot;
}

bool rounds8Bits(ProductForm form)
{
    return form == ProductForm::VectorDot || form == ProductForm::TileDot;
}

double boundOf(ProductForm form)
{
    if (form == ProductForm::CooperativeMatrix)
        return tolerance::kProductF16;
    return rounds8Bits(form) ? tolerance::kProductQ8 : tolerance::kReductionF32;
}

} // namespace

class MatmulParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormMatchesTheCpu_data();
    void everyFormMatchesTheCpu();
    void magnitudesMayLeaveTheRangeOfF16_data();
    void magnitudesMayLeaveTheRangeOfF16();
    void theVocabularyMatchesTheCpu_data();
    void theVocabularyMatchesTheCpu();
    void productsOfOneInput_data();
    void productsOfOneInput();
    void cleanup() { recorder().allowProducts(ProductFormSet::all()); }

private:
    vulkan::VulkanBackend& backend() { return dynamic_cast<vulkan::VulkanBackend&>(m_parity.gpu().backend()); }
    vulkan::VulkanRecorder& recorder() { return dynamic_cast<vulkan::VulkanRecorder&>(m_parity.gpu().ops()); }
    double error(DType format, const Case& size);

    ParityFixture m_parity;
};

double MatmulParityTest::error(DType format, const Case& size)
{
    const Shape weight{ size.outputs, size.width };
    return m_parity.error([&](OpFixture& on) {
        const Tensor out = on.empty({ size.rows, size.outputs });
        on.ops().matmul({ on.put(randomNormal(size.rows * size.width, 1), { size.rows, size.width }),
            on.putStored(manyValues(weight.elementCount(), 2, 0.05F), weight, format),
            size.bias ? on.put(randomNormal(size.outputs, 3), { size.outputs }) : Tensor{}, out });
        return on.get(out);
    });
}

void MatmulParityTest::everyFormMatchesTheCpu_data()
{
    QTest::addColumn<ProductForm>("form");
    QTest::addColumn<DType>("format");
    QTest::addColumn<int>("size");
    for (const ProductForm form : vulkan::kProductForms) {
        for (const DType format : { DType::F32, DType::F16, DType::BF16, DType::Q8, DType::Q4 }) {
            for (std::size_t i = 0; i < std::size(kCases); ++i) {
                const bool formatCounts = kCases[i].everyFormat || format == DType::Q8 || format == DType::BF16;
                if (formatCounts && (kCases[i].rows <= 16 || !isForFewRows(form)))
                    QTest::addRow("%s, %s, %s", std::string(nameOf(form)).c_str(), std::string(nameOf(format)).c_str(),
                        kCases[i].name)
                        << form << format << static_cast<int>(i);
            }
        }
    }
}

void MatmulParityTest::everyFormMatchesTheCpu()
{
    QFETCH(const ProductForm, form);
    QFETCH(const DType, format);
    QFETCH(const int, size);

    const Case& product = kCases[size];
    if (!isPossible(form, { product.rows, product.width, product.outputs, format }, backend().capabilities()))
        QSKIP("the device, or this build, does not have this form");
    recorder().allowProducts({ form });
    PAL_VERIFY_PARITY(error(format, product), boundOf(form));
}

void MatmulParityTest::magnitudesMayLeaveTheRangeOfF16_data()
{
    theVocabularyMatchesTheCpu_data();
}

// Rows as Gemma's residual stream has them, rows of tiny numbers and a row of zeros, each compared by itself.
void MatmulParityTest::magnitudesMayLeaveTheRangeOfF16()
{
    QFETCH(const ProductForm, form);

    constexpr std::size_t kWidth = 128;
    constexpr std::size_t kOutputs = 37;
    constexpr float kMagnitudes[] = { 3e5F, 1.0F, 2e-7F, 0.0F, 4e4F };
    if (!isPossible(form, { std::size(kMagnitudes), kWidth, kOutputs, DType::Q8 }, backend().capabilities()))
        QSKIP("the device, or this build, does not have this form");
    recorder().allowProducts({ form });
    std::vector<float> values = randomNormal(std::size(kMagnitudes) * kWidth, 1);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] *= kMagnitudes[i / kWidth];
    const double error = m_parity.error([&](OpFixture& on) {
        const Tensor out = on.empty({ std::size(kMagnitudes), kOutputs });
        on.ops().matmul({ on.put(values, { std::size(kMagnitudes), kWidth }),
            on.putStored(randomNormal(kOutputs * kWidth, 2, 0.05F), { kOutputs, kWidth }, DType::Q8), {}, out });
        std::vector<float> found = on.get(out);
        for (std::size_t i = 0; i < found.size(); ++i)
            found[i] /= std::max(kMagnitudes[i / kOutputs], 1e-30F); // so that every row counts
        return found;
    });
    PAL_VERIFY_PARITY(error, boundOf(form));
}

void MatmulParityTest::theVocabularyMatchesTheCpu_data()
{
    QTest::addColumn<ProductForm>("form");
    for (const ProductForm form : vulkan::kProductForms)
        QTest::addRow("%s", std::string(nameOf(form)).c_str()) << form;
}

// 257216 outputs: more workgroups than one direction takes. A narrow width keeps it short.
void MatmulParityTest::theVocabularyMatchesTheCpu()
{
    QFETCH(const ProductForm, form);

    const Case logits{ "logits", 2, 64, 257216 };
    const DType format = DType::Q8;
    if (!isPossible(form, { logits.rows, logits.width, logits.outputs, format }, backend().capabilities()))
        QSKIP("the device, or this build, does not have this form");
    recorder().allowProducts({ form });
    PAL_VERIFY_PARITY(error(format, logits), boundOf(form));
}

void MatmulParityTest::productsOfOneInput_data()
{
    theVocabularyMatchesTheCpu_data();
}

// Activations may be rounded once for several products: never longer than they stay what they were.
void MatmulParityTest::productsOfOneInput()
{
    QFETCH(const ProductForm, form);

    constexpr std::size_t kRows = 5;
    constexpr std::size_t kWidth = 192;
    if (!isPossible(form, { kRows, kWidth, 48, DType::Q8 }, backend().capabilities()))
        QSKIP("the device, or this build, does not have this form");
    recorder().allowProducts({ form });
    const double error = m_parity.error([&](OpFixture& on) {
        const auto weightOf = [&](std::size_t outputs, std::size_t width, std::uint64_t seed) {
            return on.putStored(randomNormal(outputs * width, seed), { outputs, width }, DType::Q8);
        };
        const Tensor in = on.put(randomNormal(kRows * kWidth, 1), { kRows, kWidth });
        const Tensor other = on.put(randomNormal(kRows * kWidth, 2), { kRows, kWidth });
        const Tensor large = on.put(randomNormal(40 * 4096, 3), { 40, 4096 });
        const Tensor a = weightOf(48, kWidth, 4);
        const Tensor b = weightOf(33, kWidth, 5);
        std::vector<Tensor> results;
        const auto product = [&](const Tensor& by, const Tensor& weight) {
            results.push_back(on.empty({ by.rows(), weight.rows() }));
            return MatmulArgs{ by, weight, {}, results.back() };
        };
        // All of it is there before the first product: nothing but what is told below comes between.
        const MatmulArgs first = product(in, a), second = product(in, b), added = product(in, a);
        const MatmulArgs written = product(in, b), fewer = product(in.rowRange(0, 2), a);
        const MatmulArgs wider = product(in.reshaped({ 3, 320 }), weightOf(48, 320, 6));
        const MatmulArgs another = product(other, a), back = product(in, a);
        const MatmulArgs larger = product(large, weightOf(33, 4096, 7)), afterwards = product(in, a);
        const MatmulArgs replayed = product(in, b);

        OpRecorder& ops = on.ops();
        ops.matmul(first);
        ops.matmul(second);
        ops.add({ in, other, in }); // an operation overwrites it
        ops.matmul(added);
        const std::vector<float> values = randomNormal(kRows * kWidth, 8);
        PAL_CHECK(on.backend().write(in, std::as_bytes(std::span(values))).ok()); // the host does
        ops.matmul(written);
        ops.matmul(fewer);
        ops.matmul(wider);
        ops.matmul(another);
        ops.matmul(back);
        ops.matmul(larger); // needs more memory between
        ops.matmul(afterwards);
        const auto pass = on.backend().record([&]() -> Result<void> {
            ops.matmul(replayed);
            return {};
        });
        PAL_CHECK(pass.ok());
        ops.add({ in, other, in });
        if (pass.value())
            PAL_CHECK(on.backend().replay(*pass.value()).ok());
        else
            ops.matmul(replayed);

        std::vector<float> found;
        for (const Tensor& result : results) {
            const std::vector<float> part = on.get(result);
            found.insert(found.end(), part.begin(), part.end());
        }
        return found;
    });
    PAL_VERIFY_PARITY(error, boundOf(form));
}

PAL_GPU_TEST_MAIN(MatmulParityTest)
#include "matmul_parity_test.moc"
