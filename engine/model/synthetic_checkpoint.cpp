#include "engine/model/synthetic_checkpoint.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/io/atomic_file.h"
#include "engine/io/safetensors_writer.h"
#include "engine/model/tensor_inventory.h"
#include "engine/tokenizer/sentencepiece_writer.h"
#include "engine/tokenizer/synthetic_pieces.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kShardBytes = 5'000'000'000; // the limit of the usual writers
constexpr std::size_t kPieceElements = std::size_t{ 8 } << 20;
constexpr std::size_t kGrainElements = std::size_t{ 1 } << 16;

std::uint64_t bytesOf(const NamedShape& tensor)
{
    return tensor.shape.elementCount() * 2;
}

struct Shard {
    std::string fileName;
    std::vector<NamedShape> tensors;
};

// Whole tensors in order, as many as fit into each file.
std::vector<Shard> shardsOf(std::vector<NamedShape> tensors)
{
    std::vector<Shard> shards(1);
    std::uint64_t filled = 0;
    for (NamedShape& tensor : tensors) {
        if (filled > 0 && filled + bytesOf(tensor) > kShardBytes) {
            shards.emplace_back();
            filled = 0;
        }
        filled += bytesOf(tensor);
        shards.back().tensors.push_back(std::move(tensor));
    }
    for (std::size_t i = 0; i < shards.size(); ++i) {
        char numbered[64];
        std::snprintf(numbered, sizeof numbered, "model-%05zu-of-%05zu.safetensors", i + 1, shards.size());
        shards[i].fileName = shards.size() == 1 ? "model.safetensors" : numbered;
    }
    return shards;
}

Json textConfigJson(const TextConfig& text, std::size_t imageTokens)
{
    const bool gemma2 = text.generation == DecoderGeneration::Gemma2;
    Json json{ { "model_type", gemma2 ? "gemma2" : "gemma" }, { "hidden_size", text.hiddenSize },
        { "num_hidden_layers", text.layerCount }, { "num_attention_heads", text.headCount },
        { "num_key_value_heads", text.kvHeadCount }, { "head_dim", text.headWidth },
        { "intermediate_size", text.intermediateSize }, { "vocab_size", text.vocabularySize },
        { "hidden_activation", "gelu_pytorch_tanh" }, { "max_position_embeddings", text.maxPositions },
        { "rms_norm_eps", 1e-6 }, { "rope_theta", 10000.0 }, { "num_image_tokens", imageTokens },
        { "torch_dtype", "bfloat16" } };
    if (gemma2) {
        json["query_pre_attn_scalar"] = text.queryPreAttnScalar;
        json["attn_logit_softcapping"] = text.attentionSoftcap;
        json["final_logit_softcapping"] = text.finalSoftcap;
        json["sliding_window"] = text.slidingWindow;
    }
    return json;
}

Json configJson(const ModelConfig& config)
{
    const VisionConfig& vision = config.vision;
    return Json{ { "architectures", { "PaliGemmaForConditionalGeneration" } }, { "model_type", "paligemma" },
        { "image_token_index", config.imageTokenId }, { "bos_token_id", config.bosTokenId },
        { "eos_token_id", config.eosTokenId }, { "pad_token_id", config.padTokenId },
        { "projection_dim", config.text.hiddenSize }, { "torch_dtype", "bfloat16" },
        { "text_config", textConfigJson(config.text, vision.patchCount()) },
        { "vision_config",
            { { "model_type", "siglip_vision_model" }, { "image_size", vision.imageSize },
                { "patch_size", vision.patchSize }, { "hidden_size", vision.hiddenSize },
                { "num_hidden_layers", vision.layerCount }, { "num_attention_heads", vision.headCount },
                { "intermediate_size", vision.intermediateSize }, { "projection_dim", config.text.hiddenSize },
                { "vision_use_head", false }, { "hidden_act", "gelu_pytorch_tanh" }, { "layer_norm_eps", 1e-6 } } } };
}

Json generationJson(const ModelConfig& config)
{
    return Json{ { "bos_token_id", config.bosTokenId }, { "eos_token_id", config.eosTokenId },
        { "pad_token_id", config.padTokenId }, { "cache_implementation", "hybrid" } };
}

Json preprocessorJson(const VisionConfig& vision)
{
    const std::vector<double> half(3, 0.5);
    return Json{ { "image_processor_type", "SiglipImageProcessor" }, { "processor_class", "PaliGemmaProcessor" },
        { "do_resize", true }, { "resample", 3 },
        { "size", { { "height", vision.imageSize }, { "width", vision.imageSize } } }, { "do_rescale", true },
        { "rescale_factor", 0.00392156862745098 }, { "do_normalize", true }, { "image_mean", half },
        { "image_std", half }, { "image_seq_length", vision.patchCount() } };
}

// What a test or a measurement asks; weights without training could be asked anything.
Json manifestJson(const SyntheticRequest& request)
{
    const auto task = [](const char* id, const char* prompt, const char* grammar) {
        return Json{ { "id", id }, { "prompt", prompt }, { "grammar", grammar } };
    };
    return Json{ { "palimpsest", 1 }, { "name", "synthetic-" + std::string(nameOf(request.shape)) },
        { "description",
            "Deterministic weights without training, seed " + std::to_string(request.seed)
                + ": its answers mean nothing." },
        { "tasks",
            Json::array({ task("ocr", "ocr", "plain_text"), task("caption", "caption en", "caption"),
                task("detect", "detect {argument}", "detections") }) } };
}

class FolderWriter {
public:
    FolderWriter(const SyntheticRequest& request, ThreadPool& pool)
        : m_request(request),
          m_pool(pool),
          m_config(syntheticConfig(request.shape))
    {
    }
    FolderWriter(const FolderWriter&) = delete;
    FolderWriter& operator=(const FolderWriter&) = delete;

    ~FolderWriter()
    {
        if (m_complete)
            return;
        std::error_code ignored;
        for (const std::filesystem::path& file : m_written)
            std::filesystem::remove(file, ignored);
        if (m_madeFolder)
            std::filesystem::remove(m_request.folder, ignored);
    }

    Result<void> write()
    {
        PAL_TRY(makeFolder());
        const std::vector<Shard> shards = shardsOf(tensorInventory(m_config));
        for (const Shard& shard : shards)
            for (const NamedShape& tensor : shard.tensors)
                m_totalBytes += bytesOf(tensor);
        for (const Shard& shard : shards)
            PAL_TRY(writeShard(shard));
        if (shards.size() > 1)
            PAL_TRY(writeIndex(shards));
        PAL_TRY(writeJson("generation_config.json", generationJson(m_config)));
        PAL_TRY(writeJson("preprocessor_config.json", preprocessorJson(m_config.vision)));
        PAL_TRY(writeText("tokenizer.model", sentencePieceModel(syntheticPieces(m_config))));
        PAL_TRY(writeJson("palimpsest.json", manifestJson(m_request)));
        PAL_TRY(writeText("config.json", syntheticConfigJson(m_request.shape)));
        m_complete = true;
        return {};
    }

private:
    Result<void> makeFolder()
    {
        std::error_code error;
        m_madeFolder = std::filesystem::create_directories(m_request.folder, error);
        if (error)
            return Error{ ErrorCode::FileAccess,
                "cannot make the folder '" + m_request.folder.string() + "': " + error.message() };
        if (!std::filesystem::is_empty(m_request.folder, error) || error)
            return Error{ ErrorCode::BadArguments,
                "'" + m_request.folder.string() + "' is not empty; choose a new folder for the checkpoint" };
        return {};
    }

    Result<void> writeShard(const Shard& shard)
    {
        std::vector<TensorDeclaration> declarations;
        for (const NamedShape& tensor : shard.tensors) {
            TensorDeclaration declaration{ .name = tensor.name, .dtype = "BF16", .shape = {} };
            for (std::size_t i = 0; i < tensor.shape.rank(); ++i)
                declaration.shape.push_back(tensor.shape[i]);
            declarations.push_back(std::move(declaration));
        }
        PAL_TRY_ASSIGN(SafetensorsWriter writer,
            SafetensorsWriter::create(m_request.folder / shard.fileName, declarations, { { "format", "pt" } }));
        for (const NamedShape& tensor : shard.tensors)
            PAL_TRY(writeTensor(tensor, writer));
        PAL_TRY(writer.finish());
        m_written.push_back(m_request.folder / shard.fileName);
        return {};
    }

    Result<void> writeTensor(const NamedShape& tensor, SafetensorsWriter& writer)
    {
        const SyntheticSource source
            = syntheticSource(tensor.name, tensor.shape, m_request.seed, scalingOf(m_request.shape));
        const std::size_t count = tensor.shape.elementCount();
        for (std::size_t first = 0; first < count; first += kPieceElements) {
            if (m_request.stop.stop_requested())
                return Error{ ErrorCode::Cancelled, "stopped while writing '" + m_request.folder.string() + "'" };
            m_piece.resize(std::min(kPieceElements, count - first));
            m_pool.parallelFor(m_piece.size(), kGrainElements, [&](std::size_t begin, std::size_t end, std::size_t) {
                source.fill(first + begin, std::span(m_piece).subspan(begin, end - begin));
            });
            PAL_TRY(writer.append(std::as_bytes(std::span(m_piece))));
            m_doneBytes += m_piece.size() * 2;
            if (m_request.progress)
                m_request.progress(m_doneBytes, m_totalBytes);
        }
        return {};
    }

    Result<void> writeIndex(const std::vector<Shard>& shards)
    {
        std::map<std::string, std::string> files;
        for (const Shard& shard : shards)
            for (const NamedShape& tensor : shard.tensors)
                files[tensor.name] = shard.fileName;
        return writeJson("model.safetensors.index.json",
            Json{ { "metadata", { { "total_size", m_totalBytes } } }, { "weight_map", files } });
    }

    Result<void> writeJson(const char* name, const Json& json) { return writeText(name, json.dump(2) + "\n"); }

    Result<void> writeText(const char* name, const std::string& text)
    {
        PAL_TRY(writeFile(m_request.folder / name, text));
        m_written.push_back(m_request.folder / name);
        return {};
    }

    const SyntheticRequest& m_request;
    ThreadPool& m_pool;
    ModelConfig m_config;
    bool m_madeFolder = false;
    bool m_complete = false;
    std::vector<std::filesystem::path> m_written;
    std::vector<std::uint16_t> m_piece;
    std::uint64_t m_doneBytes = 0;
    std::uint64_t m_totalBytes = 0;
};

} // namespace

std::string syntheticConfigJson(SyntheticShape shape)
{
    return configJson(syntheticConfig(shape)).dump(2) + "\n";
}

Result<void> writeSyntheticCheckpoint(const SyntheticRequest& request, ThreadPool& pool)
{
    return FolderWriter(request, pool).write();
}

} // namespace palimpsest
