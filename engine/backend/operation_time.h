#pragma once
// How long a device worked at the operations of one name: for the benchmark. Values.

#include <cstddef>
#include <string>

namespace palimpsest {

struct OperationTime {
    std::string name; // as in error messages; a product has its sizes and format behind it
    std::size_t calls = 0;
    double seconds = 0;    // of all calls, on the device's clock
    double operations = 0; // multiplications and additions of all calls; 0 where few
    double bytes = 0;      // of the tensors that were read and written, each once a call; 0: not counted
};

} // namespace palimpsest
