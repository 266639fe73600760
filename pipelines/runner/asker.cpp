#include "pipelines/runner/asker.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "engine/base/text.h"
#include "engine/image/square.h"
#include "engine/tokenizer/piece.h"
#include "pipelines/decode/location_tokens.h"

namespace palimpsest {
namespace {

std::string describe(const SamplingOptions& sampling)
{
    char text[96] = "greedy";
    if (sampling.method == SamplingOptions::Method::Beam)
        std::snprintf(text, sizeof text, "beam %zu", sampling.beams);
    if (sampling.method == SamplingOptions::Method::Sample)
        std::snprintf(text, sizeof text, "sample t=%g p=%g seed=%llu", static_cast<double>(sampling.temperature),
            static_cast<double>(sampling.topP), static_cast<unsigned long long>(sampling.seed));
    return text;
}

// The mean probability of its tokens; 1 where none was chosen. How sure the end was is not kept, and an empty answer is
// as sure as can be told.
double confidenceOf(const AnswerRecord& record)
{
    double sum = 0;
    std::size_t count = 0;
    for (const std::optional<float>& logProbability : record.logProbabilities)
        if (logProbability) {
            sum += std::exp(static_cast<double>(*logProbability));
            ++count;
        }
    return count == 0 ? 1 : sum / static_cast<double>(count);
}

// Four location tokens, spelled out.
std::string locationsOf(const RectF& box, const PipelineInput& input)
{
    const auto onto = [&input](double x, double y) {
        return ontoSquare({ x, y }, input.page.width, input.page.height, input.capability.preprocessing);
    };
    const PointF near = onto(box.left, box.top);
    const PointF far = onto(box.right, box.bottom);
    std::string tokens;
    for (const int bin : binsOf({ near.x, near.y, far.x, far.y }, input.capability.coordinateOrder))
        tokens += locationPieceText(bin);
    return tokens;
}

constexpr float kLikely = 0.5F;

// Objects of a form that the manifest warrants: whether there is one at all is a question of its own.
bool endsWhenLikely(const TaskCapability& task)
{
    const bool located = task.grammar == AnswerGrammar::Detections || task.grammar == AnswerGrammar::Segments;
    return located && task.constrained;
}

// Rows of a table may well be alike, or empty.
std::size_t shortestLoop(AnswerGrammar grammar)
{
    constexpr std::size_t kAlikeRows = 256; // tokens
    return grammar == AnswerGrammar::TableHtml ? kAlikeRows : Question{}.shortestLoop;
}

} // namespace

Asker::Asker(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job, std::string prompt)
    : m_input(input),
      m_model(model),
      m_job(job),
      m_prompt(std::move(prompt))
{
}

Result<Asker> Asker::create(const PipelineInput& input, VisionLanguageModel& model, const JobContext& job)
{
    TaskCapability asked = input.capability;
    if (asked.takesBox()) {
        if (!input.focus)
            return Error{ ErrorCode::BadArguments,
                "the task '" + asked.id + "' asks about a part of the page; name it as a region" };
        asked.prompt = withReplaced(asked.prompt, "{box}", locationsOf(*input.focus, input));
    }
    PAL_TRY_ASSIGN(std::string prompt, asked.promptFor(input.argument));
    return Asker(input, model, job, std::move(prompt));
}

Result<std::vector<AskedAnswer>> Asker::ask(const std::vector<View>& views, Stage stage, const LogitsMask& mask)
{
    const auto promptOf
        = [this](const View& view) { return view.asking.prompt.empty() ? m_prompt : view.asking.prompt; };
    std::vector<AskedAnswer> asked;
    const std::size_t atOnce = std::max<std::size_t>(1, m_input.tilesAtOnce);
    for (std::size_t first = 0; first < views.size(); first += atOnce) {
        PAL_TRY(m_job.checkpoint(stage, first, views.size()));
        std::vector<Question> questions;
        for (std::size_t i = first; i < std::min(first + atOnce, views.size()); ++i) {
            std::vector<RgbImage> images{ views[i].image };
            images.insert(images.end(), m_shownWith.begin(), m_shownWith.end());
            questions.push_back({ .images = std::move(images),
                .companion = m_input.capability.companion,
                .prompt = promptOf(views[i]),
                .forcedStart = m_input.capability.forcedStartFor(m_input.argument),
                .maxTokens = m_input.capability.maxTokens,
                .sampling = m_input.sampling,
                .shortestLoop = shortestLoop(m_input.capability.grammar),
                .mask = maskOf(views[i], mask),
                .leastEnd = endsWhenLikely(m_input.capability) ? kLikely : 0,
                .scoreForced = views[i].asking.scored,
                .onToken = partialTo(m_records.size() + i - first),
                .stop = m_job.stopToken() });
        }
        PAL_TRY_ASSIGN(const std::vector<Answer> answers, m_model.askAll(questions));
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const Answer& answer = answers[i];
            AnswerRecord record;
            record.region = views[first + i].region;
            if (m_input.dpi > 0)
                record.effectiveDpi = views[first + i].scale * m_input.dpi;
            record.prompt = promptOf(views[first + i]);
            record.text = answer.text;
            auto logProbability = static_cast<double>(answer.endLogProbability);
            for (const AnswerToken& token : answer.tokens) {
                record.tokenIds.push_back(token.id);
                record.logProbabilities.push_back(token.scored ? std::optional(token.logProbability) : std::nullopt);
                logProbability += static_cast<double>(token.logProbability);
            }
            record.truncated = answer.stopReason == StopReason::TokenLimit;
            asked.push_back({ m_records.size(), answerPieces(answer, m_input.vocabulary.get()), answer.stopReason,
                logProbability });
            m_records.push_back(std::move(record));
            if (answer.stopReason == StopReason::TokenLimit)
                warn(m_records.size() - 1, AnswerWarning::TokenLimit);
            if (answer.stopReason == StopReason::Loop)
                warn(m_records.size() - 1, AnswerWarning::Loop);
        }
    }
    PAL_TRY(m_job.checkpoint(stage, views.size(), views.size()));
    return asked;
}

// What an answer is chosen from is no grammar: it holds for those who want none, too.
LogitsMask Asker::maskOf(const View& view, const LogitsMask& grammar) const
{
    if (m_input.capability.unmasked && !view.asking.scored)
        return {};
    return view.asking.mask ? view.asking.mask : grammar;
}

std::function<void(const std::string&)> Asker::partialTo(std::size_t record) const
{
    if (!m_job.onPartial())
        return {};
    return [this, record](const std::string& textSoFar) { m_job.onPartial()({ record, textSoFar }); };
}

Result<AskedAnswer> Asker::askPage(Stage stage, const LogitsMask& mask)
{
    PAL_TRY_ASSIGN(std::vector<AskedAnswer> answers, askPageAs(stage, { { .mask = mask } }));
    return std::move(answers.front());
}

Result<std::vector<AskedAnswer>> Asker::askPageAbout(
    Stage stage, const std::vector<std::string>& arguments, const LogitsMask& mask)
{
    std::vector<Asking> askings;
    for (const std::string& argument : arguments) {
        PAL_TRY_ASSIGN(std::string prompt, m_input.capability.promptFor(argument));
        askings.push_back({ .prompt = std::move(prompt), .mask = mask });
    }
    return askPageAs(stage, askings);
}

Result<std::vector<AskedAnswer>> Asker::scorePage(Stage stage, const std::vector<LogitsMask>& masks)
{
    std::vector<Asking> askings;
    for (const LogitsMask& mask : masks)
        askings.push_back({ .mask = mask, .scored = true });
    return askPageAs(stage, askings);
}

Result<std::vector<AskedAnswer>> Asker::askPageAs(Stage stage, const std::vector<Asking>& askings)
{
    PAL_TRY(m_job.checkpoint(Stage::Cut, 0, 1));
    const RgbImage square = toSquare(m_input.page, m_model.imageSize(), m_input.capability.preprocessing);
    const RectF all{ 0, 0, static_cast<double>(m_input.page.width), static_cast<double>(m_input.page.height) };
    const double scale = static_cast<double>(m_model.imageSize()) / std::max(all.right, all.bottom);
    m_shownWith.clear();
    for (const RgbImage* const page : m_input.shownWith)
        m_shownWith.push_back(toSquare(*page, m_model.imageSize(), m_input.capability.preprocessing));
    std::vector<View> views;
    for (const Asking& asking : askings)
        views.push_back({ square, all, scale, asking });
    return ask(views, stage);
}

void Asker::warn(std::size_t record, AnswerWarning warning)
{
    std::vector<AnswerWarning>& warnings = m_records[record].warnings;
    if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end())
        warnings.push_back(warning);
}

void Asker::warn(std::size_t record, const std::vector<AnswerWarning>& warnings)
{
    for (const AnswerWarning warning : warnings)
        warn(record, warning);
}

void Asker::endsByDesign(std::size_t record)
{
    m_records[record].truncated = false;
    std::erase(m_records[record].warnings, AnswerWarning::TokenLimit);
    std::erase(m_records[record].warnings, AnswerWarning::TruncatedBox); // the last one
}

PageResult Asker::result(PageContent content) &&
{
    PageResult result;
    result.content = std::move(content);
    result.pageWidth = m_input.page.width;
    result.pageHeight = m_input.page.height;
    result.partial = std::any_of(m_records.begin(), m_records.end(), isCutShort);
    result.experimental = m_input.capability.experimental || m_lookedBlank
        || std::any_of(m_records.begin(), m_records.end(), [this](const AnswerRecord& record) {
               return !record.replaced && confidenceOf(record) < m_input.capability.leastConfidence;
           });
    result.provenance.lookedBlank = m_lookedBlank;
    result.provenance.task = m_input.capability.id;
    result.provenance.preprocessing = m_input.capability.preprocessing;
    result.provenance.decoding = describe(m_input.sampling);
    result.provenance.maxTokens = m_input.capability.maxTokens;
    result.provenance.answers = std::move(m_records);
    return result;
}

} // namespace palimpsest
