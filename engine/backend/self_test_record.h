#pragma once
// What the self-test of a device found, kept in a small text file until the device, its driver or our shaders change.
// Any thread; two programs at once overwrite each other with the same.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/backend/self_test.h"
#include "engine/base/result.h"

namespace palimpsest {

// `subject` names device, driver and shaders; what was kept for another is none. So is a damaged file.
[[nodiscard]] std::optional<SelfTestReport> readSelfTest(
    const std::filesystem::path& folder, const std::string& subject);

Result<void> writeSelfTest(
    const std::filesystem::path& folder, const std::string& subject, const SelfTestReport& report);

// The kept outcome, or that of a run now, which is kept and said in the log; wrong forms are switched off either way.
Result<SelfTestReport> selfTestOnce(Backend& device, const std::function<std::unique_ptr<Backend>()>& reference,
    const std::filesystem::path& folder, const std::string& subject);

// "passed", or what is wrong: for people.
[[nodiscard]] std::string describe(const SelfTestReport& report);

} // namespace palimpsest
