#pragma once
// One way of computing an operation that a backend can do without: a faster variant beside a plain one. A value; on the
// inference thread.

#include <functional>
#include <string>

namespace palimpsest {

struct OptionalForm {
    std::string operation;                   // whose: "matmul", "attention"
    std::string name;                        // "matmul_tile"
    std::function<void(bool allowed)> allow; // valid while the backend lives
};

} // namespace palimpsest
