#include "pipelines/molecule/bond_pipeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipelines/chemistry/drawn_structure.h"
#include "pipelines/decode/located_text.h"
#include "pipelines/decode/location_tokens.h"
#include "pipelines/molecule/drawing_finder.h"
#include "pipelines/molecule/label_grammar.h"
#include "pipelines/molecule/label_sheet.h"
#include "pipelines/molecule/label_text.h"
#include "pipelines/molecule/read_molecule.h"
#include "pipelines/molecule/settled_bonds.h"
#include "pipelines/molecule/sketch_check.h"
#include "pipelines/molecule/sketch_finder.h"
#include "pipelines/molecule/sketched_drawing.h"
#include "pipelines/runner/asker.h"
#include "pipelines/tiling/luminance.h"
#include "pipelines/tiling/page_crop.h"
#include "pipelines/tiling/tile_merger.h"

namespace palimpsest {
namespace {

constexpr const char* kTwoLetters = "Et"; // what an F, taken for an E, becomes under the grammar
constexpr const char* kOneLetter = "F";
constexpr double kLeastConfidence = 0.1; // geometric mean of the labels'
constexpr double kKnownLetters = 0.6;    // below that the checkpoint hardly knows such letters
constexpr int kInk = 160;                // of a label as it is shown to the model, at most
constexpr double kWidestLetter = 1.05;   // letter heights
constexpr double kNarrowLetter = 0.5;

struct Label {
    std::string text;
    std::optional<double> confidence;
    std::size_t answer = 0;
};

class BondPipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY(job.checkpoint(Stage::Cut, 0, 1));
        Molecules molecules;
        const std::vector<PixelBox> drawings = findDrawings(input.page);
        for (std::size_t i = 0; i < drawings.size(); ++i) {
            PAL_TRY(job.checkpoint(Stage::Cut, i, drawings.size()));
            const PixelBox& box = drawings[i];
            SketchedDrawing drawing = sketched(input.page, box);
            if (!looksLikeMolecule(drawing.sketch))
                continue;
            PAL_TRY_ASSIGN(Molecule molecule, readBest(input, drawing, model, asker));
            if (molecule.confidence.value_or(1) < kLeastConfidence)
                continue; // no letters that anybody could read, and so no molecule
            molecule.box = box.toRectF();
            molecules.items.push_back(std::move(molecule));
        }
        const bool doubtful = std::any_of(molecules.items.begin(), molecules.items.end(),
            [](const Molecule& molecule) { return molecule.confidence.value_or(1) < kKnownLetters; });
        PageResult result = std::move(asker).result(std::move(molecules));
        result.experimental = result.experimental || doubtful;
        return result;
    }

private:
    struct Reading {
        Molecule molecule;
        std::vector<std::size_t> answers;
    };

    static Result<Reading> readSketch(
        const PipelineInput& input, const SketchedDrawing& drawing, VisionLanguageModel& model, Asker& asker)
    {
        PAL_TRY_ASSIGN(const std::vector<std::vector<Label>> labels, readLabels(input, drawing, model, asker));
        Reading reading{ moleculeOf(drawing.sketch, labels), {} };
        for (const std::vector<Label>& label : labels)
            for (const Label& row : label)
                reading.answers.push_back(row.answer);
        return reading;
    }

    // Where the molecule cannot be, or letters could not be read, the drawing is looked at in other ways, and the first
    // one that is right in both is taken. Letters that are lost thereby make nothing better.
    static Result<Molecule> readBest(
        const PipelineInput& input, SketchedDrawing& drawing, VisionLanguageModel& model, Asker& asker)
    {
        PAL_TRY_ASSIGN(Reading best, readSketch(input, drawing, model, asker));
        if (mayBe(best.molecule) && isReadable(best.molecule))
            return std::move(best.molecule);
        const std::size_t fewest = mayBe(best.molecule) ? drawing.sketch.labels.size() : 0;
        for (MoleculeSketch& other : otherSketches(drawing.picture, drawing.sketch)) {
            if (other.labels.size() < fewest)
                continue;
            drawing.sketch = std::move(other);
            PAL_TRY_ASSIGN(Reading next, readSketch(input, drawing, model, asker));
            const bool better = mayBe(next.molecule) && isReadable(next.molecule);
            if (better)
                std::swap(best, next);
            for (const std::size_t answer : next.answers)
                asker.replace(answer);
            if (better)
                break;
        }
        return std::move(best.molecule);
    }

    // In one piece, of known groups, with bonds that its atoms can have.
    static bool mayBe(const Molecule& molecule)
    {
        return molecule.smiles.find('.') == std::string::npos
            && std::all_of(molecule.warnings.begin(), molecule.warnings.end(),
                [](const MoleculeWarning& warning) { return warning.fault == MoleculeFault::UnassignedStereo; });
    }

    static bool isReadable(const Molecule& molecule) { return molecule.confidence.value_or(1) >= kKnownLetters; }

    // Of each label its rows.
    static Result<std::vector<std::vector<Label>>> readLabels(
        const PipelineInput& input, const SketchedDrawing& drawing, VisionLanguageModel& model, Asker& asker)
    {
        std::vector<LabelRow> rows;
        for (const AtomLabel& label : drawing.sketch.labels)
            rows.insert(rows.end(), label.rows.begin(), label.rows.end());
        std::vector<std::vector<Label>> read;
        for (const AtomLabel& label : drawing.sketch.labels)
            read.emplace_back(label.rows.size());
        if (rows.empty())
            return read;
        const LabelSheet sheet = setLabels(drawing.picture, rows, drawing.sketch.letterHeight);
        const TileLayout layout = tileLayout(input.text, input.capability, model.imageSize());
        std::vector<LinePiece> pieces;
        for (std::size_t i = 0; i < rows.size(); ++i)
            pieces.push_back({ i, sheet.rows[i], layout.textHeight / drawing.sketch.letterHeight, false, {} });
        const std::vector<Tile> tiles = drawTiles(sheet.image, pieces, layout);
        std::vector<View> views;
        for (const Tile& tile : tiles)
            views.push_back({ tile.image, regionOf(tile, rows, drawing), tile.scale() * drawing.scale,
                { .mask = labelMask(
                      input.vocabulary, placedOn(tile, rows, drawing.sketch.letterHeight, input.capability)) } });
        PAL_TRY_ASSIGN(const std::vector<AskedAnswer> answers, asker.ask(views, Stage::Read));
        std::vector<Label> flat(rows.size());
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            const LocatedGrammar grammar{ LocatedKind::Transcription, input.capability.pairOrder,
                input.capability.coordinateOrder };
            const LocatedAnswer parsed = parseLocatedText(answers[i].pieces, grammar, answers[i].stopReason);
            asker.warn(answers[i].record, parsed.warnings);
            const std::vector<PieceReading> readings = readPieces(tiles[i], parsed.items, answers[i].record);
            for (std::size_t k = 0; k < readings.size(); ++k) {
                Label& label = flat[tiles[i].pieces[k].piece];
                label.answer = answers[i].record;
                label.confidence = readings[k].confidence;
                for (const TextPiece& text : readings[k].texts)
                    label.text += text.text;
            }
        }
        std::size_t next = 0;
        for (std::vector<Label>& label : read)
            for (Label& row : label)
                row = flat[next++];
        return read;
    }

    // The labels of a tile, in boxes as tight as those that the checkpoint learned.
    static std::vector<PlacedLabel> placedOn(
        const Tile& tile, const std::vector<LabelRow>& rows, double letterHeight, const TaskCapability& capability)
    {
        std::vector<PlacedLabel> labels;
        for (const TilePiece& piece : tile.pieces)
            labels.push_back({ binsOf(inkWithin(tile.image, piece.place), capability.coordinateOrder),
                lettersOf(rows[piece.piece], letterHeight) });
        return labels;
    }

    // Fractions of the side; all of `place` where it is blank.
    static RectF inkWithin(const RgbImage& tile, const RectF& place)
    {
        const auto side = static_cast<double>(tile.width);
        const PixelBox shown = onPage(
            { static_cast<int>(std::lround(place.left * side)), static_cast<int>(std::lround(place.top * side)),
                static_cast<int>(std::lround(place.right * side)), static_cast<int>(std::lround(place.bottom * side)) },
            tile);
        std::optional<PixelBox> ink;
        for (int y = shown.top; y < shown.bottom; ++y)
            for (int x = shown.left; x < shown.right; ++x) {
                const std::size_t at = static_cast<std::size_t>(y) * tile.width + static_cast<std::size_t>(x);
                if (luminanceOf(tile.pixels.data() + 3 * at) < kInk)
                    ink = ink ? united(*ink, { x, y, x + 1, y + 1 }) : PixelBox{ x, y, x + 1, y + 1 };
            }
        if (!ink)
            return place;
        return { ink->left / side, ink->top / side, ink->right / side, ink->bottom / side };
    }

    // A glyph is a letter; one that is wider than any may be two that touch.
    static LetterCount lettersOf(const LabelRow& row, double letterHeight)
    {
        LetterCount count{ row.glyphs.size(), 0 };
        for (const PixelBox& glyph : row.glyphs)
            count.most += glyph.width() > kWidestLetter * letterHeight
                ? static_cast<std::size_t>(glyph.width() / (kNarrowLetter * letterHeight))
                : 1;
        return count;
    }

    // What of the page stands on a tile.
    static RectF regionOf(const Tile& tile, const std::vector<LabelRow>& rows, const SketchedDrawing& drawing)
    {
        PixelBox all = rows[tile.pieces.front().piece].box;
        for (const TilePiece& piece : tile.pieces)
            all = united(all, rows[piece.piece].box);
        const RectF box = all.toRectF();
        const double left = drawing.shown.left;
        const double top = drawing.shown.top;
        return { left + box.left / drawing.scale, top + box.top / drawing.scale, left + box.right / drawing.scale,
            top + box.bottom / drawing.scale };
    }

    static Molecule moleculeOf(const MoleculeSketch& sketch, const std::vector<std::vector<Label>>& labels)
    {
        DrawnMolecule drawn;
        drawn.bonds = sketch.bonds;
        double logConfidence = 0;
        double read = 0;
        std::size_t answer = 0;
        for (const SketchAtom& atom : sketch.atoms) {
            DrawnAtom made{ atom.place, "C", 0 };
            if (atom.label) {
                const LabelMeaning meaning = meaningOfLabel(sketch.labels[*atom.label], labels[*atom.label], atom);
                made.smiles = meaning.smiles;
                made.hydrogens = meaning.hydrogens;
                made.charge = sketch.labels[*atom.label].charge;
                for (const Label& row : labels[*atom.label]) {
                    logConfidence += std::log(std::max(row.confidence.value_or(1), 1e-6));
                    read += 1;
                    answer = row.answer;
                }
            }
            drawn.atoms.push_back(std::move(made));
        }
        const bool unknown = std::any_of(
            drawn.atoms.begin(), drawn.atoms.end(), [](const DrawnAtom& atom) { return atom.smiles.empty(); });
        Molecule molecule = readMolecule(smilesOf(withSettledBonds(std::move(drawn))).value_or(std::string()));
        if (unknown)
            molecule.warnings.push_back({ MoleculeFault::UnknownGroup, {} });
        molecule.confidence = std::exp(logConfidence / std::max(read, 1.0));
        molecule.answer = answer;
        return molecule;
    }

    // What all rows say together: an N, and the H below it.
    static LabelMeaning meaningOfLabel(const AtomLabel& label, const std::vector<Label>& rows, const SketchAtom& atom)
    {
        double anchor = 0;
        for (const PointF& end : atom.reached)
            anchor
                += (end.x - label.box.left) / std::max(1, label.box.width()) / static_cast<double>(atom.reached.size());
        LabelMeaning all;
        for (const Label& row : rows) {
            const bool oneGlyph = label.rows[static_cast<std::size_t>(&row - rows.data())].glyphs.size() == 1;
            LabelMeaning one = meaningOf(oneGlyph && row.text == kTwoLetters ? kOneLetter : row.text, anchor);
            one.hydrogens += all.hydrogens;
            if (!all.smiles.empty() && one.smiles == "[H]")
                all.hydrogens = one.hydrogens;
            else
                all = std::move(one);
        }
        return all;
    }
};

} // namespace

std::unique_ptr<Pipeline> makeBondPipeline()
{
    return std::make_unique<BondPipeline>();
}

} // namespace palimpsest
