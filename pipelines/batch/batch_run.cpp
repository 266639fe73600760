#include "pipelines/batch/batch_run.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <sys/stat.h>
#include <utility>

#include "engine/base/log.h"
#include "pipelines/runner/page_ranges.h"

namespace palimpsest {

namespace {

constexpr double kSecondScale = 0.8; // puts the letters elsewhere on the grid of patches, and needs less memory

// Everything else would meet the next page, too.
bool concernsThePageAlone(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadArguments:
    case ErrorCode::BadInput:
    case ErrorCode::Encrypted:
    case ErrorCode::FileAccess:
    case ErrorCode::OutOfMemory:
    case ErrorCode::Unsupported:
    case ErrorCode::TimeLimit:
    case ErrorCode::Internal:
        return true;
    case ErrorCode::MissingDependency:
    case ErrorCode::NoDevice:
    case ErrorCode::DeviceLost:
    case ErrorCode::InvalidModel:
    case ErrorCode::TaskUnsupported:
    case ErrorCode::Cancelled:
        return false;
    }
    return false;
}

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

void BatchCounts::add(PageState state)
{
    switch (state) {
    case PageState::Pending:
        ++pending;
        return;
    case PageState::Done:
        ++done;
        return;
    case PageState::Partial:
        ++partial;
        return;
    case PageState::Blank:
        ++blank;
        return;
    case PageState::Failed:
        ++failed;
        return;
    }
}

std::string BatchCounts::sentence() const
{
    std::string text = std::to_string(in()) + " pages = " + std::to_string(done) + " done + " + std::to_string(partial)
        + " partial + " + std::to_string(blank) + " blank + " + std::to_string(failed) + " failed";
    return pending == 0 ? text : text + " + " + std::to_string(pending) + " pending";
}

std::string BatchCounts::json() const
{
    const nlohmann::ordered_json json{ { "in", in() }, { "done", done }, { "partial", partial }, { "blank", blank },
        { "failed", failed }, { "pending", pending } };
    return json.dump() + "\n";
}

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
    PAL_TRY(beginAhead(items));
    for (const BatchItem& item : items) {
        if (m_hooks.stop.stop_requested())
            break;
        const auto ended = read(item);
        if (!ended.ok() && ended.error().code != ErrorCode::Cancelled)
            return ended.error();
        if (!ended.ok())
            break;
    }
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
    m_ahead.emplace(std::move(coming));
    return {};
}

Result<void> BatchRun::read(const BatchItem& item)
{
    PAL_TRY_ASSIGN(const std::vector<LedgerPage> pages, m_ledger.pagesOf(item.id));
    if (std::none_of(
            pages.begin(), pages.end(), [](const LedgerPage& page) { return page.state == PageState::Pending; }))
        return {};
    m_sealed.sweep(item);
    PAL_TRY_ASSIGN(const PageReader* const reader, m_hooks.readerFor(item.request));
    const auto wanted = pagesWanted(item);
    const auto source = wanted.ok() ? open(item) : wanted.error();
    for (const LedgerPage& page : pages) {
        if (page.state != PageState::Pending)
            continue;
        if (m_hooks.stop.stop_requested())
            return {};
        if (m_hooks.onProgress)
            m_hooks.onProgress(m_settled, m_pages, item.document);
        if (!source.ok()) {
            if (!concernsThePageAlone(source.error().code))
                return source.error();
            PAL_TRY(settle(item, page, { .page = {}, .reason = source.error().message }));
            continue;
        }
        if (page.page == 0) { // it could not be opened when it was planned, and now it can
            PAL_TRY(replan(item, wantedOf(item)));
            return read(item);
        }
        PAL_TRY(readPage(item, page, *reader, *source.value()));
    }
    return {};
}

// A page that loses the device is as dangerous as one that ends the program: it stays in hand.
Result<void> BatchRun::readPage(
    const BatchItem& item, const LedgerPage& page, const PageReader& reader, PageSource& source)
{
    PAL_TRY_ASSIGN(const std::size_t crashes, m_ledger.takeInHand(item.id, page.page));
    if (m_limits.crashes > 0 && crashes >= m_limits.crashes)
        return settle(
            item, page, { .page = {}, .reason = crashReason(crashes, "this page was read"), .attempts = crashes });
    logDebug("'" + item.document + "' page " + std::to_string(page.page) + " is in hand");
    SourceAhead ahead(source, item.file, *m_ahead);
    PageTimes times{ .asked = std::chrono::steady_clock::now() };
    // Where the program ended before, nothing else is drawn meanwhile, so that it is known which page did it.
    const auto reading = readTwice(reader, crashes == 0 ? static_cast<PageSource&>(ahead) : source, page.page);
    times.read = std::chrono::steady_clock::now();
    const auto settled = reading.ok() ? settle(item, page, reading.value()) : reading.error();
    if (!settled.ok() && settled.error().code != ErrorCode::DeviceLost)
        PAL_TRY(m_ledger.layDown(item.id, page.page));
    times.written = std::chrono::steady_clock::now();
    times.ahead = m_ahead->takeTimes();
    if (settled.ok() && m_hooks.onRead)
        m_hooks.onRead(times);
    return settled;
}

// What fails, or comes cut off, is read once more at another scale, within the same time.
Result<BatchRun::Reading> BatchRun::readTwice(const PageReader& reader, PageSource& source, std::size_t page)
{
    const TimeLimit limit(m_limits.page, m_hooks.leave);
    const JobContext job({}, limit.stopToken());
    const auto readAt = [&](double scale) -> Result<ReadPage> {
        auto read = reader.read(source, page - 1, job, scale);
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
            page.reason = "an answer was cut off or could not be parsed; the answers' warnings say what";
        if (page.state == PageState::Blank)
            page.reason = "no line of print was found on it";
    } else {
        logWarning("'" + item.document + "' page " + std::to_string(page.page) + " is set aside: " + page.reason);
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
