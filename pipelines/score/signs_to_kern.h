#pragma once
// Staves that were read by their signs, as **kern: one spine a staff, the lowest first. Pure; any thread.

#include <string>
#include <vector>

#include "pipelines/score/staff_reader.h"

namespace palimpsest {

// `staves` from top to bottom, in columns of one width that begin at the same place of the page; what a staff does not
// say (its meter) is taken from the others, and `before` from the system above.
struct MusicBefore {
    std::optional<Meter> meter;
    std::vector<StaffSignature> signatures; // of the staves of the system above, from top to bottom
};

std::string kernOf(const std::vector<ReadStaff>& staves, MusicBefore& before);

} // namespace palimpsest
