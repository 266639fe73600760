#include <cmath>

#include "engine/backend/self_test.h"
#include "engine/backend/self_test_workbench.h"

namespace palimpsest {
namespace {

using Values = std::vector<float>;

// A form may round activations to 8 or 16 bits. What is broken is wrong by a hundredth and more.
constexpr double kRounded = 2e-3;
constexpr double kExact = 1e-8;
constexpr double kPass = 1e-2; // through two layers of rounded products

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

// The residual stream and what comes out of it, one behind the other.
Result<Values> bothOf(Workbench& bench, const Tensor& first, const Tensor& second)
{
    PAL_TRY_ASSIGN(Values values, bench.get(first));
    PAL_TRY_ASSIGN(const Values more, bench.get(second));
    values.insert(values.end(), more.begin(), more.end());
    return values;
}

SelfTestCheck residualNorms()
{
    return { "norm", "a sum with its norm", kExact, [](Backend& backend) -> Result<Values> {
                constexpr std::size_t kRows = 7;
                constexpr std::size_t kWidth = 1153;
                Workbench bench(backend);
                const Tensor residual = bench.numbersOf({ kRows, kWidth }, 10);
                const Tensor branch = bench.numbersOf({ kRows, kWidth }, 11);
                const Tensor weight = bench.numbersOf({ kWidth }, 12);
                const Tensor bias = bench.numbersOf({ kWidth }, 13);
                const Tensor normed = bench.empty({ kRows, kWidth });
                if (bench.ready()) {
                    bench.ops().residualNorm({ residual, branch, weight, bias, normed });
                    bench.ops().residualLayerNorm({ residual, normed, weight, bias, branch });
                }
                return bothOf(bench, residual, branch);
            } };
}

// Far from the beginning, where a device's own sine would be wrong, and into the middle of a cache.
SelfTestCheck ropeStore()
{
    return { "rope_store", "turning and storing keys", kExact, [](Backend& backend) -> Result<Values> {
                constexpr std::size_t kHeadWidth = 72;
                constexpr std::size_t kCapacity = 5;
                Workbench bench(backend);
                const Tensor query = bench.numbersOf({ 3, 4, kHeadWidth }, 14);
                const Tensor key = bench.numbersOf({ 3, 2, kHeadWidth }, 15);
                const Tensor value = bench.numbersOf({ 3, 2, kHeadWidth }, 16);
                const Tensor positions = bench.ids({ 1, 700, 8191 });
                const Tensor keys = bench.numbersOf({ kCapacity, 2, kHeadWidth }, 17);
                const Tensor values = bench.numbersOf({ kCapacity, 2, kHeadWidth }, 18);
                if (bench.ready())
                    bench.ops().ropeStore({ query, key, value, positions, keys, values, 1 });
                PAL_TRY_ASSIGN(Values found, bothOf(bench, keys, values));
                PAL_TRY_ASSIGN(const Values turned, bench.get(query));
                found.insert(found.end(), turned.begin(), turned.end());
                return found;
            } };
}

SelfTestCheck planes()
{
    return { "planes", "planes of a mask", kExact, [](Backend& backend) -> Result<Values> {
                constexpr std::size_t kInputs = 19;
                constexpr std::size_t kOutputs = 21;
                Workbench bench(backend);
                const Tensor in = bench.numbersOf({ kInputs, 5, 7 }, 19);
                const Tensor weight = bench.numbersOf({ kOutputs, kInputs, 3, 3 }, 20);
                const Tensor bias = bench.numbersOf({ kOutputs }, 21);
                const Tensor convolved = bench.empty({ kOutputs, 5, 7 });
                const Tensor upWeight = bench.numbersOf({ kOutputs, kInputs, 4, 4 }, 22);
                const Tensor upBias = bench.numbersOf({ kInputs }, 23);
                const Tensor grown = bench.empty({ kInputs, 10, 14 });
                if (bench.ready()) {
                    bench.ops().convolve({ in, weight, bias, convolved, PlaneActivation::Relu });
                    bench.ops().upsample({ convolved, upWeight, upBias, grown });
                }
                return bothOf(bench, convolved, grown);
            } };
}

// The logits of the tokens that are chosen: another token is another number.
SelfTestCheck choices()
{
    return { "choice", "the choice of a token", kExact, [](Backend& backend) -> Result<Values> {
                constexpr std::size_t kVocabulary = 9001;
                Workbench bench(backend);
                Values values = numbers(kVocabulary, 24);
                for (float& value : values)
                    value *= 4; // a few probable ones, so that no point falls upon a border
                const Tensor logits = bench.put(values, { 1, kVocabulary });
                const Tensor ids = bench.ids({ 0, 0, 0 }).reshaped({ 1, 3 });
                const Tensor best = bench.empty({ 1, 3 });
                const Tensor id = bench.ids({ 0 }).reshaped({ 1, 1 });
                const Tensor drawn = bench.empty({ 1, 1 });
                if (bench.ready()) {
                    bench.ops().selectTokens({ logits, {}, ids, best });
                    bench.ops().drawToken({ logits, {}, id, drawn, 0.3F, 0.9F, 0.4F });
                }
                return bothOf(bench, best, drawn);
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
    checks.push_back(residualNorms());
    checks.push_back(ropeStore());
    checks.push_back(planes());
    checks.push_back(choices());
    checks.push_back({ "", "a small forward pass", kPass, &smallPass });
    return checks;
}

} // namespace palimpsest
