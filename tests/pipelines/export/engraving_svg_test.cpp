// An engraved score as SVG: read back by a reader that is not ours, sign for sign.

#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>
#include <cmath>

#include "pipelines/decode/kern_syntax.h"
#include "pipelines/export/engraving_svg.h"
#include "pipelines/export/score_writers.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

namespace {

struct Picture {
    double width = 0;
    double height = 0;
    std::size_t filled = 0;
    std::size_t stroked = 0;
    std::size_t transformed = 0;
    QString fault;
};

Picture pictureIn(const std::string& svg)
{
    static const QRegularExpression path(
        QStringLiteral("^(M[-0-9. ]+([LC][-0-9. ]+)+Z?)+$")); // absolute commands, of which there are no others
    Picture picture;
    QXmlStreamReader reader(QByteArray::fromStdString(svg));
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = reader.attributes();
        if (reader.name() == QLatin1String("svg")) {
            const QStringList box = attributes.value(QLatin1String("viewBox")).toString().split(QLatin1Char(' '));
            picture.width = box.value(2).toDouble();
            picture.height = box.value(3).toDouble();
        }
        if (reader.name() != QLatin1String("path"))
            continue;
        if (!path.match(attributes.value(QLatin1String("d")).toString()).hasMatch())
            picture.fault = attributes.value(QLatin1String("d")).toString();
        ++(attributes.hasAttribute(QLatin1String("stroke")) ? picture.stroked : picture.filled);
        picture.transformed += attributes.hasAttribute(QLatin1String("transform")) ? 1 : 0;
    }
    if (reader.hasError())
        picture.fault = reader.errorString();
    return picture;
}

} // namespace

class EngravingSvgTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySignIsThere();
    void systemsOfAPageAreOnePicture();
    void anotherProgramDrawsItThere();
};

void EngravingSvgTest::everySignIsThere()
{
    const std::string kern = "**kern\t**kern\n*clefF4\t*clefGv2\n*k[b-]\t*k[b-]\n*M3/4\t*M3/4\n4C\t(8ccL\n.\t8dd)J\n"
                             "[4D 4F#\t4.r\n8D]\t.\n8r\t8aa\n==\t==\n*-\t*-\n";
    const Engraving engraving = engrave(timelineOf(readKern(kern).score), 60);
    const Picture picture = pictureIn(svgOfEngraving(engraving, "from a test & more"));
    QVERIFY2(picture.fault.isEmpty(), qPrintable(picture.fault));
    QCOMPARE(picture.stroked, engraving.ink.lines.size());
    QCOMPARE(picture.transformed, engraving.ink.glyphs.size());
    QCOMPARE(picture.filled, engraving.ink.glyphs.size() + engraving.ink.polygons.size() + engraving.ink.curves.size());
    QVERIFY(std::abs(picture.width - engraving.width) < 0.001);
    QVERIFY(std::abs(picture.height - engraving.height) < 0.001);
}

void EngravingSvgTest::systemsOfAPageAreOnePicture()
{
    const ExportInput input = sampleScores();
    const Picture both = pictureIn(engravedSvgOf(input, 0));
    QVERIFY2(both.fault.isEmpty(), qPrintable(both.fault));
    const Engraving first
        = engrave(timelineOf(readKern("**kern\n*clefG2\n*k[f#]\n*M3/4\n2.g\n=\n4a\n4b\n=\n*-\n").score), 100);
    QVERIFY2(both.transformed > first.ink.glyphs.size(), "the second system follows the first");
    QCOMPARE(pictureIn(engravedSvgOf(input, 1)).fault, QString());
}

void EngravingSvgTest::anotherProgramDrawsItThere()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("rsvg-convert"));
    if (program.isEmpty())
        QSKIP("rsvg-convert is not installed");
    const std::string kern = "**kern\t**kern\n*clefF4\t*clefG2\n4C\t4a\n8D\t4dd\n8E\t.\n==\t==\n*-\t*-\n";
    const Engraving engraving = engrave(timelineOf(readKern(kern).score), 60);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("score.svg")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(svgOfEngraving(engraving, {})));
    file.close();
    const QString drawn = folder.filePath(QStringLiteral("score.png"));
    QCOMPARE(QProcess::execute(program,
                 { QStringLiteral("--background-color=white"), QStringLiteral("--zoom=2"), QStringLiteral("--output"),
                     drawn, file.fileName() }),
        0);
    const QImage image(drawn);
    const double scale = image.width() / engraving.width;
    QVERIFY(std::abs(scale - 16) < 0.1);
    const auto greyAt = [&](double x, double y) {
        return qGray(image.pixel(static_cast<int>(x * scale), static_cast<int>(y * scale)));
    };
    for (const EngravedNote& note : engraving.notes) {
        const double x = (note.box.left + note.box.right) / 2;
        const double y = (note.box.top + note.box.bottom) / 2;
        QVERIFY2(greyAt(x, y) < 40, "a black head");
        QVERIFY2(greyAt(x + 1.4, y + 0.25) > 200, "paper beside it");
    }
}

QTEST_APPLESS_MAIN(EngravingSvgTest)
#include "engraving_svg_test.moc"
