#include "engine/model/memory_estimate.h"

#include <algorithm>
#include <initializer_list>

#include "engine/io/weight_cache.h"
#include "engine/model/kv_cache.h"
#include "engine/model/tensor_inventory.h"
#include "engine/tensor/block_format.h"

namespace palimpsest {
namespace {

constexpr std::uint64_t kPiece = 256;                              // that memory is given in
constexpr std::uint64_t kStagingBytes = std::uint64_t{ 32 } << 20; // four slots of 8 MiB
constexpr std::size_t kUsualPrompt = 64;
constexpr std::size_t kUsualAnswer = 512;
constexpr std::size_t kImagesKept = 4; // by a session

std::uint64_t padded(std::uint64_t bytes)
{
    return (bytes + kPiece - 1) / kPiece * kPiece;
}

std::uint64_t floats(std::size_t rows, std::size_t width)
{
    return padded(std::uint64_t{ rows } * width * sizeof(float));
}

// A matrix keeps its stored form or is quantised; everything else is converted to f32 (see Weights).
std::uint64_t weightBytes(const NamedShape& tensor, const MemoryRequest& request)
{
    const bool matrix = tensor.name.ends_with(".weight") && tensor.shape.rank() > 1
        && !tensor.name.ends_with("position_embedding.weight");
    if (!matrix)
        return padded(tensor.shape.elementCount() * sizeof(float));
    if (request.format != WeightFormat::Bf16) {
        const DType asked = request.format == WeightFormat::Q8 ? DType::Q8 : DType::Q4;
        if (const auto format = cachedFormatOf(tensor.name, tensor.shape, asked))
            return padded(block::matrixBytes(*format, tensor.shape[0], tensor.shape[1]));
    }
    return padded(tensor.shape.elementCount() * elementBytes(request.stored));
}

std::uint64_t encoderBytes(const VisionConfig& vision)
{
    const std::size_t patches = vision.patchCount();
    constexpr std::size_t kRowsOfWidth = 7; // rows, normed, query, key, value, mixed, branch
    return floats(patches, vision.patchValues()) + kRowsOfWidth * floats(patches, vision.hiddenSize)
        + floats(patches, vision.intermediateSize);
}

std::uint64_t decoderBytes(const TextConfig& text, std::size_t rows)
{
    constexpr std::size_t kRowsOfWidth = 5; // rows, normed, branch, last rows, last normed
    return 2 * floats(rows, 1) + kRowsOfWidth * floats(rows, text.hiddenSize) + 2 * floats(rows, text.queryWidth())
        + 2 * floats(rows, text.keyValueWidth()) + 2 * floats(rows, text.intermediateSize);
}

// The layers of MaskDecoder::create: weights with their biases.
std::uint64_t maskWeightBytes()
{
    const auto layer = [](std::size_t inputs, std::size_t outputs, std::size_t kernel) {
        return floats(inputs * outputs, kernel * kernel) + floats(outputs, 1);
    };
    constexpr std::size_t kResiduals = 2;
    return layer(512, 128, 1) + kResiduals * (2 * layer(128, 128, 3) + layer(128, 128, 1)) + layer(128, 128, 4)
        + layer(128, 64, 4) + layer(64, 32, 4) + layer(32, 16, 4) + layer(16, 1, 1);
}

std::uint64_t maskActivationBytes()
{
    constexpr std::size_t kRowsOfPlanes = 3; // planes and two branches
    return floats(512, 4 * 4) + kRowsOfPlanes * floats(128, 4 * 4) + floats(128, 8 * 8) + floats(64, 16 * 16)
        + floats(32, 32 * 32) + floats(16, 64 * 64) + floats(1, 64 * 64);
}

std::string mebibytes(std::uint64_t bytes)
{
    return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB";
}

} // namespace

MemoryEstimate estimateMemory(const ModelConfig& config, const MemoryRequest& request)
{
    MemoryEstimate estimate{ .stagingBytes = kStagingBytes };
    for (const NamedShape& tensor : tensorInventory(config))
        estimate.weightBytes += weightBytes(tensor, request);
    if (request.untiedHead)
        estimate.weightBytes += weightBytes(
            { "language_model.lm_head.weight", { config.text.vocabularySize, config.text.hiddenSize } }, request);

    const std::size_t positions = std::min(request.prefixTokens + request.answerTokens, config.text.maxPositions);
    estimate.keyValueBytes = request.batchSize * padded(KvCache::sizeBytes(config.text, positions));

    const std::size_t rows = std::max(request.prefixTokens, request.batchSize);
    const std::size_t vocabulary = config.outputVocabulary(config.text.vocabularySize);
    estimate.activationBytes = encoderBytes(config.vision) + decoderBytes(config.text, rows)
        + floats(request.batchSize, vocabulary) + 2 * floats(request.batchSize, 1)
        + request.imagesTogether * floats(config.vision.patchCount(), config.text.hiddenSize);
    if (request.maskDecoder) {
        estimate.weightBytes += maskWeightBytes();
        estimate.activationBytes += maskActivationBytes();
    }
    return estimate;
}

MemoryRequest usualRequest(const ModelConfig& config, WeightFormat format, std::size_t batchSize)
{
    return { .format = format,
        .prefixTokens = config.vision.patchCount() + kUsualPrompt,
        .answerTokens = kUsualAnswer,
        .batchSize = std::max<std::size_t>(1, batchSize),
        .imagesTogether = kImagesKept };
}

Result<std::size_t> batchThatFits(const ModelConfig& config, const MemoryRequest& request, const DeviceInfo& device)
{
    if (device.kind == DeviceKind::Cpu || device.kind == DeviceKind::SoftwareGpu)
        return request.batchSize;
    MemoryRequest smaller = request;
    for (; smaller.batchSize > 0; --smaller.batchSize) {
        if (estimateMemory(config, smaller).totalBytes() <= device.freeBytes)
            return smaller.batchSize;
    }
    smaller.batchSize = 1;
    return Error{ ErrorCode::OutOfMemory,
        "the model needs " + mebibytes(estimateMemory(config, smaller).totalBytes()) + " in "
            + std::string(nameOf(request.format)) + ", '" + device.name + "' has " + mebibytes(device.freeBytes)
            + " free; close other programs that use it, or choose "
            + (request.format == WeightFormat::Q4        ? ""
                    : request.format == WeightFormat::Q8 ? "--weights q4, "
                                                         : "--weights q8 or q4, ")
            + "a smaller checkpoint or --device cpu" };
}

} // namespace palimpsest
