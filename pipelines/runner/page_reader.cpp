#include "pipelines/runner/page_reader.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include "engine/base/log.h"
#include "engine/image/resize.h"
#include "pipelines/document/page_segmentation.h"
#include "pipelines/document/result_placement.h"
#include "pipelines/document/text_layer.h"
#include "pipelines/regions/region_order.h"
#include "pipelines/regions/region_routing.h"
#include "pipelines/registry.h"
#include "pipelines/runner/asked_together.h"
#include "pipelines/runner/page_sheets.h"
#include "pipelines/tiling/page_crop.h"

namespace palimpsest {

namespace {

constexpr double kPointsPerInch = 72;
constexpr double kSameRegion = 0.5; // share of a region that lies in another, from which both are one

bool givesLines(const TaskCapability& task)
{
    return task.grammar == AnswerGrammar::OcrBoxes || task.grammar == AnswerGrammar::PlainText;
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

// What no library catches for us.
template <typename Read> Result<ReadPage> withinMemory(std::size_t pageIndex, Read read)
{
    try {
        return read();
    } catch (const std::bad_alloc&) {
        return Error{ ErrorCode::OutOfMemory,
            "there is not enough memory for page " + std::to_string(pageIndex + 1)
                + "; close other programs or draw it at fewer dots per inch" };
    }
}

} // namespace

struct PageReader::Page {
    const PageImage& image;
    VisionLanguageModel& model;
    PageSheets sheets;
    std::optional<OcrResult> ownText; // good enough to stand for a reading
    const JobContext& job;
    double scale = 1;
    std::vector<const RgbImage*> shownWith = {};
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

Result<ReadPage> PageReader::read(
    PageSource& source, std::size_t pageIndex, const JobContext& job, double scale, VisionLanguageModel* shared) const
{
    return withinMemory(pageIndex, [&]() -> Result<ReadPage> {
        PAL_TRY(job.checkpoint(Stage::Open, 0, 1));
        const bool ownText = m_request.textLayer != TextLayer::Ignore && readsText();
        std::vector<OwnWord> words; // before the page is taken: behind it the next one of the document may be drawn
        if (ownText) {
            PAL_TRY_ASSIGN(words, source.ownWords(pageIndex, m_request.dpi));
        }
        PAL_TRY_ASSIGN(PageImage image, source.render(pageIndex, m_request.dpi, job.stopToken()));
        Page page{ .image = image,
            .model = shared != nullptr ? *shared : model(),
            .sheets = PageSheets(image, m_request.rotation, m_request.deskew),
            .ownText = {},
            .job = job,
            .scale = scale };
        if (page.sheets.rotation() != 0)
            logInfo("'" + image.sourceName + "' page " + std::to_string(pageIndex + 1) + " was turned clockwise by "
                + std::to_string(page.sheets.rotation()) + " degrees before it was read");
        if (ownText)
            page.ownText = textLayerOf(words, image.image);
        PAL_TRY_ASSIGN(PageResult result, readPage(page));
        const std::optional<double> ink = page.sheets.inkFraction();
        return ReadPage{ .page = std::move(image),
            .result = std::move(result),
            .inkFraction = ink,
            .hasTextLayer = page.ownText.has_value() };
    });
}

Result<ReadPage> PageReader::readTogether(const std::vector<SourcePage>& pages, const JobContext& job) const
{
    return withinMemory(pages.front().index, [&]() -> Result<ReadPage> {
        std::vector<PageImage> images;
        for (const SourcePage& page : pages) {
            PAL_TRY(job.checkpoint(Stage::Open, images.size(), pages.size()));
            PAL_TRY_ASSIGN(PageImage image, page.source->render(page.index, m_request.dpi, job.stopToken()));
            images.push_back(std::move(image));
        }
        Page page{ .image = images.front(),
            .model = model(),
            .sheets = PageSheets(images.front(), m_request.rotation, m_request.deskew),
            .ownText = {},
            .job = job };
        std::vector<std::string> names;
        for (std::size_t i = 1; i < images.size(); ++i) {
            page.shownWith.push_back(&images[i].image);
            names.push_back(images[i].sourceName + ", page " + std::to_string(images[i].pageIndex + 1));
        }
        PAL_TRY_ASSIGN(PageResult result, readPage(page));
        result.provenance.shownWith = std::move(names);
        return ReadPage{ .page = std::move(images.front()), .result = std::move(result), .inkFraction = {} };
    });
}

Result<PageResult> PageReader::readPage(Page& page) const
{
    if (!m_request.regions.empty())
        return readRegions(page);
    if (m_request.task == kAutoTask)
        return readRouted(page);
    return readRegion(page, page.model, m_tasks.front(), m_request.prompt, std::nullopt);
}

// The one that suits the argument best.
const PageReader::Task* PageReader::find(std::string_view id, std::string_view argument) const
{
    const Task* best = nullptr;
    for (const Task& task : m_tasks)
        if (task.capability.id == id && (best == nullptr || task.capability.suitsBetter(best->capability, argument)))
            best = &task;
    return best;
}

std::shared_ptr<const Vocabulary> PageReader::vocabularyFor(const TaskCapability& capability) const
{
    const auto companion = m_model.companionVocabularies.find(capability.companion);
    return companion == m_model.companionVocabularies.end() ? m_model.vocabulary : companion->second;
}

// What was asked for, in the order it was asked for. A region without a task is read by the one that fits it.
Result<PageResult> PageReader::readRegions(Page& page) const
{
    const RgbImage& image = page.image.image;
    const double scale = page.image.dpi > 0 ? page.image.dpi / kPointsPerInch : 1;
    const RectF all{ 0, 0, static_cast<double>(image.width), static_cast<double>(image.height) };
    PageParts parts;
    std::vector<Part> wantedParts;
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
        const std::string& prompt = wanted.prompt ? *wanted.prompt : m_request.prompt;
        const Task* const task = find(id, prompt);
        if (task == nullptr) {
            region.remark
                = region.remark.empty() ? "this model does not read text; this one was left out" : region.remark;
            parts.unread.push_back(std::move(region));
            continue;
        }
        wantedParts.push_back([this, &page, &prompt, task, region](VisionLanguageModel& model) {
            return readRegion(page, model, *task, prompt, region);
        });
    }
    PAL_TRY_ASSIGN(parts.parts, readParts(page, wantedParts));
    return assembled(page, std::move(parts));
}

// What stands in regions of its own is read there, the rest of the page as text with those regions covered.
Result<PageResult> PageReader::readRouted(Page& page) const
{
    PAL_TRY_ASSIGN(std::vector<PageRegion> regions, regionsOf(page));
    PageParts parts;
    std::vector<Part> apart;
    std::vector<RectF> covered;
    for (PageRegion& region : regions) {
        Route route = routeOf(region.label, [this](std::string_view task) { return find(task) != nullptr; });
        region.remark = std::move(route.remark);
        if (const Task* const task = find(route.task)) {
            covered.push_back(region.box);
            apart.push_back([this, &page, task, region = std::move(region)](
                                VisionLanguageModel& model) { return readRegion(page, model, *task, {}, region); });
        } else if (!region.remark.empty()) {
            if (!route.withText)
                covered.push_back(region.box);
            parts.unread.push_back(std::move(region));
        }
    }
    if (const Task* const text = find("ocr")) {
        apart.push_back([this, &page, text, &covered](
                            VisionLanguageModel& model) { return readAround(page, model, *text, covered); });
        PAL_TRY_ASSIGN(std::vector<PageResult> read, readParts(page, apart));
        const PageResult rest = std::move(read.back());
        read.pop_back();
        if (read.empty() && parts.unread.empty())
            return rest;
        parts.parts = inReadingOrder(rest, std::move(read));
    } else {
        PAL_TRY_ASSIGN(parts.parts, readParts(page, apart));
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
        PAL_TRY_ASSIGN(
            const PageResult found, run(page, page.model, *m_layout, {}, page.sheets.sheet(Posture::Straight)));
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

// Together, so that a page of many small regions takes few passes.
Result<std::vector<PageResult>> PageReader::readParts(const Page& page, const std::vector<Part>& parts)
{
    std::vector<PageResult> read(parts.size());
    std::optional<Error> failure;
    std::size_t begun = 0;
    askTogether(page.model, kQuestionsAtOnce, [&]() -> std::optional<PieceOfWork> {
        if (begun == parts.size() || failure)
            return std::nullopt;
        const std::size_t i = begun++;
        return PieceOfWork{ .run = [&, i](VisionLanguageModel& model) {
            auto part = parts[i](model);
            if (part.ok())
                read[i] = std::move(part).value();
            else if (!failure)
                failure = std::move(part).error();
        } };
    });
    if (failure)
        return *std::move(failure);
    return read;
}

Result<PageResult> PageReader::readRegion(Page& page, VisionLanguageModel& model, const Task& task,
    const std::string& prompt, std::optional<PageRegion> region) const
{
    if (std::optional<OcrResult> text = ownTextFor(page, task)) {
        if (region)
            text = textWithin(*text, region->box);
        if (!text->lines.empty())
            return taken(page, task, std::move(*text), std::move(region));
    }
    const Posture posture = postureOf(task.capability.grammar);
    const RgbImage& sheet = page.sheets.sheet(posture);
    PixelBox part{ 0, 0, static_cast<int>(sheet.width), static_cast<int>(sheet.height) };
    RgbImage piece;
    std::optional<RectF> focus;
    if (region && task.capability.takesBox()) {
        focus = page.sheets.onto(posture, region->box); // it is asked about, and all of the page is shown
    } else if (region) {
        part = pixelsOf(page.sheets.onto(posture, region->box), sheet);
        piece = pageCrop(sheet, part);
    }
    PAL_TRY_ASSIGN(
        PageResult result, run(page, model, task, prompt, piece.width > 0 ? piece : sheet, focus, m_request.blank));
    page.sheets.toPage(result, posture, part);
    result.region = std::move(region);
    return result;
}

Result<PageResult> PageReader::readAround(
    Page& page, VisionLanguageModel& model, const Task& task, const std::vector<RectF>& covered) const
{
    if (covered.empty())
        return readRegion(page, model, task, {}, std::nullopt);
    if (const std::optional<OcrResult> text = ownTextFor(page, task))
        return taken(page, task, textOutside(*text, covered), std::nullopt);
    const Posture posture = postureOf(task.capability.grammar);
    RgbImage sheet = page.sheets.sheet(posture);
    for (const RectF& box : covered)
        paintOut(sheet, pixelsOf(page.sheets.onto(posture, box), sheet));
    PAL_TRY_ASSIGN(PageResult result, run(page, model, task, {}, sheet));
    page.sheets.toPage(result, posture, {});
    return result;
}

bool PageReader::readsText() const
{
    return std::any_of(m_tasks.begin(), m_tasks.end(), [](const Task& task) { return givesLines(task.capability); });
}

// Where it is to stand for what the task would read.
std::optional<OcrResult> PageReader::ownTextFor(const Page& page, const Task& task) const
{
    if (m_request.textLayer != TextLayer::Use || !givesLines(task.capability))
        return std::nullopt;
    return page.ownText;
}

// The text of the document in place of a reading.
PageResult PageReader::taken(const Page& page, const Task& task, OcrResult text, std::optional<PageRegion> region) const
{
    PageResult result;
    result.content = std::move(text);
    result.region = std::move(region);
    result.pageWidth = page.image.image.width;
    result.pageHeight = page.image.image.height;
    result.provenance.task = task.capability.id;
    result.provenance.source = ResultSource::Document;
    result.provenance.rotation = page.sheets.rotation();
    return result;
}

// In pixels of `image`.
Result<PageResult> PageReader::run(Page& page, VisionLanguageModel& model, const Task& task, const std::string& prompt,
    const RgbImage& image, std::optional<RectF> focus, BlankPages blank) const
{
    if (focus)
        focus = RectF{ focus->left * page.scale, focus->top * page.scale, focus->right * page.scale,
            focus->bottom * page.scale };
    const RgbImage other = page.scale == 1 ? RgbImage{} : scaled(image, page.scale);
    PAL_TRY_ASSIGN(PageResult result,
        task.pipeline->run({ .page = page.scale == 1 ? image : other,
                               .capability = task.capability,
                               .text = m_model.text,
                               .dpi = page.image.dpi * page.scale,
                               .argument = prompt,
                               .sampling = {},
                               .vocabulary = vocabularyFor(task.capability),
                               .decodeMask = m_model.decodeMask,
                               .focus = focus,
                               .blank = blank,
                               .findRegions = segmentPage,
                               .shownWith = page.shownWith },
            model, page.job));
    scaleTo(result, image.width, image.height);
    const std::string& companion = task.capability.companion;
    result.provenance.checkpoint = companion.empty() ? m_model.checkpoint : m_model.checkpoint + "/" + companion;
    result.provenance.adapter = companion.empty() ? m_model.adapter : std::string();
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
    result.provenance.rotation = page.sheets.rotation();
    result.content = std::move(parts);
    return result;
}

} // namespace palimpsest
