#pragma once
// A batch: every page of every document, in their order; pages that ask little share passes over the model's weights. A
// page that cannot be read is tried again at another scale, then set aside with its reason, and so is one that takes
// too long or ended the program before. What is done is sealed and stands in the ledger at once, so that a run that was
// killed goes on where it was. While a page is read, the next one is drawn. Inference thread.

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/batch/batch_counts.h"
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

struct BatchLimits {
    TimeRule page;           // also for opening a document; where there is one, no page is read beside another
    std::size_t crashes = 2; // a page with which the program ended so often is set aside; 0: none is
};

enum class Attempts { Once, Twice }; // at a page that fails or comes cut off
enum class InHand { Several, One };  // pages

struct BatchHooks {
    // The reader of a task; it lives as long as the run. All have one model.
    std::function<Result<const PageReader*>(const TaskRequest& request)> readerFor;
    std::function<void(std::size_t settled, std::size_t pages, const std::string& document)> onProgress;
    std::function<void(const PageTimes& times)> onRead; // of a page that was read and written alone; may be empty
    Attempts attempts = Attempts::Twice;
    InHand inHand = InHand::Several;
    std::stop_token stop;  // asked: no further page is begun
    std::stop_token leave; // asked: the pages in hand are left, too
};

class BatchRun {
public:
    BatchRun(BatchLedger& ledger, const SealedPages& sealed, BatchHooks hooks, BatchLimits limits = {});

    // Errors are those that the next page would meet, too: a lost device, a full disk. Where a stop was asked, what was
    // not read is pending.
    Result<BatchCounts> run(std::span<const BatchItem> items);

private:
    struct Reading;
    struct OpenItem;
    struct NextPage;

    Result<void> plan(const BatchItem& item);
    Result<void> replan(const BatchItem& item, const std::string& wanted);
    Result<void> forgetBroken(const BatchItem& item);
    Result<std::unique_ptr<PageSource>> open(const BatchItem& item);
    Result<std::vector<std::size_t>> pagesWanted(const BatchItem& item);
    enum class Pages { InHandBefore, Others };
    Result<void> readAll(std::span<const BatchItem> items, Pages which);
    // The next that is to be read; nullopt: there is none, or a stop was asked.
    Result<std::optional<NextPage>> nextPage(
        std::span<const BatchItem>& items, Pages which, std::shared_ptr<OpenItem>& item);
    [[nodiscard]] bool isReadAlone(const LedgerPage& page) const;
    Result<bool> settledUnread(const OpenItem& item, const LedgerPage& page);
    Result<std::shared_ptr<OpenItem>> begin(const BatchItem& item, Pages which);
    Result<std::deque<LedgerPage>> pendingOf(const BatchItem& item, Pages which);
    Result<void> readPage(const NextPage& page, VisionLanguageModel& model);
    Result<void> beginAhead(std::span<const BatchItem> items);
    Result<void> settle(const BatchItem& item, LedgerPage page, const Reading& reading);
    Result<Reading> readTwice(const NextPage& page, PageSource& source, VisionLanguageModel& model);
    Result<BatchCounts> count(std::span<const BatchItem> items);
    Result<void> finish(std::span<const BatchItem> items, const BatchCounts& counts);

    BatchLedger& m_ledger;
    const SealedPages& m_sealed;
    BatchHooks m_hooks;
    BatchLimits m_limits;
    std::optional<PagesAhead> m_ahead; // while pages are read of which none was in hand before
    std::size_t m_pages = 0;
    std::size_t m_settled = 0;
    TextLayerTally m_textLayers;
};

} // namespace palimpsest
