// Two images with the figures of pycocotools 2.0 for every threshold, and the rules that they do not show.

#include <QtTest>

#include "pipelines/evaluate/average_precision.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class AveragePrecisionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workedImages_data();
    void workedImages();
    void meanOverThresholds();
    void classesCountAlike();
    void crowdsAreIgnored();
    void sizes();
    void atMostAHundred();
    void nothingInTheTruth();
};

namespace {

RectF rect(double x, double y, double width, double height)
{
    return { x, y, x + width, y + height };
}

const std::vector<DetectedImage> kImages{
    { { { "x", rect(12, 11, 100, 50), 0.9 }, { "x", rect(300, 300, 10, 10), 0.8 },
          { "x", rect(205, 15, 40, 40), 0.6 } },
        { { "x", rect(10, 10, 100, 50) }, { "x", rect(200, 10, 40, 40) } } },
    { { { "x", rect(0, 0, 50, 40), 0.7 }, { "x", rect(0, 0, 50, 50), 0.5 } }, { { "x", rect(0, 0, 50, 50) } } },
};

bool near(double found, double expected)
{
    return std::abs(found - expected) <= tolerance::kPublishedFigure;
}

} // namespace

void AveragePrecisionTest::workedImages_data()
{
    QTest::addColumn<double>("threshold");
    QTest::addColumn<double>("precision");
    QTest::newRow("0.50") << 0.50 << 0.834158;
    QTest::newRow("0.55") << 0.55 << 0.834158;
    QTest::newRow("0.60") << 0.60 << 0.834158;
    QTest::newRow("0.65") << 0.65 << 0.554455;
    QTest::newRow("0.70") << 0.70 << 0.554455;
    QTest::newRow("0.75") << 0.75 << 0.554455;
    QTest::newRow("0.80, which one box meets exactly") << 0.80 << 0.554455;
    QTest::newRow("0.85") << 0.85 << 0.467327;
    QTest::newRow("0.90") << 0.90 << 0.467327;
    QTest::newRow("0.95") << 0.95 << 0.067327;
}

void AveragePrecisionTest::workedImages()
{
    QFETCH(const double, threshold);
    QFETCH(const double, precision);
    const double found = averagePrecision(kImages, threshold);
    QVERIFY2(near(found, precision), qPrintable(QString::number(found, 'g', 10)));
}

void AveragePrecisionTest::meanOverThresholds()
{
    QVERIFY(near(meanAveragePrecision(kImages), 0.572228));
}

// One class is found whole, the other not at all; a class that only detections have does not count.
void AveragePrecisionTest::classesCountAlike()
{
    const std::vector<DetectedImage> images{ { { { "a", rect(0, 0, 10, 10), 1 }, { "c", rect(0, 0, 10, 10), 1 } },
        { { "a", rect(0, 0, 10, 10) }, { "b", rect(50, 50, 10, 10) } } } };
    QCOMPARE(averagePrecision(images, 0.5), 0.5);
}

void AveragePrecisionTest::crowdsAreIgnored()
{
    const std::vector<DetectedImage> images{
        { { { "a", rect(0, 0, 10, 10), 0.9 }, { "a", rect(10, 10, 10, 10), 0.8 }, { "a", rect(200, 0, 10, 10), 0.7 } },
            { { "a", rect(0, 0, 100, 100), true }, { "a", rect(200, 0, 10, 10) } } }
    };
    QCOMPARE(averagePrecision(images, 0.5), 1.0); // the first two lie in the crowd
    QCOMPARE(averagePrecision(images, 0.5, kSmallObjects), 1.0);
}

void AveragePrecisionTest::sizes()
{
    const std::vector<DetectedImage> images{
        { { { "a", rect(0, 0, 20, 20), 0.9 }, { "a", rect(300, 0, 100, 100), 0.8 } },
            { { "a", rect(0, 0, 20, 20) }, { "a", rect(500, 0, 100, 100) } } }
    };
    QCOMPARE(averagePrecision(images, 0.5, kSmallObjects), 1.0); // the miss is large, and so is the false alarm
    QCOMPARE(averagePrecision(images, 0.5, kLargeObjects), 0.0);
    QVERIFY(std::isnan(averagePrecision(images, 0.5, kMediumObjects)));
}

void AveragePrecisionTest::atMostAHundred()
{
    DetectedImage image;
    for (int i = 0; i < 100; ++i)
        image.found.push_back({ "a", rect(1000, 20.0 * i, 10, 10), 0.9 });
    image.found.push_back({ "a", rect(0, 0, 10, 10), 0.5 });
    image.truth.push_back({ "a", rect(0, 0, 10, 10) });
    QCOMPARE(averagePrecision(std::vector<DetectedImage>{ image }, 0.5), 0.0);
    image.found.erase(image.found.begin());
    QVERIFY(averagePrecision(std::vector<DetectedImage>{ image }, 0.5) > 0.0);
}

void AveragePrecisionTest::nothingInTheTruth()
{
    QVERIFY(std::isnan(averagePrecision({}, 0.5)));
}

QTEST_APPLESS_MAIN(AveragePrecisionTest)
#include "average_precision_test.moc"
