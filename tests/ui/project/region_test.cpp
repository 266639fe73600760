// Regions of a page: steps of the one history, proposals that give way to what a person says, parts of a result as the
// items they are, and one region read anew among others.

#include <QSignalSpy>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/project/project.h"
#include "ui/project/region_parts.h"
#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

Region regionAt(double top, const char* task = "ocr")
{
    Region region;
    region.box = QRectF(10, top, 200, 50);
    region.task = QLatin1String(task);
    return region;
}

// In pixels; read by the task that its content is of.
PageResult partAt(const RectF& box, PageContent content, const char* task)
{
    PageResult part{ .content = std::move(content), .pageWidth = 1000, .pageHeight = 2000, .provenance = {} };
    part.region = PageRegion{ box, {}, RegionOrigin::User, {} };
    part.provenance.task = task;
    return part;
}

PageResult textPart(double top, const std::vector<std::string>& lines)
{
    OcrResult text;
    for (const std::string& line : lines)
        text.lines.push_back({ line, { 0, top, 400, top + 20 }, 0.9, {} });
    return partAt({ 0, top, 400, top + 100 }, std::move(text), "ocr");
}

// Two lines; an answer without a place; one line.
PageResult threeParts()
{
    PageResult page = textPart(0, {});
    page.region.reset();
    page.content = PageParts{ { textPart(0, { "one", "two" }),
                                  partAt({ 0, 200, 400, 300 }, PlainText{ "a picture", 0.5 }, "caption"),
                                  textPart(400, { "three" }) },
        { { { 0, 600, 400, 700 }, "Table", RegionOrigin::LayoutTask, "nobody reads it" } } };
    return page;
}

Reading readingOf(PageResult result)
{
    Reading reading;
    reading.task = QString(kRegionsTask);
    reading.result = std::make_shared<const PageResult>(std::move(result));
    return reading;
}

QStringList textsOf(const Reading& reading)
{
    QStringList texts;
    for (std::size_t item = 0; item < itemCount(reading.result->content); ++item)
        texts.append(itemAt(reading.result->content, item).text);
    return texts;
}

class Desk {
public:
    Desk()
    {
        project.addDocument(QStringLiteral("/a/letter.pdf"), 1, {}, false);
        page = project.pageOrder().front();
    }
    [[nodiscard]] const std::vector<Region>& regions() const { return project.page(page)->regions; }

    Project project; // NOLINT: a bundle for tests
    PageId page = 0;
};

} // namespace

class RegionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyChangeIsAStep();
    void stepsThatFollowAtOnceAreOne();
    void proposalsGiveWay();
    void partsAreTheirItems();
    void partsAreCorrectedOneByOne();
    void oneRegionIsReadAmongOthers();
    void aCorrectedRegionKeepsItsWords();
    void aMovedRegionIsNotRead();
    void whatWasFoundIsProposed();
};

void RegionTest::everyChangeIsAStep()
{
    Desk desk;
    QSignalSpy changed(&desk.project, &Project::regionsChanged);
    const RegionId first = desk.project.addRegion(desk.page, regionAt(10));
    desk.project.addRegion(desk.page, regionAt(100, "table"));
    Region moved = *desk.project.region(desk.page, first);
    moved.box.translate(5, 0);
    desk.project.changeRegion(desk.page, moved, RegionStep::Move);
    moved.task = QStringLiteral("table");
    desk.project.changeRegion(desk.page, moved, RegionStep::Task);
    desk.project.changeRegion(desk.page, moved, RegionStep::Task); // nothing new
    desk.project.removeRegion(desk.page, first);
    QCOMPARE(desk.regions().size(), std::size_t(1));
    QCOMPARE(changed.count(), 5);
    QCOMPARE(desk.project.history().count(), 6); // with the document

    desk.project.history().undo();
    QCOMPARE(desk.regions().front(), moved); // where it was among the others
    desk.project.history().undo();
    QCOMPARE(desk.regions().front().task, QStringLiteral("ocr"));
    desk.project.history().undo();
    QCOMPARE(desk.regions().front().box, QRectF(10, 10, 200, 50));
    desk.project.history().undo();
    desk.project.history().undo();
    QVERIFY(desk.regions().empty());
    for (int i = 0; i < 4; ++i)
        desk.project.history().redo();
    QCOMPARE(desk.regions().front(), moved);
}

void RegionTest::stepsThatFollowAtOnceAreOne()
{
    Desk desk;
    Region region = regionAt(10);
    region.id = desk.project.addRegion(desk.page, region);
    const int before = desk.project.history().count();
    for (int i = 0; i < 5; ++i) {
        region.box.translate(1, 0);
        desk.project.changeRegion(desk.page, region, RegionStep::Move);
    }
    QCOMPARE(desk.project.history().count(), before + 1);
    region.box.setWidth(20);
    desk.project.changeRegion(desk.page, region, RegionStep::Resize);
    QCOMPARE(desk.project.history().count(), before + 2);
    QTest::qWait(1100);
    region.box.setWidth(30);
    desk.project.changeRegion(desk.page, region, RegionStep::Resize);
    QCOMPARE(desk.project.history().count(), before + 3);
    for (int i = 0; i < 3; ++i)
        desk.project.history().undo();
    QCOMPARE(desk.regions().front().box, QRectF(10, 10, 200, 50));
}

void RegionTest::proposalsGiveWay()
{
    Desk desk;
    desk.project.setSaved();
    Region proposed = regionAt(10);
    proposed.proposed = true;
    Region other = regionAt(200);
    other.proposed = true;
    const int steps = desk.project.history().count();
    desk.project.proposeRegions(desk.page, { proposed, other });
    QCOMPARE(desk.regions().size(), std::size_t(2));
    QVERIFY(desk.project.isModified());
    QCOMPARE(desk.project.history().count(), steps); // nothing a person did

    Region touched = desk.regions().front();
    touched.box.translate(0, 2);
    desk.project.changeRegion(desk.page, touched, RegionStep::Move);
    QVERIFY(!desk.regions().front().proposed);
    Region third = regionAt(400);
    third.proposed = true;
    desk.project.proposeRegions(desk.page, { proposed, third });
    QCOMPARE(desk.regions().size(), std::size_t(2)); // the touched one, and what is new
    QCOMPARE(desk.regions().front().id, touched.id);
    QCOMPARE(desk.regions().back().box, third.box);
    desk.project.history().undo();
    QVERIFY(desk.regions().front().proposed);
}

void RegionTest::partsAreTheirItems()
{
    const PageResult page = threeParts();
    QCOMPARE(viewOf(page.content), ContentView::Lines);
    QCOMPARE(textsOf(readingOf(page)),
        (QStringList{
            QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("a picture"), QStringLiteral("three") }));
    QCOMPARE(itemAt(page.content, 2).box, QRectF(0, 200, 400, 100)); // where it was read
    QCOMPARE(itemAt(page.content, 2).view, ContentView::Text);
    QCOMPARE(placeOfItem(page, 1)->part, std::size_t(0));
    QCOMPARE(placeOfItem(page, 3)->part, std::size_t(2));
    QCOMPARE(placeOfItem(page, 3)->item, std::size_t(0));
    QVERIFY(!placeOfItem(page, 4));
    QCOMPARE(firstItemOf(page, 2), std::size_t(3));
}

void RegionTest::partsAreCorrectedOneByOne()
{
    Desk desk;
    desk.project.addReading(desk.page, readingOf(threeParts()));
    desk.project.setItemText(desk.page, 1, QStringLiteral("2"));
    desk.project.setItemText(desk.page, 2, QStringLiteral("a cat"));
    desk.project.removeItem(desk.page, 0);
    const Reading& reading = *desk.project.shownReading(desk.page);
    QCOMPARE(textsOf(reading), (QStringList{ QStringLiteral("2"), QStringLiteral("a cat"), QStringLiteral("three") }));
    QCOMPARE(reading.reviews.size(), std::size_t(3));
    QCOMPARE(std::get<PageParts>(reading.result->content).parts.size(), std::size_t(3));
    QCOMPARE(reading.reviews[2], Review::Unseen);
}

void RegionTest::oneRegionIsReadAmongOthers()
{
    Desk desk;
    desk.project.addReading(desk.page, readingOf(threeParts()));
    desk.project.acceptItem(desk.page, 3);
    QVERIFY(
        desk.project.addPart(desk.page, readingOf(partAt({ 0, 190, 400, 300 }, PlainText{ "a dog", 0.9 }, "caption"))));
    const Reading* reading = desk.project.shownReading(desk.page);
    QCOMPARE(textsOf(*reading),
        (QStringList{
            QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("a dog"), QStringLiteral("three") }));
    QCOMPARE(reading->reviews[3], Review::Accepted);
    QCOMPARE(desk.project.page(desk.page)->readings.size(), std::size_t(2)); // the one before is there still
    QVERIFY(desk.project.addPart(desk.page, readingOf(textPart(800, { "four", "five" }))));
    reading = desk.project.shownReading(desk.page);
    QCOMPARE(textsOf(*reading).last(), QStringLiteral("five"));
    QCOMPARE(reading->reviews.size(), std::size_t(6));
    QCOMPARE(reading->reviews[3], Review::Accepted);
    QCOMPARE(unreadOf(*reading->result).size(), std::size_t(1));

    // Beside a reading of the whole page it stands by itself.
    desk.project.addReading(desk.page, sampleTextReading());
    desk.project.addPart(desk.page, readingOf(textPart(800, { "alone" })));
    QCOMPARE(textsOf(*desk.project.shownReading(desk.page)), QStringList{ QStringLiteral("alone") });
}

void RegionTest::aCorrectedRegionKeepsItsWords()
{
    Desk desk;
    desk.project.addReading(desk.page, readingOf(threeParts()));
    desk.project.setItemText(desk.page, 3, QStringLiteral("my words"));
    QVERIFY2(desk.project.addPart(desk.page, readingOf(textPart(0, { "1" }))), "nobody had corrected that one");
    QCOMPARE(textsOf(*desk.project.shownReading(desk.page)).last(), QStringLiteral("my words"));
    QVERIFY2(!desk.project.addPart(desk.page, readingOf(textPart(400, { "3" }))), "it was corrected");
    QCOMPARE(textsOf(*desk.project.shownReading(desk.page)).last(), QStringLiteral("my words"));
}

void RegionTest::aMovedRegionIsNotRead()
{
    const PageResult page = threeParts();
    Region region;
    region.task = QStringLiteral("ocr");
    region.box = QRectF(0, 200, 200, 50); // in points, half as many
    QCOMPARE(partOfRegion(page, region, 0.5), std::optional<std::size_t>(2));
    region.box.translate(0, 3);
    QVERIFY(!partOfRegion(page, region, 0.5));
    region.box.translate(0, -3);
    region.task = QStringLiteral("table");
    QVERIFY(!partOfRegion(page, region, 0.5));
    region.task = QString(kAutomaticTask);
    QVERIFY(partOfRegion(page, region, 0.5));
}

void RegionTest::whatWasFoundIsProposed()
{
    const std::vector<Region> found = regionsFound(threeParts(), 144);
    QCOMPARE(found.size(), std::size_t(4));
    QCOMPARE(found[1].box, QRectF(0, 100, 200, 50)); // in points
    QCOMPARE(found[1].task, QStringLiteral("caption"));
    QCOMPARE(found[3].task, QStringLiteral("table")); // the task that would read it
    QCOMPARE(found[3].remark, QStringLiteral("nobody reads it"));
    QVERIFY(std::all_of(found.begin(), found.end(), [](const Region& region) { return region.proposed; }));
    // A page without parts is one of text, round all that was found; a picture without a size counts in pixels.
    const std::vector<Region> whole = regionsFound(*sampleTextReading().result, 0);
    QCOMPARE(whole.size(), std::size_t(1));
    QCOMPARE(whole[0].box, QRectF(100, 100, 500, 240));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::RegionTest)
#include "region_test.moc"
