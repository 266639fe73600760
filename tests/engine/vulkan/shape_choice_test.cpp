// Which shape of tiles suits which product, by figures that are made up, and how the figures are kept. Without a
// device.

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <set>

#include "engine/io/atomic_file.h"
#include "engine/vulkan/shape_choice.h"

using namespace palimpsest;
using namespace palimpsest::vulkan;

namespace {

DeviceCapabilities card()
{
    DeviceCapabilities device;
    device.subgroupSize = 32;
    device.maxWorkgroupInvocations = 1024;
    device.maxSharedBytes = 49152;
    device.matrixUnit = MatrixUnit::CooperativeNv;
    return device;
}

std::size_t shapeOf(std::uint32_t tileRows, std::uint32_t tileOutputs)
{
    for (std::size_t i = 0; i < kCooperativeShapes.size(); ++i) {
        if (kCooperativeShapes[i].tileRows() == tileRows && kCooperativeShapes[i].tileOutputs() == tileOutputs)
            return i;
    }
    return kCooperativeShapes.size();
}

// Every shape equally fast at what its tiles cover.
ShapeRates equalRates()
{
    ShapeRates rates;
    for (auto& format : rates.rates) {
        for (auto& rows : format)
            rows.fill(1e14);
    }
    return rates;
}

} // namespace

class ShapeChoiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapesAreWhatTheShaderTakes();
    void aDeviceMayHaveTooLittle();
    void withoutFiguresTheFirst();
    void wasteCounts();
    void figuresCount();
    void figuresAreKept();
    void damagedFiguresAreNone();

private:
    QTemporaryDir m_folder;
};

void ShapeChoiceTest::shapesAreWhatTheShaderTakes()
{
    std::set<std::string> names;
    for (const CooperativeShape& shape : kCooperativeShapes) {
        const std::string name = nameOf(shape);
        QVERIFY2(names.insert(name).second, name.c_str());
        QVERIFY2(shape.step == 32 || shape.step == 64, name.c_str());
        QVERIFY2(shape.buffers == 1 || shape.buffers == 2, name.c_str());
        for (const std::uint32_t sums : { shape.sumRows, shape.sumColumns })
            QVERIFY2(sums >= 1 && sums <= 4, name.c_str());
        QVERIFY2(isPossible(shape, card()), name.c_str());
    }
    QCOMPARE(kCooperativeShapes.front().sharedBytes(), std::uint32_t((64 + 128) * 144 + 8 * 1024));
}

void ShapeChoiceTest::aDeviceMayHaveTooLittle()
{
    DeviceCapabilities small = card();
    small.maxSharedBytes = 32768;
    QVERIFY(isPossible(kCooperativeShapes[shapeOf(64, 64)], small));
    QVERIFY(!isPossible(kCooperativeShapes[shapeOf(128, 256)], small));
    QVERIFY(
        shapeFor({ 260, 2304, 9216, DType::Q8 }, equalRates(), small, CooperativeShapeSet::all()) != shapeOf(128, 256));
    small = card();
    small.maxWorkgroupInvocations = 128;
    QVERIFY(!isPossible(kCooperativeShapes.front(), small));
    small = card();
    small.subgroupSize = 8; // each invocation would have more to bring than the shader has names for
    QVERIFY(!isPossible(kCooperativeShapes.front(), small));
}

void ShapeChoiceTest::withoutFiguresTheFirst()
{
    CooperativeShapeSet shapes = CooperativeShapeSet::all();
    const ProductSize size{ 260, 2304, 9216, DType::BF16 };
    QCOMPARE(shapeFor(size, {}, card(), shapes), std::size_t(0));
    shapes.erase(0);
    QCOMPARE(shapeFor(size, {}, card(), shapes), std::size_t(1));
}

void ShapeChoiceTest::wasteCounts()
{
    // 260 rows are 288 in tiles of 96, 320 in tiles of 64 and 384 in tiles of 128.
    QCOMPARE(
        shapeFor({ 260, 2304, 9216, DType::Q8 }, equalRates(), card(), CooperativeShapeSet::all()), shapeOf(96, 128));
    QCOMPARE(
        shapeFor({ 60, 2304, 9216, DType::Q8 }, equalRates(), card(), CooperativeShapeSet::all()), shapeOf(64, 128));
}

void ShapeChoiceTest::figuresCount()
{
    ShapeRates rates = equalRates();
    const std::size_t large = shapeOf(128, 256);
    rates.rates[1][2][large] = 3e14; // q8, 1028 rows
    const CooperativeShapeSet all = CooperativeShapeSet::all();
    QCOMPARE(shapeFor({ 1028, 2304, 9216, DType::Q8 }, rates, card(), all), large);
    QCOMPARE(shapeFor({ 4100, 9216, 2304, DType::Q8 }, rates, card(), all), large);
    QVERIFY(shapeFor({ 260, 2304, 9216, DType::Q8 }, rates, card(), all) != large);
    QVERIFY(shapeFor({ 1028, 2304, 9216, DType::Q4 }, rates, card(), all) != large);
    CooperativeShapeSet without = all;
    without.erase(large);
    QVERIFY(shapeFor({ 1028, 2304, 9216, DType::Q8 }, rates, card(), without) != large);
    rates.rates[0][1][large] = 9e14; // bf16, which f32 and f16 are like
    for (const DType format : { DType::F32, DType::F16, DType::BF16 })
        QCOMPARE(shapeFor({ 256, 1152, 4304, format }, rates, card(), all), large);
}

void ShapeChoiceTest::figuresAreKept()
{
    const std::filesystem::path folder = m_folder.path().toStdString();
    ShapeRates rates;
    rates.rates[0][1][3] = 2.5e14;
    rates.rates[2][2].back() = 1e13;
    QVERIFY(!readShapeRates(folder, "a card"));
    QVERIFY(writeShapeRates(folder, "a card", rates).ok());
    const auto found = readShapeRates(folder, "a card");
    QVERIFY(found);
    QCOMPARE(found->rates, rates.rates);
    QVERIFY(!readShapeRates(folder, "another card"));
    const std::vector<std::string> lines = describe(*found);
    QCOMPARE(lines.size(), std::size_t(2));
    // 260 of the 320 rows that five tiles have.
    QCOMPARE(lines.front(), std::string("bf16, 260 rows: " + nameOf(kCooperativeShapes[3]) + " 203.12 TFLOP/s"));
}

void ShapeChoiceTest::damagedFiguresAreNone()
{
    const std::filesystem::path folder = m_folder.filePath(QStringLiteral("damaged")).toStdString();
    QVERIFY(writeShapeRates(folder, "a card", equalRates()).ok());
    const std::filesystem::path file = std::filesystem::directory_iterator(folder)->path();
    std::ifstream stream(file);
    const std::string whole{ std::istreambuf_iterator<char>(stream), {} };
    QVERIFY(readShapeRates(folder, "a card"));
    const std::size_t line = whole.find("q8 260");
    for (const std::string& damaged :
        { std::string(), whole.substr(0, whole.size() / 2), whole.substr(0, line) + "q9" + whole.substr(line + 2),
            whole.substr(0, line) + "q8 260 nan " + whole.substr(whole.find("64x", line)),
            whole.substr(0, line) + "q8 260 1e9 63x128 by 2x2, 64 inputs\nend\n" }) {
        QVERIFY(writeFile(file, damaged).ok());
        QVERIFY2(!readShapeRates(folder, "a card"), damaged.c_str());
    }
}

QTEST_APPLESS_MAIN(ShapeChoiceTest)
#include "shape_choice_test.moc"
