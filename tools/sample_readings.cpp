#include "tools/sample_readings.h"

#include <array>
#include <cmath>
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

// What of its box belongs to it: an ellipse, or what lies between two edges that come nearer to each other.
PixelMask maskIn(const RectF& box, bool round)
{
    PixelMask mask{ static_cast<std::size_t>(box.left), static_cast<std::size_t>(box.top),
        static_cast<std::size_t>(box.right - box.left), static_cast<std::size_t>(box.bottom - box.top), {} };
    for (std::size_t y = 0; y < mask.height; ++y) {
        for (std::size_t x = 0; x < mask.width; ++x) {
            const double across = 2 * (static_cast<double>(x) + 0.5) / static_cast<double>(mask.width) - 1;
            const double down = 2 * (static_cast<double>(y) + 0.5) / static_cast<double>(mask.height) - 1;
            const bool inside = round ? across * across + down * down < 1 : std::abs(across) < 0.8 + 0.2 * down;
            mask.pixels.push_back(inside ? 1 : 0);
        }
    }
    return mask;
}

// As the truth beside it says.
Reading seaMasks()
{
    struct Row {
        const char* label;
        RectF box;
        bool round;
        double confidence;
    };
    const std::array rows{ Row{ "lighthouse", { 126, 92, 190, 322 }, false, 0.98 },
        Row{ "sun", { 300, 202, 356, 258 }, true, 0.97 }, Row{ "boat", { 418, 232, 500, 330 }, false, 0.71 } };
    Segments segments;
    for (const Row& row : rows)
        segments.items.push_back(
            { { row.label, row.box, BoxState::Valid, row.confidence, 0 }, std::nullopt, maskIn(row.box, row.round) });
    Reading reading = readingOf(std::move(segments), "segment", 640, 480);
    reading.prompt = QStringLiteral("lighthouse ; sun ; boat");
    return reading;
}

std::vector<Reading> seaAnswers()
{
    constexpr std::array<std::pair<const char*, const char*>, 3> kAsked{ {
        { "", "a red and white lighthouse on a rock above the sea" },
        { "How many boats are there?", "1" },
        { "What colour is the lighthouse?", "red and white" },
    } };
    std::vector<Reading> readings;
    for (const auto& [question, answer] : kAsked) {
        const char* const task = *question == 0 ? "caption" : "question";
        readings.push_back(readingOf(PlainText{ answer, 0.95 }, task, 640, 480));
        readings.back().prompt = QString::fromLatin1(question);
    }
    return readings;
}

} // namespace

std::vector<SampleReading> sampleReadings()
{
    return { { QStringLiteral("table.png"), QStringLiteral("table"), { rainTable() } },
        { QStringLiteral("molecule.png"), QStringLiteral("molecule"), { aspirin() } },
        { QStringLiteral("music.png"), QStringLiteral("music"), { odeToJoy() } },
        { QStringLiteral("picture.jpg"), QStringLiteral("masks"), { seaMasks() } },
        { QStringLiteral("picture.jpg"), QStringLiteral("answers"), seaAnswers() } };
}

} // namespace palimpsest
