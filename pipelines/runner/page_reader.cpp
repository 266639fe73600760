#include "pipelines/runner/page_reader.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include "engine/image/resize.h"
#include "pipelines/document/page_preparation.h"
#include "pipelines/document/result_placement.h"
#include "pipelines/registry.h"

namespace palimpsest {

namespace {

// Lines of print and staves want to lie level.
bool readsStraight(AnswerGrammar grammar)
{
    return grammar == AnswerGrammar::OcrBoxes || grammar == AnswerGrammar::PlainText || grammar == AnswerGrammar::Kern;
}

RgbImage scaled(const RgbImage& image, double scale)
{
    const auto side = [scale](std::size_t length) {
        return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(static_cast<double>(length) * scale)));
    };
    return resize(image, side(image.width), side(image.height), ResizeKernel::Bicubic);
}

} // namespace

Result<TaskCapability> requestedCapability(const CapabilityManifest& manifest, const TaskRequest& request)
{
    PAL_TRY_ASSIGN(TaskCapability capability, manifest.require(request.task));
    PAL_TRY(capability.promptFor(request.prompt));
    if (request.maxTokens > 0)
        capability.maxTokens = request.maxTokens;
    return capability;
}

Result<PageReader> PageReader::create(ReadingModel model, TaskCapability capability, const TaskRequest& request)
{
    PageReader reader;
    PAL_TRY_ASSIGN(reader.m_pipeline, makePipeline(capability));
    reader.m_model = std::move(model);
    reader.m_capability = std::move(capability);
    reader.m_argument = request.prompt;
    reader.m_dpi = request.dpi;
    return reader;
}

Result<ReadPage> PageReader::read(PageSource& source, std::size_t pageIndex, const JobContext& job, double scale) const
{
    try {
        PAL_TRY(job.checkpoint(Stage::Open, 0, 1));
        PAL_TRY_ASSIGN(PageImage page, source.render(pageIndex, m_dpi, job.stopToken()));
        return readDrawn(std::move(page), job, scale);
    } catch (const std::bad_alloc&) {
        return Error{ ErrorCode::OutOfMemory,
            "there is not enough memory for page " + std::to_string(pageIndex + 1)
                + "; close other programs or draw it at fewer dots per inch" };
    }
}

// Print and music are read straight, whatever angle it was scanned at; what is found lands on the page as it came.
Result<ReadPage> PageReader::readDrawn(PageImage page, const JobContext& job, double scale) const
{
    ReadPage read{ .page = std::move(page), .result = {}, .inkFraction = {} };
    if (readsStraight(m_capability.grammar)) {
        const StraightPage straight = straightenPage(read.page);
        const RgbImage& upright = straight.page.image;
        read.inkFraction = straight.measurement.inkFraction;
        PAL_TRY_ASSIGN(read.result, run(scale == 1 ? upright : scaled(upright, scale), job));
        scaleTo(read.result, upright.width, upright.height);
        moveToOriginal(read.result, straight.rotation, read.page.image);
    } else {
        PAL_TRY_ASSIGN(read.result, run(read.page.image, job));
    }
    read.result.provenance.checkpoint = m_model.checkpoint;
    read.result.provenance.adapter = m_model.adapter;
    return read;
}

Result<PageResult> PageReader::run(const RgbImage& page, const JobContext& job) const
{
    return m_pipeline->run({ .page = page,
                               .capability = m_capability,
                               .text = m_model.text,
                               .argument = m_argument,
                               .sampling = {},
                               .vocabulary = m_model.vocabulary,
                               .decodeMask = m_model.decodeMask },
        *m_model.model, job);
}

} // namespace palimpsest
