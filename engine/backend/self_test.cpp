#include "engine/backend/self_test.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace palimpsest {
namespace {

using Values = std::vector<float>;

// Infinite where a value is missing or no number.
double nmseOf(const Values& found, const Values& expected)
{
    if (found.size() != expected.size())
        return std::numeric_limits<double>::infinity();
    double difference = 0;
    double whole = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double a = found[i];
        const double b = expected[i];
        if (!std::isfinite(a))
            return std::numeric_limits<double>::infinity();
        difference += (a - b) * (a - b);
        whole += b * b;
    }
    return difference / whole;
}

class Examiner {
public:
    Examiner(Backend& device, const std::vector<SelfTestCheck>& checks) : m_device(device), m_checks(checks) { }

    Result<void> learnFrom(Backend& reference)
    {
        for (const SelfTestCheck& check : m_checks) {
            PAL_TRY_ASSIGN(Values values, check.run(reference));
            m_expected.push_back(std::move(values));
        }
        return {};
    }

    // Empty, or the first check that gives wrong numbers, with how wrong they are. Of one operation's checks, or of
    // all.
    Result<std::string> examine(std::string_view operation = {})
    {
        for (std::size_t i = 0; i < m_checks.size(); ++i) {
            if (!operation.empty() && !m_checks[i].operation.empty() && m_checks[i].operation != operation)
                continue;
            PAL_TRY_ASSIGN(const Values values, m_checks[i].run(m_device));
            const double error = nmseOf(values, m_expected[i]);
            if (error <= m_checks[i].allowed)
                continue;
            char text[32];
            std::snprintf(text, sizeof text, "%.2g", error);
            return m_checks[i].name + " is wrong by NMSE " + text;
        }
        return std::string();
    }

private:
    Backend& m_device;
    const std::vector<SelfTestCheck>& m_checks;
    std::vector<Values> m_expected;
};

} // namespace

const SelfTestReport::WrongForm* SelfTestReport::find(std::string_view form) const
{
    const auto found = std::find_if(
        wrongForms.begin(), wrongForms.end(), [form](const WrongForm& wrong) { return wrong.name == form; });
    return found == wrongForms.end() ? nullptr : &*found;
}

Result<SelfTestReport> runSelfTest(Backend& device, Backend& reference, const std::vector<SelfTestCheck>& checks)
{
    SelfTestReport report;
    Examiner examiner(device, checks);
    PAL_TRY(examiner.learnFrom(reference));
    const std::vector<OptionalForm> forms = device.optionalForms();
    for (const OptionalForm& form : forms)
        form.allow(false);
    PAL_TRY_ASSIGN(report.unusable, examiner.examine());
    if (!report.unusable.empty())
        return report;
    for (const OptionalForm& form : forms) {
        form.allow(true);
        PAL_TRY_ASSIGN(std::string why, examiner.examine(form.operation));
        form.allow(false);
        if (!why.empty())
            report.wrongForms.push_back({ form.name, std::move(why) });
    }
    for (const OptionalForm& form : forms)
        form.allow(report.find(form.name) == nullptr);
    if (forms.size() == report.wrongForms.size())
        return report;
    PAL_TRY_ASSIGN(const std::string together, examiner.examine());
    if (!together.empty()) { // each alone is right: whichever it is, the plain forms are
        for (const OptionalForm& form : forms) {
            if (report.find(form.name) == nullptr)
                report.wrongForms.push_back({ form.name, "with the others allowed, " + together });
        }
        switchOff(report, device);
    }
    return report;
}

void switchOff(const SelfTestReport& report, Backend& device)
{
    for (const OptionalForm& form : device.optionalForms()) {
        if (report.find(form.name) != nullptr)
            form.allow(false);
    }
}

} // namespace palimpsest
