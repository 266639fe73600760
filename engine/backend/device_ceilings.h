#pragma once
// What a device can do at the very most, measured on the spot: what the benchmark's figures are held against.

#include <string>
#include <vector>

namespace palimpsest {

struct DeviceCeilings {
    // Reading a buffer far larger than the caches from one end to the other: the best of several rounds.
    double readBytesPerSecond = 0;
    double readBytesPerSecondOneThread = 0;

    struct Product {
        std::string arithmetic;         // "f32", "bf16", "int8"
        double operationsPerSecond = 0; // a multiplication and an addition count two
    };
    std::vector<Product> products; // of those the device has instructions for, slowest first
};

} // namespace palimpsest
