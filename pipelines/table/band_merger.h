#pragma once
// Tables that were read band by band, put together again: the header that was shown above every band stays once, and so
// does the row that two bands share. Pure; any thread.

#include <cstddef>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

struct ReadBand {
    std::vector<Table> tables;  // top to bottom; nearly always one
    std::size_t headerRows = 0; // of the first band's header, shown above this one, too
    bool sharesRow = true;      // its first row is the last one of the band before
};

struct MergedBands {
    std::vector<Table> tables;
    std::vector<std::size_t> seams; // bands that do not fit to the one before: the row that both share is not the same
};

MergedBands mergeBands(std::vector<ReadBand> bands);

} // namespace palimpsest
