#include "pipelines/runner/page_reader.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include "engine/image/resize.h"
#include "pipelines/document/page_segmentation.h"
#include "pipelines/document/result_placement.h"
#include "pipelines/regions/region_order.h"
#include "pipelines/regions/region_routing.h"
#include "pipelines/registry.h"
#include "pipelines/runner/page_sheets.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {

namespace {

constexpr double kPointsPerInch = 72;
constexpr double kSameRegion = 0.5; // share of a region that lies in another, from which both are one

// Print is read straight, whatever angle it was scanned at.
Posture postureOf(AnswerGrammar grammar)
{
    switch (grammar) {
    case AnswerGrammar::OcrBoxes:
    case AnswerGrammar::PlainText:
    case AnswerGrammar::TableHtml:
    case AnswerGrammar::Kern:
        return Posture::Straight;
    case AnswerGrammar::Detections:
    case AnswerGrammar::Segments:
    case AnswerGrammar::Smiles:
    case AnswerGrammar::Answer:
    case AnswerGrammar::Caption:
    case AnswerGrammar::Report:
        return Posture::AsItCame;
    }
    return Posture::AsItCame;
}

RgbImage scaled(const RgbImage& image, double scale)
{
    const auto side = [scale](std::size_t length) {
        return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(static_cast<double>(length) * scale)));
    };
    return resize(image, side(image.width), side(image.height), ResizeKernel::Bicubic);
}

double shareInside(const RectF& box, const RectF& other)
{
    return box.area() > 0 ? intersected(box, other).area() / box.area() : 0;
}

} // namespace

struct PageReader::Page {
    const PageImage& image;
    PageSheets sheets;
    const JobContext& job;
    double scale = 1;
};

Result<PageReader::Task> PageReader::taskOf(const TaskCapability& capability)
{
    PAL_TRY_ASSIGN(auto pipeline, makePipeline(capability));
    return Task{ capability, std::move(pipeline) };
}

Result<PageReader> PageReader::create(ReadingModel model, const RequestedTasks& tasks, const TaskRequest& request)
{
    PageReader reader;
    for (const TaskCapability& capability : tasks.capabilities) {
        PAL_TRY_ASSIGN(Task task, taskOf(capability));
        reader.m_tasks.push_back(std::move(task));
    }
    if (tasks.layout) {
        PAL_TRY_ASSIGN(reader.m_layout, taskOf(*tasks.layout));
    }
    reader.m_model = std::move(model);
    reader.m_request = request;
    return reader;
}

Result<ReadPage> PageReader::read(PageSource& source, std::size_t pageIndex, const JobContext& job, double scale) const
{
    try {
        PAL_TRY(job.checkpoint(Stage::Open, 0, 1));
        PAL_TRY_ASSIGN(PageImage image, source.render(pageIndex, m_request.dpi, job.stopToken()));
        Page page{ .image = image, .sheets = PageSheets(image), .job = job, .scale = scale };
        PAL_TRY_ASSIGN(PageResult result, readPage(page));
        const std::optional<double> ink = page.sheets.inkFraction();
        return ReadPage{ .page = std::move(image), .result = std::move(result), .inkFraction = ink };
    } catch (const std::bad_alloc&) {
        return Error{ ErrorCode::OutOfMemory,
            "there is not enough memory for page " + std::to_string(pageIndex + 1)
                + "; close other programs or draw it at fewer dots per inch" };
    }
}

Result<PageResult> PageReader::readPage(Page& page) const
{
    if (!m_request.regions.empty())
        return readRegions(page);
    if (m_request.task == kAutoTask)
        return readRouted(page);
    return readRegion(page, m_tasks.front(), m_request.prompt, std::nullopt);
}

const PageReader::Task* PageReader::find(std::string_view id) const
{
    const auto found
        = std::find_if(m_tasks.begin(), m_tasks.end(), [id](const Task& task) { return task.capability.id == id; });
    return found == m_tasks.end() ? nullptr : &*found;
}

// What was asked for, in the order it was asked for. A region without a task is read by the one that fits it.
Result<PageResult> PageReader::readRegions(Page& page) const
{
    const RgbImage& image = page.image.image;
    const double scale = page.image.dpi > 0 ? page.image.dpi / kPointsPerInch : 1;
    const RectF all{ 0, 0, static_cast<double>(image.width), static_cast<double>(image.height) };
    PageParts parts;
    std::optional<std::vector<PageRegion>> proposed;
    for (const RegionRequest& wanted : m_request.regions) {
        const RectF box{ wanted.box.left * scale, wanted.box.top * scale, wanted.box.right * scale,
            wanted.box.bottom * scale };
        PageRegion region{ .box = intersected(box, all), .label = {}, .origin = RegionOrigin::User, .remark = {} };
        if (region.box.area() <= 0)
            return Error{ ErrorCode::BadInput,
                "a region lies outside the page, which is " + std::to_string(std::lround(all.right / scale)) + " x "
                    + std::to_string(std::lround(all.bottom / scale))
                    + " points; regions are x,y,width,height from "
                      "its top left corner" };
        std::string_view id = wanted.task.empty() ? m_request.task : wanted.task;
        if (id == kAutoTask) {
            if (!proposed) {
                PAL_TRY_ASSIGN(proposed, regionsOf(page));
            }
            for (const PageRegion& other : *proposed)
                if (shareInside(other.box, region.box) > kSameRegion)
                    region.label = other.label;
            const Route route = routeOf(region.label, [this](std::string_view task) { return find(task) != nullptr; });
            region.remark = route.remark;
            id = route.withText ? "ocr" : route.task;
        }
        const Task* const task = find(id);
        if (task == nullptr) {
            region.remark
                = region.remark.empty() ? "this model does not read text; this one was left out" : region.remark;
            parts.unread.push_back(std::move(region));
            continue;
        }
        PAL_TRY_ASSIGN(
            PageResult part, readRegion(page, *task, wanted.prompt.value_or(m_request.prompt), std::move(region)));
        parts.parts.push_back(std::move(part));
    }
    return assembled(page, std::move(parts));
}

// What stands in regions of its own is read there, the rest of the page as text with those regions covered.
Result<PageResult> PageReader::readRouted(Page& page) const
{
    PAL_TRY_ASSIGN(std::vector<PageRegion> regions, regionsOf(page));
    PageParts parts;
    std::vector<PageResult> apart;
    std::vector<RectF> covered;
    for (PageRegion& region : regions) {
        Route route = routeOf(region.label, [this](std::string_view task) { return find(task) != nullptr; });
        region.remark = std::move(route.remark);
        if (const Task* const task = find(route.task)) {
            covered.push_back(region.box);
            PAL_TRY_ASSIGN(PageResult part, readRegion(page, *task, {}, std::move(region)));
            apart.push_back(std::move(part));
        } else if (!region.remark.empty()) {
            if (!route.withText)
                covered.push_back(region.box);
            parts.unread.push_back(std::move(region));
        }
    }
    if (const Task* const text = find("ocr")) {
        PAL_TRY_ASSIGN(const PageResult rest, readAround(page, *text, covered));
        if (apart.empty() && parts.unread.empty())
            return rest;
        parts.parts = inReadingOrder(rest, std::move(apart));
    } else {
        parts.parts = std::move(apart);
        parts.unread.push_back({ .box
            = { 0, 0, static_cast<double>(page.image.image.width), static_cast<double>(page.image.image.height) },
            .label = "text",
            .origin = RegionOrigin::PageSegmentation,
            .remark = "this model does not read text; what stands outside the other regions was left out" });
    }
    return assembled(page, std::move(parts));
}

// The checkpoint's own layout task where it has one; else rules, staves and pictures are looked for.
Result<std::vector<PageRegion>> PageReader::regionsOf(Page& page) const
{
    std::vector<PageRegion> regions;
    if (!m_layout) {
        regions = segmentPage(page.sheets.sheet(Posture::Straight), page.image.dpi);
    } else {
        PAL_TRY_ASSIGN(const PageResult found, run(page, *m_layout, {}, page.sheets.sheet(Posture::Straight)));
        if (const auto* const objects = std::get_if<Detections>(&found.content))
            for (const DetectedObject& object : objects->items)
                if (object.state == BoxState::Valid)
                    regions.push_back(
                        { .box = object.box, .label = object.label, .origin = RegionOrigin::LayoutTask, .remark = {} });
    }
    for (PageRegion& region : regions)
        region.box = page.sheets.back(Posture::Straight, region.box);
    return regions;
}

Result<PageResult> PageReader::readRegion(
    Page& page, const Task& task, const std::string& prompt, std::optional<PageRegion> region) const
{
    const Posture posture = postureOf(task.capability.grammar);
    const RgbImage& sheet = page.sheets.sheet(posture);
    PixelBox part{ 0, 0, static_cast<int>(sheet.width), static_cast<int>(sheet.height) };
    RgbImage piece;
    if (region) {
        part = pixelsOf(page.sheets.onto(posture, region->box), sheet);
        piece = pageCrop(sheet, part);
    }
    PAL_TRY_ASSIGN(PageResult result, run(page, task, prompt, region ? piece : sheet));
    page.sheets.toPage(result, posture, part);
    result.region = std::move(region);
    return result;
}

Result<PageResult> PageReader::readAround(Page& page, const Task& task, const std::vector<RectF>& covered) const
{
    if (covered.empty())
        return readRegion(page, task, {}, std::nullopt);
    const Posture posture = postureOf(task.capability.grammar);
    RgbImage sheet = page.sheets.sheet(posture);
    for (const RectF& box : covered)
        paintOut(sheet, pixelsOf(page.sheets.onto(posture, box), sheet));
    PAL_TRY_ASSIGN(PageResult result, run(page, task, {}, sheet));
    page.sheets.toPage(result, posture, {});
    return result;
}

// In pixels of `image`.
Result<PageResult> PageReader::run(Page& page, const Task& task, const std::string& prompt, const RgbImage& image) const
{
    const RgbImage other = page.scale == 1 ? RgbImage{} : scaled(image, page.scale);
    PAL_TRY_ASSIGN(PageResult result,
        task.pipeline->run({ .page = page.scale == 1 ? image : other,
                               .capability = task.capability,
                               .text = m_model.text,
                               .dpi = page.image.dpi * page.scale,
                               .argument = prompt,
                               .sampling = {},
                               .vocabulary = m_model.vocabulary,
                               .decodeMask = m_model.decodeMask },
            *m_model.model, page.job));
    scaleTo(result, image.width, image.height);
    result.provenance.checkpoint = m_model.checkpoint;
    result.provenance.adapter = m_model.adapter;
    return result;
}

// One part is the result itself.
PageResult PageReader::assembled(const Page& page, PageParts parts) const
{
    if (parts.parts.size() == 1 && parts.unread.empty())
        return std::move(parts.parts.front());
    PageResult result;
    result.pageWidth = page.image.image.width;
    result.pageHeight = page.image.image.height;
    result.partial
        = std::any_of(parts.parts.begin(), parts.parts.end(), [](const PageResult& part) { return part.partial; });
    result.provenance.task = m_request.task;
    result.provenance.checkpoint = m_model.checkpoint;
    result.provenance.adapter = m_model.adapter;
    result.content = std::move(parts);
    return result;
}

} // namespace palimpsest
