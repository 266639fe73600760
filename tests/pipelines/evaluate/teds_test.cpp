// Six changes of one table with their distances, and tree edit distance against a slow search on small random trees.

#include <QtTest>
#include <map>
#include <random>

#include "pipelines/evaluate/teds.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class TedsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownChanges_data();
    void knownChanges();
    void inlineTagsStripped();
    void headerCellsAreCells();
    void randomTreesAgainstSearch();
};

namespace {

const QString kTruth = QStringLiteral("<html><body><table><thead><tr><td>A</td><td>B</td></tr></thead>"
                                      "<tbody><tr><td>1</td><td>22</td></tr></tbody></table></body></html>");

HtmlTable tableIn(const QString& html, InlineTags inlineTags = InlineTags::Keep)
{
    const Result<std::optional<HtmlTable>> table = parseHtmlTable(html.toStdString(), inlineTags);
    return table.ok() && table.value() ? *table.value() : HtmlTable{};
}

struct Tree {
    int label = 0;
    std::vector<Tree> children;
};
using Forest = std::vector<Tree>;

std::string spelled(const Forest& forest)
{
    std::string text;
    for (const Tree& tree : forest)
        text += std::to_string(tree.label) + "(" + spelled(tree.children) + ")";
    return text;
}

// The definition, by recursion on the last tree of each forest.
double slowDistance(const Forest& a, const Forest& b, std::map<std::string, double>& known)
{
    if (a.empty() && b.empty())
        return 0;
    const std::string key = spelled(a) + "|" + spelled(b);
    if (const auto entry = known.find(key); entry != known.end())
        return entry->second;
    const auto withoutRoot = [](Forest forest) {
        const Forest children = forest.back().children;
        forest.pop_back();
        forest.insert(forest.end(), children.begin(), children.end());
        return forest;
    };
    double best = 1e9;
    if (!a.empty())
        best = std::min(best, slowDistance(withoutRoot(a), b, known) + 1);
    if (!b.empty())
        best = std::min(best, slowDistance(a, withoutRoot(b), known) + 1);
    if (!a.empty() && !b.empty()) {
        const Forest restA(a.begin(), a.end() - 1);
        const Forest restB(b.begin(), b.end() - 1);
        best = std::min(best,
            slowDistance(restA, restB, known) + slowDistance(a.back().children, b.back().children, known)
                + (a.back().label == b.back().label ? 0 : 1));
    }
    return known[key] = best;
}

void flatten(const Tree& tree, TreeShape& shape, std::vector<int>& labels)
{
    const std::size_t leftmost = shape.size();
    for (const Tree& child : tree.children)
        flatten(child, shape, labels);
    shape.push_back(leftmost);
    labels.push_back(tree.label);
}

Tree randomTree(std::mt19937& random, int nodes)
{
    Tree tree{ static_cast<int>(random() % 2), {} };
    for (int left = nodes - 1; left > 0;) {
        const int taken = 1 + static_cast<int>(random() % static_cast<unsigned>(left));
        tree.children.push_back(randomTree(random, taken));
        left -= taken;
    }
    return tree;
}

} // namespace

void TedsTest::knownChanges_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<double>("score");
    QTest::addColumn<double>("structureScore");
    QTest::newRow("identical") << QStringLiteral("A") << QStringLiteral("A") << 1.0 << 1.0;
    QTest::newRow("a letter of two") << QStringLiteral("22") << QStringLiteral("23") << 0.9375 << 1.0;
    QTest::newRow("last cell missing") << QStringLiteral("<td>22</td>") << QString() << 0.875 << 0.875;
    QTest::newRow("header in one spanning cell")
        << QStringLiteral("<td>A</td><td>B</td>") << QStringLiteral("<td colspan=\"2\">AB</td>") << 0.75 << 0.75;
    QTest::newRow("no head") << QStringLiteral("</tr></thead><tbody><tr>") << QStringLiteral("</tr><tr>") << 0.625
                             << 0.625;
    QTest::newRow("a bold letter") << QStringLiteral("<td>A</td>") << QStringLiteral("<td><b>A</b></td>") << 0.925926
                                   << 1.0;
}

void TedsTest::knownChanges()
{
    QFETCH(QString, from);
    QFETCH(const QString, to);
    QFETCH(const double, score);
    QFETCH(const double, structureScore);
    QString changed = QString(kTruth).replace(from, to);
    if (from.contains(QLatin1String("thead")))
        changed.replace(QLatin1String("<thead>"), QLatin1String("<tbody>"));
    const HtmlTable truth = tableIn(kTruth);
    QCOMPARE(truth.descendants, std::size_t{ 8 });
    const HtmlTable found = tableIn(changed);
    QVERIFY(std::abs(teds(found, truth, CellContent::Compared) - score) <= tolerance::kPublishedFigure);
    QVERIFY(std::abs(teds(found, truth, CellContent::Ignored) - structureScore) <= tolerance::kPublishedFigure);
    QCOMPARE(teds(truth, found, CellContent::Compared), teds(found, truth, CellContent::Compared));
}

void TedsTest::inlineTagsStripped()
{
    const QString bold = QString(kTruth).replace(QLatin1String("A"), QLatin1String("<b>A</b>"));
    QCOMPARE(teds(tableIn(bold, InlineTags::Strip), tableIn(kTruth, InlineTags::Strip), CellContent::Compared), 1.0);
    const QString linked = QString(kTruth).replace(QLatin1String("A"), QLatin1String("<a>A</a>"));
    QVERIFY(teds(tableIn(linked, InlineTags::Strip), tableIn(kTruth), CellContent::Compared) < 1.0);
}

void TedsTest::headerCellsAreCells()
{
    const QString header = QString(kTruth).replace(QLatin1String("<td>A</td>"), QLatin1String("<th>A</th>"));
    QCOMPARE(teds(tableIn(header), tableIn(kTruth), CellContent::Compared), 1.0);
    const QString other = QString(kTruth).replace(QLatin1String("<td>A</td>"), QLatin1String("<th>Z</th>"));
    QCOMPARE(teds(tableIn(other), tableIn(kTruth), CellContent::Compared), 0.875);
}

void TedsTest::randomTreesAgainstSearch()
{
    std::mt19937 random(11);
    std::map<std::string, double> known;
    for (int round = 0; round < 300; ++round) {
        const Tree a = randomTree(random, 1 + static_cast<int>(random() % 8));
        const Tree b = randomTree(random, 1 + static_cast<int>(random() % 8));
        TreeShape shapeA;
        TreeShape shapeB;
        std::vector<int> labelsA;
        std::vector<int> labelsB;
        flatten(a, shapeA, labelsA);
        flatten(b, shapeB, labelsB);
        const double distance = treeEditDistance(
            shapeA, shapeB, [&](std::size_t i, std::size_t j) { return labelsA[i] == labelsB[j] ? 0.0 : 1.0; });
        QCOMPARE(distance, slowDistance({ a }, { b }, known));
    }
}

QTEST_APPLESS_MAIN(TedsTest)
#include "teds_test.moc"
