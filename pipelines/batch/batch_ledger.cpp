#include "pipelines/batch/batch_ledger.h"

#include <array>
#include <sqlite3.h>
#include <utility>

namespace palimpsest {

namespace {

constexpr std::array<std::pair<PageState, std::string_view>, 5> kStateWords{ { { PageState::Pending, "pending" },
    { PageState::Done, "done" }, { PageState::Partial, "partial" }, { PageState::Blank, "blank" },
    { PageState::Failed, "failed" } } };

// Held by one connection, the log needs no shared memory: so it works on network file systems, too.
constexpr const char* kPrepare
    = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
      "BEGIN IMMEDIATE;"
      "CREATE TABLE IF NOT EXISTS terms (text TEXT NOT NULL);"
      "CREATE TABLE IF NOT EXISTS item (id TEXT PRIMARY KEY, wanted TEXT NOT NULL);"
      "CREATE TABLE IF NOT EXISTS page (item TEXT NOT NULL, page INTEGER NOT NULL,"
      " state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL"
      " DEFAULT 0, ink REAL, seal TEXT NOT NULL DEFAULT '', PRIMARY KEY (item, page));"
      "CREATE TABLE IF NOT EXISTS in_hand (item TEXT NOT NULL, page INTEGER NOT NULL,"
      " times INTEGER NOT NULL, PRIMARY KEY (item, page));"
      "COMMIT;";

PageState stateNamed(std::string_view word)
{
    for (const auto& [state, name] : kStateWords) {
        if (name == word)
            return state;
    }
    return PageState::Pending;
}

} // namespace

std::string_view wordOf(PageState state)
{
    return kStateWords.at(static_cast<std::size_t>(state)).second;
}

void BatchLedger::Close::operator()(sqlite3* connection) const
{
    sqlite3_close(connection);
}

// One statement with its values. What fails while binding or stepping shows in the next step().
class BatchLedger::Statement {
public:
    Statement(BatchLedger& ledger, const char* sql)
    {
        m_ready = sqlite3_prepare_v2(ledger.m_connection.get(), sql, -1, &m_statement, nullptr) == SQLITE_OK;
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(const std::string& text)
    {
        sqlite3_bind_text(
            m_statement, ++m_bound, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT); // NOLINT
        return *this;
    }
    Statement& bind(std::size_t number)
    {
        sqlite3_bind_int64(m_statement, ++m_bound, static_cast<sqlite3_int64>(number));
        return *this;
    }
    Statement& bind(const std::optional<double>& number)
    {
        ++m_bound;
        if (number)
            sqlite3_bind_double(m_statement, m_bound, *number);
        return *this;
    }
    // SQLITE_ROW, SQLITE_DONE, or an error.
    int step() { return m_ready ? sqlite3_step(m_statement) : SQLITE_ERROR; }

    [[nodiscard]] std::string text(int column) const
    {
        const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column)); // NOLINT
        return bytes == nullptr
            ? ""
            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)));
    }
    [[nodiscard]] std::size_t number(int column) const
    {
        return static_cast<std::size_t>(sqlite3_column_int64(m_statement, column));
    }
    [[nodiscard]] std::optional<double> fraction(int column) const
    {
        if (sqlite3_column_type(m_statement, column) == SQLITE_NULL)
            return std::nullopt;
        return sqlite3_column_double(m_statement, column);
    }

private:
    sqlite3_stmt* m_statement = nullptr;
    int m_bound = 0;
    bool m_ready = false;
};

Result<BatchLedger> BatchLedger::open(const std::filesystem::path& file, const std::string& terms)
{
    BatchLedger ledger;
    ledger.m_file = file;
    sqlite3* connection = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    ledger.m_connection.reset(connection);
    if (opened != SQLITE_OK)
        return ledger.failure("cannot be opened");
    const auto prepared = ledger.execute(kPrepare);
    if (sqlite3_errcode(connection) == SQLITE_BUSY)
        return Error{ ErrorCode::FileAccess,
            "ledger '" + file.string() + "' is in use by another run; wait for it, or give this one another shard" };
    PAL_TRY(prepared);
    PAL_TRY(ledger.agreeOn(terms));
    return ledger;
}

Result<void> BatchLedger::agreeOn(const std::string& terms)
{
    Statement kept(*this, "SELECT text FROM terms");
    const int found = kept.step();
    if (found == SQLITE_ROW && kept.text(0) != terms)
        return Error{ ErrorCode::BadArguments,
            "ledger '" + m_file.string() + "' was begun with " + kept.text(0) + ", not with " + terms
                + "; go on as it was begun, or give another folder" };
    if (found == SQLITE_ROW)
        return {};
    if (Statement(*this, "INSERT INTO terms VALUES (?)").bind(terms).step() != SQLITE_DONE)
        return failure("cannot be written");
    return {};
}

Result<void> BatchLedger::execute(const char* sql)
{
    if (sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure("cannot be used");
    return {};
}

Error BatchLedger::failure(const std::string& what) const
{
    return { ErrorCode::FileAccess,
        "ledger '" + m_file.string() + "' " + what + ": " + sqlite3_errmsg(m_connection.get()) };
}

Result<std::optional<std::string>> BatchLedger::plannedAs(const std::string& item)
{
    Statement statement(*this, "SELECT wanted FROM item WHERE id = ?");
    const int found = statement.bind(item).step();
    if (found == SQLITE_ROW)
        return std::optional(statement.text(0));
    if (found == SQLITE_DONE)
        return std::optional<std::string>();
    return failure("cannot be read");
}

Result<void> BatchLedger::plan(
    const std::string& item, const std::string& wanted, const std::vector<std::size_t>& pages)
{
    PAL_TRY(execute("BEGIN"));
    bool written = Statement(*this, "DELETE FROM page WHERE item = ?").bind(item).step() == SQLITE_DONE
        && Statement(*this, "DELETE FROM in_hand WHERE item = ?").bind(item).step() == SQLITE_DONE
        && Statement(*this, "INSERT OR REPLACE INTO item VALUES (?, ?)").bind(item).bind(wanted).step() == SQLITE_DONE;
    for (const std::size_t page : pages)
        written = written
            && Statement(*this, "INSERT INTO page (item, page, state) VALUES (?, ?, 'pending')")
                    .bind(item)
                    .bind(page)
                    .step()
                == SQLITE_DONE;
    if (!written) {
        Error error = failure("cannot be written");
        sqlite3_exec(m_connection.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        return error;
    }
    return execute("COMMIT");
}

Result<std::vector<LedgerPage>> BatchLedger::pagesOf(const std::string& item)
{
    Statement statement(*this,
        "SELECT page, state, reason, attempts, ink, seal, COALESCE(times, 0) FROM page LEFT JOIN in_hand USING "
        "(item, page) WHERE item = ? ORDER BY page");
    statement.bind(item);
    std::vector<LedgerPage> pages;
    int found = 0;
    while ((found = statement.step()) == SQLITE_ROW)
        pages.push_back({ .page = statement.number(0),
            .state = stateNamed(statement.text(1)),
            .reason = statement.text(2),
            .attempts = statement.number(3),
            .inkFraction = statement.fraction(4),
            .seal = statement.text(5),
            .timesInHand = statement.number(6) });
    if (found != SQLITE_DONE)
        return failure("cannot be read");
    return pages;
}

Result<void> BatchLedger::write(const std::string& item, const LedgerPage& page)
{
    Statement statement(*this, "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?)");
    statement.bind(item).bind(page.page).bind(std::string(wordOf(page.state))).bind(page.reason).bind(page.attempts);
    if (statement.bind(page.inkFraction).bind(page.seal).step() != SQLITE_DONE)
        return failure("cannot be written");
    return layDown(item, page.page);
}

Result<std::size_t> BatchLedger::takeInHand(const std::string& item, std::size_t page)
{
    Statement statement(
        *this, "INSERT INTO in_hand VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times - 1");
    if (statement.bind(item).bind(page).step() != SQLITE_ROW)
        return failure("cannot be written");
    const std::size_t before = statement.number(0);
    if (statement.step() != SQLITE_DONE)
        return failure("cannot be written");
    return before;
}

Result<void> BatchLedger::layDown(const std::string& item, std::size_t page)
{
    Statement statement(*this, "DELETE FROM in_hand WHERE item = ? AND page = ?");
    if (statement.bind(item).bind(page).step() != SQLITE_DONE)
        return failure("cannot be written");
    return {};
}

Result<void> BatchLedger::forgetFailures()
{
    return execute("BEGIN;"
                   "DELETE FROM item WHERE id IN (SELECT item FROM page WHERE page = 0);"
                   "UPDATE page SET state = 'pending' WHERE state = 'failed' AND page > 0;"
                   "DELETE FROM in_hand;"
                   "COMMIT;");
}

} // namespace palimpsest
