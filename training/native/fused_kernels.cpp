// Kernels for training on a CPU, of bfloat16 or, with PAL_STORAGE_F32, of float32; each one pass over memory where
// torch makes many: GELU, GeGLU, RMS norm, layer norm, masked softmax and the way into attention heads and out of them,
// forward and backward. Called from Python through ctypes (training/model/fused.py), built on demand by
// training/native/build.py. Sums are f32. Rows are split over threads; a weight's gradient is added up thread by
// thread, in no fixed order.

#include <cstdint>
#include <cstring>
#include <vector>

#include <cmath>

namespace palimpsest::training {
namespace {

#ifdef PAL_STORAGE_F32

using Bits = float;

inline float wide(Bits value)
{
    return value;
}

inline Bits narrow(float value)
{
    return value;
}

#else

using Bits = std::uint16_t; // of a bfloat16

inline float wide(Bits bits)
{
    const std::uint32_t word = static_cast<std::uint32_t>(bits) << 16;
    float value;
    std::memcpy(&value, &word, sizeof value);
    return value;
}

// Round to nearest, ties to even.
inline Bits narrow(float value)
{
    std::uint32_t word;
    std::memcpy(&word, &value, sizeof word);
    return static_cast<Bits>((word + 0x7FFF + ((word >> 16) & 1)) >> 16);
}

#endif

// exp for |x| <= 80, relative error under 1e-6: 2^round(x log2 e) times a Taylor polynomial of the rest. Written out so
// that loops vectorise without -ffast-math.
inline float exponential(float x)
{
    const float scaled = x * 1.4426950409f;
    const auto whole = static_cast<std::int32_t>(scaled + (scaled < 0 ? -0.5f : 0.5f));
    const float rest = x - static_cast<float>(whole) * 0.6931471806f;
    const float power
        = 1 + rest * (1 + rest * (0.5f + rest * (1 / 6.f + rest * (1 / 24.f + rest * (1 / 120.f + rest / 720.f)))));
    const std::int32_t word = (whole + 127) << 23;
    float two;
    std::memcpy(&two, &word, sizeof two);
    return power * two;
}

inline float sigmoid(float x)
{
    const float clamped = x > 40.f ? 40.f : (x < -40.f ? -40.f : x);
    return 1 / (1 + exponential(-clamped));
}

// gelu(x) = x * sigmoid(kInner * x * (1 + kCubic * x^2)), the tanh form.
constexpr float kInner = 1.5957691216f; // 2 sqrt(2 / pi)
constexpr float kCubic = 0.044715f;

inline float geluSlope(float x, float gate)
{
    return gate + x * gate * (1 - gate) * kInner * (1 + 3 * kCubic * x * x);
}

inline float geluGate(float x)
{
    return sigmoid(x * kInner * (1 + kCubic * x * x));
}

constexpr float kEpsilon = 1e-6f; // of both norms

} // namespace

extern "C" {

// out[i] = gelu(in[i])
void geluForward(const Bits* in, Bits* out, long count)
{
#pragma omp parallel for simd schedule(static)
    for (long i = 0; i < count; ++i) {
        const float x = wide(in[i]);
        out[i] = narrow(x * geluGate(x));
    }
}

void geluBackward(const Bits* in, const Bits* outGradient, Bits* inGradient, long count)
{
#pragma omp parallel for simd schedule(static)
    for (long i = 0; i < count; ++i) {
        const float x = wide(in[i]);
        inGradient[i] = narrow(geluSlope(x, geluGate(x)) * wide(outGradient[i]));
    }
}

// in [rows, 2 width], gate then up; out[r, i] = gelu(gate[r, i]) * up[r, i]
void gegluForward(const Bits* in, Bits* out, long rows, long width)
{
#pragma omp parallel for schedule(static)
    for (long r = 0; r < rows; ++r) {
        const Bits* gate = in + r * 2 * width;
        const Bits* up = gate + width;
        Bits* row = out + r * width;
#pragma omp simd
        for (long i = 0; i < width; ++i) {
            const float x = wide(gate[i]);
            row[i] = narrow(x * geluGate(x) * wide(up[i]));
        }
    }
}

void gegluBackward(const Bits* in, const Bits* outGradient, Bits* inGradient, long rows, long width)
{
#pragma omp parallel for schedule(static)
    for (long r = 0; r < rows; ++r) {
        const Bits* gate = in + r * 2 * width;
        const Bits* up = gate + width;
        const Bits* outer = outGradient + r * width;
        Bits* gateGradient = inGradient + r * 2 * width;
        Bits* upGradient = gateGradient + width;
#pragma omp simd
        for (long i = 0; i < width; ++i) {
            const float x = wide(gate[i]);
            const float sigma = geluGate(x);
            const float outward = wide(outer[i]);
            upGradient[i] = narrow(outward * x * sigma);
            gateGradient[i] = narrow(outward * wide(up[i]) * geluSlope(x, sigma));
        }
    }
}

// out[r, i] = in[r, i] * scales[r] * (1 + weight[i]), scales[r] = 1 / sqrt(mean(in[r, :]^2) + epsilon)
void rmsNormForward(const Bits* in, const Bits* weight, Bits* out, float* scales, long rows, long width)
{
#pragma omp parallel for schedule(static)
    for (long r = 0; r < rows; ++r) {
        const Bits* row = in + r * width;
        Bits* to = out + r * width;
        float squares = 0;
#pragma omp simd reduction(+ : squares)
        for (long i = 0; i < width; ++i) {
            const float x = wide(row[i]);
            squares += x * x;
        }
        const float scale = 1 / std::sqrt(squares / static_cast<float>(width) + kEpsilon);
        scales[r] = scale;
#pragma omp simd
        for (long i = 0; i < width; ++i)
            to[i] = narrow(wide(row[i]) * scale * (1 + wide(weight[i])));
    }
}

// Adds to weightGradient [width].
void rmsNormBackward(const Bits* in, const Bits* weight, const float* scales, const Bits* outGradient, Bits* inGradient,
    float* weightGradient, long rows, long width)
{
#pragma omp parallel
    {
        std::vector<float> own(static_cast<std::size_t>(width));
        float* const ofThread = own.data();
#pragma omp for schedule(static)
        for (long r = 0; r < rows; ++r) {
            const Bits* row = in + r * width;
            const Bits* outer = outGradient + r * width;
            Bits* to = inGradient + r * width;
            const float scale = scales[r];
            float product = 0;
#pragma omp simd reduction(+ : product)
            for (long i = 0; i < width; ++i) {
                const float normed = wide(row[i]) * scale;
                const float outward = wide(outer[i]);
                ofThread[i] += outward * normed;
                product += outward * (1 + wide(weight[i])) * normed;
            }
            product /= static_cast<float>(width);
#pragma omp simd
            for (long i = 0; i < width; ++i) {
                const float normed = wide(row[i]) * scale;
                to[i] = narrow(scale * (wide(outer[i]) * (1 + wide(weight[i])) - normed * product));
            }
        }
#pragma omp critical
        for (long i = 0; i < width; ++i)
            weightGradient[i] += ofThread[i];
    }
}

// out[r, i] = (in[r, i] - mean) * scale * weight[i] + bias[i]; moments [rows, 2] keeps mean and scale.
void layerNormForward(
    const Bits* in, const Bits* weight, const Bits* bias, Bits* out, float* moments, long rows, long width)
{
#pragma omp parallel for schedule(static)
    for (long r = 0; r < rows; ++r) {
        const Bits* row = in + r * width;
        Bits* to = out + r * width;
        float sum = 0;
        float squares = 0;
#pragma omp simd reduction(+ : sum, squares)
        for (long i = 0; i < width; ++i) {
            const float x = wide(row[i]);
            sum += x;
            squares += x * x;
        }
        const float mean = sum / static_cast<float>(width);
        const float scale = 1 / std::sqrt(squares / static_cast<float>(width) - mean * mean + kEpsilon);
        moments[2 * r] = mean;
        moments[2 * r + 1] = scale;
#pragma omp simd
        for (long i = 0; i < width; ++i)
            to[i] = narrow((wide(row[i]) - mean) * scale * wide(weight[i]) + wide(bias[i]));
    }
}

// Adds to weightGradient and biasGradient [width].
void layerNormBackward(const Bits* in, const Bits* weight, const float* moments, const Bits* outGradient,
    Bits* inGradient, float* weightGradient, float* biasGradient, long rows, long width)
{
#pragma omp parallel
    {
        std::vector<float> own(static_cast<std::size_t>(2 * width));
        float* const weightOfThread = own.data();
        float* const biasOfThread = own.data() + width;
#pragma omp for schedule(static)
        for (long r = 0; r < rows; ++r) {
            const Bits* row = in + r * width;
            const Bits* outer = outGradient + r * width;
            Bits* to = inGradient + r * width;
            const float mean = moments[2 * r];
            const float scale = moments[2 * r + 1];
            float sum = 0;
            float product = 0;
#pragma omp simd reduction(+ : sum, product)
            for (long i = 0; i < width; ++i) {
                const float normed = (wide(row[i]) - mean) * scale;
                const float outward = wide(outer[i]);
                weightOfThread[i] += outward * normed;
                biasOfThread[i] += outward;
                sum += outward * wide(weight[i]);
                product += outward * wide(weight[i]) * normed;
            }
            sum /= static_cast<float>(width);
            product /= static_cast<float>(width);
#pragma omp simd
            for (long i = 0; i < width; ++i) {
                const float normed = (wide(row[i]) - mean) * scale;
                to[i] = narrow(scale * (wide(outer[i]) * wide(weight[i]) - sum - normed * product));
            }
        }
#pragma omp critical
        for (long i = 0; i < width; ++i) {
            weightGradient[i] += weightOfThread[i];
            biasGradient[i] += biasOfThread[i];
        }
    }
}

// scores [count, queries, keys], in place: softmax over keys of scores * scale + mask. The masks [masks, queries, keys]
// are shared by count / masks neighbours each; null for none.
void softmaxForward(Bits* scores, const float* mask, long masks, long count, long queries, long keys, float scale)
{
#pragma omp parallel
    {
        std::vector<float> own(static_cast<std::size_t>(keys));
        float* const row = own.data();
#pragma omp for collapse(2) schedule(static)
        for (long n = 0; n < count; ++n)
            for (long q = 0; q < queries; ++q) {
                Bits* at = scores + (n * queries + q) * keys;
                const float* added = mask ? mask + (n * masks / count * queries + q) * keys : nullptr;
                float largest = -1e30f;
                if (added) {
#pragma omp simd reduction(max : largest)
                    for (long k = 0; k < keys; ++k) {
                        row[k] = wide(at[k]) * scale + added[k];
                        largest = largest > row[k] ? largest : row[k];
                    }
                } else {
#pragma omp simd reduction(max : largest)
                    for (long k = 0; k < keys; ++k) {
                        row[k] = wide(at[k]) * scale;
                        largest = largest > row[k] ? largest : row[k];
                    }
                }
                float sum = 0;
#pragma omp simd reduction(+ : sum)
                for (long k = 0; k < keys; ++k) {
                    const float below = row[k] - largest;
                    row[k] = exponential(below < -60.f ? -60.f : below);
                    sum += row[k];
                }
                const float share = 1 / sum;
#pragma omp simd
                for (long k = 0; k < keys; ++k)
                    at[k] = narrow(row[k] * share);
            }
    }
}

// gradient [rows, keys] of the softmax becomes that of its scores, in place.
void softmaxBackward(const Bits* softmax, Bits* gradient, long rows, long keys, float scale)
{
#pragma omp parallel for schedule(static)
    for (long r = 0; r < rows; ++r) {
        const Bits* y = softmax + r * keys;
        Bits* g = gradient + r * keys;
        float product = 0;
#pragma omp simd reduction(+ : product)
        for (long k = 0; k < keys; ++k)
            product += wide(y[k]) * wide(g[k]);
#pragma omp simd
        for (long k = 0; k < keys; ++k)
            g[k] = narrow(scale * wide(y[k]) * (wide(g[k]) - product));
    }
}

// rows [batch, length, rowWidth] -> split [batch, heads, length, depth], from column `offset` on. With tables cos and
// sin [length, depth] every head is rotated, by the opposite angle where direction is -1; cos may be null.
void splitHeads(const Bits* rows, Bits* split, const float* cos, const float* sin, float direction, long batch,
    long length, long heads, long depth, long rowWidth, long offset)
{
    const long half = depth / 2;
#pragma omp parallel for collapse(2) schedule(static)
    for (long b = 0; b < batch; ++b)
        for (long l = 0; l < length; ++l)
            for (long h = 0; h < heads; ++h) {
                const Bits* from = rows + (b * length + l) * rowWidth + offset + h * depth;
                Bits* to = split + ((b * heads + h) * length + l) * depth;
                if (!cos) {
                    std::memcpy(to, from, static_cast<std::size_t>(depth) * sizeof(Bits));
                    continue;
                }
#pragma omp simd
                for (long i = 0; i < half; ++i) {
                    const float first = wide(from[i]);
                    const float second = wide(from[i + half]);
                    const float c = cos[l * depth + i];
                    const float s = sin[l * depth + i] * direction;
                    to[i] = narrow(first * c - second * s);
                    to[i + half] = narrow(second * c + first * s);
                }
            }
}

// The way back: split [batch, heads, length, depth] -> columns [offset, offset + heads depth) of rows.
void mergeHeads(const Bits* split, Bits* rows, const float* cos, const float* sin, float direction, long batch,
    long length, long heads, long depth, long rowWidth, long offset)
{
    const long half = depth / 2;
#pragma omp parallel for collapse(2) schedule(static)
    for (long b = 0; b < batch; ++b)
        for (long l = 0; l < length; ++l)
            for (long h = 0; h < heads; ++h) {
                const Bits* from = split + ((b * heads + h) * length + l) * depth;
                Bits* to = rows + (b * length + l) * rowWidth + offset + h * depth;
                if (!cos) {
                    std::memcpy(to, from, static_cast<std::size_t>(depth) * sizeof(Bits));
                    continue;
                }
#pragma omp simd
                for (long i = 0; i < half; ++i) {
                    const float first = wide(from[i]);
                    const float second = wide(from[i + half]);
                    const float c = cos[l * depth + i];
                    const float s = sin[l * depth + i] * direction;
                    to[i] = narrow(first * c - second * s);
                    to[i + half] = narrow(second * c + first * s);
                }
            }
}

} // extern "C"

} // namespace palimpsest::training
