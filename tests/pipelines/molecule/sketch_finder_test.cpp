// Drawings by RDKit, followed bond by bond, are the molecules that were drawn; what is no drawing of a molecule is
// none.

#include <QtTest>

#include <cmath>

#include "pipelines/chemistry/canonical_smiles.h"
#include "pipelines/chemistry/drawn_structure.h"
#include "pipelines/molecule/sketch_check.h"
#include "pipelines/molecule/sketch_finder.h"
#include "pipelines/molecule/strokes.h"
#include "tests/support/drawn_molecule.h"
#include "tests/support/drawn_page.h"

using namespace palimpsest;

namespace {

std::string readWithoutLetters(const MoleculeSketch& sketch)
{
    DrawnMolecule drawn;
    for (const SketchAtom& atom : sketch.atoms)
        drawn.atoms.push_back({ atom.place, "C" });
    drawn.bonds = sketch.bonds;
    return canonicalSmiles(smilesOf(drawn).value_or("")).value_or("none");
}

void drawLine(InkMap& map, PointF from, PointF to, double depthFrom, double depthTo)
{
    for (int step = 0; step <= 400; ++step) {
        const double share = step / 400.0;
        const PointF at{ from.x + share * (to.x - from.x), from.y + share * (to.y - from.y) };
        const double depth = depthFrom + share * (depthTo - depthFrom);
        for (double y = at.y - depth; y <= at.y + depth; y += 0.5)
            for (double x = at.x - depth; x <= at.x + depth; x += 0.5)
                if (std::hypot(x - at.x, y - at.y) <= depth)
                    map.ink[static_cast<std::size_t>(y) * map.width + static_cast<std::size_t>(x)] = 1;
    }
}

InkMap paper(std::size_t width, std::size_t height)
{
    return { width, height, std::vector<std::uint8_t>(width * height) };
}

} // namespace

class SketchFinderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hydrocarbonsAreFollowed_data();
    void hydrocarbonsAreFollowed();
    void lettersAreFoundWithTheirBonds();
    void aSmallLetterIsNoBond();
    void bondsEndAtLettersTheyRunInto();
    void anIodineThatTouchesIsNoBond();
    void wedgesLeadToTheirAtoms();
    void oneCrossIsNoGrid();
    void greyInkIsLookedAtInOtherWays();
    void aCircleMakesARingAromatic();
    void strokesAreCutWhereTheyBend();
    void whatIsNoMoleculeIsNone();
};

void SketchFinderTest::hydrocarbonsAreFollowed_data()
{
    QTest::addColumn<QString>("smiles");
    for (const char* const smiles : { "C=CCc1ccccc1", "CC(C)CC=C", "C1CC12CCC=C2", "CC#CCc1ccccc1", "CC(C)(C)c1ccccc1",
             "C/C=C/CC", "C/C=C\\CC", "C=C[C@H](C)CC", "C=C[C@@H](C)CC", "c1ccc2ccccc2c1", "C#CC1=CCCC1" })
        QTest::newRow(smiles) << smiles;
}

void SketchFinderTest::hydrocarbonsAreFollowed()
{
    QFETCH(QString, smiles);
    const MoleculeSketch sketch = findSketch(depictedMolecule(smiles.toStdString(), 2));
    QVERIFY(looksLikeMolecule(sketch));
    QCOMPARE(oddities(sketch), std::size_t{ 0 });
    QCOMPARE(readWithoutLetters(sketch), canonicalSmiles(smiles.toStdString()).value());
}

void SketchFinderTest::lettersAreFoundWithTheirBonds()
{
    const MoleculeSketch sketch = findSketch(depictedMolecule("OCC(=O)NCCl", 2));
    QVERIFY(looksLikeMolecule(sketch));
    QCOMPARE(sketch.labels.size(), std::size_t{ 4 });
    QCOMPARE(sketch.atoms.size(), std::size_t{ 7 });
    QCOMPARE(sketch.bonds.size(), std::size_t{ 6 });
    const auto labelled = std::count_if(
        sketch.atoms.begin(), sketch.atoms.end(), [](const SketchAtom& atom) { return atom.label.has_value(); });
    QCOMPARE(labelled, 4);
    const auto charged = findSketch(depictedMolecule("C[N+](C)(C)CC([O-])=O", 2));
    int sum = 0;
    int most = 0;
    for (const AtomLabel& label : charged.labels) {
        sum += label.charge;
        most = std::max(most, label.charge);
    }
    QCOMPARE(most, 1);
    QCOMPARE(sum, 0);
}

void SketchFinderTest::aSmallLetterIsNoBond()
{
    InkMap map = paper(400, 200);
    drawLine(map, { 20, 150 }, { 90, 110 }, 2, 2);
    drawLine(map, { 90, 110 }, { 160, 150 }, 2, 2);
    drawLine(map, { 160, 150 }, { 215, 118 }, 2, 2);
    for (const int x : { 230, 250 })
        drawLine(map, { static_cast<double>(x), 95 }, { static_cast<double>(x), 125 }, 2, 2);
    drawLine(map, { 230, 110 }, { 250, 110 }, 2, 2);
    drawLine(map, { 260, 105 }, { 260, 125 }, 2, 2); // an r, whose arm is hardly there
    drawLine(map, { 260, 105 }, { 264, 105 }, 2, 2);
    const MoleculeSketch sketch = findSketch(map);
    QCOMPARE(sketch.bonds.size(), std::size_t{ 3 });
    QCOMPARE(sketch.labels.size(), std::size_t{ 1 });
    QCOMPARE(sketch.labels[0].rows.at(0).glyphs.size(), std::size_t{ 2 });
}

void SketchFinderTest::bondsEndAtLettersTheyRunInto()
{
    InkMap map = paper(420, 300);
    const auto letter = [&map](double x, double y) { // an N
        drawLine(map, { x, y }, { x, y + 30 }, 2, 2);
        drawLine(map, { x, y }, { x + 22, y + 30 }, 2, 2);
        drawLine(map, { x + 22, y }, { x + 22, y + 30 }, 2, 2);
    };
    letter(20, 100); // one that stands free
    drawLine(map, { 56, 122 }, { 110, 150 }, 2, 2);
    drawLine(map, { 110, 150 }, { 180, 110 }, 2, 2);
    drawLine(map, { 180, 110 }, { 250, 150 }, 2, 2);
    letter(250, 135); // and one within bonds
    drawLine(map, { 272, 150 }, { 330, 120 }, 2, 2);
    drawLine(map, { 250, 150 }, { 250, 230 }, 2, 2); // which goes on as the N does
    const MoleculeSketch sketch = findSketch(map);
    QCOMPARE(sketch.labels.size(), std::size_t{ 2 });
    QCOMPARE(sketch.bonds.size(), std::size_t{ 5 });
    QCOMPARE(sketch.atoms.size(), std::size_t{ 6 });
    const auto at = std::count_if(sketch.bonds.begin(), sketch.bonds.end(), [&sketch](const SketchBond& bond) {
        const auto within
            = [&](std::size_t atom) { return sketch.atoms[atom].label && sketch.atoms[atom].place.x > 200; };
        return within(bond.from) || within(bond.to);
    });
    QCOMPARE(at, 3);
}

void SketchFinderTest::anIodineThatTouchesIsNoBond()
{
    InkMap map = paper(420, 300);
    for (const double x : { 20.0, 42.0 })
        drawLine(map, { x, 100 }, { x, 130 }, 2, 2); // an H
    drawLine(map, { 20, 115 }, { 42, 115 }, 2, 2);
    drawLine(map, { 56, 122 }, { 110, 150 }, 2, 2);
    drawLine(map, { 110, 150 }, { 180, 110 }, 2, 2);
    drawLine(map, { 180, 110 }, { 250, 150 }, 2, 2);
    drawLine(map, { 250, 150 }, { 310, 120 }, 2, 2);
    drawLine(map, { 310, 120 }, { 310, 90 }, 2, 2);
    const MoleculeSketch sketch = findSketch(map);
    QCOMPARE(sketch.labels.size(), std::size_t{ 2 });
    QCOMPARE(sketch.atoms.size(), std::size_t{ 5 });
    QCOMPARE(sketch.bonds.size(), std::size_t{ 4 });
}

void SketchFinderTest::wedgesLeadToTheirAtoms()
{
    InkMap map = paper(420, 300);
    drawLine(map, { 30, 150 }, { 100, 110 }, 2, 2);
    drawLine(map, { 100, 110 }, { 170, 150 }, 2, 2);
    drawLine(map, { 170, 150 }, { 240, 110 }, 2, 2);
    for (int dash = 0; dash < 6; ++dash) { // the first stands well away from the atom
        const double y = 176 + 8.0 * dash;
        drawLine(map, { 168.0 - dash, y }, { 172.0 + dash, y }, 1.5, 1.5);
    }
    const MoleculeSketch sketch = findSketch(map);
    QCOMPARE(sketch.atoms.size(), std::size_t{ 5 });
    QCOMPARE(sketch.bonds.size(), std::size_t{ 4 });
}

void SketchFinderTest::oneCrossIsNoGrid()
{
    InkMap map = paper(420, 420);
    const PointF middle{ 200, 200 };
    for (const PointF& end : { PointF{ 270, 160 }, PointF{ 130, 240 }, PointF{ 160, 130 }, PointF{ 230, 255 } })
        drawLine(map, middle, end, 2, 2);
    drawLine(map, { 130, 240 }, { 138, 320 }, 2, 2);
    for (const double x : { 240.0, 262.0 })
        drawLine(map, { x, 266 }, { x, 296 }, 2, 2); // an H
    drawLine(map, { 240, 281 }, { 262, 281 }, 2, 2);
    const MoleculeSketch sketch = findSketch(map);
    QCOMPARE(sketch.bonds.size(), std::size_t{ 5 });
    QVERIFY(looksLikeMolecule(sketch));
}

void SketchFinderTest::greyInkIsLookedAtInOtherWays()
{
    RgbImage page{ 300, 200, std::vector<std::uint8_t>(300 * 200 * 3, 255) };
    const auto line = [&page](PointF from, PointF to, std::uint8_t level) {
        InkMap map = paper(page.width, page.height);
        drawLine(map, from, to, 2, 2);
        for (std::size_t at = 0; at < map.ink.size(); ++at)
            if (map.ink[at] != 0)
                std::fill_n(page.pixels.begin() + static_cast<std::ptrdiff_t>(3 * at), 3, level);
    };
    const std::vector<PointF> chain{ { 20, 60 }, { 70, 30 }, { 120, 60 }, { 170, 30 }, { 220, 60 } };
    for (std::size_t i = 0; i + 1 < chain.size(); ++i)
        line(chain[i], chain[i + 1], 0);
    line({ 71, 42 }, { 109, 65 }, 0); // the second line of a double bond
    const MoleculeSketch plain = findSketch(page);
    QVERIFY(otherSketches(page, plain).empty());
    line({ 120, 60 }, { 120, 116 }, 110); // grey: a bond, or none
    const MoleculeSketch seen = findSketch(page);
    QCOMPARE(seen.bonds.size(), std::size_t{ 5 });
    const std::vector<MoleculeSketch> others = otherSketches(page, seen);
    QCOMPARE(others.size(), std::size_t{ 1 });
    QCOMPARE(others[0].bonds.size(), std::size_t{ 4 });
}

void SketchFinderTest::aCircleMakesARingAromatic()
{
    InkMap map = paper(300, 300);
    const auto corner = [](double turn, double radius) {
        return PointF{ 150 + radius * std::cos(turn * M_PI / 3), 150 + radius * std::sin(turn * M_PI / 3) };
    };
    for (int i = 0; i < 6; ++i)
        drawLine(map, corner(i, 100), corner(i + 1, 100), 2, 2);
    for (int i = 0; i < 120; ++i)
        drawLine(map, corner(i / 20.0, 60), corner((i + 1) / 20.0, 60), 2, 2);
    const MoleculeSketch sketch = findSketch(map);
    QCOMPARE(sketch.bonds.size(), std::size_t{ 6 });
    QCOMPARE(readWithoutLetters(sketch), std::string("c1ccccc1"));
}

void SketchFinderTest::strokesAreCutWhereTheyBend()
{
    InkMap map = paper(300, 200);
    drawLine(map, { 20, 150 }, { 100, 100 }, 2, 2);
    drawLine(map, { 100, 100 }, { 180, 150 }, 2, 2);
    drawLine(map, { 200, 30 }, { 280, 30 }, 1.5, 8);
    const LineDrawing drawing = findStrokes(map);
    QCOMPARE(drawing.parts.size(), std::size_t{ 2 });
    for (const InkPart& part : drawing.parts) {
        const bool bent = part.box.left < 150;
        QCOMPARE(part.strokes.size(), std::size_t{ bent ? 2U : 1U });
        if (!bent)
            QVERIFY(std::max(part.strokes[0].depthFrom, part.strokes[0].depthTo)
                > 2 * std::min(part.strokes[0].depthFrom, part.strokes[0].depthTo));
    }
}

void SketchFinderTest::whatIsNoMoleculeIsNone()
{
    DrawnPage grid(500, 400);
    for (int y = 50; y <= 350; y += 50)
        grid.fill({ 50, y, 450, y + 3 }, { 0 });
    for (int x = 50; x <= 450; x += 100)
        grid.fill({ x, 50, x + 3, 353 }, { 0 });
    QVERIFY(!looksLikeMolecule(findSketch(grid.image())));
    DrawnPage text(500, 200);
    text.line(30, 60, 40, { 5, 3, 8 });
    text.line(30, 120, 40, { 4, 7 });
    QVERIFY(!looksLikeMolecule(findSketch(text.image())));
    QVERIFY(!looksLikeMolecule(findSketch(DrawnPage(200, 200).image())));
    InkMap ring = paper(300, 300);
    for (int i = 0; i < 120; ++i)
        drawLine(ring, { 150 + 90 * std::cos(i * M_PI / 60), 150 + 90 * std::sin(i * M_PI / 60) },
            { 150 + 90 * std::cos((i + 1) * M_PI / 60), 150 + 90 * std::sin((i + 1) * M_PI / 60) }, 3, 3);
    QVERIFY(!looksLikeMolecule(findSketch(ring)));
}

QTEST_GUILESS_MAIN(SketchFinderTest)
#include "sketch_finder_test.moc"
