#pragma once
// What a device can do at the very most, measured on the spot: what the benchmark's figures are held against.

#include <string>
#include <vector>

namespace palimpsest {

struct DeviceCeilings {
    // Reading a buffer far larger than the caches from one end to the other: the best of several rounds.
    double readBytesPerSecond = 0;
    double readBytesPerSecondOneThread = 0; // of a processor
    double copyBytesPerSecond = 0;          // of a graphics device: bytes that arrive, each read and written once

    struct Product {
        std::string arithmetic;         // "f32", "f16", "bf16", "int8"
        double operationsPerSecond = 0; // a multiplication and an addition count two
    };
    std::vector<Product> products; // of those the device has instructions for, narrowest last
};

} // namespace palimpsest
