// palimpsest read: pages in, what stands on them out.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <numeric>
#include <system_error>
#include <utility>

#include "app/commands/commands.h"
#include "app/composition.h"
#include "app/read_output.h"
#include "app/task_options.h"
#include "engine/base/log.h"
#include "pipelines/document/document_runtime.h"
#include "pipelines/document/page_source.h"
#include "pipelines/ocr/print_check.h"
#include "pipelines/runner/asked_together.h"
#include "pipelines/runner/page_failure.h"
#include "pipelines/runner/page_ranges.h"
#include "pipelines/runner/pages_ahead.h"
#include "pipelines/runner/text_layer_tally.h"

namespace palimpsest {

namespace {

struct ReadOptions {
    std::vector<std::string> files;
    TaskRequest request;
    std::string pages;
    std::vector<std::string> outputs;
    bool together = false;
    bool json = false;
    bool force = false;
    bool breakSignatures = false;
    ModelOptions model;
};

// A document and which of its pages are wanted.
struct Document {
    std::string name;
    std::unique_ptr<PageSource> source;
    std::vector<std::size_t> pages; // indices from 0
};

Result<std::vector<Document>> openDocuments(const ReadOptions& options)
{
    PageRanges ranges;
    if (!options.pages.empty()) {
        PAL_TRY_ASSIGN(ranges, PageRanges::parse(options.pages));
    }
    std::vector<Document> documents;
    for (const std::string& file : options.files) {
        PAL_TRY_ASSIGN(auto source, PageSource::open(file));
        auto pages = ranges.indices(source->pageCount());
        if (!pages.ok())
            return Error{ pages.error().code, "'" + file + "': " + pages.error().message };
        documents.push_back({ file, std::move(source), std::move(pages).value() });
    }
    return documents;
}

ReadOutput::StandardOutput standardOutputOf(const ReadOptions& options)
{
    if (options.json)
        return ReadOutput::StandardOutput::Json;
    return options.outputs.empty() ? ReadOutput::StandardOutput::Text : ReadOutput::StandardOutput::Nothing;
}

// An output that replaces one of the documents would destroy the only copy of a page.
Result<void> checkOutputsAreNoInputs(const ReadOptions& options)
{
    for (const std::string& output : options.outputs) {
        for (const std::string& file : options.files) {
            std::error_code ignored;
            if (std::filesystem::equivalent(output, file, ignored))
                return Error{ ErrorCode::BadArguments,
                    "output '" + output + "' is one of the files to read; give another name" };
        }
    }
    return {};
}

std::size_t pageCountOf(const std::vector<Document>& documents)
{
    std::size_t count = 0;
    for (const Document& document : documents)
        count += document.pages.size();
    return count;
}

// What the pages' results will be, as kindOf() names it.
std::string_view kindOfAnswers(AnswerGrammar grammar)
{
    switch (grammar) {
    case AnswerGrammar::OcrBoxes:
    case AnswerGrammar::PlainText:
        return "ocr";
    case AnswerGrammar::Detections:
    case AnswerGrammar::PageRegions:
        return "detections";
    case AnswerGrammar::Segments:
        return "segments";
    case AnswerGrammar::Answer:
    case AnswerGrammar::AnswerCells:
    case AnswerGrammar::Caption:
        return "text";
    case AnswerGrammar::Report:
        return "report";
    case AnswerGrammar::OcrCells:
    case AnswerGrammar::TableHtml:
        return "tables";
    case AnswerGrammar::OcrBonds:
    case AnswerGrammar::Smiles:
        return "molecules";
    case AnswerGrammar::Kern:
    case AnswerGrammar::ScoreSigns:
        return "scores";
    }
    return {};
}

std::string whyExperimental(const PageResult& result)
{
    const auto* const text = std::get_if<OcrResult>(&result.content);
    const double confidence = text != nullptr ? confidenceOfLetters(*text).value_or(1) : 1;
    if (result.provenance.lookedBlank)
        return "it looks blank and was shown to the model all the same";
    if (confidence >= kKnownPrint)
        return "the model was not made for '" + result.provenance.task + "', or hardly knows such pages";
    return "its print is of a kind that the model hardly knows (" + std::to_string(std::lround(100 * confidence))
        + " % confidence)";
}

std::string whyPartial(const PageResult& result)
{
    if (hasWarning(result, AnswerWarning::NoAnswer))
        return "no cell of a table answers the question, or several do; nothing is guessed";
    if (hasWarning(result, AnswerWarning::UnreadableLine))
        return "print that the model could not read is left out";
    return "an answer was cut off or could not be understood in full; the JSON says where (-o page.json)";
}

std::string percentOf(double share)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f %%", 100 * share);
    return text.data();
}

// A page without print, regions that no task of the model reads, and those that another one than their own did.
void sayWhatWasNotRead(const ReadPage& read, const std::string& document)
{
    if (read.blank())
        logWarning("'" + document + "' page " + std::to_string(read.page.pageIndex + 1)
            + " looks blank and was not shown to the model: no line of print was found on it, "
            + percentOf(*read.inkFraction) + " of it is ink; '--blank read' shows it all the same");
    if (read.result.experimental)
        logWarning("'" + document + "' page " + std::to_string(read.page.pageIndex + 1) + ": "
            + whyExperimental(read.result) + "; what follows is a guess");
    if (read.result.partial)
        logWarning(
            "'" + document + "' page " + std::to_string(read.page.pageIndex + 1) + ": " + whyPartial(read.result));
    const auto say = [&](const PageRegion& region) {
        if (!region.remark.empty())
            logWarning("'" + document + "' page " + std::to_string(read.page.pageIndex + 1) + ", " + region.label + ": "
                + region.remark);
    };
    if (read.result.region)
        say(*read.result.region);
    if (const auto* const page = std::get_if<PageParts>(&read.result.content)) {
        for (const PageResult& part : page->parts)
            if (part.region)
                say(*part.region);
        std::for_each(page->unread.begin(), page->unread.end(), say);
    }
}

// Empty where it depends on the page.
std::string_view kindOfResults(const RequestedTasks& tasks)
{
    return tasks.capabilities.size() == 1 ? kindOfAnswers(tasks.capabilities.front().grammar) : std::string_view();
}

class DocumentsReader {
public:
    // `request`: what the reader was made for.
    DocumentsReader(const PageReader& reader, const TaskRequest& request, const CommandContext& context,
        ReadOutput& output, std::size_t pageCount)
        : m_reader(reader),
          m_dpi(request.dpi),
          m_textLayer(request.textLayer),
          m_context(context),
          m_output(output),
          m_pageCount(pageCount),
          m_parts(pageCount),
          m_bar(stderr, context.progress)
    {
    }

    Result<ExitCode> read(const std::vector<Document>& documents)
    {
        std::deque<ComingPage> coming;
        for (const Document& document : documents)
            for (const std::size_t pageIndex : document.pages)
                coming.push_back({ document.name, pageIndex, m_dpi });
        PagesAhead ahead(std::move(coming), { .pages = kQuestionsAtOnce },
            [&documents](const ComingPage& page, const std::stop_token& stop) {
                const auto document = std::find_if(documents.begin(), documents.end(),
                    [&page](const Document& entry) { return page.file == entry.name; });
                return document->source->render(page.pageIndex, page.dpi, stop);
            });
        std::vector<Wanted> wanted;
        for (const Document& document : documents)
            for (const std::size_t pageIndex : document.pages)
                wanted.push_back({ document, pageIndex });
        PAL_TRY(readAll(wanted, ahead));
        return finish();
    }

    // All pages in one question, the answer to which stands with the first of them.
    Result<ExitCode> readTogether(const std::vector<Document>& documents)
    {
        std::vector<SourcePage> pages;
        for (const Document& document : documents)
            for (const std::size_t index : document.pages)
                pages.push_back({ document.source.get(), index });
        PAL_TRY(take({ documents.front(), pages.front().index }, m_reader.readTogether(pages, job(0))));
        return finish();
    }

private:
    struct Wanted {
        const Document& document;
        std::size_t pageIndex = 0;
    };

    // Pages that ask little share passes over the weights; what is read early waits for those in front of it.
    Result<void> readAll(const std::vector<Wanted>& wanted, PagesAhead& ahead)
    {
        Result<void> ended;
        std::map<std::size_t, Result<ReadPage>> waiting;
        std::size_t begun = 0;
        askTogether(m_reader.model(), kQuestionsAtOnce, [&]() -> std::optional<PieceOfWork> {
            if (begun == wanted.size() || !ended.ok())
                return std::nullopt;
            const std::size_t i = begun++;
            return PieceOfWork{ .run = [&, i](VisionLanguageModel& model) {
                SourceAhead source(*wanted[i].document.source, wanted[i].document.name, ahead);
                waiting.emplace(i, m_reader.read(source, wanted[i].pageIndex, job(i), 1, &model));
                for (auto next = waiting.find(m_done); next != waiting.end() && ended.ok();
                     next = waiting.find(m_done)) {
                    auto read = std::move(waiting.extract(next).mapped());
                    ended = take(wanted[m_done], std::move(read));
                }
            } };
        });
        return ended;
    }

    Result<ExitCode> finish()
    {
        m_bar.clear();
        m_textLayers.say();
        PAL_TRY(m_output.finish());
        if (m_failed == m_pageCount)
            return exitCodeFor(m_lastFailure);
        return m_failed > 0 || m_partial ? ExitCode::Partial : ExitCode::Ok;
    }

    Result<void> take(const Wanted& page, Result<ReadPage> read)
    {
        m_bar.clear();
        m_parts[m_done++] = 1;
        if (read.ok()) {
            m_partial = m_partial || read.value().result.partial;
            sayWhatWasNotRead(read.value(), page.document.name);
            m_textLayers.add(read.value(), m_textLayer);
            return m_output.add(read.value().page, read.value().result);
        }
        const ErrorCode code = read.error().code;
        if (code == ErrorCode::BadArguments || !concernsThePageAlone(code)) // all pages are asked the same
            return std::move(read).error();
        logError(read.error().message);
        m_lastFailure = code;
        ++m_failed;
        m_output.addFailure(page.document.name, page.pageIndex, read.error());
        return {};
    }

    // Of one page, counted from 0.
    JobContext job(std::size_t number)
    {
        return JobContext(
            [this, number](const Progress& progress) {
                if (progress.total > 0)
                    m_parts[number] = static_cast<double>(progress.done) / static_cast<double>(progress.total);
                m_bar.show(std::accumulate(m_parts.begin(), m_parts.end(), 0.0) / static_cast<double>(m_pageCount),
                    std::string(progress.stage == Stage::Open ? "opening" : "reading") + " page "
                        + std::to_string(number + 1) + " of " + std::to_string(m_pageCount));
            },
            m_context.stop);
    }

    const PageReader& m_reader;
    double m_dpi;
    TextLayer m_textLayer;
    TextLayerTally m_textLayers;
    const CommandContext& m_context;
    ReadOutput& m_output;
    std::size_t m_pageCount;
    std::vector<double> m_parts; // of each page, that are read
    ProgressBar m_bar;
    std::size_t m_done = 0;
    std::size_t m_failed = 0;
    bool m_partial = false;
    ErrorCode m_lastFailure = ErrorCode::BadInput;
};

Result<ExitCode> read(const ReadOptions& options, const CommandContext& context)
{
    if (options.request.task.empty())
        return Error{ ErrorCode::BadArguments, "say what to read with --task, or with a --preset that does" };
    PAL_TRY(checkOutputsAreNoInputs(options));
    const DocumentRuntime runtime;
    PAL_TRY_ASSIGN(std::vector<Document> documents, openDocuments(options));
    TaskRequest request = options.request;
    if (options.together)
        request.pagesTogether = pageCountOf(documents);
    PAL_TRY_ASSIGN(const RequestedTasks tasks, requestedTasks(options.model, request));
    const std::size_t pageCount = options.together ? 1 : pageCountOf(documents);
    PAL_TRY_ASSIGN(OutputFiles files,
        OutputFiles::create(options.outputs, kindOfResults(tasks), pageCount,
            { options.force ? OutputFiles::Existing::Replace : OutputFiles::Existing::Refuse,
                options.breakSignatures ? SignedDocuments::Change : SignedDocuments::Refuse }));
    PAL_TRY(files.checkDocuments(options.files));
    ReadOutput output(std::move(files), standardOutputOf(options));
    PAL_TRY_ASSIGN(LoadedModel model, loadModel(options.model, context));
    PAL_TRY_ASSIGN(const PageReader reader, pageReader(model, tasks, request));
    DocumentsReader all(reader, request, context, output, pageCount);
    return options.together ? all.readTogether(documents) : all.read(documents);
}

} // namespace

void addReadCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<ReadOptions>();
    CLI::App* const command = program.add_subcommand("read", "Read pages of documents and pictures");
    command->add_option("files", options->files, "PDF, PNG, JPEG, TIFF, WebP or BMP files")->required();
    addTaskOptions(*command, options->request);
    command->add_flag("--together", options->together,
        "Show all pages in one question, for checkpoints that know such questions; the answer is one");
    command->add_option("--pages", options->pages, "Pages, counted from 1: 1-4,9; every page when left out");
    command
        ->add_option("-o,--output", options->outputs,
            "File to write instead of standard output: " + outputFormatList() + "; several times")
        ->allow_extra_args(false);
    command->add_flag("--force", options->force, "Replace files that are there already");
    command->add_flag("--break-signatures", options->breakSignatures,
        "Write a searchable PDF of a signed one, too; its signature does not hold any more");
    command->add_flag("--json", options->json, "Print one JSON document instead of text");
    addModelOptions(*command, options->model);
    command->callback(
        [options, &chosen] { chosen = [options](const CommandContext& context) { return read(*options, context); }; });
}

} // namespace palimpsest
