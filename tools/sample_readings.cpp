#include "tools/sample_readings.h"

#include <array>
#include <utility>

#include "pipelines/molecule/read_molecule.h"
#include "pipelines/music/checked_kern.h"

namespace palimpsest {

namespace {

Reading readingOf(PageContent content, const char* task, std::size_t width, std::size_t height)
{
    PageResult result{ .content = std::move(content), .pageWidth = width, .pageHeight = height, .provenance = {} };
    result.provenance.task = task;
    Reading reading;
    reading.task = QString::fromLatin1(task);
    reading.made = QDateTime(QDate(2026, 1, 31), QTime(9, 30), Qt::UTC);
    reading.result = std::make_shared<const PageResult>(std::move(result));
    return reading;
}

// As it is printed in table.png.
Reading rainTable()
{
    constexpr std::array kColumns{ 24.0, 214.0, 334.0, 454.0, 584.0 };
    constexpr double kTop = 24;
    constexpr double kRowHeight = 44;
    constexpr std::array<std::array<const char*, 4>, 6> kTexts{ { { "Station", "Rain in mm", nullptr, "Days" },
        { "", "April", "May", "dry" }, { "Westport", "48.5", "61.0", "17" }, { "Northfield", "39.2", "55.8", "21" },
        { "Old Mill", "70.4", "12,6", "19" }, { "Lake Anna", "64.1", "80.3", "14" } } };
    Table table{ { kColumns.front(), kTop, kColumns.back(), kTop + kTexts.size() * kRowHeight }, kTexts.size(),
        kTexts.front().size(), {} };
    for (std::size_t row = 0; row < kTexts.size(); ++row) {
        for (std::size_t column = 0; column < kTexts[row].size(); ++column) {
            if (kTexts[row][column] == nullptr)
                continue; // the cell before reaches there
            const bool wide = column + 1 < kTexts[row].size() && kTexts[row][column + 1] == nullptr;
            const std::string text = kTexts[row][column];
            const double top = kTop + static_cast<double>(row) * kRowHeight;
            table.cells.push_back({ .row = row,
                .column = column,
                .columnSpan = wide ? 2U : 1U,
                .header = row == 0,
                .text = text,
                .box = RectF{ kColumns.at(column), top, kColumns.at(column + (wide ? 2 : 1)), top + kRowHeight },
                .confidence = text == "12,6" ? 0.58 : 0.996 });
        }
    }
    return readingOf(Tables{ { table } }, "table", 608, 312);
}

Reading aspirin()
{
    Molecule molecule = readMolecule("CC(=O)Oc1ccccc1C(=O)O");
    molecule.box = { 40, 10, 408, 310 };
    molecule.confidence = 0.94;
    return readingOf(Molecules{ { molecule } }, "molecule", 448, 320);
}

// The dot of the last measure was not seen.
Reading odeToJoy()
{
    ScoreSystem system
        = checkKern("**kern\n*clefG2\n*k[f#c#]\n*M4/4\n=1\n4f#\n4f#\n4g\n4a\n=2\n4a\n4g\n4f#\n4e\n=3\n4d\n"
                    "4d\n4e\n4f#\n=4\n4f#\n8e\n2e\n==\n*-\n",
            Pickup::Allowed)
              .system;
    system.box = { 20, 30, 1060, 150 };
    system.confidence = 0.97;
    return readingOf(Scores{ { system } }, "score", 1080, 190);
}

} // namespace

std::vector<SampleReading> sampleReadings()
{
    return { { QStringLiteral("table.png"), QStringLiteral("table"), rainTable() },
        { QStringLiteral("molecule.png"), QStringLiteral("molecule"), aspirin() },
        { QStringLiteral("music.png"), QStringLiteral("music"), odeToJoy() } };
}

} // namespace palimpsest
