// What is drawn at a region: its task, grey where the model does not read it, the resolution it was seen at, a warning
// where print arrived too small; and which parts of the page the model was shown.

#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/regions/region_marks.h"
#include "ui/regions/region_menu.h"
#include "ui/regions/region_tasks.h"
#include "ui/regions/seen_print.h"
#include "ui/window_actions.h"

#include <QMainWindow>

namespace palimpsest {

namespace {

ModelInfo model()
{
    ModelInfo info;
    info.name = QStringLiteral("sample");
    info.tasks = QStringList{ QStringLiteral("ocr"), QStringLiteral("table"), QStringLiteral("detect") };
    info.promptedTasks = QStringList{ QStringLiteral("detect") };
    info.reasons.insert(QStringLiteral("molecule"), QStringLiteral("nobody taught it"));
    info.smallestPrint = 14;
    return info;
}

// 200 dpi: a line that is 20 pixels high has 7.2 points.
PageResult textAt(double dpi, double lineHeight)
{
    OcrResult text;
    const RectF box{ 0, 0, 400, lineHeight };
    text.lines.push_back({ "a line", box, 0.9, { { "a line", box, 0.9, 0 } } });
    PageResult part{ .content = std::move(text), .pageWidth = 1000, .pageHeight = 2000, .provenance = {} };
    part.region = PageRegion{ { 0, 0, 400, 200 }, {}, RegionOrigin::User, {} };
    part.provenance.task = "ocr";
    part.provenance.answers.push_back({ .region = { 0, 0, 400, 200 }, .prompt = "ocr", .effectiveDpi = dpi });
    return part;
}

Region region(const char* task = "ocr")
{
    Region made;
    made.box = QRectF(0, 0, 144, 72); // 400 x 200 pixels
    made.task = QLatin1String(task);
    return made;
}

Reading readingOf(PageResult result)
{
    Reading reading;
    reading.result = std::make_shared<const PageResult>(std::move(result));
    return reading;
}

} // namespace

class RegionMarksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printThatArrivesLargeEnough_data();
    void printThatArrivesLargeEnough();
    void printThatNobodyMeasured();
    void marksSayHowItWasSeen();
    void whatIsNotReadIsGrey();
    void theMenuSaysWhy();
    void whatTheModelSaw();
    void everyTaskHasAPicture();
};

void RegionMarksTest::printThatArrivesLargeEnough_data()
{
    QTest::addColumn<double>("dpi");
    QTest::addColumn<double>("height");
    QTest::addColumn<bool>("low");
    QTest::newRow("as it was trained") << 200.0 << 20.0 << false; // 20 pixels of the picture
    QTest::newRow("at the limit") << 140.0 << 20.0 << false;      // 14
    QTest::newRow("below it") << 130.0 << 20.0 << true;           // 13
    QTest::newRow("a heading, made smaller") << 50.0 << 60.0 << false;
}

void RegionMarksTest::printThatArrivesLargeEnough()
{
    QFETCH(const double, dpi);
    QFETCH(const double, height);
    QFETCH(const bool, low);
    const auto print = seenPrintOf(textAt(dpi, height), 200, 14);
    QVERIFY(print.has_value());
    QCOMPARE(print->dpi, dpi);
    QVERIFY(std::abs(*print->height - height * 72 / 200) < 1e-9);
    QCOMPARE(print->isLow(), low);
    QCOMPARE(print->advice().isEmpty(), !low);
}

void RegionMarksTest::printThatNobodyMeasured()
{
    PageResult table = textAt(70, 20);
    table.content = Tables{};
    const auto print = seenPrintOf(table, 200, 14);
    QVERIFY(print->isLow()); // 14.4 points at least, and ordinary print has 10
    QVERIFY2(print->advice().contains(QLatin1String("15 points")), qPrintable(print->advice()));
    PageResult caption = textAt(70, 20);
    caption.content = PlainText{ "a cat", 0.9 };
    caption.provenance.task = "caption";
    QVERIFY2(!seenPrintOf(caption, 200, 14)->isLow(), "a picture has no print");
    PageResult unsized = textAt(70, 20);
    unsized.provenance.answers.front().effectiveDpi.reset();
    QVERIFY(!seenPrintOf(unsized, 0, 14));
}

void RegionMarksTest::marksSayHowItWasSeen()
{
    const auto mark = [](const Reading* reading) {
        return markOf(region(), 3, { QSize(1000, 2000), 200, reading }, model());
    };
    QCOMPARE(mark(nullptr).badge, QString());
    QCOMPARE(mark(nullptr).box, QRectF(0, 0, 400, 200));
    QVERIFY(mark(nullptr).chip.startsWith(QLatin1Char('3')));
    const Reading sharp = readingOf(textAt(200, 20));
    QCOMPARE(mark(&sharp).badge, QStringLiteral("200 dpi"));
    QVERIFY(!mark(&sharp).low && mark(&sharp).note.isEmpty());
    const Reading blurred = readingOf(textAt(108, 20));
    QVERIFY(mark(&blurred).badge.contains(QLatin1String("108 dpi")));
    QVERIFY(mark(&blurred).low);
    QVERIFY2(mark(&blurred).note.contains(QLatin1String("7 points")), qPrintable(mark(&blurred).note));
    PageResult blank = textAt(108, 20);
    blank.content = OcrResult{};
    blank.provenance.answers.clear();
    const Reading nothing = readingOf(blank);
    QVERIFY(!mark(&nothing).badge.isEmpty());
}

void RegionMarksTest::whatIsNotReadIsGrey()
{
    const MarkedPage page{ QSize(1000, 2000), 200, nullptr };
    QCOMPARE(markOf(region(), 1, page, model()).colour, colourOfTask(QStringLiteral("ocr")));
    const RegionMark molecule = markOf(region("molecule"), 1, page, model());
    QCOMPARE(molecule.colour, colourOfUnread());
    QVERIFY(molecule.note.contains(QLatin1String("nobody taught it")));
    QVERIFY(!markOf(region("detect"), 1, page, model()).note.isEmpty()); // what is it to look for?
    Region told = region("detect");
    told.prompt = QStringLiteral("cat");
    QVERIFY(markOf(told, 1, page, model()).note.isEmpty());
    QVERIFY(markOf(region("molecule"), 1, page, {}).note.isEmpty()); // no model is known yet
    QVERIFY(whyUnread(region("auto"), model()).isEmpty());
    ModelInfo asked = model();
    asked.tasks = asked.promptedTasks;
    QVERIFY(!whyUnread(region("auto"), asked).isEmpty());
}

void RegionMarksTest::theMenuSaysWhy()
{
    QMainWindow window;
    const WindowActions actions(window);
    const RegionMenu menu(region("table"), model(), actions, &window);
    QStringList offered;
    QString refused;
    for (const QAction* const action : menu.actions()) {
        if (action->isChecked())
            QCOMPARE(action->text(), QStringLiteral("Table"));
        if (action->isCheckable() && action->isEnabled())
            offered.append(action->text());
        if (action->text().startsWith(QLatin1String("Molecule")))
            refused = action->text();
    }
    QCOMPARE(offered,
        (QStringList{
            QStringLiteral("Automatic"), QStringLiteral("Text"), QStringLiteral("Table"), QStringLiteral("Objects") }));
    QVERIFY2(refused.contains(QLatin1String("nobody taught it")), qPrintable(refused));
}

void RegionMarksTest::whatTheModelSaw()
{
    PageResult page = textAt(100, 20);
    page.region.reset();
    page.content = PageParts{ { textAt(100, 20), textAt(50, 20) }, {} };
    page.provenance.answers.clear();
    const Reading reading = readingOf(page);
    const MarkedPage shown{ QSize(500, 1000), 100, &reading }; // drawn at half of what it was read at
    const std::vector<SeenTile> all = seenTilesOf(shown, std::nullopt);
    QCOMPARE(all, (std::vector<SeenTile>{ { QRectF(0, 0, 200, 100), 1 }, { QRectF(0, 0, 200, 100), 0.5 } }));
    QCOMPARE(seenTilesOf(shown, 1), (std::vector<SeenTile>{ { QRectF(0, 0, 200, 100), 0.5 } }));
    QVERIFY(seenCaption(shown, all).contains(QLatin1String("50 to 100 dpi")));
    QVERIFY(seenCaption({ QSize(500, 1000), 100, nullptr }, {}).isEmpty());
    const MarkedPage unsized{ QSize(500, 1000), 0, &reading };
    QVERIFY(seenTilesOf(unsized, std::nullopt).empty());
    QVERIFY(seenCaption(unsized, {}).contains(QLatin1String("not known")));
}

void RegionMarksTest::everyTaskHasAPicture()
{
    for (const QString& task : regionTasks() + QStringList{ QStringLiteral("of one's own") }) {
        const QImage icon = iconOfTask(task).pixmap(24, 24).toImage();
        bool drawn = false;
        for (int y = 0; y < icon.height(); ++y)
            for (int x = 0; x < icon.width(); ++x)
                drawn = drawn || qAlpha(icon.pixel(x, y)) > 128;
        QVERIFY2(drawn, qPrintable(task));
        // White letters upon it: at least 4.5 : 1.
        const auto linear
            = [](double share) { return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4); };
        const QColor colour = colourOfTask(task);
        const double light
            = 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
        QVERIFY2(1.05 / (light + 0.05) >= 4.5, qPrintable(task));
    }
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::RegionMarksTest)
#include "region_marks_test.moc"
