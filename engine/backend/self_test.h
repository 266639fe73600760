#pragma once
// Does a device compute what it should? A few operations and a small forward pass on it against the plain operations of
// the CPU. Takes a second or less; backend_factory runs it at the first use of a device and keeps the outcome (see
// self_test_record.h). On the inference thread.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/backend/backend.h"
#include "engine/base/result.h"

namespace palimpsest {

struct SelfTestCheck {
    std::string operation; // whose forms it tries: "matmul", "attention"; empty: all
    std::string name;      // "a product of 40 rows in q8"
    double allowed;        // NMSE
    std::function<Result<std::vector<float>>(Backend&)> run;
};

// Products in every format, attention of many rows and of one, norms, keys on their way into the cache, planes of a
// mask, the choice of a token, and a forward pass of two small layers.
[[nodiscard]] std::vector<SelfTestCheck> selfTestChecks();

struct SelfTestReport {
    struct WrongForm {
        std::string name;
        std::string why; // "a product of 40 rows in q8 is wrong by NMSE 0.31"
    };
    std::vector<WrongForm> wrongForms;
    std::string unusable; // empty; or what even the plain forms compute wrongly, so that the device is of no use

    [[nodiscard]] const WrongForm* find(std::string_view form) const;
};

// Tries `device` with every optional form alone, and with all good ones together; the wrong ones are switched off when
// it returns. An error is one of running, not of results: out of memory, a lost device.
Result<SelfTestReport> runSelfTest(
    Backend& device, Backend& reference, const std::vector<SelfTestCheck>& checks = selfTestChecks());

// Switches off what an earlier run found wrong.
void switchOff(const SelfTestReport& report, Backend& device);

} // namespace palimpsest
