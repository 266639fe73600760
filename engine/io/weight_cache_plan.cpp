#include "engine/io/weight_cache_plan.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/stat.h>

#include "engine/base/check.h"
#include "engine/base/sha256.h"
#include "engine/tensor/block_format.h"

namespace palimpsest {
namespace {

constexpr std::size_t kSampleBytes = 512; // of either end of a tensor
constexpr std::size_t kPlaceDigits = 12;
constexpr std::size_t kKeyDigits = 32;

bool contains(std::string_view name, std::string_view part)
{
    return name.find(part) != std::string_view::npos;
}

// The state of the source files: what any program that rewrites them changes.
Result<void> hashFiles(const std::vector<std::filesystem::path>& files, Sha256& hash)
{
    for (const std::filesystem::path& file : files) {
        struct stat status { };
        if (stat(file.c_str(), &status) != 0)
            return Error{ ErrorCode::FileAccess, "cannot examine '" + file.string() + "': " + std::strerror(errno) };
        hash.update("file " + std::to_string(status.st_size) + " " + std::to_string(status.st_mtim.tv_sec) + "."
            + std::to_string(status.st_mtim.tv_nsec) + "\n");
    }
    return {};
}

void hashTensor(const StoredTensor& tensor, Sha256& hash)
{
    hash.update(
        "tensor " + tensor.name + " " + std::string(nameOf(tensor.dtype)) + " " + tensor.shape.toString() + "\n");
    hash.update(tensor.bytes.first(std::min(kSampleBytes, tensor.bytes.size())));
    hash.update(tensor.bytes.last(std::min(kSampleBytes, tensor.bytes.size())));
}

// Where the source lies: the same for whatever it is changed to, and by whatever link one gets there.
std::string placeOf(const WeightSource& source)
{
    Sha256 hash;
    std::error_code error;
    hash.update(std::filesystem::weakly_canonical(source.folder, error).string() + "\n");
    for (const std::filesystem::path& file : source.files)
        hash.update(std::filesystem::weakly_canonical(file, error).string() + "\n");
    return hash.finish().substr(0, kPlaceDigits);
}

} // namespace

std::optional<DType> cachedFormatOf(std::string_view canonicalName, const Shape& shape, DType format)
{
    if (shape.rank() != 2 || !canonicalName.ends_with(".weight"))
        return std::nullopt;
    const bool layerMatrix = contains(canonicalName, ".self_attn.") || contains(canonicalName, ".mlp.");
    if (canonicalName.starts_with("language_model.model.layers.") && layerMatrix)
        return format;
    if (canonicalName.starts_with("vision_tower.") && layerMatrix)
        return DType::Q8;
    if (canonicalName.starts_with("multi_modal_projector.")
        || canonicalName == "language_model.model.embed_tokens.weight"
        || canonicalName == "language_model.lm_head.weight")
        return DType::Q8;
    return std::nullopt;
}

std::size_t PlannedTensor::sizeBytes() const
{
    return block::matrixBytes(format, rows(), width());
}

std::string PlannedTensor::meaning() const
{
    return std::string(nameOf(format)) + " " + source->shape.toString();
}

Result<WeightCachePlan> planWeightCache(const WeightSource& source, const WeightCacheRequest& request)
{
    PAL_CHECK(isBlockFormat(request.format));
    WeightCachePlan plan;
    Sha256 hash;
    hash.update(std::string(kVersionKey) + " " + kVersionValue + " " + std::string(nameOf(request.format)) + "\n");
    PAL_TRY(hashFiles(source.files, hash));
    for (const StoredTensor& tensor : source.tensors) {
        hashTensor(tensor, hash);
        const auto format = cachedFormatOf(tensor.name, tensor.shape, request.format);
        if (!format)
            continue;
        if (tensor.dtype != DType::F32 && tensor.dtype != DType::F16 && tensor.dtype != DType::BF16)
            return Error{ ErrorCode::InvalidModel,
                "'" + source.folder.string() + "': tensor '" + tensor.name + "' has dtype "
                    + std::string(nameOf(tensor.dtype)) + ", expected f32, f16 or bf16" };
        plan.tensors.push_back({ .source = &tensor, .format = *format });
    }
    plan.sameSource = placeOf(source) + "-" + std::string(nameOf(request.format)) + "-";
    plan.file = request.folder / (plan.sameSource + hash.finish().substr(0, kKeyDigits) + ".safetensors");
    return plan;
}

} // namespace palimpsest
