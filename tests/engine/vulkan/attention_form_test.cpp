// Which form of attention an operation takes.

#include <QtTest>

#include "engine/vulkan/attention_form.h"

using namespace palimpsest;
using vulkan::AttentionForm;

namespace {

class NoBuffer final : public Buffer {
public:
    NoBuffer() : Buffer(4096, 1 << 20) { }
};

} // namespace

class AttentionFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formsBySize_data();
    void formsBySize();
    void unalignedRowsTakeThePlainForm();
    void whatIsSwitchedOffIsNotTaken();
    void smallWorkgroupsTakeThePlainForm();

private:
    AttentionArgs args(std::size_t rows, std::size_t width) const
    {
        const Tensor query{ &m_buffer, 0, DType::F32, { rows, 8, width } };
        const Tensor key{ &m_buffer, 0, DType::F32, { 300, 4, width } };
        return { .query = query, .key = key, .value = key, .out = query };
    }
    NoBuffer m_buffer;
    vulkan::DeviceCapabilities m_card{ .maxWorkgroupInvocations = 1024 };
    vulkan::DeviceCapabilities m_processor{ .software = true, .maxWorkgroupInvocations = 1024 };
};

void AttentionFormTest::formsBySize_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::addColumn<AttentionForm>("onCard");
    QTest::addColumn<AttentionForm>("onProcessor");
    QTest::newRow("a decode step") << 1 << 256 << AttentionForm::Decode << AttentionForm::Lanes;
    QTest::newRow("eight rows") << 8 << 256 << AttentionForm::Decode << AttentionForm::Lanes;
    QTest::newRow("nine rows") << 9 << 256 << AttentionForm::Prefill << AttentionForm::Lanes;
    QTest::newRow("patches") << 256 << 72 << AttentionForm::Prefill << AttentionForm::Lanes;
    QTest::newRow("a width not of fours") << 256 << 70 << AttentionForm::Plain << AttentionForm::Lanes;
    QTest::newRow("a head too wide") << 1 << 260 << AttentionForm::Plain << AttentionForm::Plain;
}

void AttentionFormTest::formsBySize()
{
    QFETCH(const int, rows);
    QFETCH(const int, width);
    QFETCH(const AttentionForm, onCard);
    QFETCH(const AttentionForm, onProcessor);
    const AttentionArgs size = args(std::size_t(rows), std::size_t(width));
    QCOMPARE(chooseAttention(size, m_card, {}), onCard);
    QCOMPARE(chooseAttention(size, m_processor, {}), onProcessor);
}

void AttentionFormTest::unalignedRowsTakeThePlainForm()
{
    AttentionArgs size = args(1, 256);
    size.value.offsetBytes = 4;
    QCOMPARE(chooseAttention(size, m_card, {}), AttentionForm::Plain);
}

void AttentionFormTest::whatIsSwitchedOffIsNotTaken()
{
    vulkan::AttentionForms enabled;
    enabled.switchOff(AttentionForm::Decode);
    QCOMPARE(chooseAttention(args(1, 256), m_card, enabled), AttentionForm::Plain);
    QCOMPARE(chooseAttention(args(100, 256), m_card, enabled), AttentionForm::Prefill);
    enabled.switchOff(AttentionForm::Lanes);
    QCOMPARE(chooseAttention(args(100, 256), m_processor, enabled), AttentionForm::Prefill);
    enabled.switchOff(AttentionForm::Plain);
    enabled.switchOff(AttentionForm::Prefill);
    QCOMPARE(chooseAttention(args(100, 256), m_card, enabled), AttentionForm::Plain);
}

void AttentionFormTest::smallWorkgroupsTakeThePlainForm()
{
    const vulkan::DeviceCapabilities small{ .maxWorkgroupInvocations = 128 };
    QCOMPARE(chooseAttention(args(100, 256), small, {}), AttentionForm::Plain);
    QCOMPARE(chooseAttention(args(1, 256), small, {}), AttentionForm::Decode);
}

QTEST_APPLESS_MAIN(AttentionFormTest)
#include "attention_form_test.moc"
