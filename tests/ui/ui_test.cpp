#include "tests/ui/ui_test.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <array>
#include <utility>

#include "pipelines/molecule/read_molecule.h"
#include "pipelines/music/checked_kern.h"

namespace palimpsest {

OwnFolders::OwnFolders() : m_folder(std::make_unique<QTemporaryDir>())
{
    QApplication::setApplicationName(QStringLiteral("palimpsest"));
    for (const char* const name : { "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME" }) {
        const QString folder = path(QString::fromLatin1(name));
        QDir().mkpath(folder);
        qputenv(name, folder.toUtf8());
    }
}

OwnFolders::~OwnFolders() = default;

QString OwnFolders::path(const QString& name) const
{
    return m_folder->filePath(name);
}

QString sourceFile(const QString& name)
{
    return QDir(qEnvironmentVariable("PALIMPSEST_SOURCE_DIR")).filePath(name);
}

namespace {

Reading readingOf(PageContent content, const char* task)
{
    PageResult result{ .content = std::move(content), .pageWidth = 1654, .pageHeight = 2339, .provenance = {} };
    result.provenance.task = task;
    Reading reading;
    reading.task = QString::fromLatin1(task);
    reading.made = QDateTime(QDate(2026, 1, 31), QTime(9, 30), Qt::UTC);
    reading.result = std::make_shared<const PageResult>(std::move(result));
    return reading;
}

} // namespace

Reading sampleTableReading()
{
    constexpr std::array<std::array<const char*, 3>, 4> kTexts{ { { "Item", "Price", "" }, { "", "each", "all" },
        { "Paper A4", "4,90", "58,80" }, { "Toner", "71,0", "142,00" } } };
    Table table{ { 200, 1000, 1100, 1400 }, 4, 3, {} };
    for (std::size_t row = 0; row < kTexts.size(); ++row) {
        for (std::size_t column = 0; column < kTexts[row].size(); ++column) {
            const double left = 200 + 300 * static_cast<double>(column);
            const double top = 1000 + 100 * static_cast<double>(row);
            if (row == 1 && column == 0)
                continue; // "Item" reaches there, and "Price" to the right
            if (row == 0 && column == 2)
                continue;
            table.cells.push_back({ .row = row,
                .column = column,
                .rowSpan = row == 0 && column == 0 ? 2U : 1U,
                .columnSpan = row == 0 && column == 1 ? 2U : 1U,
                .header = row < 2,
                .text = kTexts[row][column],
                .box = RectF{ left, top, left + 300, top + 100 },
                .confidence = row == 3 && column == 1 ? 0.41 : 0.995 });
        }
    }
    Table small{ { 200, 1600, 800, 1700 }, 1, 2, {} };
    small.cells.push_back({ .text = "Sum", .confidence = 0.99 });
    small.cells.push_back({ .column = 1, .text = "200,80", .confidence = 0.99 });
    return readingOf(Tables{ { table, small } }, "table");
}

Reading sampleMoleculeReading()
{
    Molecules molecules;
    const RectF box{ 250, 400, 850, 800 };
    for (const char* const smiles : { "CC(=O)Oc1ccccc1C(=O)O", "CC(=O)[Pb]" }) {
        molecules.items.push_back(readMolecule(smiles));
        molecules.items.back().box = box;
        molecules.items.back().confidence = 0.97;
    }
    return readingOf(std::move(molecules), "molecule");
}

Reading sampleScoreReading()
{
    Scores scores;
    ScoreSystem system = checkKern("**kern\t**kern\n*clefF4\t*clefG2\n*M3/4\t*M3/4\n2.C\t4c\n.\t4e\n.\t4g\n=\t=\n"
                                   "2D\t4d\n.\t4f\n=\t=\n2.C\t2.c\n==\t==\n*-\t*-\n",
        Pickup::Allowed)
                             .system;
    system.box = { 200, 300, 1400, 560 };
    system.confidence = 0.95;
    scores.systems.push_back(std::move(system));
    return readingOf(std::move(scores), "score");
}

Reading sampleAnswerReading()
{
    Reading reading = readingOf(PlainText{ "200,80", 0.9 }, "question");
    reading.prompt = QStringLiteral("What is the total?");
    return reading;
}

Reading sampleTextReading()
{
    constexpr std::array kFirstWords{ "first", "second", "third" };
    OcrResult text;
    for (std::size_t i = 0; i < kFirstWords.size(); ++i) {
        const double top = 100 + 100 * static_cast<double>(i);
        const double confidence = i == 1 ? 0.4 : 0.99;
        TextLine line{ std::string(kFirstWords[i]) + " line", { 100, top, 600, top + 40 }, confidence, {} };
        line.pieces.push_back({ kFirstWords[i], { 100, top, 300, top + 40 }, confidence, 0 });
        line.pieces.push_back({ "line", { 320, top, 600, top + 40 }, confidence, 0 });
        text.lines.push_back(std::move(line));
    }
    return readingOf(std::move(text), "ocr");
}

} // namespace palimpsest
