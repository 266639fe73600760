#pragma once
// A task: page in, typed result out. Pipelines have no state and no Qt; they run on the inference thread.

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/generate/vision_language_model.h"
#include "engine/image/geometry.h"
#include "engine/image/rgb_image.h"
#include "engine/io/capability_manifest.h"
#include "engine/tokenizer/vocabulary.h"
#include "pipelines/blank_pages.h"
#include "pipelines/page_result.h"
#include "pipelines/runner/job_context.h"

namespace palimpsest {

// 16 codes to a map of 64 x 64 floats, nominally in [-1, 1]; above 0 is inside.
using MaskDecoding = std::function<Result<std::vector<float>>(const std::array<int, 16>& codes)>;

// The regions of an upright, straight page that are no running text, found without a model.
using RegionFinding = std::function<std::vector<PageRegion>(const RgbImage& page, double dpi)>;

struct PipelineInput {
    const RgbImage& page;      // or the part of one that is to be read
    TaskCapability capability; // as the manifest has it, or as the user changed it
    TextLimits text;
    double dpi = 0;       // pixels of `page` per inch of paper; 0: nobody knows
    std::string argument; // what the user typed: labels, a question; empty where the task takes none
    SamplingOptions sampling;
    // Tells location tokens from text by their ids. Null: answers are parsed from their text and have no confidences.
    std::shared_ptr<const Vocabulary> vocabulary;
    MaskDecoding decodeMask;                     // empty: there is none beside the checkpoint
    std::size_t tilesAtOnce = 8;                 // questions asked in one pass over the weights
    std::optional<RectF> focus = {};             // what of the page a prompt with "{box}" asks about
    BlankPages blank = BlankPages::Skip;         // where nothing is found to read
    RegionFinding findRegions = {};              // empty: text is all there is
    std::vector<const RgbImage*> shownWith = {}; // other pages that belong to the question, behind this one
};

class Pipeline {
public:
    virtual ~Pipeline() = default;
    // Fills everything but Provenance::checkpoint and adapter, which the caller knows. The page has at least one pixel.
    virtual Result<PageResult> run(
        const PipelineInput& input, VisionLanguageModel& model, const JobContext& job) const = 0;
};

} // namespace palimpsest
