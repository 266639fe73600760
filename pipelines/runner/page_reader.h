#pragma once
// From a page of a document to its typed result, one way for everybody who reads: draw the page, turn it upright, find
// its regions or take those that were asked for, run the tasks, take what was found back to the page as it came. Owned
// by whoever reads; inference thread.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/generate/vision_language_model.h"
#include "engine/io/capability_manifest.h"
#include "engine/tokenizer/vocabulary.h"
#include "pipelines/document/page_image.h"
#include "pipelines/document/page_source.h"
#include "pipelines/page_result.h"
#include "pipelines/pipeline.h"
#include "pipelines/runner/job_context.h"
#include "pipelines/runner/requested_tasks.h"

namespace palimpsest {

// A loaded model as a reader needs it.
struct ReadingModel {
    VisionLanguageModel* model = nullptr; // outlives the reader
    std::string checkpoint;               // name for the result's provenance
    std::string adapter;                  // empty: none
    TextLimits text;
    std::shared_ptr<const Vocabulary> vocabulary;
    std::map<std::string, std::shared_ptr<const Vocabulary>> companionVocabularies; // by the companions' names
    MaskDecoding decodeMask;                                                        // empty: there is none
};

struct ReadPage {
    PageImage page; // as it came
    PageResult result;
    std::optional<double> inkFraction; // where print was read
    bool hasTextLayer = false; // it holds its text by itself, taken or not; not looked for where that is ignored
    // No line of print stands on it, and the model was not asked.
    [[nodiscard]] bool blank() const { return inkFraction.has_value() && !wasAsked(result) && !isFromDocument(result); }
};

// A page of an open document.
struct SourcePage {
    PageSource* source = nullptr;
    std::size_t index = 0;
};

class PageReader {
public:
    static Result<PageReader> create(ReadingModel model, const RequestedTasks& tasks, const TaskRequest& request);

    // `scale`: the page is read drawn that much larger or smaller; the result is in pixels of the page all the same. A
    // page of several regions, or one whose regions were found, gives PageParts; they are asked about together. Errors
    // of the source and of the tasks; OutOfMemory also where the page is too large for this machine, BadInput for a
    // region outside this page. `shared`: asked in place of the reader's model, which it hands the questions to.
    Result<ReadPage> read(PageSource& source, std::size_t pageIndex, const JobContext& job, double scale = 1,
        VisionLanguageModel* shared = nullptr) const;
    // One question about several pages: the result is that of the first, and names the others.
    Result<ReadPage> readTogether(const std::vector<SourcePage>& pages, const JobContext& job) const;
    [[nodiscard]] VisionLanguageModel& model() const { return *m_model.model; }

private:
    struct Task {
        TaskCapability capability;
        std::unique_ptr<Pipeline> pipeline;
    };
    struct Page; // what all regions of a page share
    using Part = std::function<Result<PageResult>(VisionLanguageModel& model)>;

    PageReader() = default;
    static Result<Task> taskOf(const TaskCapability& capability);
    Result<PageResult> readPage(Page& page) const;
    Result<PageResult> readRegions(Page& page) const;
    Result<PageResult> readRouted(Page& page) const;
    Result<std::vector<PageRegion>> regionsOf(Page& page) const;
    // In the order of the parts.
    static Result<std::vector<PageResult>> readParts(const Page& page, const std::vector<Part>& parts);
    // `region`: of the page as it came; empty: all of it.
    Result<PageResult> readRegion(Page& page, VisionLanguageModel& model, const Task& task, const std::string& prompt,
        std::optional<PageRegion> region) const;
    Result<PageResult> readAround(
        Page& page, VisionLanguageModel& model, const Task& task, const std::vector<RectF>& covered) const;
    Result<PageResult> run(Page& page, VisionLanguageModel& model, const Task& task, const std::string& prompt,
        const RgbImage& image, std::optional<RectF> focus = {}, BlankPages blank = BlankPages::Skip) const;
    [[nodiscard]] bool readsText() const;
    [[nodiscard]] std::optional<OcrResult> ownTextFor(const Page& page, const Task& task) const;
    [[nodiscard]] PageResult taken(
        const Page& page, const Task& task, OcrResult text, std::optional<PageRegion> region) const;
    [[nodiscard]] PageResult assembled(const Page& page, PageParts parts) const;
    [[nodiscard]] const Task* find(std::string_view id, std::string_view argument = {}) const;
    [[nodiscard]] std::shared_ptr<const Vocabulary> vocabularyFor(const TaskCapability& capability) const;

    ReadingModel m_model;
    TaskRequest m_request;
    std::vector<Task> m_tasks;
    std::optional<Task> m_layout;
};

} // namespace palimpsest
