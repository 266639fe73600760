// NaN and infinity are found in every dtype, and named by tensor and element.

#include <QtTest>
#include <cmath>

#include "engine/io/non_finite.h"
#include "tests/support/tensor_file.h"

using namespace palimpsest;

namespace {

const std::string kQuery = "language_model.model.layers.0.self_attn.q_proj.weight";

} // namespace

class NonFiniteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void findsNaNAndInfinity();

private:
    std::filesystem::path folder() const { return m_dir->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void NonFiniteTest::findsNaNAndInfinity()
{
    writeTinyFolder(folder());
    const auto checkpoint = Checkpoint::open(folder()).value();
    std::uint64_t done = 0;
    QVERIFY(checkFinite(*checkpoint, {}, [&done](std::uint64_t doneBytes, std::uint64_t) { done = doneBytes; }).ok());
    QCOMPARE(done, checkpoint->tensorBytes());
    const struct {
        const char* dtype;
        float value;
        std::size_t count, index;
        const char* found; // in a tensor of 8 rows and 12 columns
    } cases[] = { { "BF16", std::nanf(""), 96, 95, "NaN at [7, 11]" },
        { "F16", -INFINITY, 96, 0, "infinity at [0, 0]" }, { "F32", INFINITY, 96, 50, "infinity at [4, 2]" } };
    for (const auto& [dtype, value, count, index, found] : cases) {
        FileTensors tensors = tinyTensors();
        std::vector<float> values(count, dtype[0] == 'F' ? 65504.0F : 3e38F);
        values[index] = value;
        tensors[kQuery] = fileTensor(dtype, { 8, 12 }, values);
        writeTinyFolder(folder(), tensors);
        const auto checked = checkFinite(*Checkpoint::open(folder()).value());
        QVERIFY(!checked.ok());
        QCOMPARE(checked.error().code, ErrorCode::InvalidModel);
        const std::string expected = kQuery + "' has " + found;
        QVERIFY2(checked.error().message.find(expected) != std::string::npos, checked.error().message.c_str());
    }
    // Past the first block, and in a tensor that ends with a part of one.
    std::vector<float> large(100000, 1.0F);
    large[99999] = std::nanf("");
    const FileTensor stored = fileTensor("F32", { 100000 }, large);
    const StoredTensor tensor{ .name = "x", .dtype = DType::F32, .shape = { 100000 }, .bytes = stored.bytes };
    QCOMPARE(firstNonFinite(tensor), std::optional<std::size_t>(99999));
    QCOMPARE(firstNonFinite(tensor, 0.5F), std::optional<std::size_t>(0));
}

QTEST_APPLESS_MAIN(NonFiniteTest)
#include "non_finite_test.moc"
