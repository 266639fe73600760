#pragma once
// The files that a batch leaves, each whole or not at all: a folder per document, in it a JSON file per page and what
// else is wanted of it, and at the end all pages as lines of one file. The only time that they hold is that of
// the document's last change, so that the same pages give the same bytes. Owned by the run; one thread.
//
//   letter.pdf-1f6e0a5b9c3d7e82/0001.json   the last 16 digits are of the id's SHA-256
//   letter.pdf-1f6e0a5b9c3d7e82/0001.md     what a format has no words for gives no file
//   results.jsonl

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/batch/batch_items.h"
#include "pipelines/batch/batch_ledger.h"
#include "pipelines/export/export_format.h"
#include "pipelines/runner/page_reader.h"

namespace palimpsest {

struct ExtraFormats {
    std::vector<const ExportFormat*> formats;
    bool picture = false;
    std::string producer; // "palimpsest 0.1.0"
};

class SealedPages {
public:
    SealedPages(std::filesystem::path folder, std::string suffix, ExtraFormats formats);

    // Writes the page's files, the JSON last, and gives its SHA-256. `read` is null where the page failed. FileAccess.
    Result<std::string> seal(const BatchItem& item, const LedgerPage& page, double scale, const ReadPage* read) const;

    // Whether the page's JSON is the one that was sealed.
    [[nodiscard]] bool isWhole(const BatchItem& item, const LedgerPage& page) const;

    // Takes away what a killed run left half written in the item's folder, or among the files for all items.
    void sweep(const BatchItem& item) const;
    void sweepMerged() const;

    // results.jsonl and report.json.
    using Visit = std::function<Result<void>(const BatchItem& item, const LedgerPage& page)>;
    Result<void> merge(const std::function<Result<void>(const Visit& visit)>& forEveryPage) const;
    Result<void> report(const std::string& json) const;

private:
    [[nodiscard]] std::filesystem::path folderOf(const BatchItem& item) const;
    [[nodiscard]] std::filesystem::path fileOf(const BatchItem& item, std::size_t page, std::string_view ending) const;
    [[nodiscard]] Result<void> writeExtra(const BatchItem& item, std::size_t page, const ReadPage& read) const;

    std::filesystem::path m_folder;
    std::string m_suffix;
    ExtraFormats m_formats;
};

} // namespace palimpsest
