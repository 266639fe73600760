// Products on the matrix unit in every shape of tiles, in every weight format, against the CPU. Where the device has no
// matrix unit, its work is emulated: what is tested then is all the rest, indices, edges and barriers.

#include "tests/support/vulkan_device.h"

using namespace palimpsest;
using namespace palimpsest::vulkan;

namespace {

struct Case {
    const char* name;
    std::size_t rows;
    std::size_t width;
    std::size_t outputs;
    bool bias = false;
};
constexpr Case kCases[] = {
    { "one number", 1, 1, 1, true },
    { "no multiple of anything", 37, 1153, 37, true },
    { "more than a tile in both directions", 131, 288, 263 },
    { "the width in parts", 33, 2304, 65, true },
    { "SigLIP patches", 70, 588, 130, true },
};

// How weights are read depends on the inputs of a step, and not on the tiles: two shapes have every format, and widths
// that cannot be read sixteen bytes at a time. Each takes a pipeline, whose making is what takes time.
bool hasEveryCase(std::size_t shape)
{
    constexpr std::size_t kAllInputs = 2;     // 64 x 64, 64 inputs
    constexpr std::size_t kHalfTheInputs = 4; // 96 x 128, 32 inputs
    return shape == kAllInputs || shape == kHalfTheInputs;
}

} // namespace

class MatmulShapesParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyShapeMatchesTheCpu_data();
    void everyShapeMatchesTheCpu();
    void choosingKeepsWhatWasMeasured();
    void eachShapeIsAFormThatMayBeSwitchedOff();

private:
    static std::unique_ptr<VulkanBackend> openBackend()
    {
        const bool emulates = gpuTestPhysicalDevice().second.capabilities.matrixUnit == MatrixUnit::None;
        return openVulkanBackend({ .emulatesMatrixUnit = emulates });
    }
    VulkanBackend& backend() { return dynamic_cast<VulkanBackend&>(m_gpu.backend()); }
    std::vector<float> product(OpFixture& on, const Case& size, DType format);

    OpFixture m_gpu{ openBackend() };
    OpFixture m_cpu{ cpu::Arithmetic::Plain };
};

std::vector<float> MatmulShapesParityTest::product(OpFixture& on, const Case& size, DType format)
{
    const Tensor out = on.empty({ size.rows, size.outputs });
    on.ops().matmul({ on.put(randomNormal(size.rows * size.width, 1), { size.rows, size.width }),
        on.putStored(randomNormal(size.outputs * size.width, 2, 0.05F), { size.outputs, size.width }, format),
        size.bias ? on.put(randomNormal(size.outputs, 3), { size.outputs }) : Tensor{}, out });
    return on.get(out);
}

void MatmulShapesParityTest::everyShapeMatchesTheCpu_data()
{
    QTest::addColumn<int>("shape");
    QTest::addColumn<DType>("format");
    for (std::size_t shape = 0; shape < kCooperativeShapes.size(); ++shape) {
        for (const DType format : { DType::F32, DType::F16, DType::BF16, DType::Q8, DType::Q4 }) {
            if (!hasEveryCase(shape) && format != (shape % 2 == 0 ? DType::BF16 : DType::Q4))
                continue;
            QTest::addRow("%s, %s", nameOf(kCooperativeShapes[shape]).c_str(), std::string(nameOf(format)).c_str())
                << static_cast<int>(shape) << format;
        }
    }
}

void MatmulShapesParityTest::everyShapeMatchesTheCpu()
{
    QFETCH(const int, shape);
    QFETCH(const DType, format);

    if (!isPossible(ProductForm::CooperativeMatrix, { 64, 64, 64, format }, backend().capabilities())
        || !isPossible(kCooperativeShapes[std::size_t(shape)], backend().capabilities()))
        QSKIP("the device, or this build, does not have this shape");
    CooperativeShapeSet only;
    only.insert(std::size_t(shape));
    backend().vulkanRecorder().allowShapes(only);
    backend().vulkanRecorder().allowProducts({ ProductForm::CooperativeMatrix });
    for (const Case& size : kCases) {
        if (size.width % 8 != 0 && !hasEveryCase(std::size_t(shape)))
            continue;
        const double error = nmse(product(m_gpu, size, format), product(m_cpu, size, format));
        QVERIFY2(error <= tolerance::kProductF16,
            qPrintable(QStringLiteral("%1: NMSE %2, allowed %3")
                           .arg(QLatin1String(size.name))
                           .arg(error)
                           .arg(tolerance::kProductF16)));
    }
}

void MatmulShapesParityTest::choosingKeepsWhatWasMeasured()
{
    QTemporaryDir folder;
    const auto measured = openBackend();
    if (!isPossible(ProductForm::CooperativeMatrix, { 64, 64, 64, DType::BF16 }, measured->capabilities()))
        QSKIP("this build has no shader for it");
    CooperativeShapeSet two;
    two.insert(2); // small ones, which every device has room for
    two.insert(4);
    measured->vulkanRecorder().allowShapes(two);
    QVERIFY(measured->chooseShapes(folder.path().toStdString(), "here").ok());
    const std::vector<std::string> choices = measured->choices();
    QCOMPARE(choices.size(), ShapeRates::kFormats.size() * ShapeRates::kRows.size());
    for (const std::string& line : choices)
        QVERIFY2(
            std::count(line.begin(), line.end(), ';') == 1 && line.find("TFLOP/s") != std::string::npos, line.c_str());
    QVERIFY(measured->vulkanRecorder().allowedShapes().contains(4)); // as before
    QVERIFY(measured->vulkanRecorder().allowedProducts().contains(ProductForm::Tile));

    const auto again = openBackend();
    const std::uint64_t submissions = again->submissionCount();
    QVERIFY(again->chooseShapes(folder.path().toStdString(), "here").ok());
    QCOMPARE(again->choices(), choices);
    QCOMPARE(again->submissionCount(), submissions);
}

// What the self-test goes by.
void MatmulShapesParityTest::eachShapeIsAFormThatMayBeSwitchedOff()
{
    const auto device = openBackend();
    VulkanRecorder& recorder = device->vulkanRecorder();
    const std::vector<OptionalForm> forms = device->optionalForms();
    std::size_t found = 0;
    for (std::size_t shape = 0; shape < kCooperativeShapes.size(); ++shape) {
        const std::string name = "matmul_cooperative " + nameOf(kCooperativeShapes[shape]);
        const auto form
            = std::find_if(forms.begin(), forms.end(), [&](const OptionalForm& each) { return each.name == name; });
        QCOMPARE(form != forms.end(), isPossible(kCooperativeShapes[shape], device->capabilities()));
        if (form == forms.end())
            continue;
        ++found;
        form->allow(false);
        QVERIFY(!recorder.allowedShapes().contains(shape));
        form->allow(true);
        QVERIFY(recorder.allowedShapes().contains(shape));
    }
    QVERIFY(found > 0);
    for (const OptionalForm& form : forms)
        form.allow(false);
    QVERIFY(
        !recorder.allowedProducts().contains(ProductForm::CooperativeMatrix)); // with none of its shapes, not at all
    for (const OptionalForm& form : forms) {
        if (form.name.starts_with("matmul_cooperative"))
            form.allow(true);
    }
    QVERIFY(recorder.allowedProducts().contains(ProductForm::CooperativeMatrix));
}

PAL_GPU_TEST_MAIN(MatmulShapesParityTest)
#include "matmul_shapes_parity_test.moc"
