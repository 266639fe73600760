// Times products of the model's sizes in every shape of tiles: shape_choice.h.

#include <chrono>

#include "engine/vulkan/shape_choice.h"
#include "engine/vulkan/vulkan_backend.h"

namespace palimpsest::vulkan {
namespace {

// Into the MLP of Gemma 2 2B; on a software device something small, whose figures mean nothing.
ProductSize largestProduct(bool software)
{
    return software ? ProductSize{ 0, 128, 256 } : ProductSize{ 0, 2304, 9216 };
}

constexpr int kRuns = 3;

class Stopwatch {
public:
    explicit Stopwatch(VulkanBackend& backend) : m_backend(backend), m_onDevice(backend.timeOperations(true).ok()) { }
    ~Stopwatch() { (void)m_backend.timeOperations(false); }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

    // Of what `record` records, without bringing activations to f16, which every shape shares; by the device's clock,
    // or by the host's where it has none.
    template <typename Record> Result<double> secondsOf(const Record& record)
    {
        PAL_TRY(m_backend.takeOperationTimes());
        const auto start = std::chrono::steady_clock::now();
        record();
        PAL_TRY(m_backend.finish());
        if (!m_onDevice)
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        PAL_TRY_ASSIGN(const std::vector<OperationTime> times, m_backend.takeOperationTimes());
        double seconds = 0;
        for (const OperationTime& time : times)
            seconds += time.name == "half_rows" ? 0 : time.seconds;
        return seconds;
    }

private:
    VulkanBackend& m_backend;
    bool m_onDevice;
};

// A tensor of numbers near one, whatever its format; what is all alike would be multiplied with less power.
Result<std::unique_ptr<Buffer>> noise(Backend& backend, Tensor& tensor)
{
    PAL_TRY_ASSIGN(std::unique_ptr<Buffer> buffer, backend.allocate(tensor.sizeBytes()));
    tensor.buffer = buffer.get();
    std::vector<std::uint32_t> words((tensor.sizeBytes() + 3) / 4);
    std::uint32_t state = 1;
    for (std::uint32_t& word : words) {
        state = state * 1664525U + 1013904223U; // Knuth, The Art of Computer Programming, volume 2
        word = tensor.dtype == DType::F32 ? 0x3f000000U | state >> 9 : 0x38003800U | (state >> 8 & 0x07ff07ffU);
    }
    PAL_TRY(backend.write(tensor, std::as_bytes(std::span(words)).first(tensor.sizeBytes())));
    return buffer;
}

// Switches forms and shapes back to what was allowed.
class OnlyOneShape {
public:
    explicit OnlyOneShape(VulkanRecorder& recorder)
        : m_recorder(recorder),
          m_forms(recorder.allowedProducts()),
          m_shapes(recorder.allowedShapes())
    {
        m_recorder.allowProducts({ ProductForm::CooperativeMatrix });
    }
    ~OnlyOneShape()
    {
        m_recorder.allowProducts(m_forms);
        m_recorder.allowShapes(m_shapes);
    }
    OnlyOneShape(const OnlyOneShape&) = delete;
    OnlyOneShape& operator=(const OnlyOneShape&) = delete;
    void take(std::size_t shape)
    {
        CooperativeShapeSet one;
        one.insert(shape);
        m_recorder.allowShapes(one);
    }

private:
    VulkanRecorder& m_recorder;
    ProductFormSet m_forms;
    CooperativeShapeSet m_shapes;
};

} // namespace

Result<ShapeRates> measureShapes(VulkanBackend& backend, CooperativeShapeSet allowed)
{
    ShapeRates found;
    OnlyOneShape only(backend.vulkanRecorder());
    Stopwatch watch(backend);
    ProductSize size = largestProduct(backend.capabilities().software);
    Tensor in{ nullptr, 0, DType::F32, { ShapeRates::kRows.back(), size.width } };
    Tensor out{ nullptr, 0, DType::F32, { ShapeRates::kRows.back(), size.outputs } };
    PAL_TRY_ASSIGN(const auto inBuffer, noise(backend, in));
    PAL_TRY_ASSIGN(const auto outBuffer, noise(backend, out));
    for (std::size_t format = 0; format < ShapeRates::kFormats.size(); ++format) {
        size.format = ShapeRates::kFormats[format];
        if (!isPossible(ProductForm::CooperativeMatrix, size, backend.capabilities()))
            continue;
        Tensor weight{ nullptr, 0, size.format, { size.outputs, size.width } };
        PAL_TRY_ASSIGN(const auto weightBuffer, noise(backend, weight));
        for (std::size_t rows = 0; rows < ShapeRates::kRows.size(); ++rows) {
            size.rows = ShapeRates::kRows[rows];
            for (std::size_t shape = 0; shape < kCooperativeShapes.size(); ++shape) {
                const CooperativeShape& tiles = kCooperativeShapes[shape];
                if (!allowed.contains(shape) || !isPossible(tiles, backend.capabilities()))
                    continue;
                only.take(shape);
                const MatmulArgs product{ in.rowRange(0, size.rows), weight, {}, out.rowRange(0, size.rows) };
                PAL_TRY(watch.secondsOf([&] { backend.recorder().matmul(product); })); // makes the pipeline
                PAL_TRY_ASSIGN(const double seconds, watch.secondsOf([&] {
                    for (int i = 0; i < kRuns; ++i)
                        backend.recorder().matmul(product);
                }));
                const std::size_t paddedRows = (size.rows + tiles.tileRows() - 1) / tiles.tileRows() * tiles.tileRows();
                found.rates[format][rows][shape] = 2.0 * kRuns
                    * static_cast<double>(paddedRows * size.outputs * size.width) / std::max(seconds, 1e-9);
            }
        }
    }
    return found;
}

} // namespace palimpsest::vulkan
