#include "engine/backend/self_test_record.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <system_error>

#include "engine/base/log.h"
#include "engine/base/sha256.h"
#include "engine/io/atomic_file.h"

namespace palimpsest {
namespace {

constexpr std::string_view kHead = "palimpsest self-test 1";
constexpr std::string_view kWrong = "wrong ";
constexpr std::string_view kUnusable = "unusable ";
constexpr std::string_view kEnd = "end";

std::string digestOf(const std::string& text)
{
    Sha256 sha;
    sha.update(text);
    return sha.finish();
}

std::string oneLine(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::filesystem::path fileOf(const std::filesystem::path& folder, const std::string& subject)
{
    return folder / (digestOf(subject).substr(0, 24) + ".txt");
}

} // namespace

std::optional<SelfTestReport> readSelfTest(const std::filesystem::path& folder, const std::string& subject)
{
    std::ifstream file(fileOf(folder, subject));
    std::string line;
    if (!std::getline(file, line) || line != kHead || !std::getline(file, line) || line != oneLine(subject))
        return std::nullopt;
    SelfTestReport report;
    while (std::getline(file, line)) {
        if (line == kEnd)
            return report;
        if (line.starts_with(kUnusable)) {
            report.unusable = line.substr(kUnusable.size());
        } else if (line.starts_with(kWrong)) {
            const std::string rest = line.substr(kWrong.size());
            const std::size_t colon = std::min(rest.find(": "), rest.size());
            report.wrongForms.push_back(
                { rest.substr(0, colon), colon < rest.size() ? rest.substr(colon + 2) : std::string() });
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt; // cut off
}

Result<void> writeSelfTest(
    const std::filesystem::path& folder, const std::string& subject, const SelfTestReport& report)
{
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::ostringstream text;
    text << kHead << '\n' << oneLine(subject) << '\n';
    if (!report.unusable.empty())
        text << kUnusable << oneLine(report.unusable) << '\n';
    for (const SelfTestReport::WrongForm& form : report.wrongForms)
        text << kWrong << form.name << ": " << oneLine(form.why) << '\n';
    text << kEnd << '\n';
    return writeFile(fileOf(folder, subject), text.str());
}

Result<SelfTestReport> selfTestOnce(Backend& device, const std::function<std::unique_ptr<Backend>()>& reference,
    const std::filesystem::path& folder, const std::string& subject)
{
    if (auto kept = folder.empty() ? std::nullopt : readSelfTest(folder, subject)) {
        switchOff(*kept, device);
        return std::move(*kept);
    }
    const auto start = std::chrono::steady_clock::now();
    PAL_TRY_ASSIGN(SelfTestReport report, runSelfTest(device, *reference()));
    const auto milliseconds
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
    logInfo("the self-test of '" + device.info().name + "' took " + std::to_string(milliseconds) + " ms");
    for (const SelfTestReport::WrongForm& form : report.wrongForms)
        logWarning("'" + device.info().name + "' computes " + form.name + " wrongly, which is switched off: " + form.why
            + "; a newer driver may help");
    if (!folder.empty()) {
        if (const Result<void> kept = writeSelfTest(folder, subject, report); !kept.ok())
            logInfo("the outcome of the self-test is not kept: " + kept.error().message);
    }
    return report;
}

std::string describe(const SelfTestReport& report)
{
    if (!report.unusable.empty())
        return "failed: " + report.unusable;
    std::string text;
    for (const SelfTestReport::WrongForm& form : report.wrongForms)
        text += (text.empty() ? "switched off: " : "; ") + form.name + " (" + form.why + ")";
    return text.empty() ? "passed" : text;
}

} // namespace palimpsest
