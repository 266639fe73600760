// One array in memory: what NumPy writes is read in golden archives (npz_test); here stand the forms it does not write
// today, and everything that must be refused.

#include <QtTest>
#include <cstring>

#include "engine/io/npy.h"

using namespace palimpsest;

namespace {

std::vector<std::byte> npyFile(std::string dictionary, std::size_t elementBytes, int version = 1)
{
    std::string text = "\x93NUMPY";
    text += static_cast<char>(version);
    text += '\0';
    dictionary += '\n';
    const auto length = static_cast<std::uint32_t>(dictionary.size());
    text.append(reinterpret_cast<const char*>(&length), version == 1 ? 2 : 4);
    text += dictionary;
    text.append(elementBytes, '\x01');
    const auto bytes = std::as_bytes(std::span(text));
    return { bytes.begin(), bytes.end() };
}

} // namespace

class NpyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsUnusualForms_data();
    void readsUnusualForms();
    void refuses_data();
    void refuses();
    void everyTruncationIsAnError();
    void headerIsAlignedAndRead_data();
    void headerIsAlignedAndRead();
    void integersAreNoFloats();
};

void NpyTest::readsUnusualForms_data()
{
    QTest::addColumn<QByteArray>("dictionary");
    QTest::addColumn<int>("version");
    QTest::newRow("keys in another order")
        << QByteArray("{'shape': (2, 2), 'descr': '<f4', 'fortran_order': False}") << 1;
    QTest::newRow("double quotes and no spaces")
        << QByteArray("{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(2,2,),}") << 1;
    QTest::newRow("version 2") << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }    ") << 2;
    QTest::newRow("version 3") << QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }") << 3;
}

void NpyTest::readsUnusualForms()
{
    QFETCH(const QByteArray, dictionary);
    QFETCH(const int, version);
    const auto array = parseNpy(npyFile(dictionary.toStdString(), 16, version), "a");
    QVERIFY2(array.ok(), array.ok() ? "" : array.error().message.c_str());
    QCOMPARE(array.value().shape, (Shape{ 2, 2 }));
    QCOMPARE(array.value().type, NpyType::F4);
    QCOMPARE(array.value().bytes, std::vector<std::byte>(16, std::byte{ 1 }));
}

void NpyTest::refuses_data()
{
    QTest::addColumn<QByteArray>("dictionary");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("unsupported");
    const auto row = [](const char* name, const char* dictionary, int bytes, bool unsupported) {
        QTest::newRow(name) << QByteArray(dictionary) << bytes << unsupported;
    };
    row("objects", "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", 16, true);
    row("structured", "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", 8, true);
    row("big endian", "{'descr': '>f4', 'fortran_order': False, 'shape': (2,)}", 8, true);
    row("complex", "{'descr': '<c8', 'fortran_order': False, 'shape': (2,)}", 16, true);
    row("five dimensions", "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 2)}", 8, true);
    row("too few bytes", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 7, false);
    row("too many bytes", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 9, false);
    row("a product that overflows to the right size",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", 0, false);
    row("an extent of more than 64 bits", "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        0, false);
    row("a negative extent", "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", 4, false);
    row("no shape", "{'descr': '<f4', 'fortran_order': False}", 4, false);
    row("a key twice", "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", 4, false);
    row("an unknown key", "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1}", 4, false);
    row("neither True nor False", "{'descr': '<f4', 'fortran_order': 0, 'shape': ()}", 4, false);
    row("an open quotation", "{'descr': '<f4", 4, false);
    row("an open dictionary", "{'descr': '<f4', 'fortran_order': False, 'shape': (), ", 4, false);
    row("an open tuple", "{'descr': '<f4', 'fortran_order': False, 'shape': (1", 4, false);
    row("words behind the dictionary", "{'descr': '<f4', 'fortran_order': False, 'shape': ()} and more", 4, false);
    row("no dictionary", "hello", 4, false);
    row("nothing", "", 0, false);
}

void NpyTest::refuses()
{
    QFETCH(const QByteArray, dictionary);
    QFETCH(const int, bytes);
    QFETCH(const bool, unsupported);
    const auto file = npyFile(dictionary.toStdString(), static_cast<std::size_t>(bytes));
    const auto array = parseNpy(file, "the array");
    QVERIFY(!array.ok());
    QCOMPARE(array.error().code, unsupported ? ErrorCode::Unsupported : ErrorCode::InvalidModel);
    QVERIFY2(array.error().message.find("'the array'") != std::string::npos, array.error().message.c_str());
}

void NpyTest::everyTruncationIsAnError()
{
    const auto file = npyFile("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8);
    QVERIFY(parseNpy(file, "a").ok());
    for (std::size_t length = 0; length < file.size(); ++length)
        QVERIFY(!parseNpy(std::span(file).first(length), "a").ok());
}

void NpyTest::headerIsAlignedAndRead_data()
{
    QTest::addColumn<QVector<int>>("extents");
    QTest::newRow("scalar") << QVector<int>{};
    QTest::newRow("vector") << QVector<int>{ 16 };
    QTest::newRow("the codebook") << QVector<int>{ 128, 512 };
    QTest::newRow("four dimensions") << QVector<int>{ 2, 1, 3, 4 };
    QTest::newRow("nothing in it") << QVector<int>{ 0, 3 };
}

void NpyTest::headerIsAlignedAndRead()
{
    QFETCH(const QVector<int>, extents);
    Shape shape;
    for (const int extent : extents)
        shape.append(static_cast<std::size_t>(extent));
    const std::string header = npyHeader(NpyType::I8, shape);
    QCOMPARE(header.size() % 64, std::size_t{ 0 });
    const std::string text = header + std::string(shape.elementCount() * 8, '\x02');
    const auto array = parseNpy(std::as_bytes(std::span(text)), "a");
    QVERIFY2(array.ok(), array.ok() ? "" : array.error().message.c_str());
    QCOMPARE(array.value().shape, shape);
    QCOMPARE(array.value().type, NpyType::I8);
    if (shape == Shape{ 128, 512 })
        QCOMPARE(npyHeader(NpyType::F4, shape).size(), std::size_t{ 128 }); // the published example
}

void NpyTest::integersAreNoFloats()
{
    const auto floats
        = toFloats(NpyArray{ .type = NpyType::I4, .shape = { 1 }, .bytes = std::vector<std::byte>(4) }, "ids");
    QVERIFY(!floats.ok());
    QCOMPARE(floats.error().code, ErrorCode::Unsupported);
}

QTEST_APPLESS_MAIN(NpyTest)
#include "npy_test.moc"
