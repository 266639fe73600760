// Headers written by hand, byte for byte: the good ones parse to what they say, each broken one is refused for its
// reason.

#include <QtTest>
#include <random>

#include "engine/io/safetensors_header.h"

using namespace palimpsest;

namespace {

// A whole file: length, header text, `dataBytes` zeros.
QByteArray fileOf(const QByteArray& header, int dataBytes)
{
    QByteArray file;
    for (int i = 0; i < 8; ++i)
        file.append(static_cast<char>((static_cast<quint64>(header.size()) >> (8 * i)) & 0xff));
    return file + header + QByteArray(dataBytes, '\0');
}

Result<SafetensorsHeader> parse(const QByteArray& file)
{
    return parseSafetensorsHeader(
        std::as_bytes(std::span(file.constData(), static_cast<std::size_t>(file.size()))), "f");
}

} // namespace

class SafetensorsHeaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsThere();
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void refusesBadLengths();
    void everyTruncationIsAnError();
    void damageIsNeverBelieved();
    void sizes_data();
    void sizes();
};

void SafetensorsHeaderTest::readsWhatIsThere()
{
    // The second tensor of the text lies first in the data; keys come in any order.
    const auto header = parse(fileOf(R"({"b":{"data_offsets":[4,16],"shape":[2,3],"dtype":"BF16"},)"
                                     R"("__metadata__":{"format":"pt","n":"1"},)"
                                     R"("a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}  )",
        16));
    QVERIFY2(header.ok(), header.ok() ? "" : header.error().message.c_str());
    const SafetensorsHeader& found = header.value();
    QCOMPARE(found.entries.size(), std::size_t{ 2 });
    QCOMPARE(found.entries[0].name, std::string("a"));
    QVERIFY(found.entries[0].shape.empty());
    QCOMPARE(found.entries[1].name, std::string("b"));
    QCOMPARE(found.entries[1].dtype, std::string("BF16"));
    QCOMPARE(found.entries[1].shape, (std::vector<std::uint64_t>{ 2, 3 }));
    QCOMPARE(found.entries[1].begin, std::uint64_t{ 4 });
    QCOMPARE(found.entries[1].end, std::uint64_t{ 16 });
    QCOMPARE(found.metadata.size(), std::size_t{ 2 });
    QCOMPARE(found.metadata.at("format"), std::string("pt"));
    QVERIFY(found.dataOffset % 8 != 0); // no alignment is promised
}

void SafetensorsHeaderTest::accepts_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("dataBytes");
    QTest::newRow("no tensors") << QByteArray("{}") << 0;
    QTest::newRow("an empty tensor") << QByteArray(R"({"a":{"dtype":"F32","shape":[0,7],"data_offsets":[0,0]}})") << 0;
    QTest::newRow("a number with an exponent")
        << QByteArray(R"({"a":{"dtype":"U8","shape":[1e1],"data_offsets":[0,1.0e1]}})") << 10;
    QTest::newRow("a key that says more") << QByteArray(
        R"({"a":{"x":{"y":[1,{"z":null}]},"dtype":"U8","w":[[]],"shape":[1],"v":-1,"data_offsets":[0,1]}})")
                                          << 1;
    QTest::newRow("a very long name") << ("{\"" + QByteArray(100000, 'n')
        + R"(":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})")
                                      << 1;
    QTest::newRow("two values to a byte")
        << QByteArray(R"({"a":{"dtype":"F4","shape":[4],"data_offsets":[0,2]}})") << 2;
    QTest::newRow("dtypes the engine has no use for")
        << QByteArray(R"({"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]},)"
                      R"("b":{"dtype":"I64","shape":[1],"data_offsets":[1,9]},)"
                      R"("c":{"dtype":"BOOL","shape":[1],"data_offsets":[9,10]}})")
        << 10;
}

void SafetensorsHeaderTest::accepts()
{
    QFETCH(const QByteArray, header);
    QFETCH(const int, dataBytes);
    const auto parsed = parse(fileOf(header, dataBytes));
    QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
}

void SafetensorsHeaderTest::refuses_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("dataBytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const QByteArray& header, int dataBytes, const char* reason) {
        QTest::newRow(name) << header << dataBytes << QString::fromLatin1(reason);
    };
    row("nothing", "", 0, "does not start with '{'");
    row("a space first", " {}", 0, "does not start with '{'");
    row("a list", "[]", 0, "does not start with '{'");
    row("no JSON", "{\"a\":}", 0, "no valid JSON");
    row("cut short", "{\"a\":{\"dtype\":", 0, "no valid JSON");
    row("something behind the end", "{} {}", 0, "no valid JSON");
    row("padded with zeros", QByteArray("{}\0\0", 4), 0, "a zero byte");
    row("no UTF-8", "{\"\xff\":{}}", 0, "no valid JSON");
    row("a number too large", R"({"a":{"dtype":"U8","shape":[1e999],"data_offsets":[0,1]}})", 1, "no valid JSON");
    row("deep", QByteArray(200000, '{').replace("{", "{\"a\":"), 0, "no valid JSON");
    row("deep in a list", R"({"a":{"shape":)" + QByteArray(200000, '['), 0, "described by a list");
    row("a tensor twice",
        R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},)"
        R"("a":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
        3, "tensor 'a' is there twice");
    row("a field twice", R"({"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1, "key dtype twice");
    row("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", 0, "__metadata__ twice");
    row("a metadata key twice", R"({"__metadata__":{"a":"1","a":"2"}})", 0, "key twice");
    row("metadata that is no text", R"({"__metadata__":{"a":1}})", 0, "strings to strings");
    row("metadata that is no object", R"({"__metadata__":"a"})", 0, "strings to strings");
    row("a tensor that is no object", R"({"a":3})", 0, "tensor 'a' is described by a number");
    row("no dtype", R"({"a":{"shape":[1],"data_offsets":[0,1]}})", 1, "lacks one of");
    row("no shape", R"({"a":{"dtype":"U8","data_offsets":[0,1]}})", 1, "lacks one of");
    row("no offsets", R"({"a":{"dtype":"U8","shape":[1]}})", 1, "lacks one of");
    row("one offset", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}})", 1, "1 data_offsets");
    row("three offsets", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}})", 1, "3 data_offsets");
    row("a shape that is no list", R"({"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})", 1,
        "a number in the wrong");
    row("a text in a shape", R"({"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}})", 1, "a string in the wrong");
    row("a negative extent", R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", 1, "a negative number");
    row("a fraction", R"({"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}})", 1, "1.5");
    row("an unknown dtype", R"({"a":{"dtype":"Q9","shape":[1],"data_offsets":[0,1]}})", 1, "unknown dtype 'Q9'");
    row("too many bytes", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9]}})", 9, "has 9 bytes");
    row("too few bytes", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4, "ask for 8");
    row("ends before it begins", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[2,1]}})", 2, "before it begins");
    row("past the end", R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 3, "cut short");
    row("product overflows to nothing", R"({"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}})",
        0, "no 64-bit number");
    row("product of three overflows",
        R"({"a":{"dtype":"U8","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,0]}})", 0,
        "no 64-bit number");
    row("half a byte", R"({"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}})", 1, "no 64-bit number");
    row("overlap",
        R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}})",
        7, "tensor 'b' overlaps");
    row("the same bytes twice",
        R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})",
        4, "overlaps");
    row("a hole",
        R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}})",
        9, "1 unused bytes before tensor 'b'");
    row("a hole at the start", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2, "1 unused bytes before");
    row("a rest", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 3, "2 unused bytes behind");
    row("rank without bound", R"({"a":{"dtype":"U8","shape":[)" + QByteArray("1,").repeated(100) + R"(1]}})", 0,
        "more than 64 dimensions");
}

void SafetensorsHeaderTest::refuses()
{
    QFETCH(const QByteArray, header);
    QFETCH(const int, dataBytes);
    QFETCH(const QString, reason);
    const auto parsed = parse(fileOf(header, dataBytes));
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().code, ErrorCode::InvalidModel);
    const QString message = QString::fromStdString(parsed.error().message);
    QVERIFY2(message.startsWith(QStringLiteral("'f' is no valid safetensors file")), qPrintable(message));
    QVERIFY2(message.contains(reason), qPrintable(message));
    QVERIFY2(message.size() < 600, qPrintable(message));
}

void SafetensorsHeaderTest::refusesBadLengths()
{
    QByteArray file = fileOf("{}", 0);
    file[0] = 3; // one byte more than there is
    QVERIFY(QString::fromStdString(parse(file).error().message).contains(QStringLiteral("only 2 follow")));
    file.replace(0, 8, QByteArray::fromHex("01e1f50500000000")); // 100 000 001
    QVERIFY(QString::fromStdString(parse(file).error().message).contains(QStringLiteral("at most 100000000")));
    file.replace(0, 8, QByteArray(8, '\xff'));
    QVERIFY(!parse(file).ok());
}

void SafetensorsHeaderTest::everyTruncationIsAnError()
{
    const QByteArray whole = fileOf(R"({"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]}})", 8);
    QVERIFY(parse(whole).ok());
    for (int size = 0; size < whole.size(); ++size)
        QVERIFY2(!parse(whole.left(size)).ok(), qPrintable(QString::number(size)));
}

// Whatever few bytes are changed: an error, or entries that lie inside the data, one behind the other.
void SafetensorsHeaderTest::damageIsNeverBelieved()
{
    const QByteArray whole
        = fileOf(R"({"__metadata__":{"k":"v"},"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]},)"
                 R"("b":{"dtype":"U8","shape":[11],"data_offsets":[8,19]}})",
            19);
    std::mt19937 random(20240229);
    const auto below
        = [&random](qsizetype bound) { return static_cast<qsizetype>(random() % static_cast<unsigned>(bound)); };
    const QByteArray likely = QByteArray("{}[]\",:0123456789eE.-+\\ \0\xff", 27) + "FUBI";
    int accepted = 0;
    for (int round = 0; round < 50000; ++round) {
        QByteArray damaged = whole;
        for (qsizetype change = below(3); change >= 0; --change)
            damaged[below(damaged.size() - 19)] = likely[below(likely.size())];
        const auto parsed = parse(damaged);
        if (!parsed.ok())
            continue;
        ++accepted;
        std::uint64_t covered = 0;
        for (const SafetensorsEntry& entry : parsed.value().entries) {
            QCOMPARE(entry.begin, covered);
            QCOMPARE(safetensorsSizeBytes(entry.dtype, entry.shape), std::optional(entry.sizeBytes()));
            covered = entry.end;
        }
        QCOMPARE(parsed.value().dataOffset + covered, static_cast<std::uint64_t>(damaged.size()));
    }
    QVERIFY(accepted > 0 && accepted < 25000); // names may change; most else may not
}

void SafetensorsHeaderTest::sizes_data()
{
    QTest::addColumn<QString>("dtype");
    QTest::addColumn<int>("bytesOfTwelve");
    QTest::newRow("F64") << QStringLiteral("F64") << 96;
    QTest::newRow("I64") << QStringLiteral("I64") << 96;
    QTest::newRow("F32") << QStringLiteral("F32") << 48;
    QTest::newRow("U32") << QStringLiteral("U32") << 48;
    QTest::newRow("BF16") << QStringLiteral("BF16") << 24;
    QTest::newRow("I16") << QStringLiteral("I16") << 24;
    QTest::newRow("I8") << QStringLiteral("I8") << 12;
    QTest::newRow("F8_E5M2") << QStringLiteral("F8_E5M2") << 12;
    QTest::newRow("F6_E2M3") << QStringLiteral("F6_E2M3") << 9;
    QTest::newRow("F4") << QStringLiteral("F4") << 6;
}

void SafetensorsHeaderTest::sizes()
{
    QFETCH(const QString, dtype);
    QFETCH(const int, bytesOfTwelve);
    const std::vector<std::uint64_t> shape{ 3, 4 };
    QCOMPARE(safetensorsSizeBytes(dtype.toStdString(), shape), std::optional<std::uint64_t>(bytesOfTwelve));
}

QTEST_APPLESS_MAIN(SafetensorsHeaderTest)
#include "safetensors_header_test.moc"
