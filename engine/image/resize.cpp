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

// One axis: which source elements make a target element, and with what weights. Made element by element, since all of
// them together take memory in proportion to the source.
class Axis {
public:
    Axis(std::size_t length, std::size_t newLength, ResizeKernel kernel)
        : m_length(length),
          m_kernel(kernel),
          m_scale(static_cast<double>(length) / static_cast<double>(newLength))
    {
    }

    void moveTo(std::size_t target)
    {
        const double filterScale = std::max(m_scale, 1.0);
        const double support = supportOf(m_kernel) * filterScale;
        const double inverse = 1.0 / filterScale;
        const double centre = (static_cast<double>(target) + 0.5) * m_scale;
        m_first = static_cast<std::size_t>(std::max(0.0, std::trunc(centre - support + 0.5)));
        const auto last = std::min(m_length, static_cast<std::size_t>(std::trunc(centre + support + 0.5)));
        m_weights.clear();
        double sum = 0.0;
        for (std::size_t i = m_first; i < last; ++i) {
            m_weights.push_back(valueAt(m_kernel, (static_cast<double>(i) - centre + 0.5) * inverse));
            sum += m_weights.back();
        }
        if (sum != 0.0)
            for (double& weight : m_weights)
                weight /= sum;
    }

    [[nodiscard]] std::size_t first() const { return m_first; }
    [[nodiscard]] const std::vector<double>& weights() const { return m_weights; }
    [[nodiscard]] const std::vector<std::int32_t>& fixedWeights()
    {
        m_fixed.resize(m_weights.size());
        std::transform(m_weights.begin(), m_weights.end(), m_fixed.begin(), [](double weight) {
            const double scaled = weight * (1 << kFractionBits);
            return static_cast<std::int32_t>(weight < 0 ? scaled - 0.5 : scaled + 0.5);
        });
        return m_fixed;
    }

private:
    std::size_t m_length;
    ResizeKernel m_kernel;
    double m_scale;
    std::size_t m_first = 0;
    std::vector<double> m_weights;
    std::vector<std::int32_t> m_fixed;
};

std::uint8_t toByte(std::int32_t sum)
{
    return static_cast<std::uint8_t>(std::clamp(sum >> kFractionBits, 0, 255));
}

RgbImage resizeRows(const RgbImage& image, std::size_t width, ResizeKernel kernel)
{
    RgbImage out{ width, image.height, std::vector<std::uint8_t>(width * image.height * 3) };
    Axis axis(image.width, width, kernel);
    for (std::size_t x = 0; x < width; ++x) {
        axis.moveTo(x);
        const std::vector<std::int32_t>& weights = axis.fixedWeights();
        for (std::size_t y = 0; y < image.height; ++y) {
            std::int32_t sums[3] = { 1 << (kFractionBits - 1), 1 << (kFractionBits - 1), 1 << (kFractionBits - 1) };
            const std::uint8_t* source = image.pixels.data() + (y * image.width + axis.first()) * 3;
            for (const std::int32_t weight : weights)
                for (std::int32_t& sum : sums)
                    sum += weight * *source++;
            std::transform(sums, sums + 3, out.pixels.data() + (y * width + x) * 3, toByte);
        }
    }
    return out;
}

RgbImage resizeColumns(const RgbImage& image, std::size_t height, ResizeKernel kernel)
{
    const std::size_t rowBytes = image.width * 3;
    RgbImage out{ image.width, height, std::vector<std::uint8_t>(rowBytes * height) };
    Axis axis(image.height, height, kernel);
    std::vector<std::int32_t> sums(rowBytes);
    for (std::size_t y = 0; y < height; ++y) {
        axis.moveTo(y);
        std::fill(sums.begin(), sums.end(), 1 << (kFractionBits - 1));
        const std::uint8_t* row = image.pixels.data() + axis.first() * rowBytes;
        for (const std::int32_t weight : axis.fixedWeights()) {
            for (std::size_t x = 0; x < rowBytes; ++x)
                sums[x] += weight * row[x];
            row += rowBytes;
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
        Axis axis(width, newWidth, kernel);
        rows.assign(newWidth * height, 0.0F);
        for (std::size_t x = 0; x < newWidth; ++x) {
            axis.moveTo(x);
            for (std::size_t y = 0; y < height; ++y) {
                const float* source = plane.data() + y * width + axis.first();
                double sum = 0.0;
                for (const double weight : axis.weights())
                    sum += static_cast<double>(*source++) * weight;
                rows[y * newWidth + x] = static_cast<float>(sum);
            }
        }
    }
    if (newHeight == height)
        return rows;
    Axis axis(height, newHeight, kernel);
    std::vector<float> out(newWidth * newHeight);
    for (std::size_t y = 0; y < newHeight; ++y) {
        axis.moveTo(y);
        for (std::size_t x = 0; x < newWidth; ++x) {
            const float* source = rows.data() + axis.first() * newWidth + x;
            double sum = 0.0;
            for (const double weight : axis.weights()) {
                sum += static_cast<double>(*source) * weight;
                source += newWidth;
            }
            out[y * newWidth + x] = static_cast<float>(sum);
        }
    }
    return out;
}

} // namespace palimpsest
