#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

#include "engine/backend/self_test.h"
#include "engine/base/half.h"
#include "engine/model/synthetic_weights.h"
#include "engine/tensor/block_format.h"

namespace palimpsest {
namespace {

using Values = std::vector<float>;

// A form may round activations to 8 or 16 bits. What is broken is wrong by a hundredth and more.
constexpr double kRounded = 2e-3;
constexpr double kExact = 1e-8;
constexpr double kPass = 1e-2; // through two layers of rounded products

// The same on every machine: uniform, of variance one.
Values numbers(std::size_t count, std::uint64_t seed)
{
    Values values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = (static_cast<float>(splitmix64(seed, i) >> 40) * 0x1p-23F - 1.0F) * 1.7320508F;
    return values;
}

// Tensors of one backend that live as long as this. After an error every later call is without effect.
class Workbench {
public:
    explicit Workbench(Backend& backend) : m_backend(backend) { }

    Tensor put(const Values& values, const Shape& shape)
    {
        return store(std::as_bytes(std::span(values)), { nullptr, 0, DType::F32, shape });
    }
    Tensor numbersOf(const Shape& shape, std::uint64_t seed) { return put(numbers(shape.elementCount(), seed), shape); }
    // What is not written shows.
    Tensor empty(const Shape& shape)
    {
        return put(Values(shape.elementCount(), std::numeric_limits<float>::quiet_NaN()), shape);
    }
    Tensor ids(const std::vector<std::int32_t>& values)
    {
        return store(std::as_bytes(std::span(values)), { nullptr, 0, DType::I32, { values.size() } });
    }
    // A matrix of variance one per output.
    Tensor matrix(std::size_t outputs, std::size_t inputs, DType format, std::uint64_t seed)
    {
        Values values = numbers(outputs * inputs, seed);
        for (float& value : values)
            value /= std::sqrt(static_cast<float>(inputs));
        Tensor tensor{ nullptr, 0, format, { outputs, inputs } };
        if (format == DType::F32)
            return store(std::as_bytes(std::span(values)), tensor);
        std::vector<std::byte> stored(tensor.sizeBytes());
        if (isBlockFormat(format)) {
            const std::size_t panelBytes = block::panelBytes(format, inputs);
            for (std::size_t row = 0; row < outputs; row += block::kPanelRows)
                block::quantizePanel(format, values.data() + row * inputs, std::min(block::kPanelRows, outputs - row),
                    inputs, std::span(stored).subspan(row / block::kPanelRows * panelBytes, panelBytes));
        } else {
            for (std::size_t i = 0; i < values.size(); ++i) {
                const std::uint16_t bits = format == DType::F16 ? floatToF16(values[i]) : floatToBf16(values[i]);
                std::memcpy(stored.data() + 2 * i, &bits, 2);
            }
        }
        return store(stored, tensor);
    }
    OpRecorder& ops() { return m_backend.recorder(); }
    // Whether operations may be recorded: their tensors are there.
    [[nodiscard]] bool ready() const { return !m_error; }

    Result<Values> get(const Tensor& tensor)
    {
        if (m_error)
            return *m_error;
        Values values(tensor.shape.elementCount());
        PAL_TRY(m_backend.read(tensor, std::as_writable_bytes(std::span(values))));
        return values;
    }

private:
    Tensor store(std::span<const std::byte> bytes, Tensor tensor)
    {
        if (m_error)
            return tensor;
        auto buffer = m_backend.allocate(tensor.sizeBytes());
        if (!buffer.ok()) {
            m_error = buffer.error();
            return tensor;
        }
        m_buffers.push_back(std::move(buffer).value());
        tensor.buffer = m_buffers.back().get();
        if (const Result<void> written = m_backend.write(tensor, bytes); !written.ok())
            m_error = written.error();
        return tensor;
    }

    Backend& m_backend;
    std::vector<std::unique_ptr<Buffer>> m_buffers;
    std::optional<Error> m_error;
};

// Widths that no workgroup divides, rows for the forms of few rows and of many.
SelfTestCheck product(std::size_t rows, std::size_t inputs, std::size_t outputs, DType format)
{
    return { "matmul",
        "a product of " + std::to_string(rows) + (rows == 1 ? " row" : " rows") + " in " + std::string(nameOf(format)),
        kRounded, [=](Backend& backend) -> Result<Values> {
            Workbench bench(backend);
            const Tensor in = bench.numbersOf({ rows, inputs }, 1);
            const Tensor weight = bench.matrix(outputs, inputs, format, 2);
            const Tensor bias = bench.numbersOf({ outputs }, 3);
            const Tensor out = bench.empty({ rows, outputs });
            if (bench.ready())
                bench.ops().matmul({ in, weight, bias, out });
            return bench.get(out);
        } };
}

struct Heads {
    std::size_t rows, keys, heads, kvHeads, width;
    float softcap;
    std::size_t prefix;
};

SelfTestCheck attentionCheck(const char* name, const Heads& size)
{
    return { "attention", name, kRounded, [size](Backend& backend) -> Result<Values> {
                Workbench bench(backend);
                const Tensor query = bench.numbersOf({ size.rows, size.heads, size.width }, 4);
                const Tensor key = bench.numbersOf({ size.keys, size.kvHeads, size.width }, 5);
                const Tensor value = bench.numbersOf({ size.keys, size.kvHeads, size.width }, 6);
                const Tensor out = bench.empty({ size.rows, size.heads, size.width });
                if (bench.ready())
                    bench.ops().attention({ .query = query,
                        .key = key,
                        .value = value,
                        .out = out,
                        .scale = 2.0F / std::sqrt(static_cast<float>(size.width)),
                        .softcap = size.softcap,
                        .firstPosition = size.keys - size.rows,
                        .prefixLength = size.prefix });
                return bench.get(out);
            } };
}

SelfTestCheck norms()
{
    return { "norm", "a norm", kExact, [](Backend& backend) -> Result<Values> {
                constexpr std::size_t kRows = 7;
                constexpr std::size_t kWidth = 1153;
                Workbench bench(backend);
                const Tensor in = bench.numbersOf({ kRows, kWidth }, 7);
                const Tensor weight = bench.numbersOf({ kWidth }, 8);
                const Tensor bias = bench.numbersOf({ kWidth }, 9);
                const Tensor out = bench.empty({ kRows, kWidth });
                if (bench.ready()) {
                    bench.ops().rmsNorm({ in, weight, out, 1e-6F });
                    bench.ops().layerNorm({ out, weight, bias, out, 1e-6F });
                }
                return bench.get(out);
            } };
}

// Two layers as the decoder has them, over 19 tokens, each operation reading what the one before has written: what a
// missing barrier breaks.
Result<Values> smallPass(Backend& backend)
{
    constexpr std::size_t kRows = 19;
    constexpr std::size_t kHidden = 128;
    constexpr std::size_t kHeads = 4;
    constexpr std::size_t kKvHeads = 2;
    constexpr std::size_t kHeadWidth = 64;
    constexpr std::size_t kWide = 320;
    constexpr std::size_t kVocabulary = 300;
    Workbench bench(backend);
    std::vector<std::int32_t> tokens;
    std::vector<std::int32_t> places;
    for (std::size_t i = 0; i < kRows; ++i) {
        tokens.push_back(static_cast<std::int32_t>(i * 13 % kVocabulary));
        places.push_back(static_cast<std::int32_t>(i + 1));
    }
    const Tensor ids = bench.ids(tokens);
    const Tensor positions = bench.ids(places);
    const Tensor table = bench.matrix(kVocabulary, kHidden, DType::BF16, 20);
    const Tensor normWeight = bench.put(Values(kHidden, 0.1F), { kHidden });
    const Tensor rows = bench.empty({ kRows, kHidden });
    const Tensor normed = bench.empty({ kRows, kHidden });
    const Tensor branch = bench.empty({ kRows, kHidden });
    const Tensor query = bench.empty({ kRows, kHeads * kHeadWidth });
    const Tensor mixed = bench.empty({ kRows, kHeads * kHeadWidth });
    const Tensor key = bench.empty({ kRows, kKvHeads * kHeadWidth });
    const Tensor value = bench.empty({ kRows, kKvHeads * kHeadWidth });
    const Tensor gate = bench.empty({ kRows, kWide });
    const Tensor up = bench.empty({ kRows, kWide });
    const Tensor logits = bench.empty({ kRows, kVocabulary });
    const Shape heads{ kRows, kHeads, kHeadWidth };
    const Shape kvHeads{ kRows, kKvHeads, kHeadWidth };
    if (bench.ready())
        bench.ops().embed({ ids, table, rows, std::sqrt(static_cast<float>(kHidden)) });
    for (std::uint64_t layer = 0; layer < 2; ++layer) {
        const DType format = layer == 0 ? DType::Q8 : DType::BF16;
        const Tensor toQuery = bench.matrix(kHeads * kHeadWidth, kHidden, format, 30 + 10 * layer);
        const Tensor toKey = bench.matrix(kKvHeads * kHeadWidth, kHidden, format, 31 + 10 * layer);
        const Tensor toValue = bench.matrix(kKvHeads * kHeadWidth, kHidden, format, 32 + 10 * layer);
        const Tensor fromHeads = bench.matrix(kHidden, kHeads * kHeadWidth, format, 33 + 10 * layer);
        const Tensor toGate = bench.matrix(kWide, kHidden, format, 34 + 10 * layer);
        const Tensor toUp = bench.matrix(kWide, kHidden, format, 35 + 10 * layer);
        const Tensor down = bench.matrix(kHidden, kWide, format, 36 + 10 * layer);
        if (!bench.ready())
            break;
        OpRecorder& ops = bench.ops();
        ops.rmsNorm({ rows, normWeight, normed, 1e-6F });
        ops.matmul({ normed, toQuery, {}, query });
        ops.matmul({ normed, toKey, {}, key });
        ops.matmul({ normed, toValue, {}, value });
        ops.rope({ query.reshaped(heads), positions, query.reshaped(heads), 10000.0F });
        ops.rope({ key.reshaped(kvHeads), positions, key.reshaped(kvHeads), 10000.0F });
        ops.attention({ .query = query.reshaped(heads),
            .key = key.reshaped(kvHeads),
            .value = value.reshaped(kvHeads),
            .out = mixed.reshaped(heads),
            .scale = 1.0F / std::sqrt(static_cast<float>(kHeadWidth)),
            .softcap = 50.0F,
            .prefixLength = 11 });
        ops.matmul({ mixed, fromHeads, {}, branch });
        ops.add({ rows, branch, rows });
        ops.rmsNorm({ rows, normWeight, normed, 1e-6F });
        ops.matmul({ normed, toGate, {}, gate });
        ops.matmul({ normed, toUp, {}, up });
        ops.geglu({ gate, up, gate });
        ops.matmul({ gate, down, {}, branch });
        ops.add({ rows, branch, rows });
    }
    if (bench.ready()) {
        bench.ops().matmul({ rows, table, {}, logits });
        bench.ops().softcap({ logits, logits, 30.0F });
    }
    return bench.get(logits);
}

} // namespace

std::vector<SelfTestCheck> selfTestChecks()
{
    std::vector<SelfTestCheck> checks;
    for (const DType format : { DType::F32, DType::BF16, DType::Q8, DType::Q4 }) {
        for (const std::size_t rows : { 1, 5, 40 })
            checks.push_back(product(rows, 352, 273, format));
        checks.push_back(product(64, 512, 256, format)); // and a size that every tile divides
    }
    checks.push_back(attentionCheck("attention of one row", { 1, 180, 4, 2, 256, 50.0F, 130 }));
    checks.push_back(attentionCheck("attention of a prefix", { 36, 36, 4, 2, 256, 50.0F, 30 }));
    checks.push_back(attentionCheck("attention of an image", { 70, 70, 2, 2, 72, 0.0F, 70 }));
    checks.push_back(norms());
    checks.push_back({ "", "a small forward pass", kPass, &smallPass });
    return checks;
}

} // namespace palimpsest
