#include "tests/support/golden_file.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "engine/base/check.h"

namespace palimpsest {

std::filesystem::path goldenPath(const std::string& name)
{
    const char* root = std::getenv("PALIMPSEST_SOURCE_DIR"); // set by palimpsest_add_test
    PAL_CHECK(root != nullptr);
    return std::filesystem::path(root) / "tests/golden" / name;
}

std::string readGoldenFile(const std::string& name)
{
    std::ifstream file(goldenPath(name), std::ios::binary);
    PAL_CHECK(file.good());
    return { std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>() };
}

nlohmann::json readGoldenJson(const std::string& name)
{
    nlohmann::json contents = nlohmann::json::parse(readGoldenFile(name), nullptr, false);
    PAL_CHECK(!contents.is_discarded());
    return contents;
}

} // namespace palimpsest
