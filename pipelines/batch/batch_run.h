#pragma once
// A batch: every page of every document, one after the other. A page that cannot be read is tried again at another
// scale, then set aside with its reason, and so is one that takes too long or ended the program before. What is done is
// sealed and stands in the ledger at once, so that a run that was killed goes on where it was. While a page is read,
// the next one is drawn. Inference thread.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/batch/batch_items.h"
#include "pipelines/batch/batch_ledger.h"
#include "pipelines/batch/page_times.h"
#include "pipelines/batch/sealed_pages.h"
#include "pipelines/document/page_source.h"
#include "pipelines/runner/page_reader.h"
#include "pipelines/runner/pages_ahead.h"
#include "pipelines/runner/text_layer_tally.h"
#include "pipelines/runner/time_limit.h"

namespace palimpsest {

struct BatchCounts {
    std::size_t done = 0;
    std::size_t partial = 0;
    std::size_t blank = 0;
    std::size_t failed = 0;
    std::size_t pending = 0; // only where the run was stopped

    [[nodiscard]] std::size_t in() const { return done + partial + blank + failed + pending; }
    void add(PageState state);
    [[nodiscard]] std::string sentence() const; // "5 pages = 3 done + 1 partial + 1 blank + 0 failed"
    [[nodiscard]] std::string json() const;     // with a newline
};

struct BatchLimits {
    TimeRule page;           // also for opening a document
    std::size_t crashes = 2; // a page with which the program ended so often is set aside; 0: none is
};

enum class Attempts { Once, Twice }; // at a page that fails or comes cut off

struct BatchHooks {
    // The reader of a task; it lives as long as the run.
    std::function<Result<const PageReader*>(const TaskRequest& request)> readerFor;
    std::function<void(std::size_t settled, std::size_t pages, const std::string& document)> onProgress;
    std::function<void(const PageTimes& times)> onRead; // of a page that was read and written; may be empty
    Attempts attempts = Attempts::Twice;
    std::stop_token stop;  // asked: no further page is begun
    std::stop_token leave; // asked: the page in hand is left, too
};

class BatchRun {
public:
    BatchRun(BatchLedger& ledger, const SealedPages& sealed, BatchHooks hooks, BatchLimits limits = {});

    // Errors are those that the next page would meet, too: a lost device, a full disk. Where a stop was asked, what was
    // not read is pending.
    Result<BatchCounts> run(std::span<const BatchItem> items);

private:
    struct Reading;

    Result<void> plan(const BatchItem& item);
    Result<void> replan(const BatchItem& item, const std::string& wanted);
    Result<void> forgetBroken(const BatchItem& item);
    Result<std::unique_ptr<PageSource>> open(const BatchItem& item);
    Result<std::vector<std::size_t>> pagesWanted(const BatchItem& item);
    Result<void> read(const BatchItem& item);
    Result<void> readPage(const BatchItem& item, const LedgerPage& page, const PageReader& reader, PageSource& source);
    Result<void> beginAhead(std::span<const BatchItem> items);
    Result<void> settle(const BatchItem& item, LedgerPage page, const Reading& reading);
    Result<Reading> readTwice(const PageReader& reader, PageSource& source, std::size_t page);
    Result<BatchCounts> count(std::span<const BatchItem> items);
    Result<void> finish(std::span<const BatchItem> items, const BatchCounts& counts);

    BatchLedger& m_ledger;
    const SealedPages& m_sealed;
    BatchHooks m_hooks;
    BatchLimits m_limits;
    std::optional<PagesAhead> m_ahead; // while pages are read
    std::size_t m_pages = 0;
    std::size_t m_settled = 0;
    TextLayerTally m_textLayers;
};

} // namespace palimpsest
