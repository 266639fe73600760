#include "pipelines/batch/batch_run.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <sys/stat.h>
#include <utility>

#include "engine/base/log.h"
#include "pipelines/runner/asked_together.h"
#include "pipelines/runner/page_failure.h"
#include "pipelines/runner/page_ranges.h"

namespace palimpsest {

namespace {

constexpr double kSecondScale = 0.8; // puts the letters elsewhere on the grid of patches, and needs less memory

// The document as it is now, and what is asked of it: where either has changed, its pages are read anew.
std::string wantedOf(const BatchItem& item)
{
    struct stat file = {};
    ::stat(item.file.c_str(), &file);
    nlohmann::ordered_json wanted{ { "document", item.document }, { "bytes", file.st_size },
        { "seconds", file.st_mtim.tv_sec }, { "nanoseconds", file.st_mtim.tv_nsec }, { "pages", item.pages },
        { "task", item.request.task }, { "prompt", item.request.prompt }, { "dpi", item.request.dpi },
        { "max_tokens", item.request.maxTokens }, { "choices", item.request.choices },
        { "try_anyway", item.request.tryAnyway },
        { "rotate", item.request.rotation ? nlohmann::ordered_json(*item.request.rotation) : nlohmann::ordered_json() },
        { "deskew", item.request.deskew }, { "text_layer", wordOf(item.request.textLayer) },
        { "no_grammar", item.request.noGrammar }, { "regions", nlohmann::ordered_json::array() } };
    if (!item.request.language.empty())
        wanted["language"] = item.request.language;
    if (item.request.blank == BlankPages::Read)
        wanted["blank"] = "read";
    for (const RegionRequest& region : item.request.regions)
        wanted["regions"].push_back({ region.box.left, region.box.top, region.box.right, region.box.bottom, region.task,
            region.prompt ? nlohmann::ordered_json(*region.prompt) : nlohmann::ordered_json() });
    return wanted.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string secondsOf(std::chrono::milliseconds time)
{
    std::string text = std::to_string(time.count() / 1000) + "." + std::to_string(1000 + time.count() % 1000).substr(1);
    text.erase(text.find_last_not_of('0') + 1);
    return text.back() == '.' ? text.substr(0, text.size() - 1) + " s" : text + " s";
}

std::string crashReason(std::size_t crashes, const char* what)
{
    return "the program ended " + std::to_string(crashes) + (crashes == 1 ? " time" : " times") + " while " + what
        + "; --retry-failed tries it again";
}

} // namespace

// What became of one page. Without a page it has failed.
struct BatchRun::Reading {
    std::optional<ReadPage> page;
    std::string reason;
    std::size_t attempts = 1;
    double scale = 1;
};

BatchRun::BatchRun(BatchLedger& ledger, const SealedPages& sealed, BatchHooks hooks, BatchLimits limits)
    : m_ledger(ledger),
      m_sealed(sealed),
      m_hooks(std::move(hooks)),
      m_limits(std::move(limits))
{
}

Result<BatchCounts> BatchRun::run(std::span<const BatchItem> items)
{
    for (const BatchItem& item : items)
        PAL_TRY(m_hooks.readerFor(item.request)); // a task that the model does not know is told at once
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (m_hooks.stop.stop_requested()) {
            PAL_TRY_ASSIGN(BatchCounts planned, count(items.first(i)));
            planned.pending += items.size() - i; // of the others nobody knows yet how many pages they have
            return planned;
        }
        PAL_TRY(plan(items[i]));
    }
    PAL_TRY_ASSIGN(BatchCounts counts, count(items));
    m_pages = counts.in();
    m_settled = m_pages - counts.pending;
    // Nothing else is done meanwhile, so that it is known which page ended the program.
    auto ended = readAll(items, Pages::InHandBefore);
    if (ended.ok()) {
        PAL_TRY(beginAhead(items));
        ended = readAll(items, Pages::Others);
    }
    if (!ended.ok() && ended.error().code != ErrorCode::Cancelled)
        return ended.error();
    m_ahead.reset();
    m_textLayers.say();
    PAL_TRY_ASSIGN(counts, count(items));
    if (counts.pending == 0)
        PAL_TRY(finish(items, counts));
    return counts;
}

Result<void> BatchRun::plan(const BatchItem& item)
{
    const std::string wanted = wantedOf(item);
    PAL_TRY_ASSIGN(const std::optional<std::string> planned, m_ledger.plannedAs(item.id));
    if (planned != wanted)
        return replan(item, wanted);
    return forgetBroken(item);
}

Result<void> BatchRun::replan(const BatchItem& item, const std::string& wanted)
{
    PAL_TRY(m_ledger.plan(item.id, wanted, { 0 })); // which stays if it cannot be opened, or the program ends with it
    const auto pages = pagesWanted(item);
    if (pages.ok())
        return m_ledger.plan(item.id, wanted, pages.value());
    return concernsThePageAlone(pages.error().code) ? Result<void>() : pages.error();
}

// A document that cannot even be opened can end the program as a page can, or never end.
Result<std::unique_ptr<PageSource>> BatchRun::open(const BatchItem& item)
{
    PAL_TRY_ASSIGN(const std::size_t crashes, m_ledger.takeInHand(item.id, 0));
    if (m_limits.crashes > 0 && crashes >= m_limits.crashes)
        return Error{ ErrorCode::Internal, crashReason(crashes, "the document was opened") };
    const TimeLimit limit(m_limits.page, {});
    auto source = PageSource::open(item.file);
    PAL_TRY(m_ledger.layDown(item.id, 0));
    return source;
}

Result<std::vector<std::size_t>> BatchRun::pagesWanted(const BatchItem& item)
{
    PAL_TRY_ASSIGN(const auto source, open(item));
    PageRanges ranges;
    if (!item.pages.empty()) {
        PAL_TRY_ASSIGN(ranges, PageRanges::parse(item.pages));
    }
    PAL_TRY_ASSIGN(std::vector<std::size_t> pages, ranges.indices(source->pageCount()));
    for (std::size_t& page : pages)
        ++page;
    return pages;
}

// A sealed file that somebody lost or changed is made again.
Result<void> BatchRun::forgetBroken(const BatchItem& item)
{
    PAL_TRY_ASSIGN(const std::vector<LedgerPage> pages, m_ledger.pagesOf(item.id));
    for (const LedgerPage& page : pages) {
        if (page.state != PageState::Pending && !m_sealed.isWhole(item, page))
            PAL_TRY(m_ledger.write(item.id, { .page = page.page }));
    }
    return {};
}

// Every page that is still to be read, in its order.
Result<void> BatchRun::beginAhead(std::span<const BatchItem> items)
{
    std::deque<ComingPage> coming;
    for (const BatchItem& item : items) {
        PAL_TRY_ASSIGN(const std::vector<LedgerPage> pages, m_ledger.pagesOf(item.id));
        for (const LedgerPage& page : pages)
            if (page.state == PageState::Pending && page.page > 0)
                coming.push_back({ item.file, page.page - 1, item.request.dpi });
    }
    m_ahead.emplace(std::move(coming),
        PagesAhead::Room{ .pages = m_hooks.inHand == InHand::One ? std::size_t{ 1 } : kQuestionsAtOnce });
    return {};
}

// A document whose pages are being read, and those that are still to be.
struct BatchRun::OpenItem {
    const BatchItem& item;
    const PageReader& reader;
    Result<std::unique_ptr<PageSource>> source; // or why it cannot be opened
    std::deque<LedgerPage> pending;
};

struct BatchRun::NextPage {
    std::shared_ptr<OpenItem> of;
    LedgerPage page;
};

Result<void> BatchRun::readAll(std::span<const BatchItem> items, Pages which)
{
    if (items.empty())
        return {};
    Result<void> ended;
    std::shared_ptr<OpenItem> item;
    PAL_TRY_ASSIGN(const PageReader* const first, m_hooks.readerFor(items.front().request));
    askTogether(first->model(), kQuestionsAtOnce, [&]() -> std::optional<PieceOfWork> {
        auto next = ended.ok() ? nextPage(items, which, item) : ended.error();
        if (!next.ok())
            ended = next.error();
        if (!next.ok() || !next.value())
            return std::nullopt;
        const bool isAlone = isReadAlone(next.value()->page);
        const auto read = [this, &ended, page = *std::move(next).value()](VisionLanguageModel& model) {
            const auto settled = readPage(page, model);
            if (!settled.ok() && ended.ok())
                ended = settled.error();
        };
        return PieceOfWork{ .run = read, .alone = isAlone };
    });
    return ended;
}

// With one page in hand it is known which ended the program, and whose time is up.
bool BatchRun::isReadAlone(const LedgerPage& page) const
{
    return m_hooks.inHand == InHand::One || page.timesInHand > 0 || m_limits.crashes == 1
        || m_limits.page.limit.count() > 0;
}

Result<std::optional<BatchRun::NextPage>> BatchRun::nextPage(
    std::span<const BatchItem>& items, Pages which, std::shared_ptr<OpenItem>& item)
{
    while (!m_hooks.stop.stop_requested()) {
        if (item == nullptr || item->pending.empty()) {
            if (items.empty())
                return std::optional<NextPage>();
            PAL_TRY_ASSIGN(item, begin(items.front(), which));
            items = items.subspan(1);
            continue;
        }
        const LedgerPage page = item->pending.front();
        item->pending.pop_front();
        if (m_hooks.onProgress)
            m_hooks.onProgress(m_settled, m_pages, item->item.document);
        PAL_TRY_ASSIGN(const bool isSettled, settledUnread(*item, page));
        if (!isSettled)
            return std::optional(NextPage{ item, page });
    }
    return std::optional<NextPage>();
}

// What cannot be read, or ended the program too often.
Result<bool> BatchRun::settledUnread(const OpenItem& item, const LedgerPage& page)
{
    if (!item.source.ok()) {
        PAL_TRY(settle(item.item, page, { .page = {}, .reason = item.source.error().message }));
        return true;
    }
    if (m_limits.crashes == 0 || page.timesInHand < m_limits.crashes)
        return false;
    PAL_TRY(settle(item.item, page,
        { .page = {}, .reason = crashReason(page.timesInHand, "this page was read"), .attempts = page.timesInHand }));
    return true;
}

Result<std::deque<LedgerPage>> BatchRun::pendingOf(const BatchItem& item, Pages which)
{
    PAL_TRY_ASSIGN(const std::vector<LedgerPage> pages, m_ledger.pagesOf(item.id));
    std::deque<LedgerPage> pending;
    for (const LedgerPage& page : pages)
        if (page.state == PageState::Pending && (page.timesInHand > 0) == (which == Pages::InHandBefore))
            pending.push_back(page);
    return pending;
}

Result<std::shared_ptr<BatchRun::OpenItem>> BatchRun::begin(const BatchItem& item, Pages which)
{
    PAL_TRY_ASSIGN(const PageReader* const reader, m_hooks.readerFor(item.request));
    auto begun = std::make_shared<OpenItem>(OpenItem{ item, *reader, Error{}, {} });
    PAL_TRY_ASSIGN(begun->pending, pendingOf(item, which));
    if (begun->pending.empty())
        return begun;
    m_sealed.sweep(item);
    const auto wanted = pagesWanted(item);
    begun->source = wanted.ok() ? open(item) : wanted.error();
    if (!begun->source.ok() && !concernsThePageAlone(begun->source.error().code))
        return begun->source.error();
    if (begun->source.ok() && begun->pending.front().page == 0) { // it could not be opened when it was planned
        PAL_TRY(replan(item, wantedOf(item)));
        PAL_TRY_ASSIGN(begun->pending, pendingOf(item, which));
    }
    return begun;
}

// A page that loses the device is as dangerous as one that ends the program: it stays in hand.
Result<void> BatchRun::readPage(const NextPage& page, VisionLanguageModel& model)
{
    const BatchItem& item = page.of->item;
    PAL_TRY(m_ledger.takeInHand(item.id, page.page.page));
    logDebug("'" + item.document + "' page " + std::to_string(page.page.page) + " is in hand");
    PageSource& source = *page.of->source.value();
    std::optional<SourceAhead> ahead;
    if (m_ahead)
        ahead.emplace(source, item.file, *m_ahead);
    PageTimes times{ .asked = std::chrono::steady_clock::now() };
    const auto reading = readTwice(page, ahead ? static_cast<PageSource&>(*ahead) : source, model);
    times.read = std::chrono::steady_clock::now();
    const auto settled = reading.ok() ? settle(item, page.page, reading.value()) : reading.error();
    if (!settled.ok() && settled.error().code != ErrorCode::DeviceLost)
        PAL_TRY(m_ledger.layDown(item.id, page.page.page));
    times.written = std::chrono::steady_clock::now();
    times.ahead = m_ahead ? m_ahead->takeTimes() : PagesAhead::Times{};
    if (settled.ok() && m_hooks.onRead)
        m_hooks.onRead(times);
    return settled;
}

// What fails, or comes cut off, is read once more at another scale, within the same time.
Result<BatchRun::Reading> BatchRun::readTwice(const NextPage& page, PageSource& source, VisionLanguageModel& model)
{
    const TimeLimit limit(m_limits.page, m_hooks.leave);
    const JobContext job({}, limit.stopToken());
    const auto readAt = [&](double scale) -> Result<ReadPage> {
        auto read = page.of->reader.read(source, page.page.page - 1, job, scale, &model);
        if (!read.ok() && read.error().code == ErrorCode::Cancelled && !m_hooks.leave.stop_requested())
            return Error{ ErrorCode::TimeLimit,
                "it was not read within " + secondsOf(m_limits.page.limit)
                    + "; give a longer --page-timeout and --retry-failed, or draw it at fewer dots per inch" };
        return read;
    };
    auto first = readAt(1);
    if (!first.ok() && !concernsThePageAlone(first.error().code))
        return std::move(first).error();
    if (first.ok() && (!first.value().result.partial || m_hooks.attempts == Attempts::Once))
        return Reading{ .page = std::move(first).value() };
    if (limit.isUp() || m_hooks.attempts == Attempts::Once)
        return first.ok() ? Reading{ .page = std::move(first).value() }
                          : Reading{ .page = {}, .reason = first.error().message };

    auto second = readAt(kSecondScale);
    if (!second.ok() && !concernsThePageAlone(second.error().code))
        return std::move(second).error();
    if (second.ok() && (!first.ok() || !second.value().result.partial))
        return Reading{ .page = std::move(second).value(), .attempts = 2, .scale = kSecondScale };
    if (first.ok())
        return Reading{ .page = std::move(first).value(), .attempts = 2 };
    return Reading{ .page = {}, .reason = first.error().message, .attempts = 2 };
}

Result<void> BatchRun::settle(const BatchItem& item, LedgerPage page, const Reading& reading)
{
    page.attempts = reading.attempts;
    page.reason = reading.reason;
    page.state = PageState::Failed;
    if (reading.page) {
        const ReadPage& read = *reading.page;
        m_textLayers.add(read, item.request.textLayer);
        page.inkFraction = read.inkFraction;
        page.state = read.result.partial ? PageState::Partial : read.blank() ? PageState::Blank : PageState::Done;
        if (page.state == PageState::Partial)
            page.reason = hasWarning(read.result, AnswerWarning::UnreadableLine)
                ? "print that the model could not read is left out"
                : "an answer was cut off or could not be parsed; the answers' warnings say what";
        if (page.state == PageState::Blank)
            page.reason = "no line of print was found on it";
    } else {
        logWarning("'" + item.document + "'" + (page.page > 0 ? " page " + std::to_string(page.page) : std::string())
            + " is set aside: " + page.reason);
    }
    PAL_TRY_ASSIGN(page.seal, m_sealed.seal(item, page, reading.scale, reading.page ? &*reading.page : nullptr));
    PAL_TRY(m_ledger.write(item.id, page));
    ++m_settled;
    return {};
}

Result<BatchCounts> BatchRun::count(std::span<const BatchItem> items)
{
    BatchCounts counts;
    for (const BatchItem& item : items) {
        PAL_TRY_ASSIGN(const std::vector<LedgerPage> pages, m_ledger.pagesOf(item.id));
        for (const LedgerPage& page : pages)
            counts.add(page.state);
    }
    return counts;
}

Result<void> BatchRun::finish(std::span<const BatchItem> items, const BatchCounts& counts)
{
    m_sealed.sweepMerged();
    const auto forEveryPage = [this, items](const SealedPages::Visit& visit) -> Result<void> {
        for (const BatchItem& item : items) {
            PAL_TRY_ASSIGN(const std::vector<LedgerPage> pages, m_ledger.pagesOf(item.id));
            for (const LedgerPage& page : pages)
                PAL_TRY(visit(item, page));
        }
        return {};
    };
    PAL_TRY(m_sealed.merge(forEveryPage));
    return m_sealed.report(counts.json());
}

} // namespace palimpsest
