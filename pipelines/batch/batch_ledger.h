#pragma once
// The book of a batch: what is wanted of every document, and what became of every page. An SQLite file in WAL mode,
// held by one run at a time; what is written survives a kill. Owned by the run; one thread.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

struct sqlite3;

namespace palimpsest {

enum class PageState { Pending, Done, Partial, Blank, Failed };

[[nodiscard]] std::string_view wordOf(PageState state);

struct LedgerPage {
    std::size_t page = 0; // from 1; 0: the document could not be opened
    PageState state = PageState::Pending;
    std::string reason; // why it is not done
    std::size_t attempts = 0;
    std::optional<double> inkFraction; // where it was measured
    std::string seal;                  // SHA-256 of the page's JSON file
    std::size_t timesInHand = 0;       // and neither written nor laid down: as often the program ended with it
};

class BatchLedger {
public:
    // `terms`: what all pages are read with. BadArguments when the file was begun on other terms, FileAccess when it is
    // another run's or no ledger.
    static Result<BatchLedger> open(const std::filesystem::path& file, const std::string& terms);

    // What was wanted of the item when its pages were planned; nullopt: it is new.
    [[nodiscard]] Result<std::optional<std::string>> plannedAs(const std::string& item);
    // Its pages, all pending, in place of those there were.
    Result<void> plan(const std::string& item, const std::string& wanted, const std::vector<std::size_t>& pages);
    [[nodiscard]] Result<std::vector<LedgerPage>> pagesOf(const std::string& item);
    // The page is in hand no longer.
    Result<void> write(const std::string& item, const LedgerPage& page);
    // The page, or with 0 the document itself, is in hand from here on. How often it was before: see timesInHand.
    Result<std::size_t> takeInHand(const std::string& item, std::size_t page);
    Result<void> layDown(const std::string& item, std::size_t page);
    // Failed pages become pending, and documents that could not be opened are new again. What was in hand is forgotten.
    Result<void> forgetFailures();

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    class Statement;

    BatchLedger() = default;
    Result<void> execute(const char* sql);
    [[nodiscard]] Error failure(const std::string& what) const;
    Result<void> agreeOn(const std::string& terms);

    std::filesystem::path m_file;
    std::unique_ptr<sqlite3, Close> m_connection;
};

} // namespace palimpsest
