#include "pipelines/table/table_pipeline.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/image/square.h"
#include "pipelines/decode/table_markup.h"
#include "pipelines/decode/table_mask.h"
#include "pipelines/runner/asker.h"
#include "pipelines/table/band_merger.h"
#include "pipelines/table/table_grid.h"
#include "pipelines/table/table_layout.h"
#include "pipelines/table/table_view.h"

namespace palimpsest {
namespace {

constexpr double kSmallestHeight = 12; // of a line in the model's input, where the manifest does not say
constexpr int kMostHalvings = 2;       // of a band whose answer is cut short, before it is left at that

// What a picture of the table may be, in page pixels.
struct PictureLimits {
    BandLimits band;
    int side = 1; // smaller pictures would arrive with larger print than the checkpoint knows
};

PictureLimits pictureLimits(const PipelineInput& input, const TableLayout& layout, std::size_t imageSize)
{
    const TextLimits& text = input.text;
    // How long a side may be for print to arrive at some height.
    const auto sideFor = [&](double height) { return layout.textHeight * static_cast<double>(imageSize) / height; };
    PictureLimits limits;
    limits.band.height = sideFor(text.smallestHeight > 0 ? text.smallestHeight : kSmallestHeight);
    if (input.capability.preprocessing.fit == ImageFit::PadWhite) // a lower picture arrives no larger
        limits.band.height = std::max(limits.band.height, static_cast<double>(layout.region.width()));
    limits.band.rows = input.capability.maxRows;
    const int length = std::max(layout.region.width(), layout.region.height());
    if (text.preferredHeight > 0 && length < sideFor(text.largestHeight))
        limits.side = static_cast<int>(std::lround(sideFor(text.preferredHeight)));
    return limits;
}

// Nothing is known of its print: it is taken for the smallest that all of the page shows in one picture.
TableLayout wholePage(const PipelineInput& input, std::size_t imageSize)
{
    const PixelBox all{ 0, 0, static_cast<int>(input.page.width), static_cast<int>(input.page.height) };
    const double smallest = input.text.smallestHeight > 0 ? input.text.smallestHeight : kSmallestHeight;
    return { all, smallest * std::max(all.width(), all.height()) / static_cast<double>(imageSize),
        { { all.top, all.bottom } } };
}

// Around its cells where the answer says of all that have text where they are, else all that the model saw.
RectF boxAround(const Table& table, const RectF& region)
{
    std::optional<RectF> all;
    for (const TableCell& cell : table.cells) {
        if (!cell.box && !cell.text.empty())
            return region;
        if (cell.box)
            all = all ? united(*all, *cell.box) : *cell.box;
    }
    return all.value_or(region);
}

class TablePipeline final : public Pipeline {
public:
    Result<PageResult> run(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const override
    {
        PAL_TRY_ASSIGN(Asker asker, Asker::create(input, model, job));
        PAL_TRY(job.checkpoint(Stage::Cut, 0, 1));
        std::optional<TableLayout> layout = layOutTable(input.page);
        if (!layout) {
            if (input.blank == BlankPages::Skip)
                return std::move(asker).result(Tables{});
            asker.noteBlank();
            layout = wholePage(input, model.imageSize());
        }
        const LogitsMask mask = input.capability.constrained ? tableMask(input.vocabulary.get()) : LogitsMask{};
        return Reader{ input, *layout, pictureLimits(input, *layout, model.imageSize()), model.imageSize(), mask,
            asker }
            .read();
    }

private:
    struct Reader {
        const PipelineInput& input;
        const TableLayout& layout;
        PictureLimits limits;
        std::size_t imageSize;
        LogitsMask mask;
        Asker& asker;

        // Rows that were shown together, and what came of them.
        struct Reading {
            RowBand rows;
            ReadBand band;
            std::size_t record = 0;
            StopReason end = StopReason::EndOfSequence;
        };

        Result<PageResult> read()
        {
            PAL_TRY_ASSIGN(std::vector<Reading> readings, readFirst());
            const RowBand first = readings.front().rows;
            const std::size_t headers = shownHeader(readings.front().band, first);
            if (first.last < layout.blocks.size()) {
                BandLimits below = limits.band;
                if (headers > 0) {
                    below.height -= layout.blocks[headers - 1].bottom - layout.region.top;
                    below.rows -= std::min(below.rows, headers);
                }
                const std::size_t from = below.rows == 1 ? first.last : nextAfter(first); // single rows share none
                PAL_TRY_ASSIGN(std::vector<Reading> rest, readBands(cutBands(layout.blocks, from, below), headers));
                std::move(rest.begin(), rest.end(), std::back_inserter(readings));
            }
            std::vector<ReadBand> bands;
            for (std::size_t i = 0; i < readings.size(); ++i) {
                readings[i].band.sharesRow = i > 0 && readings[i].rows.first < readings[i - 1].rows.last;
                bands.push_back(std::move(readings[i].band));
            }
            MergedBands merged = mergeBands(std::move(bands));
            for (const std::size_t band : merged.seams)
                asker.warn(readings[band].record, AnswerWarning::BandSeam);
            return std::move(asker).result(Tables{ std::move(merged.tables) });
        }

        // The first band says what the header is. Where its answer is cut short, fewer rows are tried; where those were
        // too many for one answer, no band below gets more.
        Result<std::vector<Reading>> readFirst()
        {
            RowBand first = cutBands(layout.blocks, 0, limits.band).front();
            PAL_TRY_ASSIGN(std::vector<Reading> readings, readOnce({ first }, 0));
            for (int again = 0; again < kMostHalvings && canBeHalved(readings.front()); ++again) {
                asker.replace(readings.front().record);
                first = halvesOf(first).front();
                if (readings.front().end == StopReason::TokenLimit)
                    limits.band.rows = first.last;
                PAL_TRY_ASSIGN(readings, readOnce({ first }, 0));
            }
            return readings;
        }

        // Bands whose answers are cut short are asked again as two.
        Result<std::vector<Reading>> readBands(const std::vector<RowBand>& bands, std::size_t headers)
        {
            PAL_TRY_ASSIGN(std::vector<Reading> readings, readOnce(bands, headers));
            for (int again = 0; again < kMostHalvings; ++again) {
                std::vector<RowBand> halves;
                for (const Reading& reading : readings)
                    if (canBeHalved(reading))
                        for (const RowBand& half : halvesOf(reading.rows))
                            halves.push_back(half);
                if (halves.empty())
                    break;
                PAL_TRY_ASSIGN(std::vector<Reading> halfReadings, readOnce(halves, headers));
                std::vector<Reading> all;
                auto next = halfReadings.begin();
                for (Reading& reading : readings) {
                    if (!canBeHalved(reading)) {
                        all.push_back(std::move(reading));
                        continue;
                    }
                    asker.replace(reading.record);
                    all.push_back(std::move(*next++));
                    all.push_back(std::move(*next++));
                }
                readings = std::move(all);
            }
            return readings;
        }

        static bool canBeHalved(const Reading& reading)
        {
            return reading.end != StopReason::EndOfSequence && reading.rows.last - reading.rows.first > 1;
        }

        // How many blocks from the top are the header, where the answer to the first band has a row for every block and
        // the header leaves room for others.
        [[nodiscard]] std::size_t shownHeader(const ReadBand& read, const RowBand& band) const
        {
            if (read.tables.size() != 1 || read.tables.front().rows != band.last - band.first)
                return 0;
            const std::size_t rows = headerRows(read.tables.front());
            if (rows == 0)
                return 0;
            const bool fits = 2 * (layout.blocks[rows - 1].bottom - layout.region.top) <= limits.band.height
                && (limits.band.rows == 0 || rows < limits.band.rows);
            return fits ? rows : 0;
        }

        [[nodiscard]] PixelBox strip(const RowBand& band) const
        {
            PixelBox box = layout.region;
            box.top = layout.blocks[band.first].top;
            box.bottom = layout.blocks[band.last - 1].bottom;
            return box;
        }

        [[nodiscard]] double scaleOf(const RgbImage& picture) const
        {
            return static_cast<double>(imageSize) / static_cast<double>(std::max(picture.width, picture.height));
        }

        Result<std::vector<Reading>> readOnce(const std::vector<RowBand>& bands, std::size_t headers)
        {
            std::vector<TableView> views;
            std::vector<RgbImage> squares;
            for (const RowBand& band : bands) {
                std::vector<PixelBox> strips{ strip(band) };
                if (headers > 0)
                    strips.insert(strips.begin(), strip({ 0, headers }));
                views.emplace_back(input.page, std::move(strips), limits.side);
                squares.push_back(toSquare(views.back().picture(), imageSize, input.capability.preprocessing));
            }
            std::vector<View> shown;
            for (std::size_t i = 0; i < bands.size(); ++i)
                shown.push_back({ squares[i], views[i].region(), scaleOf(views[i].picture()) });
            PAL_TRY_ASSIGN(const std::vector<AskedAnswer> answers, asker.ask(shown, Stage::Read, mask));
            std::vector<Reading> read;
            for (std::size_t i = 0; i < bands.size(); ++i)
                read.push_back({ bands[i], { tablesOf(answers[i], views[i]), headers }, answers[i].record,
                    answers[i].stopReason });
            return read;
        }

        std::vector<Table> tablesOf(const AskedAnswer& answer, const TableView& view)
        {
            TableAnswer parsed = parseTableMarkup(answer.pieces, input.capability.coordinateOrder, answer.stopReason);
            asker.warn(answer.record, parsed.warnings);
            for (Table& table : parsed.tables) {
                for (TableCell& cell : table.cells) {
                    cell.answer = answer.record;
                    if (cell.box)
                        cell.box = view.toPage(*cell.box, input.capability.preprocessing);
                }
                table.box = boxAround(table, view.region());
            }
            return std::move(parsed.tables);
        }
    };
};

} // namespace

std::unique_ptr<Pipeline> makeTablePipeline()
{
    return std::make_unique<TablePipeline>();
}

} // namespace palimpsest
