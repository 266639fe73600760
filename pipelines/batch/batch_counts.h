#pragma once
// What became of the pages of a batch, so that every page that went in is accounted for. A plain value.

#include <cstddef>
#include <string>

#include "pipelines/batch/batch_ledger.h"

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

} // namespace palimpsest
