#pragma once
// From a page of a document to its typed result, one way for everybody who reads: draw the page, straighten print, run
// the task, take what was found back to the page as it came. Owned by whoever reads; inference thread.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/result.h"
#include "engine/generate/vision_language_model.h"
#include "engine/io/capability_manifest.h"
#include "engine/tokenizer/vocabulary.h"
#include "pipelines/document/page_image.h"
#include "pipelines/document/page_source.h"
#include "pipelines/page_result.h"
#include "pipelines/pipeline.h"
#include "pipelines/runner/job_context.h"
#include "pipelines/runner/task_request.h"

namespace palimpsest {

// What the checkpoint declares for the task, with what is wanted otherwise. TaskUnsupported or BadArguments, told from
// the manifest alone, before gigabytes are opened.
Result<TaskCapability> requestedCapability(const CapabilityManifest& manifest, const TaskRequest& request);

// A loaded model as a reader needs it.
struct ReadingModel {
    VisionLanguageModel* model = nullptr; // outlives the reader
    std::string checkpoint;               // name for the result's provenance
    std::string adapter;                  // empty: none
    TextLimits text;
    std::shared_ptr<const Vocabulary> vocabulary;
    MaskDecoding decodeMask; // empty: there is none
};

struct ReadPage {
    PageImage page; // as it came
    PageResult result;
    std::optional<double> inkFraction; // where print was read
    // No line of print stands on it, and the model was not asked.
    [[nodiscard]] bool blank() const { return inkFraction.has_value() && result.provenance.answers.empty(); }
};

class PageReader {
public:
    static Result<PageReader> create(ReadingModel model, TaskCapability capability, const TaskRequest& request);

    // `scale`: print is read from the page drawn that much larger or smaller; the result is in pixels of the page all
    // the same. Errors of the source and of the task; OutOfMemory also where the page is too large for this machine.
    Result<ReadPage> read(PageSource& source, std::size_t pageIndex, const JobContext& job, double scale = 1) const;

private:
    PageReader() = default;
    Result<ReadPage> readDrawn(PageImage page, const JobContext& job, double scale) const;
    Result<PageResult> run(const RgbImage& page, const JobContext& job) const;

    ReadingModel m_model;
    TaskCapability m_capability;
    std::string m_argument;
    double m_dpi = kDefaultDpi;
    std::unique_ptr<Pipeline> m_pipeline;
};

} // namespace palimpsest
