#pragma once
// A ZIP archive in memory, for the formats that are one. No times are kept, so that the same members give the same
// bytes. Any thread.

#include <span>
#include <string>
#include <vector>

namespace palimpsest {

struct ZipContent {
    std::string name;  // ASCII
    std::string bytes; // less than 4 GB
};

// In this order; deflated where that is shorter.
std::string zipFile(const std::vector<ZipContent>& members);

} // namespace palimpsest
