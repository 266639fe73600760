#include "tests/support/sample_results.h"

#include <initializer_list>
#include <utility>

namespace palimpsest {
namespace {

PageResult onPage(PageContent content, std::size_t width, std::size_t height, const std::string& task)
{
    PageResult result;
    result.content = std::move(content);
    result.pageWidth = width;
    result.pageHeight = height;
    result.provenance.task = task;
    result.provenance.checkpoint = "sample-224";
    result.provenance.decoding = "greedy";
    result.provenance.maxTokens = 128;
    result.provenance.answers.push_back({ .region = { 0, 0, static_cast<double>(width), static_cast<double>(height) },
        .prompt = task + " en",
        .text = "",
        .tokenIds = {},
        .logProbabilities = {},
        .warnings = {},
        .truncated = false });
    return result;
}

ExportInput inputOf(std::vector<ExportPage> pages)
{
    return { .producer = "palimpsest 9.9.9", .created = "2026-01-31T09:30:00Z", .pages = std::move(pages) };
}

TextLine line(std::initializer_list<TextPiece> pieces)
{
    TextLine whole{ .text = "", .box = pieces.begin()->box, .confidence = 0.875, .pieces = pieces };
    for (const TextPiece& piece : pieces) {
        whole.text += (whole.text.empty() ? "" : " ") + piece.text;
        whole.box = united(whole.box, piece.box);
    }
    return whole;
}

// An outline of `thickness` pixels of a rectangle.
PixelMask ring(std::size_t left, std::size_t top, std::size_t width, std::size_t height, std::size_t thickness)
{
    PixelMask mask{ left, top, width, height, std::vector<std::uint8_t>(width * height, 1) };
    for (std::size_t y = thickness; y < height - thickness; ++y)
        for (std::size_t x = thickness; x < width - thickness; ++x)
            mask.pixels[y * width + x] = 0;
    return mask;
}

// Two discs beside each other that do not touch.
PixelMask twoBlots(std::size_t left, std::size_t top)
{
    constexpr std::size_t kWidth = 60;
    constexpr std::size_t kHeight = 24;
    PixelMask mask{ left, top, kWidth, kHeight, std::vector<std::uint8_t>(kWidth * kHeight, 0) };
    for (std::size_t y = 0; y < kHeight; ++y) {
        for (std::size_t x = 0; x < kWidth; ++x) {
            const double dy = static_cast<double>(y) - 11.5;
            const double dx = static_cast<double>(x % 30) - 14.5;
            mask.pixels[y * kWidth + x] = dx * dx + dy * dy < 121 ? 1 : 0;
        }
    }
    return mask;
}

DetectedObject object(const char* label, const RectF& box, BoxState state = BoxState::Valid)
{
    return { .label = label, .box = box, .state = state, .confidence = 0.75, .answer = 0 };
}

} // namespace

ExportInput sampleText()
{
    OcrResult first;
    first.lines.push_back(line({ { "Dear Ms <Miller> &", { 100.5, 80.25, 420, 112 }, 0.95, 0 },
        { "\"Sons\",", { 440, 82, 560, 112 }, 0.5, 0 } }));
    first.lines.push_back(line({ { "it costs *5* $ or 3_000 # [net]", { 100, 120, 600, 150 }, std::nullopt, 0 } }));
    first.lines.push_back(line({ { "1. and\x01 `so` on \\*", { 100, 240, 400, 270 }, 1.0, 0 } }));
    first.lines.push_back(line({ { "- \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE6\x96\x87\xE5\xAD\x97 \xF0\x9F\x8E\xBC",
        { 100, 400, 500, 440 }, 0.25, 0 } })); // Hebrew, Chinese, a symbol beyond 16 bits
    first.lines.push_back(line({ { "beyond the edge", { 500, 900, 9000, 2000 }, 0.75, 0 } }));
    OcrResult second;
    second.lines.push_back(line({ { "The end", { 10, 10, 90, 30 }, 0.75, 0 } }));
    return inputOf({ { "scans/a \"letter\".pdf", 1, onPage(first, 800, 1000, "ocr"), "" },
        { "scans/a \"letter\".pdf", 2, onPage(second, 400, 300, "ocr"), "" },
        { "scans/a \"letter\".pdf", 3, std::nullopt, "page 3 is broken" } });
}

ExportInput sampleDetections()
{
    Detections first;
    first.items = { object("cat", { 64, 48, 192, 144 }), object("dog & <pup>", { 200.5, 10.25, 639.75, 480 }),
        object("cat", { 300, 200, 250, 180 }, BoxState::Inverted),
        object("dog & <pup>", { 30, 30, 30, 60 }, BoxState::Degenerate) };
    Detections second;
    second.items = { object("bird", { 0, 0, 100, 50 }), object("cat", { 10, 5, 20, 15 }) };
    return inputOf({ { "one.png", 1, onPage(first, 640, 480, "detect"), "" },
        { "two.png", 1, onPage(second, 100, 50, "detect"), "" } });
}

ExportInput sampleLayout()
{
    Detections first;
    first.items = { object("Title", { 60, 40, 540, 80 }), object("section-header", { 60, 90.5, 300, 110 }),
        object("Text", { 60, 120, 540.25, 300 }), object("list_item", { 80, 310, 540, 330 }),
        object("LIST ITEM", { 80, 332, 540, 352 }), object("Page-header", { 60, 10, 540, 24 }),
        object("footer", { 60, 770, 540, 784 }), object("Footnote", { 60, 700, 540, 740 }),
        object("Text", { 90, 30, 80, 40 }, BoxState::Inverted) };
    Detections second;
    second.items = { object("figure", { 0, 0, 400, 300 }), object("Caption", { 20, 310, 400, 330 }),
        object("Table", { 20, 350, 400, 560 }), object("Formula", { 100, 570, 300, 600 }) };
    return inputOf({ { "report.pdf", 1, onPage(first, 600, 800, "layout"), "" },
        { "report.pdf", 4, onPage(second, 600, 800, "layout"), "" } });
}

ExportInput sampleSegments()
{
    Segments found;
    found.items.push_back({ object("ring", { 20, 30, 70, 60 }), std::nullopt, ring(20, 30, 50, 30, 8) });
    found.items.push_back({ object("blots", { 100, 40, 160, 64 }), std::nullopt, twoBlots(100, 40) });
    found.items.push_back({ object("unseen", { 5, 5, 15, 25 }), std::nullopt, std::nullopt });
    return inputOf({ { "shapes.png", 1, onPage(found, 200, 100, "segment"), "" } });
}

ExportInput sampleCaptions()
{
    return inputOf({ { "one.png", 1, onPage(PlainText{ "a cat, \"asleep\"\non a mat", 0.5 }, 640, 480, "caption"), "" },
        { "two.png", 1, onPage(PlainText{ "=2+3", std::nullopt }, 100, 50, "caption"), "" } });
}

ExportInput sampleMolecules()
{
    // As read, and as RDKit 2022.09 writes it.
    const auto molecule = [](const char* smiles, const char* canonical, std::vector<MoleculeWarning> warnings = {}) {
        return Molecule{ .box = { 10.5, 20, 200, 180.25 },
            .smiles = smiles,
            .canonical = canonical,
            .warnings = std::move(warnings),
            .confidence = 0.75,
            .answer = 0 };
    };
    Molecules first;
    first.items = { molecule("CC(=O)OC1=CC=CC=C1C(O)=O", "CC(=O)Oc1ccccc1C(=O)O"),
        molecule("N[C@@H](C)C(O)=O", "C[C@H](N)C(=O)O") };
    Molecules second;
    second.items = { molecule("CC(C", "", { { MoleculeFault::UnbalancedBranch, {} } }),
        molecule("F\\C=C/F", "F/C=C\\F"), molecule("[Na+].[O-]C(=O)/C=C/[2H]", "[2H]/C=C/C(=O)[O-].[Na+]"),
        molecule("C[N+](C)(C)CC[35Cl]", "C[N+](C)(C)CC[35Cl]"),
        molecule("c1ccccc1[R1]", "c1ccc([1*])cc1", { { MoleculeFault::UnknownGroup, 6 } }),
        molecule("CC1([C@@H]([C@@H](C2=C(O1)C=CC(=C2)C(C(F)(F)F)(F)F)N3CCCCC3=O)O)C",
            "CC1(C)Oc2ccc(C(F)(F)C(F)(F)F)cc2[C@@H](N2CCCCC2=O)[C@H]1O") };
    return inputOf({ { "a \t<paper>.pdf", 1, onPage(first, 800, 1000, "molecule"), "" },
        { "a \t<paper>.pdf", 2, onPage(second, 800, 1000, "molecule"), "" },
        { "a \t<paper>.pdf", 3, std::nullopt, "page 3 is broken" } });
}

ExportInput sampleTables()
{
    const auto cell = [](std::size_t row, std::size_t column, const char* text, bool header = false,
                          std::size_t rowSpan = 1, std::size_t columnSpan = 1) {
        return TableCell{ row, column, rowSpan, columnSpan, header, text, std::nullopt, 0.5, 0 };
    };
    Table rain{ { 10, 20, 300, 200 }, 6, 4, {} };
    rain.cells = { cell(0, 0, "Station", true, 2, 1), cell(0, 1, "Rain in mm", true, 1, 2),
        cell(0, 3, "Days & <nights>", true, 2, 1), cell(1, 1, "April", true), cell(1, 2, "May", true),
        cell(2, 0, "=HYPERLINK(\"x\")"), cell(2, 1, "48.50"), cell(2, 2, "-61"), cell(2, 3, "007"),
        cell(3, 0, "Old, \"Mill\"", true), cell(3, 1, "two\nlines | a bar", false, 2, 2), cell(3, 3, "-"),
        cell(4, 0, "*bold* #1 50 % \\x_y"), cell(4, 3, "@home"), cell(5, 0, "+49 30 1234"), cell(5, 1, ""),
        cell(5, 2, "\xD7\xA9\xD7\x9C \xE6\x96\x87 caf\xC3\xA9\x01 \xF0\x9F\x8E\xBC") }; // nothing at 5, 3
    const Table single{ { 0, 0, 50, 20 }, 1, 1, { cell(0, 0, "12345678901234567890") } };
    Table styled{ { 0, 20, 50, 40 }, 3, 2, {} };
    styled.cells
        = { cell(0, 0, "CO2 & *", true), cell(0, 1, "slanted", true), cell(1, 0, "caf\xC3\xA9\x01 x2 | y\nz_i 5%"),
              cell(1, 1, "48.50"), cell(2, 0, "12a"), cell(2, 1, "[1] all of it") };
    styled.cells[0].styles = { { 2, 3, { .subscript = true } } };
    styled.cells[1].styles = { { 0, 7, { .italic = true } } };
    styled.cells[2].styles = { { 3, 6, { .bold = true } }, { 8, 9, { .superscript = true } },
        { 10, 14, { .italic = true } }, { 16, 17, { .bold = true, .italic = true, .subscript = true } } };
    styled.cells[3].styles = { { 0, 5, { .bold = true } } };
    styled.cells[4].styles = { { 2, 3, { .bold = true, .superscript = true } } };
    styled.cells[5].styles = { { 0, 13, { .bold = true } } };
    return inputOf({ { "scans/rain.png", 1, onPage(Tables{ { rain, single } }, 400, 300, "table"), "" },
        { "scans/rain.png", 2, onPage(Tables{}, 400, 300, "table"), "" },
        { "scans/rain.png", 3, std::nullopt, "page 3 is broken" },
        { "scans/rain.png", 4, onPage(Tables{ { single, styled } }, 100, 50, "table"), "" } });
}

ExportInput sampleScores()
{
    const auto system = [](const char* kern, std::size_t spines, std::size_t measures) {
        return ScoreSystem{ .box = { 50, 100.5, 750, 180 },
            .kern = kern,
            .spines = spines,
            .measures = measures,
            .warnings = { { ScoreFault::MeasureLength, 2, std::nullopt } },
            .confidence = 0.5,
            .answer = 0 };
    };
    Scores melody;
    melody.systems = { system("**kern\n*clefG2\n*k[f#]\n*M3/4\n2.g\n=\n4a\n4b\n=\n*-\n", 1, 2),
        system("**kern\n*clefG2\n*k[f#]\n2.dd\n==\n*-\n", 1, 1) };
    Scores piano;
    piano.systems = { system("**kern\t**kern\n*clefF4\t*clefG2\n4C\t4e 4g\n==\t==\n*-\t*-\n", 2, 1) };
    return inputOf({ { "tune.png", 1, onPage(melody, 800, 300, "score"), "" },
        { "tune.png", 2, onPage(piano, 800, 300, "score"), "" }, { "tune.png", 3, std::nullopt, "page 3 is broken" } });
}

} // namespace palimpsest
