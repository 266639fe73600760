#pragma once
// How a run over several pages ended, in a sentence. Pure functions.

#include <QString>

namespace palimpsest {

class JobListModel;

// "24 pages: 20 read, 1 in part, 2 with nothing on them, 1 failed (scan.pdf, page 9: the page is torn)." Empty where
// fewer than two pages were to be read.
[[nodiscard]] QString reportOf(const JobListModel& jobs);

} // namespace palimpsest
