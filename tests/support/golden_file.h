#pragma once
// Golden data of tests/golden, made by the scripts of tests/golden/regenerate. Aborts where a file is missing or
// broken.

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

namespace palimpsest {

// `name` is a path below tests/golden.
std::filesystem::path goldenPath(const std::string& name);
std::string readGoldenFile(const std::string& name);
nlohmann::json readGoldenJson(const std::string& name);

} // namespace palimpsest
