// The fast product against the plain one, on every instruction set of this processor.

#include <QtTest>

#include "engine/cpu/fast_context.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "tests/support/host_tensor.h"
#include "tests/support/instruction_set_targets.h"
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
    { "SigLIP fc2", 13, 4304, 33 },
    { "SigLIP fc1", 14, 1152, 70 },
    { "SigLIP patches", 20, 588, 48 },
    { "one head of SigLIP", 7, 72, 72 },
    { "no multiple of anything", 9, 97, 35 },
    { "two passes over the weights", 700, 4304, 18 },
};

std::vector<float> plainProduct(const MatmulArgs& args, const HostTensor& out)
{
    ThreadPool pool(1);
    cpu::plain::matmul(args, pool);
    return out.values();
}

} // namespace

class MatmulFastTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fastMatchesPlain_data();
    void fastMatchesPlain();
    void blockSumsAreExact_data();
    void blockSumsAreExact();
    void instructionSetsAgree();

private:
    std::vector<float> fastProduct(const MatmulArgs& args, const HostTensor& out, std::int64_t target)
    {
        const ForcedTarget forced(target);
        cpu::fast::matmul(args, m_context);
        return out.values();
    }

    ThreadPool m_pool{ 2 };
    cpu::FastContext m_context{ m_pool };
};

void MatmulFastTest::fastMatchesPlain_data()
{
    QTest::addColumn<int>("dtype");
    QTest::addColumn<int>("size");
    for (const DType dtype : { DType::Q8, DType::Q4 }) {
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
    const HostTensor in({ rows, width }, randomNormal(rows * width, 1));
    const HostTensor weight
        = HostTensor::matrix(static_cast<DType>(dtype), outputs, width, randomNormal(outputs * width, 2, 0.05F));
    const HostTensor bias({ outputs }, randomNormal(outputs, 3, 0.1F));
    const HostTensor out({ rows, outputs });
    const MatmulArgs args{ in.tensor(), weight.tensor(), bias.tensor(), out.tensor() };
    const auto expected = plainProduct(args, out);
    for (const std::int64_t target : instructionSetTargets()) {
        const double error = nmse(fastProduct(args, out, target), expected);
        QVERIFY2(error < tolerance::kProductQ8, (targetName(target) + ": NMSE " + std::to_string(error)).c_str());
    }
}

void MatmulFastTest::blockSumsAreExact_data()
{
    fastMatchesPlain_data();
}

// Activations that 8 bits hold exactly leave only the f32 sums over the blocks to differ.
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
    const HostTensor in({ rows, width }, values);
    const HostTensor weight
        = HostTensor::matrix(static_cast<DType>(dtype), outputs, width, randomNormal(outputs * width, 2, 0.05F));
    const HostTensor out({ rows, outputs });
    const MatmulArgs args{ in.tensor(), weight.tensor(), {}, out.tensor() };
    const auto expected = plainProduct(args, out);
    for (const std::int64_t target : instructionSetTargets()) {
        const double error = nmse(fastProduct(args, out, target), expected);
        QVERIFY2(error < tolerance::kReductionF32, (targetName(target) + ": NMSE " + std::to_string(error)).c_str());
    }
}

void MatmulFastTest::instructionSetsAgree()
{
    const HostTensor in({ 9, 2304 }, randomNormal(9 * 2304, 1));
    const HostTensor out({ 9, 35 });
    for (const DType dtype : { DType::Q8, DType::Q4 }) {
        const HostTensor weight = HostTensor::matrix(dtype, 35, 2304, randomNormal(35 * 2304, 2, 0.05F));
        const MatmulArgs args{ in.tensor(), weight.tensor(), {}, out.tensor() };
        const auto targets = instructionSetTargets();
        const auto expected = fastProduct(args, out, targets.front());
        for (const std::int64_t target : targets)
            QVERIFY2(
                nmse(fastProduct(args, out, target), expected) < tolerance::kReductionF32, targetName(target).c_str());
    }
}

QTEST_APPLESS_MAIN(MatmulFastTest)
#include "matmul_fast_test.moc"
