#include "engine/io/checkpoint.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <set>
#include <utility>

#include "engine/io/checkpoint_files.h"
#include "engine/io/foreign_forms.h"
#include "engine/io/lora_adapter.h"
#include "engine/io/safetensors_reader.h"
#include "engine/io/tensor_names.h"
#include "engine/model/tensor_inventory.h"

namespace palimpsest {

struct Checkpoint::Contents {
    using Tensors = std::map<std::string, StoredTensor, std::less<>>;

    std::filesystem::path folder;
    ModelConfig config;
    std::vector<SafetensorsFile> files;
    std::optional<LoraAdapter> adapter;
    std::vector<std::vector<std::byte>> owned; // tensors that are not as a file has them
    Tensors tensors;
    std::vector<std::filesystem::path> sourceFiles;

    Result<void> openFiles();
    Result<void> bind(const SafetensorsFile& file, const std::map<std::string, std::string>& tensorFile);
    Result<void> checkIndex(const std::map<std::string, std::string>& tensorFile) const;
    void adoptPatchKernel();
    Result<void> checkShapes() const;
    void dropTiedHead();
    Result<void> apply(const std::filesystem::path& adapterFolder);
    [[nodiscard]] Error invalid(const std::string& problem) const
    {
        return { ErrorCode::InvalidModel, "'" + folder.string() + "': " + problem };
    }
};

namespace {

std::string spelled(const std::vector<std::uint64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    return text + "]";
}

// [out, rows, columns, channels], as MLX keeps a convolution, to [out, channels, rows, columns].
std::vector<std::byte> channelsFirst(const StoredTensor& kernel)
{
    const std::size_t size = elementBytes(kernel.dtype);
    const std::size_t pixels = kernel.shape[1] * kernel.shape[2];
    const std::size_t channels = kernel.shape[3];
    std::vector<std::byte> reordered(kernel.bytes.size());
    for (std::size_t out = 0; out < kernel.shape[0]; ++out)
        for (std::size_t pixel = 0; pixel < pixels; ++pixel)
            for (std::size_t channel = 0; channel < channels; ++channel)
                std::memcpy(reordered.data() + ((out * channels + channel) * pixels + pixel) * size,
                    kernel.bytes.data() + ((out * pixels + pixel) * channels + channel) * size, size);
    return reordered;
}

} // namespace

Result<void> Checkpoint::Contents::openFiles()
{
    PAL_TRY_ASSIGN(const CheckpointFiles found, findCheckpointFiles(folder));
    PAL_TRY_ASSIGN(config, readModelConfig(folder / "config.json"));
    for (const std::filesystem::path& path : found.files) {
        PAL_TRY_ASSIGN(SafetensorsFile file, SafetensorsFile::open(path));
        if (const auto form = foreignForm(file.entries()))
            return invalid("its weights are " + *form
                + ", which this program does not read; use the model they were made"
                  " from: it is quantised here when it is loaded (--weights q8 or q4)");
        files.push_back(std::move(file));
        sourceFiles.push_back(path);
    }
    for (const SafetensorsFile& file : files)
        PAL_TRY(bind(file, found.tensorFile));
    return checkIndex(found.tensorFile);
}

// Takes the tensors of a file under their canonical names. Where there is an index, it says which file counts.
Result<void> Checkpoint::Contents::bind(
    const SafetensorsFile& file, const std::map<std::string, std::string>& tensorFile)
{
    for (const SafetensorsEntry& entry : file.entries()) {
        const auto indexed = tensorFile.find(entry.name);
        if (!tensorFile.empty() && (indexed == tensorFile.end() || indexed->second != file.path().filename()))
            continue;
        std::string name = canonicalTensorName(entry.name);
        if (isUnusedTensor(name))
            continue;
        const std::optional<DType> dtype = dtypeNamed(entry.dtype);
        if (dtype != DType::F32 && dtype != DType::F16 && dtype != DType::BF16)
            return invalid("tensor '" + entry.name + "' has the dtype " + entry.dtype + ", expected BF16, F16 or F32");
        if (entry.shape.size() > Shape::kMaxRank)
            return invalid("tensor '" + entry.name + "' is " + spelled(entry.shape)
                + ", no tensor of the model has so many dimensions");
        PAL_TRY_ASSIGN(StoredTensor tensor, file.tensor(entry.name));
        tensor.name = name;
        if (!tensors.emplace(std::move(name), std::move(tensor)).second)
            return invalid("tensor '" + entry.name + "' is there twice, under the names of two library generations");
    }
    return {};
}

Result<void> Checkpoint::Contents::checkIndex(const std::map<std::string, std::string>& tensorFile) const
{
    for (const auto& [name, fileName] : tensorFile)
        for (const SafetensorsFile& file : files)
            if (file.path().filename() == fileName && file.find(name) == nullptr)
                return invalid("the index says that tensor '" + name + "' is in " + fileName
                    + ", but it is not; fetch the model again");
    return {};
}

void Checkpoint::Contents::adoptPatchKernel()
{
    const auto found = tensors.find(kPatchKernel);
    const std::size_t patch = config.vision.patchSize;
    if (found == tensors.end() || patch == 3
        || found->second.shape != Shape{ config.vision.hiddenSize, patch, patch, 3 })
        return;
    owned.push_back(channelsFirst(found->second));
    found->second.shape = Shape{ config.vision.hiddenSize, 3, patch, patch };
    found->second.bytes = owned.back();
}

// Every tensor of the model, of the shape that config.json asks for, and no other. Only the count of vocabulary rows is
// the file's own: 257152, padded to 257216, or what a fine-tune made of it.
Result<void> Checkpoint::Contents::checkShapes() const
{
    std::set<std::string_view> known{ kUntiedHead };
    for (const NamedShape& expected : tensorInventory(config)) {
        const auto found = tensors.find(expected.name);
        if (found == tensors.end())
            return invalid(
                "tensor '" + expected.name + "' is missing, config.json asks for " + expected.shape.toString());
        known.insert(found->first);
        const Shape& shape = found->second.shape;
        const bool isTable = expected.name == kEmbeddingTable;
        const bool fits
            = isTable ? shape.rank() == 2 && shape[0] > 0 && shape[1] == expected.shape[1] : shape == expected.shape;
        if (!fits)
            return invalid("tensor '" + expected.name + "' is " + shape.toString() + ", config.json asks for "
                + expected.shape.toString());
    }
    for (const auto& [name, tensor] : tensors)
        if (!known.contains(name))
            return invalid("tensor '" + name + "' " + tensor.shape.toString()
                + " is no part of the model that config.json describes");
    const Shape& table = tensors.find(kEmbeddingTable)->second.shape;
    const auto head = tensors.find(kUntiedHead);
    if (head != tensors.end() && head->second.shape != table)
        return invalid("tensor '" + std::string(kUntiedHead) + "' is " + head->second.shape.toString()
            + ", the embedding table asks for " + table.toString());
    if (static_cast<std::size_t>(config.bosTokenId) >= table[0])
        return invalid("the embedding table has " + std::to_string(table[0]) + " rows, but bos_token_id is "
            + std::to_string(config.bosTokenId));
    return {};
}

// Some libraries write the tied head a second time. It is its own tensor only where a fine-tune has changed it.
void Checkpoint::Contents::dropTiedHead()
{
    const auto head = tensors.find(kUntiedHead);
    if (head == tensors.end())
        return;
    const StoredTensor& table = tensors.find(kEmbeddingTable)->second;
    if (head->second.dtype == table.dtype
        && std::memcmp(head->second.bytes.data(), table.bytes.data(), table.bytes.size()) == 0)
        tensors.erase(head);
}

Result<void> Checkpoint::Contents::apply(const std::filesystem::path& adapterFolder)
{
    PAL_TRY_ASSIGN(adapter, LoraAdapter::open(adapterFolder));
    PAL_TRY_ASSIGN(AdaptedTensors adapted, adapter->applyTo(tensors));
    for (StoredTensor& tensor : adapted.tensors)
        tensors[tensor.name] = std::move(tensor);
    std::ranges::move(adapted.owned, std::back_inserter(owned));
    std::ranges::copy(adapter->sourceFiles(), std::back_inserter(sourceFiles));
    return {};
}

Result<std::shared_ptr<const Checkpoint>> Checkpoint::open(
    const std::filesystem::path& folder, const std::optional<std::filesystem::path>& adapter)
{
    auto contents = std::make_unique<Contents>();
    contents->folder = folder;
    PAL_TRY(contents->openFiles());
    contents->adoptPatchKernel();
    PAL_TRY(contents->checkShapes());
    contents->dropTiedHead();
    if (adapter)
        PAL_TRY(contents->apply(*adapter));
    return std::shared_ptr<const Checkpoint>(new Checkpoint(std::move(contents)));
}

Checkpoint::Checkpoint(std::unique_ptr<Contents> contents) : m_contents(std::move(contents))
{
}

Checkpoint::~Checkpoint() = default;

const std::filesystem::path& Checkpoint::folder() const
{
    return m_contents->folder;
}

const ModelConfig& Checkpoint::config() const
{
    return m_contents->config;
}

const StoredTensor* Checkpoint::find(std::string_view canonicalName) const
{
    const auto found = m_contents->tensors.find(canonicalName);
    return found == m_contents->tensors.end() ? nullptr : &found->second;
}

const std::map<std::string, StoredTensor, std::less<>>& Checkpoint::tensors() const
{
    return m_contents->tensors;
}

std::uint64_t Checkpoint::tensorBytes() const
{
    std::uint64_t sum = 0;
    for (const auto& [name, tensor] : m_contents->tensors)
        sum += tensor.bytes.size();
    return sum;
}

const std::vector<std::filesystem::path>& Checkpoint::sourceFiles() const
{
    return m_contents->sourceFiles;
}

} // namespace palimpsest
