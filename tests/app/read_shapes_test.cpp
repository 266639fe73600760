// Coloured shapes with the starter's companion, from the sample to the results.

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "engine/image/geometry.h"
#include "tests/app/program_run.h"

using namespace palimpsest;

class ReadShapesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapesAreFoundWhereTheyAre();
    void aShapeIsOutlined();
    void questionsAreAnswered_data();
    void questionsAreAnswered();
    void wordsItWasNeverToldMakeAGuess();
};

namespace {

const QString kSample = QStringLiteral("resources/samples/shapes.png");

QJsonObject resultOf(const char* task, const char* prompt, const QString& sample = kSample)
{
    const ProgramRun run = runProgram({ QStringLiteral("read"), QStringLiteral("--task"), QLatin1String(task),
        QStringLiteral("--prompt"), QLatin1String(prompt), QStringLiteral("--json"), inSource(qPrintable(sample)) });
    if (run.exitCode != 0)
        qFatal("%s", run.err.constData());
    return QJsonDocument::fromJson(run.out)
        .object()[QLatin1String("documents")][0][QLatin1String("pages")][0][QLatin1String("result")]
        .toObject();
}

// Of a page of 640 x 480 pixels.
std::vector<bool> pixelsOf(const QJsonValue& segment)
{
    const QJsonObject mask = segment[QLatin1String("mask")].toObject();
    const int width = mask[QLatin1String("width")].toInt();
    std::vector<bool> pixels(std::size_t{ 640 } * 480);
    int at = 0;
    bool isInside = false;
    for (const QJsonValue run : mask[QLatin1String("runs")].toArray()) {
        for (int end = at + run.toInt(); at < end; ++at) {
            const int x = mask[QLatin1String("left")].toInt() + at % width;
            const int y = mask[QLatin1String("top")].toInt() + at / width;
            pixels[static_cast<std::size_t>(y) * 640 + static_cast<std::size_t>(x)] = isInside;
        }
        isInside = !isInside;
    }
    return pixels;
}

RectF boxOf(const QJsonValue& object)
{
    const QJsonArray sides = object[QLatin1String("box")].toArray();
    return { sides[0].toDouble(), sides[1].toDouble(), sides[2].toDouble(), sides[3].toDouble() };
}

} // namespace

void ReadShapesTest::shapesAreFoundWhereTheyAre()
{
    const QJsonObject truth = QJsonDocument::fromJson(contentOf(inSource("resources/samples/shapes.json"))).object();
    const QJsonObject result = resultOf("detect", "Red circle ; purple house ; green triangle ; yellow star");
    const QJsonArray found = result[QLatin1String("content")][QLatin1String("objects")].toArray();
    QCOMPARE(found.size(), 4);
    QVERIFY(!result[QLatin1String("experimental")].toBool());
    QVERIFY(
        result[QLatin1String("provenance")][QLatin1String("checkpoint")].toString().endsWith(QLatin1String("/scenes")));
    for (const QJsonValue object : found) {
        const QString label = object[QLatin1String("label")].toString().toLower();
        double best = 0;
        for (const QJsonValue known : truth[QLatin1String("content")][QLatin1String("objects")].toArray())
            if (known[QLatin1String("label")].toString() == label)
                best = std::max(best, intersectionOverUnion(boxOf(object), boxOf(known)));
        QVERIFY2(best > 0.8, qPrintable(label));
        QVERIFY(object[QLatin1String("confidence")].toDouble() > 0.5);
    }
}

void ReadShapesTest::aShapeIsOutlined()
{
    const QJsonObject result = resultOf("segment", "purple house");
    const QJsonArray found = result[QLatin1String("content")][QLatin1String("segments")].toArray();
    QCOMPARE(found.size(), 1);
    const QJsonObject truth
        = QJsonDocument::fromJson(contentOf(inSource("resources/samples/shapes.masks.json"))).object();
    const QJsonArray shapes = truth[QLatin1String("content")][QLatin1String("segments")].toArray();
    const auto house = std::find_if(shapes.begin(), shapes.end(), [](const QJsonValue& shape) {
        return shape[QLatin1String("label")].toString() == QLatin1String("purple house");
    });
    const std::vector<bool> pixels = pixelsOf(found[0]);
    const std::vector<bool> drawn = pixelsOf(*house);
    int common = 0;
    int either = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        common += pixels[i] && drawn[i] ? 1 : 0;
        either += pixels[i] || drawn[i] ? 1 : 0;
    }
    QVERIFY2(common >= 0.95 * either, qPrintable(QString::number(double(common) / either))); // with its door
}

void ReadShapesTest::questionsAreAnswered_data()
{
    QTest::addColumn<QByteArray>("question");
    QTest::addColumn<QString>("answer");
    QTest::newRow("colour") << QByteArray("What colour is the star?") << QStringLiteral("blue");
    QTest::newRow("there") << QByteArray("is there a red circle?") << QStringLiteral("yes");
    QTest::newRow("not there") << QByteArray("is there a blue circle?") << QStringLiteral("no");
}

void ReadShapesTest::questionsAreAnswered()
{
    QFETCH(const QByteArray, question);
    QTEST(resultOf("question", question.constData())[QLatin1String("content")][QLatin1String("text")].toString(),
        "answer");
}

void ReadShapesTest::wordsItWasNeverToldMakeAGuess()
{
    QVERIFY(resultOf("detect", "cat")[QLatin1String("experimental")].toBool());
}

QTEST_GUILESS_MAIN(ReadShapesTest)
#include "read_shapes_test.moc"
