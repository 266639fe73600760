// Base64 there and back: the examples of RFC 4648, Qt's coder as the oracle, and what nobody would have written.

#include <QByteArray>
#include <QtTest>

#include "engine/base/base64.h"

using namespace palimpsest;

namespace {

std::vector<std::uint8_t> bytesOf(const QByteArray& text)
{
    return { text.begin(), text.end() };
}

} // namespace

class Base64Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedExamples_data();
    void publishedExamples();
    void everyByteAtEveryPlace();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
};

void Base64Test::publishedExamples_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("one byte") << QByteArray("f") << QByteArray("Zg==");
    QTest::newRow("two bytes") << QByteArray("fo") << QByteArray("Zm8=");
    QTest::newRow("three bytes") << QByteArray("foo") << QByteArray("Zm9v");
    QTest::newRow("four bytes") << QByteArray("foob") << QByteArray("Zm9vYg==");
    QTest::newRow("six bytes") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
}

void Base64Test::publishedExamples()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(toBase64(bytesOf(bytes))), text);
    QVERIFY(fromBase64(text.toStdString()) == bytesOf(bytes));
}

void Base64Test::everyByteAtEveryPlace()
{
    QByteArray bytes;
    for (int length = 0; length < 3 * 256 + 2; ++length) {
        const std::string text = toBase64(bytesOf(bytes));
        QCOMPARE(QByteArray::fromStdString(text), bytes.toBase64());
        QVERIFY(fromBase64(text) == bytesOf(bytes));
        bytes.append(static_cast<char>(length / 3 + length % 3 * 85));
    }
}

void Base64Test::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("three letters") << QByteArray("Zm9");
    QTest::newRow("five letters") << QByteArray("Zm9vY");
    QTest::newRow("letters of another alphabet") << QByteArray("Zm-_");
    QTest::newRow("a line break") << QByteArray("Zm9v\nZm9");
    QTest::newRow("an end in the middle") << QByteArray("Zg==Zm9v");
    QTest::newRow("an end within") << QByteArray("Zg=v");
    QTest::newRow("one letter of four") << QByteArray("Z===");
    QTest::newRow("nothing but the end") << QByteArray("====");
    QTest::newRow("bits of no byte") << QByteArray("Zh==");
}

void Base64Test::nonsenseIsRefused()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!fromBase64(text.toStdString()));
}

QTEST_APPLESS_MAIN(Base64Test)
#include "base64_test.moc"
