// SHA-256 against the published examples of FIPS 180-4 and RFC 6234, and against Qt's implementation on every length
// around a block.

#include <QCryptographicHash>
#include <QtTest>

#include "engine/base/sha256.h"

using namespace palimpsest;

class Sha256Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedExamples_data();
    void publishedExamples();
    void everyLengthAroundABlock();
};

void Sha256Test::publishedExamples_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("empty") << QByteArray()
                           << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QByteArray("abc")
                         << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million times a") << QByteArray(
        1000000, 'a') << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void Sha256Test::publishedExamples()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, digest);
    Sha256 hash;
    hash.update(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(hash.finish()), digest);
}

void Sha256Test::everyLengthAroundABlock()
{
    for (int length = 0; length < 200; ++length) {
        const QByteArray text(length, static_cast<char>('a' + length % 26));
        Sha256 hash;
        hash.update(text.left(length / 3).toStdString()); // in two pieces
        hash.update(text.mid(length / 3).toStdString());
        QCOMPARE(QByteArray::fromStdString(hash.finish()),
            QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
    }
}

QTEST_APPLESS_MAIN(Sha256Test)
#include "sha256_test.moc"
