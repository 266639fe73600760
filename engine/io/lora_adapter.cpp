#include "engine/io/lora_adapter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "engine/io/float_values.h"
#include "engine/io/json_text.h"
#include "engine/io/tensor_names.h"

namespace palimpsest {
namespace {

namespace fs = std::filesystem;

constexpr const char* kConfigFile = "adapter_config.json";
constexpr const char* kTensorFile = "adapter_model.safetensors";
constexpr std::size_t kMaxConfigBytes = std::size_t{ 4 } << 20;

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

// Cuts `name` at ".marker" when what follows is nothing, ".weight", ".ADAPTER" or ".ADAPTER.weight" (PEFT leaves the
// adapter's name out on disk, other writers do not); nullopt for every other name.
std::optional<std::string> beforeMarker(const std::string& name, const std::string& marker)
{
    const std::size_t at = name.rfind("." + marker);
    if (at == std::string::npos)
        return std::nullopt;
    std::string rest = name.substr(at + 1 + marker.size());
    if (rest.ends_with(".weight"))
        rest.resize(rest.size() - 7);
    const bool isAdapterName = rest.starts_with('.') && rest != ".bias" && rest.find('.', 1) == std::string::npos;
    return rest.empty() || isAdapterName ? std::optional(name.substr(0, at)) : std::nullopt;
}

void removePart(std::string& text, std::string_view part)
{
    if (const std::size_t at = text.find(part); at != std::string::npos)
        text.erase(at, part.size());
}

std::vector<float> transposed(const std::vector<float>& matrix, std::size_t rows, std::size_t width)
{
    std::vector<float> turned(matrix.size());
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < width; ++column)
            turned[column * rows + row] = matrix[row * width + column];
    return turned;
}

// left [rows, rank] times right [rank, width].
struct Product {
    std::vector<float> left;
    std::vector<float> right;
    std::size_t rows = 0;
    std::size_t rank = 0;
    std::size_t width = 0;
    float scaling = 1;
};

constexpr std::size_t kTile = 32; // columns summed in registers

// delta[width] = row `row` of the product.
void multiplyRow(const Product& product, std::size_t row, std::span<float> delta)
{
    const float* const factors = product.left.data() + row * product.rank;
    for (std::size_t first = 0; first < product.width; first += kTile) {
        const float* const right = product.right.data() + first;
        const std::size_t columns = std::min(kTile, product.width - first);
        std::array<float, kTile> sums{};
        if (columns == kTile) { // a fixed count, which compilers turn into vectors
            for (std::size_t k = 0; k < product.rank; ++k)
                for (std::size_t c = 0; c < kTile; ++c)
                    sums[c] += factors[k] * right[k * product.width + c];
        } else {
            for (std::size_t k = 0; k < product.rank; ++k)
                for (std::size_t c = 0; c < columns; ++c)
                    sums[c] += factors[k] * right[k * product.width + c];
        }
        std::copy_n(sums.begin(), columns, delta.begin() + static_cast<std::ptrdiff_t>(first));
    }
}

std::vector<std::byte> sumOf(const StoredTensor& base, const Product& product, ThreadPool& pool)
{
    std::vector<std::byte> sum(base.bytes.size());
    const std::size_t rowBytes = product.width * elementBytes(base.dtype);
    pool.parallelFor(product.rows, 1, [&](std::size_t first, std::size_t last, std::size_t) {
        std::vector<float> row(product.width);
        std::vector<float> delta(product.width);
        for (std::size_t r = first; r < last; ++r) {
            multiplyRow(product, r, delta);
            readFloats(base, r * product.width, row);
            for (std::size_t c = 0; c < product.width; ++c)
                row[c] += product.scaling * delta[c];
            writeFloats(row, base.dtype, std::span(sum).subspan(r * rowBytes, rowBytes));
        }
    });
    return sum;
}

} // namespace

Result<LoraAdapter> LoraAdapter::open(const fs::path& folder)
{
    const auto lacks = [&folder](const char* name, const char* advice) {
        return Error{ ErrorCode::InvalidModel, "'" + folder.string() + "' lacks " + name + "; " + advice };
    };
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return Error{ ErrorCode::FileAccess,
            "there is no folder '" + folder.string() + "'; give the folder of an adapter" };
    if (!isFile(folder / kConfigFile))
        return lacks(kConfigFile, "give the folder of a PEFT adapter");
    if (!isFile(folder / kTensorFile))
        return isFile(folder / "adapter_model.bin") ? lacks(kTensorFile,
                   "its adapter_model.bin is pickled, which can run code when it is read, and is refused:"
                   " save the adapter again with a newer PEFT")
                                                    : lacks(kTensorFile, "fetch the whole adapter");
    PAL_TRY_ASSIGN(const std::string text, readTextFile(folder / kConfigFile, kMaxConfigBytes));
    PAL_TRY_ASSIGN(LoraConfig config, parseLoraConfig(text, (folder / kConfigFile).string()));
    PAL_TRY_ASSIGN(SafetensorsFile file, SafetensorsFile::open(folder / kTensorFile));
    LoraAdapter adapter(folder, std::move(config), std::move(file));
    PAL_TRY(adapter.sortTensors());
    return adapter;
}

LoraAdapter::LoraAdapter(fs::path folder, LoraConfig config, SafetensorsFile file)
    : m_folder(std::move(folder)),
      m_config(std::move(config)),
      m_file(std::move(file))
{
}

std::vector<fs::path> LoraAdapter::sourceFiles() const
{
    return { m_folder / kConfigFile, m_folder / kTensorFile };
}

Error LoraAdapter::invalid(const std::string& problem) const
{
    return { ErrorCode::InvalidModel, "'" + m_file.path().string() + "': " + problem };
}

// Tells the halves of products from whole tensors, by their names alone.
Result<void> LoraAdapter::sortTensors()
{
    constexpr std::string_view kPrefix = "base_model.model.";
    for (const SafetensorsEntry& entry : m_file.entries()) {
        const std::string path = entry.name.starts_with(kPrefix) ? entry.name.substr(kPrefix.size()) : entry.name;
        if (path.find(".lora_magnitude_vector") != std::string::npos)
            return Error{ ErrorCode::Unsupported,
                "'" + m_file.path().string() + "': tensor '" + entry.name
                    + "' belongs to a DoRA adapter, which is not supported; merge it into the model with the library"
                      " that trained it" };
        bool isHalf = false;
        for (const char* marker : { "lora_A", "lora_B", "lora_embedding_A", "lora_embedding_B" }) {
            const std::optional<std::string> module = beforeMarker(path, marker);
            if (!module)
                continue;
            isHalf = true;
            Module& target = m_modules[canonicalTensorName(*module + ".weight")];
            const std::string_view kind(marker);
            std::string& half = kind.ends_with('A') ? target.factorA : target.factorB;
            if (!half.empty())
                return invalid("tensors '" + half + "' and '" + entry.name + "' are the same half of one product");
            half = entry.name;
            target.path = *module;
            target.isEmbedding = kind.starts_with("lora_embedding");
        }
        if (isHalf)
            continue;
        std::string whole = path;
        removePart(whole, ".modules_to_save.default");
        removePart(whole, ".modules_to_save");
        removePart(whole, ".base_layer");
        if (!m_saved.emplace(canonicalTensorName(whole), entry.name).second)
            return invalid("tensor '" + entry.name + "' is there twice under different names");
    }
    for (const auto& [target, module] : m_modules) {
        if (module.factorA.empty() || module.factorB.empty())
            return invalid("tensor '" + (module.factorA.empty() ? module.factorB : module.factorA)
                + "' has no other half, lora_A and lora_B belong together");
        if (m_saved.contains(target))
            return invalid("tensor '" + m_saved.at(target) + "' replaces what '" + module.factorA + "' changes");
    }
    return {};
}

Result<StoredTensor> LoraAdapter::floatTensor(const std::string& name) const
{
    PAL_TRY_ASSIGN(StoredTensor tensor, m_file.tensor(name));
    if (tensor.dtype != DType::F32 && tensor.dtype != DType::F16 && tensor.dtype != DType::BF16)
        return invalid(
            "tensor '" + name + "' has the dtype " + std::string(nameOf(tensor.dtype)) + ", expected F32, F16 or BF16");
    return tensor;
}

Result<AdaptedTensors> LoraAdapter::applyTo(const TensorMap& base) const
{
    AdaptedTensors adapted;
    ThreadPool pool(0);
    for (const auto& [target, module] : m_modules)
        PAL_TRY(applyProduct(target, module, base, adapted, pool));
    for (const auto& [target, source] : m_saved)
        PAL_TRY(applySaved(target, source, base, adapted));
    const bool changesTable
        = m_modules.contains(std::string(kEmbeddingTable)) || m_saved.contains(std::string(kEmbeddingTable));
    const bool hasHead = base.contains(kUntiedHead) || m_saved.contains(std::string(kUntiedHead));
    if (changesTable && !hasHead) {
        StoredTensor head = base.find(kEmbeddingTable)->second;
        head.name = kUntiedHead;
        adapted.tensors.push_back(std::move(head));
    }
    return adapted;
}

Result<void> LoraAdapter::applyProduct(const std::string& target, const Module& module, const TensorMap& base,
    AdaptedTensors& adapted, ThreadPool& pool) const
{
    const auto found = base.find(target);
    if (found == base.end())
        return invalid("tensor '" + module.factorA + "' belongs to no tensor of the model ('" + target
            + "' is not there); use the model that the adapter was trained on");
    const StoredTensor& weight = found->second;
    PAL_TRY_ASSIGN(const StoredTensor a, floatTensor(module.factorA));
    PAL_TRY_ASSIGN(const StoredTensor b, floatTensor(module.factorB));

    // As matrices: a [rank, inputs], b [outputs, rank]. A convolution's input is its whole patch.
    const std::size_t rank = a.shape.rank() == 0 ? 0 : a.shape[0];
    const std::size_t inputs = rank == 0 ? 0 : a.shape.elementCount() / rank;
    const std::size_t outputs = b.shape.rank() == 0 ? 0 : b.shape[0];
    const std::size_t rows = weight.shape.rank() == 0 ? 0 : weight.shape[0];
    const std::size_t width = rows == 0 ? 0 : weight.shape.elementCount() / rows;
    const bool turns = module.isEmbedding || m_config.transposed;
    const bool sameRank = rank > 0 && outputs > 0 && b.shape.elementCount() == outputs * rank && b.shape.rank() >= 2;
    const bool fits
        = weight.shape.rank() >= 2 && (turns ? inputs == rows && outputs == width : inputs == width && outputs == rows);
    if (!sameRank || !fits)
        return invalid("tensors '" + module.factorA + "' " + a.shape.toString() + " and '" + module.factorB + "' "
            + b.shape.toString() + " do not fit '" + target + "' " + weight.shape.toString());
    if (const auto asked = m_config.rankOf(module.path); asked && *asked != static_cast<double>(rank))
        return invalid("tensor '" + module.factorA + "' is " + a.shape.toString() + ", " + kConfigFile
            + " asks for rank " + std::to_string(static_cast<std::size_t>(*asked)));

    Product product{ .left = readFloats(b),
        .right = readFloats(a),
        .rows = rows,
        .rank = rank,
        .width = width,
        .scaling = static_cast<float>(m_config.scalingOf(module.path, rank)) };
    if (turns) { // (B A)^T = A^T B^T
        std::vector<float> left = transposed(product.right, rank, inputs);
        product.right = transposed(product.left, outputs, rank);
        product.left = std::move(left);
    }
    adapted.owned.push_back(sumOf(weight, product, pool));
    adapted.tensors.push_back(
        { .name = target, .dtype = weight.dtype, .shape = weight.shape, .bytes = adapted.owned.back() });
    return {};
}

Result<void> LoraAdapter::applySaved(
    const std::string& target, const std::string& source, const TensorMap& base, AdaptedTensors& adapted) const
{
    // A tied model has no head of its own; a saved one makes it untied.
    const auto found
        = base.find(target == kUntiedHead && !base.contains(target) ? kEmbeddingTable : std::string_view(target));
    if (found == base.end())
        return invalid("tensor '" + source + "' belongs to no tensor of the model ('" + target
            + "' is not there); use the model that the adapter was trained on");
    const Shape& expected = found->second.shape;
    PAL_TRY_ASSIGN(StoredTensor tensor, floatTensor(source));
    const bool isTable = target == kEmbeddingTable || target == kUntiedHead; // rows may have been added
    const bool fits = isTable ? tensor.shape.rank() == 2 && tensor.shape[0] > 0 && tensor.shape[1] == expected[1]
                              : tensor.shape == expected;
    if (!fits)
        return invalid("tensor '" + source + "' is " + tensor.shape.toString() + ", the model's '" + target + "' is "
            + expected.toString());
    tensor.name = target;
    adapted.tensors.push_back(std::move(tensor));
    return {};
}

} // namespace palimpsest
