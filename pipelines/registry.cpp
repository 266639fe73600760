#include "pipelines/registry.h"

#include <algorithm>
#include <array>
#include <string>

#include "pipelines/caption/caption_pipeline.h"
#include "pipelines/detection/detection_pipeline.h"
#include "pipelines/molecule/bond_pipeline.h"
#include "pipelines/molecule/molecule_pipeline.h"
#include "pipelines/ocr/ocr_pipeline.h"
#include "pipelines/question/cell_answer_pipeline.h"
#include "pipelines/question/question_pipeline.h"
#include "pipelines/regions/region_pipeline.h"
#include "pipelines/report/report_pipeline.h"
#include "pipelines/score/score_pipeline.h"
#include "pipelines/score/sign_pipeline.h"
#include "pipelines/segmentation/segmentation_pipeline.h"
#include "pipelines/table/cell_pipeline.h"
#include "pipelines/table/table_pipeline.h"

namespace palimpsest {

std::span<const PipelineEntry> pipelineEntries()
{
    static const std::array<PipelineEntry, 14> entries{ {
        { .id = "caption",
            .summary = "says what a picture shows",
            .grammars = { AnswerGrammar::Caption },
            .make = makeCaptionPipeline },
        { .id = "detect",
            .summary = "finds every instance of the named objects",
            .grammars = { AnswerGrammar::Detections },
            .make = makeDetectionPipeline },
        { .id = "layout-regions",
            .summary = "finds blocks of text, tables, figures, staves and molecules, without the model",
            .grammars = { AnswerGrammar::PageRegions },
            .make = makeRegionPipeline },
        { .id = "molecule",
            .summary = "reads drawn molecules as SMILES",
            .grammars = { AnswerGrammar::Smiles },
            .make = makeMoleculePipeline },
        { .id = "molecule-bonds",
            .summary = "follows the bonds of drawn molecules and reads the letters at their atoms",
            .grammars = { AnswerGrammar::OcrBonds },
            .make = makeBondPipeline },
        { .id = "ocr",
            .summary = "reads the text of a page",
            .grammars = { AnswerGrammar::OcrBoxes, AnswerGrammar::PlainText },
            .make = makeOcrPipeline },
        { .id = "question",
            .summary = "answers a question about a page",
            .grammars = { AnswerGrammar::Answer },
            .make = makeQuestionPipeline },
        { .id = "question-cells",
            .summary = "reads the cells of a table and looks up the one that a question asks for",
            .grammars = { AnswerGrammar::AnswerCells },
            .make = makeCellAnswerPipeline },
        { .id = "report",
            .summary = "describes a radiograph, for research alone",
            .grammars = { AnswerGrammar::Report },
            .make = makeReportPipeline },
        { .id = "score",
            .summary = "reads music as **kern",
            .grammars = { AnswerGrammar::Kern },
            .make = makeScorePipeline },
        { .id = "score-signs",
            .summary = "reads printed music as **kern by the shapes of its signs, without the model",
            .grammars = { AnswerGrammar::ScoreSigns },
            .make = makeSignPipeline },
        { .id = "segment",
            .summary = "outlines every instance of the named objects",
            .grammars = { AnswerGrammar::Segments },
            .make = makeSegmentationPipeline },
        { .id = "table",
            .summary = "reads the rows, columns and cells of a table",
            .grammars = { AnswerGrammar::TableHtml },
            .make = makeTablePipeline },
        { .id = "table-cells",
            .summary = "finds the cells of a table and reads the text in them",
            .grammars = { AnswerGrammar::OcrCells },
            .make = makeCellPipeline },
    } };
    return entries;
}

Result<std::unique_ptr<Pipeline>> makePipeline(const TaskCapability& capability)
{
    for (const PipelineEntry& entry : pipelineEntries())
        if (std::find(entry.grammars.begin(), entry.grammars.end(), capability.grammar) != entry.grammars.end())
            return entry.make();
    return Error{ ErrorCode::Unsupported,
        "task '" + capability.id + "' has answers of a form that this version cannot read yet; choose another task" };
}

} // namespace palimpsest
