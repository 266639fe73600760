#include "engine/image/resize.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/base/check.h"

namespace palimpsest {
namespace {

constexpr int kFractionBits = 22; // 8 bits of pixel and 2 of headroom leave this many of a 32-bit sum
constexpr double kCubic = -0.5;

double bicubic(double x)
{
    const double t = std::fabs(x);
    if (t < 1.0)
        return ((kCubic + 2.0) * t - (kCubic + 3.0)) * t * t + 1.0;
    if (t < 2.0)
        return (((t - 5.0) * t + 8.0) * t - 4.0) * kCubic;
    return 0.0;
}

double triangle(double x)
{
    return std::max(0.0, 1.0 - std::fabs(x));
}

double valueAt(ResizeKernel kernel, double x)
{
    return kernel == ResizeKernel::Bicubic ? bicubic(x) : triangle(x);
}
double supportOf(ResizeKernel kernel)
{
    return kernel == ResizeKernel::Bicubic ? 2.0 : 1.0;
}

// Which source elements make one target element, and with what weight.
struct Tap {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t weights = 0; // where its weights begin
};

struct Axis {
    std::vector<Tap> taps; // one per target element
    std::vector<double> weights;
};

Axis axisOf(std::size_t length, std::size_t newLength, ResizeKernel kernel)
{
    Axis axis;
    const double scale = static_cast<double>(length) / static_cast<double>(newLength);
    const double filterScale = std::max(scale, 1.0);
    const double support = supportOf(kernel) * filterScale;
    const double inverse = 1.0 / filterScale;
    for (std::size_t out = 0; out < newLength; ++out) {
        const double centre = (static_cast<double>(out) + 0.5) * scale;
        const auto first = static_cast<std::size_t>(std::max(0.0, std::trunc(centre - support + 0.5)));
        const auto last = std::min(length, static_cast<std::size_t>(std::trunc(centre + support + 0.5)));
        const Tap tap{ first, last - first, axis.weights.size() };
        double sum = 0.0;
        for (std::size_t i = first; i < last; ++i) {
            axis.weights.push_back(valueAt(kernel, (static_cast<double>(i) - centre + 0.5) * inverse));
            sum += axis.weights.back();
        }
        if (sum != 0.0)
            for (std::size_t i = 0; i < tap.count; ++i)
                axis.weights[tap.weights + i] /= sum;
        axis.taps.push_back(tap);
    }
    return axis;
}

std::vector<std::int32_t> fixedPoint(const std::vector<double>& weights)
{
    std::vector<std::int32_t> fixed(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double scaled = weights[i] * (1 << kFractionBits);
        fixed[i] = static_cast<std::int32_t>(weights[i] < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return fixed;
}

std::uint8_t toByte(std::int32_t sum)
{
    return static_cast<std::uint8_t>(std::clamp(sum >> kFractionBits, 0, 255));
}

RgbImage resizeRows(const RgbImage& image, std::size_t width, ResizeKernel kernel)
{
    const Axis axis = axisOf(image.width, width, kernel);
    const std::vector<std::int32_t> weights = fixedPoint(axis.weights);
    RgbImage out{ width, image.height, std::vector<std::uint8_t>(width * image.height * 3) };
    for (std::size_t y = 0; y < image.height; ++y) {
        const std::uint8_t* row = image.pixels.data() + y * image.width * 3;
        std::uint8_t* target = out.pixels.data() + y * width * 3;
        for (const Tap& tap : axis.taps) {
            std::int32_t sums[3] = { 1 << (kFractionBits - 1), 1 << (kFractionBits - 1), 1 << (kFractionBits - 1) };
            const std::uint8_t* source = row + tap.first * 3;
            for (std::size_t i = 0; i < tap.count; ++i, source += 3)
                for (std::size_t c = 0; c < 3; ++c)
                    sums[c] += weights[tap.weights + i] * source[c];
            for (const std::int32_t sum : sums)
                *target++ = toByte(sum);
        }
    }
    return out;
}

RgbImage resizeColumns(const RgbImage& image, std::size_t height, ResizeKernel kernel)
{
    const Axis axis = axisOf(image.height, height, kernel);
    const std::vector<std::int32_t> weights = fixedPoint(axis.weights);
    const std::size_t rowBytes = image.width * 3;
    RgbImage out{ image.width, height, std::vector<std::uint8_t>(rowBytes * height) };
    std::vector<std::int32_t> sums(rowBytes);
    for (std::size_t y = 0; y < height; ++y) {
        const Tap& tap = axis.taps[y];
        std::fill(sums.begin(), sums.end(), 1 << (kFractionBits - 1));
        for (std::size_t i = 0; i < tap.count; ++i) {
            const std::uint8_t* row = image.pixels.data() + (tap.first + i) * rowBytes;
            const std::int32_t weight = weights[tap.weights + i];
            for (std::size_t x = 0; x < rowBytes; ++x)
                sums[x] += weight * row[x];
        }
        std::transform(
            sums.begin(), sums.end(), out.pixels.begin() + static_cast<std::ptrdiff_t>(y * rowBytes), toByte);
    }
    return out;
}

} // namespace

RgbImage resize(const RgbImage& image, std::size_t width, std::size_t height, ResizeKernel kernel)
{
    PAL_CHECK(image.width > 0 && image.height > 0 && width > 0 && height > 0);
    PAL_CHECK(image.pixels.size() == image.width * image.height * 3);
    if (width == image.width)
        return height == image.height ? image : resizeColumns(image, height, kernel);
    RgbImage narrowed = resizeRows(image, width, kernel);
    return height == image.height ? narrowed : resizeColumns(narrowed, height, kernel);
}

std::vector<float> resizePlane(std::span<const float> plane, std::size_t width, std::size_t height,
    std::size_t newWidth, std::size_t newHeight, ResizeKernel kernel)
{
    PAL_CHECK(width > 0 && height > 0 && newWidth > 0 && newHeight > 0 && plane.size() == width * height);
    std::vector<float> rows(plane.begin(), plane.end());
    if (newWidth != width) {
        const Axis axis = axisOf(width, newWidth, kernel);
        rows.assign(newWidth * height, 0.0F);
        for (std::size_t y = 0; y < height; ++y)
            for (std::size_t x = 0; x < newWidth; ++x) {
                const Tap& tap = axis.taps[x];
                double sum = 0.0;
                for (std::size_t i = 0; i < tap.count; ++i)
                    sum += static_cast<double>(plane[y * width + tap.first + i]) * axis.weights[tap.weights + i];
                rows[y * newWidth + x] = static_cast<float>(sum);
            }
    }
    if (newHeight == height)
        return rows;
    const Axis axis = axisOf(height, newHeight, kernel);
    std::vector<float> out(newWidth * newHeight);
    for (std::size_t y = 0; y < newHeight; ++y)
        for (std::size_t x = 0; x < newWidth; ++x) {
            const Tap& tap = axis.taps[y];
            double sum = 0.0;
            for (std::size_t i = 0; i < tap.count; ++i)
                sum += static_cast<double>(rows[(tap.first + i) * newWidth + x]) * axis.weights[tap.weights + i];
            out[y * newWidth + x] = static_cast<float>(sum);
        }
    return out;
}

} // namespace palimpsest
