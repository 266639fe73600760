// The fast product against the plain one, on every instruction set of this processor.

#include <QtTest>
#include <cstring>

#include "tests/support/instruction_set_targets.h"
#include "tests/support/op_fixture.h"
#include "tests/support/random_tensor.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

namespace {

struct ProductSize {
    const char* name;
    std::size_t rows;
    std::size_t width;
    std::size_t outputs;
};
// The model's widths, with as few outputs as still make whole and broken panels.
constexpr ProductSize kSizes[] = {
    { "one number", 1, 1, 1 },
    { "one row, one panel, one superblock", 1, 64, 16 },
    { "decode step of Gemma 2 2B, five panels", 1, 2304, 80 },
    { "decode step through the MLP, broken panel", 1, 9216, 37 },
    { "five sequences decoded together", 5, 2304, 47 },
    { "SigLIP fc2", 77, 4304, 33 },
    { "SigLIP fc1", 70, 1152, 70 },
    { "SigLIP patches", 65, 588, 48 },
    { "eight sequences with forced tokens", 20, 588, 48 },
    { "one head of SigLIP", 7, 72, 72 },
    { "no multiple of anything", 9, 97, 35 },
    { "two passes over the weights", 280, 9216, 5 },
};

double boundOf(DType dtype)
{
    return isBlockFormat(dtype) ? tolerance::kProductQ8
        : dtype == DType::BF16  ? tolerance::kProductBf16
                                : tolerance::kReductionF32;
}

} // namespace

class MatmulFastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fastMatchesPlain_data();
    void fastMatchesPlain();
    void blockSumsAreExact_data();
    void blockSumsAreExact();
    void fewRowsKeepTheirPrecision();
    void rowsAreTheSameAmongOthers_data();
    void rowsAreTheSameAmongOthers();
    void weightsMayLieAnywhere();
    void instructionSetsAgree();

private:
    struct Product {
        Tensor in;
        Tensor weight;
        Tensor bias;
    };
    // Checks the fast form on every instruction set against the plain one.
    void compare(const Product& product, double bound);
    std::vector<float> plain(const Product& product);
    std::vector<float> fast(const Product& product, std::int64_t target);

    OpFixture m_plain{ cpu::Arithmetic::Plain };
    OpFixture m_fast{ cpu::Arithmetic::Fast };
};

std::vector<float> MatmulFastTest::plain(const Product& product)
{
    const Tensor out = m_plain.empty({ product.in.rows(), product.weight.rows() });
    m_plain.ops().matmul({ product.in, product.weight, product.bias, out });
    return m_plain.get(out);
}

std::vector<float> MatmulFastTest::fast(const Product& product, std::int64_t target)
{
    const ForcedTarget forced(target);
    const Tensor out = m_fast.empty({ product.in.rows(), product.weight.rows() });
    m_fast.ops().matmul({ product.in, product.weight, product.bias, out });
    return m_fast.get(out);
}

void MatmulFastTest::compare(const Product& product, double bound)
{
    const auto expected = plain(product);
    for (const std::int64_t target : instructionSetTargets()) {
        const double error = nmse(fast(product, target), expected);
        QVERIFY2(error < bound, (targetName(target) + ": NMSE " + QByteArray::number(error).toStdString()).c_str());
    }
}

void MatmulFastTest::fastMatchesPlain_data()
{
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("size");
    for (const DType dtype : { DType::Q8, DType::Q4, DType::BF16, DType::F16, DType::F32 }) {
        for (std::size_t i = 0; i < std::size(kSizes); ++i)
            QTest::addRow("%s, %s", std::string(nameOf(dtype)).c_str(), kSizes[i].name)
                << static_cast<int>(dtype) << static_cast<int>(i);
    }
}

void MatmulFastTest::fastMatchesPlain()
{
    QFETCH(const int, dtype);
    QFETCH(const int, size);
    const auto [name, rows, width, outputs] = kSizes[size];
    const auto format = static_cast<DType>(dtype);
    compare({ m_plain.put(randomNormal(rows * width, 1), { rows, width }),
                m_plain.putStored(randomNormal(outputs * width, 2, 0.05F), { outputs, width }, format),
                m_plain.put(randomNormal(outputs, 3, 0.1F), { outputs }) },
        boundOf(format));
}

void MatmulFastTest::blockSumsAreExact_data()
{
    fastMatchesPlain_data();
}

// Activations that 8 bits (and bf16) hold exactly leave only the f32 sums to differ.
void MatmulFastTest::blockSumsAreExact()
{
    QFETCH(const int, dtype);
    QFETCH(const int, size);
    const auto [name, rows, width, outputs] = kSizes[size];
    std::vector<float> values(rows * width);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t column = i % width;
        const float level = column % 32 == 0 ? 127.0F : static_cast<float>(static_cast<int>(i * 73 % 255) - 127);
        values[i] = level * (column % 64 < 32 ? 0.5F : 4.0F);
    }
    compare(
        { m_plain.put(values, { rows, width }),
            m_plain.putStored(randomNormal(outputs * width, 2, 0.05F), { outputs, width }, static_cast<DType>(dtype)),
            {} },
        tolerance::kReductionF32);
}

// Of a decode step activations are not rounded to bf16: with published weights it is f32 arithmetic.
void MatmulFastTest::fewRowsKeepTheirPrecision()
{
    for (const std::size_t rows : { 1, 2, 7, 8, 64 })
        compare({ m_plain.put(randomNormal(rows * 2304, 1), { rows, 2304 }),
                    m_plain.putStored(randomNormal(21 * 2304, 2, 0.05F), { 21, 2304 }, DType::BF16), {} },
            tolerance::kReductionF32);
}

void MatmulFastTest::rowsAreTheSameAmongOthers_data()
{
    QTest::addColumn<int>("dtype");
    for (const DType dtype : { DType::Q8, DType::Q4, DType::BF16, DType::F16, DType::F32 })
        QTest::addRow("%s", std::string(nameOf(dtype)).c_str()) << static_cast<int>(dtype);
}

// Bit for bit: sequences that are decoded together must not see each other.
void MatmulFastTest::rowsAreTheSameAmongOthers()
{
    QFETCH(const int, dtype);
    constexpr std::size_t kRows = 64;
    constexpr std::size_t kWidth = 588;
    constexpr std::size_t kOutputs = 47;
    const std::vector<float> values = randomNormal(kRows * kWidth, 1);
    const Tensor weight
        = m_plain.putStored(randomNormal(kOutputs * kWidth, 2, 0.05F), { kOutputs, kWidth }, static_cast<DType>(dtype));
    const auto rowsOf = [&](std::size_t first, std::size_t count) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first * kWidth);
        return m_plain.put({ begin, begin + static_cast<std::ptrdiff_t>(count * kWidth) }, { count, kWidth });
    };
    for (const std::int64_t target : instructionSetTargets()) {
        std::vector<float> alone;
        for (std::size_t row = 0; row < kRows; ++row) {
            const std::vector<float> outputs = fast({ rowsOf(row, 1), weight, {} }, target);
            alone.insert(alone.end(), outputs.begin(), outputs.end());
        }
        for (const std::size_t count : { 2, 3, 7, 8, 9, 23, 64 }) {
            const std::vector<float> together = fast({ rowsOf(0, count), weight, {} }, target);
            QVERIFY2(std::equal(together.begin(), together.end(), alone.begin()),
                (targetName(target) + ": " + std::to_string(count) + " rows").c_str());
        }
    }
}

void MatmulFastTest::weightsMayLieAnywhere()
{
    for (const DType dtype : { DType::BF16, DType::F16, DType::F32 }) {
        for (const std::size_t rows : { 1, 70 }) {
            Tensor weight = m_plain.putStored(randomNormal(40 * 97, 2, 0.05F), { 40, 97 }, dtype);
            // An odd header length in a file: 39 of the 40 rows, one byte further on.
            auto* const bytes = reinterpret_cast<std::byte*>(static_cast<std::uintptr_t>(weight.address())); // NOLINT
            weight.shape = { 39, 97 };
            std::memmove(bytes + 1, bytes, weight.sizeBytes());
            weight.offsetBytes += 1;
            compare({ m_plain.put(randomNormal(rows * 97, 1), { rows, 97 }), weight, {} }, boundOf(dtype));
        }
    }
}

void MatmulFastTest::instructionSetsAgree()
{
    for (const DType dtype : { DType::Q8, DType::Q4 }) {
        const Product product{ m_plain.put(randomNormal(9 * 2304, 1), { 9, 2304 }),
            m_plain.putStored(randomNormal(35 * 2304, 2, 0.05F), { 35, 2304 }, dtype), {} };
        const auto expected = fast(product, instructionSetTargets().front());
        for (const std::int64_t target : instructionSetTargets())
            QVERIFY2(nmse(fast(product, target), expected) < tolerance::kReductionF32, targetName(target).c_str());
    }
}

QTEST_APPLESS_MAIN(MatmulFastTest)
#include "matmul_fast_test.moc"
