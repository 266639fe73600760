// Boxes of a page that lies turned: exactly by quarters, and by the few degrees of a crooked scan.

#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/page_view/upright_frame.h"
#include "ui/project/page_posture.h"

namespace palimpsest {

class UprightFrameTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boxesGoThereAndBack_data();
    void boxesGoThereAndBack();
    void aQuarterIsExact();
    void whatIsRoundNothingUprightIsRounded();
    void turnsAddUp();
};

void UprightFrameTest::boxesGoThereAndBack_data()
{
    QTest::addColumn<double>("degrees");
    for (const double degrees : { 0.0, 90.0, 180.0, 270.0, -1.5, 91.5, 184.9, 267.0 })
        QTest::addRow("%g degrees", degrees) << degrees;
}

void UprightFrameTest::boxesGoThereAndBack()
{
    QFETCH(const double, degrees);
    const UprightFrame frame(degrees);
    const QRectF upright(120, -300, 900, 40);
    const QRectF back = frame.fromPage(frame.toPage(upright));
    QVERIFY(qAbs(back.left() - upright.left()) < 1e-6 && qAbs(back.top() - upright.top()) < 1e-6);
    QVERIFY(qAbs(back.width() - upright.width()) < 1e-6 && qAbs(back.height() - upright.height()) < 1e-6);
}

void UprightFrameTest::aQuarterIsExact()
{
    const UprightFrame frame(90);
    QCOMPARE(frame.fromPage(QRectF(10, 20, 30, 40)), QRectF(-60, 10, 40, 30));
    QCOMPARE(frame.toPage(QRectF(-60, 10, 40, 30)), QRectF(10, 20, 30, 40));
    QCOMPARE(frame.fromPage(QPointF(1, 0)), QPointF(0, 1));
}

// A box of the page that is far too flat to be round a line that runs crooked in it.
void UprightFrameTest::whatIsRoundNothingUprightIsRounded()
{
    const QRectF flat(0, 0, 1000, 2);
    const QRectF upright = UprightFrame(-4).fromPage(flat);
    QVERIFY(upright.height() > 60 && upright.width() > 990);
}

void UprightFrameTest::turnsAddUp()
{
    ShownPosture posture;
    QCOMPARE(posture.turnedBy(-90), 270);
    posture.turn = 270;
    QCOMPARE(posture.turnedBy(180), 90);
    QCOMPARE(posture.turnedBy(90), 0);
    QCOMPARE(posture.degrees(2), 270.0);
    posture.straight = true;
    QCOMPARE(posture.degrees(2), 268.0);
    posture.skew = -1; // as it was read
    QCOMPARE(posture.degrees(2), 271.0);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::UprightFrameTest)
#include "upright_frame_test.moc"
