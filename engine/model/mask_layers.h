#pragma once
// The few layers of the mask decoder: plain loops over planes of floats. Pure functions; any thread. Source: spec "Mask
// decoder: forward pass"; conventions of PyTorch.

#include <cstddef>
#include <vector>

namespace palimpsest {

struct Planes {
    std::size_t channels = 0;
    std::size_t side = 0;      // of the square
    std::vector<float> values; // [channels, side, side]
};

struct PlaneLayer {
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    std::size_t kernel = 1;
    std::vector<float> weight; // convolve: [outputs, inputs, kernel, kernel]; upsample: [inputs, outputs, 4, 4]
    std::vector<float> bias;   // [outputs]
};

// Cross-correlation with stride 1 and zeros around, same size: padding 1 for kernel 3, none for kernel 1.
Planes convolve(const Planes& in, const PlaneLayer& layer);

// Transposed convolution with kernel 4, stride 2, padding 1: twice the side.
//   out[2i + a - 1][2j + b - 1] += in[i][j] * weight[ci][co][a][b]   wherever that lies inside
Planes upsample(const Planes& in, const PlaneLayer& layer);

void applyRelu(Planes& planes);

} // namespace palimpsest
