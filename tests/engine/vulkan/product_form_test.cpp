// Which form of a matrix product suits which device, without a device.

#include <QtTest>

#include "engine/vulkan/product_form.h"

using namespace palimpsest;
using namespace palimpsest::vulkan;

namespace {

constexpr ProductSize kDecodeStep{ 1, 2304, 9216, DType::Q8 };
constexpr ProductSize kPrefill{ 260, 2304, 9216, DType::Q8 };

DeviceCapabilities plainGpu()
{
    DeviceCapabilities device;
    device.subgroupSize = 32;
    device.subgroupBroadcast = true;
    device.maxWorkgroupInvocations = 1024;
    device.maxSharedBytes = 49152;
    return device;
}

DeviceCapabilities gpuWithIntegerDot()
{
    DeviceCapabilities device = plainGpu();
    device.integerDot = true;
    device.integerDotFast = true;
    return device;
}

bool buildHas(Shader shader)
{
    return !codeOf(shader).empty();
}

} // namespace

class ProductFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void processorsTakePanels();
    void fewRowsAreBoundByMemory();
    void manyRowsGoThroughTiles();
    void integerDotWhereItIsFast();
    void matrixUnitFirst();
    void switchedOffFormsAreNotTaken();
    void eachFormIsTakenBesideTheFirst();
    void aSingleFormIsTakenWhereItIsPossible();
};

void ProductFormTest::processorsTakePanels()
{
    DeviceCapabilities device = gpuWithIntegerDot();
    device.software = true;
    QCOMPARE(productFormFor(kDecodeStep, device), ProductForm::Panel);
    QCOMPARE(productFormFor(kPrefill, device), ProductForm::Panel);
    device.subgroupBroadcast = false;
    QVERIFY(productFormFor(kPrefill, device) != ProductForm::Panel);
}

void ProductFormTest::fewRowsAreBoundByMemory()
{
    for (const std::size_t rows : { 1, 2, 8 })
        QCOMPARE(productFormFor({ rows, 2304, 9216, DType::BF16 }, plainGpu()), ProductForm::Vector);
}

void ProductFormTest::manyRowsGoThroughTiles()
{
    QCOMPARE(productFormFor({ 9, 2304, 9216, DType::BF16 }, plainGpu()), ProductForm::Tile);
    QCOMPARE(productFormFor(kPrefill, plainGpu()), ProductForm::Tile);
}

void ProductFormTest::integerDotWhereItIsFast()
{
    if (!buildHas(Shader::MatmulTileDotQ8))
        QSKIP("the shader compilers of this build do not know the integer dot product");
    DeviceCapabilities device = gpuWithIntegerDot();
    QCOMPARE(productFormFor(kPrefill, device), ProductForm::TileDot);
    QCOMPARE(productFormFor({ 5, 2304, 9216, DType::Q4 }, device), ProductForm::VectorDot);
    // One row is bound by memory: rounding it would cost a dispatch and precision.
    QCOMPARE(productFormFor(kDecodeStep, device), ProductForm::Vector);
    QCOMPARE(productFormFor({ 260, 2304, 9216, DType::BF16 }, device), ProductForm::Tile);
    // Small products stay f32.
    QCOMPARE(productFormFor({ 260, 100, 300, DType::Q8 }, device), ProductForm::Tile);
    device.integerDotFast = false;
    QCOMPARE(productFormFor(kPrefill, device), ProductForm::Tile);
}

void ProductFormTest::matrixUnitFirst()
{
    if (!buildHas(Shader::MatmulCooperativeNvQ8))
        QSKIP("the shader compilers of this build do not know the NV cooperative matrices");
    DeviceCapabilities device = gpuWithIntegerDot();
    device.matrixUnit = MatrixUnit::CooperativeNv;
    QCOMPARE(productFormFor(kPrefill, device), ProductForm::CooperativeMatrix);
    QCOMPARE(productFormFor(kDecodeStep, device), ProductForm::Vector);
    device.maxSharedBytes = 16384; // too little for its tiles
    QVERIFY(!isPossible(ProductForm::CooperativeMatrix, kPrefill, device));
    QVERIFY(productFormFor(kPrefill, device) != ProductForm::CooperativeMatrix);
}

void ProductFormTest::switchedOffFormsAreNotTaken()
{
    ProductFormSet forms = ProductFormSet::all();
    forms.erase(ProductForm::Tile);
    QCOMPARE(productFormFor(kPrefill, plainGpu(), forms), ProductForm::Vector);
    QCOMPARE(productFormFor(kPrefill, plainGpu(), {}), ProductForm::Vector); // that always exists
}

// As the self-test tries them, on small products.
void ProductFormTest::eachFormIsTakenBesideTheFirst()
{
    DeviceCapabilities device = gpuWithIntegerDot();
    device.matrixUnit = MatrixUnit::CooperativeNv;
    const ProductSize fewRows{ 5, 352, 273, DType::Q8 };
    const ProductSize manyRows{ 40, 352, 273, DType::Q8 };
    for (const ProductForm form :
        { ProductForm::VectorDot, ProductForm::Tile, ProductForm::TileDot, ProductForm::CooperativeMatrix }) {
        const ProductSize& size = form == ProductForm::VectorDot ? fewRows : manyRows;
        if (isPossible(form, size, device))
            QCOMPARE(productFormFor(size, device, { ProductForm::Vector, form }), form);
    }
}

void ProductFormTest::aSingleFormIsTakenWhereItIsPossible()
{
    QCOMPARE(productFormFor(kDecodeStep, plainGpu(), { ProductForm::Tile }), ProductForm::Tile);
    QCOMPARE(productFormFor(kDecodeStep, plainGpu(), { ProductForm::Panel }), ProductForm::Panel);
    QCOMPARE(productFormFor(kDecodeStep, plainGpu(), { ProductForm::TileDot }), ProductForm::Vector);
}

QTEST_APPLESS_MAIN(ProductFormTest)
#include "product_form_test.moc"
