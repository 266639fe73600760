// Rows of the token table on the device against the CPU, in every weight format.

#include "tests/support/gpu_test.h"

using namespace palimpsest;

class EmbedParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vulkanMatchesCpu_data();
    void vulkanMatchesCpu();

private:
    ParityFixture m_parity;
};

void EmbedParityTest::vulkanMatchesCpu_data()
{
    QTest::addColumn<DType>("format");
    QTest::addColumn<int>("vocabulary");
    QTest::addColumn<int>("width");
    for (const DType format : { DType::F32, DType::F16, DType::BF16, DType::Q8, DType::Q4 }) {
        const auto row = [&](const char* what) -> QTestData& {
            return QTest::addRow("%s %s", std::string(nameOf(format)).c_str(), what) << format;
        };
        row("one row") << 1 << 1;
        row("width of Gemma 2 2B") << 1000 << 2304;
        row("width no block divides") << 37 << 1153;
    }
}

void EmbedParityTest::vulkanMatchesCpu()
{
    QFETCH(const DType, format);
    QFETCH(const int, vocabulary);
    QFETCH(const int, width);

    const Shape table{ std::size_t(vocabulary), std::size_t(width) };
    const std::vector<std::int32_t> ids{ 0, vocabulary - 1, vocabulary / 2, 0 };
    const auto run = [&](OpFixture& on) {
        const Tensor out = on.empty({ ids.size(), table[1] });
        on.ops().embed(
            { on.putIds(ids), on.putStored(randomNormal(table.elementCount(), 1), table, format), out, 48.0F });
        return on.get(out);
    };
    PAL_VERIFY_PARITY(m_parity.error(run), tolerance::kReductionF32);
}

PAL_GPU_TEST_MAIN(EmbedParityTest)
#include "embed_parity_test.moc"
