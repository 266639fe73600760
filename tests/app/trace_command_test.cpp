// From a picture file to the archive: the golden values of the specification come out of the built program.

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "engine/io/npz.h"
#include "tests/app/program_run.h"

using namespace palimpsest;

class TraceCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goldenLogits();
    void promptInPlaceOfIds();
    void badArguments_data();
    void badArguments();
    void anUnwritableOutputIsToldFirst();

private:
    QStringList words(const QStringList& more) const
    {
        return QStringList{ QStringLiteral("trace"), QStringLiteral("-m"), m_model, QStringLiteral("--image"), m_image,
            QStringLiteral("-o"), m_archive }
        + more;
    }

    QTemporaryDir m_folder;
    QString m_model = m_folder.filePath(QStringLiteral("nano"));
    QString m_image = m_folder.filePath(QStringLiteral("image.png"));
    QString m_archive = m_folder.filePath(QStringLiteral("trace.npz"));
};

void TraceCommandTest::initTestCase()
{
    QCOMPARE(runProgram({ QStringLiteral("checkpoint"), QStringLiteral("synth"), QStringLiteral("--shape"),
                            QStringLiteral("nano"), QStringLiteral("-o"), m_model })
                 .exitCode,
        0);
    QImage image(56, 56, QImage::Format_RGB888); // spec, nano model: byte = (7y + 13x + 29c + floor(xy / 4)) mod 256
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int base = 7 * y + 13 * x + x * y / 4;
            image.setPixelColor(x, y, QColor(base % 256, (base + 29) % 256, (base + 58) % 256));
        }
    }
    QVERIFY(image.save(m_image));
}

void TraceCommandTest::goldenLogits()
{
    const ProgramRun run = runProgram(words({ QStringLiteral("--ids"), QStringLiteral("2,10,20,30,40,50,108") }));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const auto arrays = readNpz(m_archive.toStdString());
    QVERIFY(arrays.ok());
    const auto logits = toFloats(arrays.value().at("logits"), "logits");
    QVERIFY(logits.ok());
    const std::array<float, 6> golden{ -0.2506759F, 1.0715275F, 0.5122461F, -0.3245828F, -0.5608600F, 0.6257586F };
    for (std::size_t i = 0; i < golden.size(); ++i) {
        const float difference = std::abs(logits.value()[i] - golden[i]);
        // The fast products round activations to bf16, so this is no 2e-5: the engine's own tests hold that.
        QVERIFY2(difference < 0.02F, qPrintable(QStringLiteral("logit %1 is off by %2").arg(i).arg(difference)));
    }
    QVERIFY(arrays.value().at("vision.1").shape == (Shape{ 16, 48 }));
    QVERIFY(arrays.value().at("decoder.3").shape == (Shape{ 23, 96 }));
    QVERIFY(arrays.value().at("greedy_ids").shape == (Shape{ 16 }));
}

void TraceCommandTest::promptInPlaceOfIds()
{
    const ProgramRun run = runProgram(words({ QStringLiteral("--prompt"), QStringLiteral("ocr") }));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const auto arrays = readNpz(m_archive.toStdString());
    QVERIFY(arrays.ok());
    QVERIFY(arrays.value().at("decoder.input").shape == (Shape{ 16 + 1 + 3 + 1, 96 })); // image, <bos>, "ocr", newline
}

void TraceCommandTest::badArguments_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("an id beyond the table") << QStringList{ QStringLiteral("--ids"), QStringLiteral("2,320") } << 1;
    QTest::newRow("a negative id") << QStringList{ QStringLiteral("--ids=-1") } << 1;
    QTest::newRow("half the image tokens") << QStringList{ QStringLiteral("--ids"), QStringLiteral("300,300,2") } << 1;
    QTest::newRow("ids and a prompt") << QStringList{ QStringLiteral("--ids"), QStringLiteral("2"),
        QStringLiteral("--prompt"), QStringLiteral("ocr") }
                                      << 1;
    QTest::newRow("unknown weights") << QStringList{ QStringLiteral("--weights"), QStringLiteral("q3") } << 1;
    QTest::newRow("no such device") << QStringList{ QStringLiteral("--device"), QStringLiteral("gpu7") } << 21;
}

void TraceCommandTest::badArguments()
{
    QFETCH(const QStringList, more);
    QFETCH(const int, exitCode);
    QFile::remove(m_archive);
    const ProgramRun run = runProgram(words(more));
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY(!run.err.isEmpty());
    QVERIFY(!QFile::exists(m_archive));
}

void TraceCommandTest::anUnwritableOutputIsToldFirst()
{
    QStringList arguments = words({ QStringLiteral("--ids"), QStringLiteral("2") });
    arguments[arguments.indexOf(m_archive)] = m_folder.filePath(QStringLiteral("missing/trace.npz"));
    arguments[arguments.indexOf(m_image)] = m_folder.filePath(QStringLiteral("no picture.png"));
    const ProgramRun run = runProgram(arguments);
    QCOMPARE(run.exitCode, 5);
    QVERIFY(run.err.contains("missing/trace.npz"));
}

QTEST_GUILESS_MAIN(TraceCommandTest)
#include "trace_command_test.moc"
