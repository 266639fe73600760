#include "tests/support/nano_model.h"

#include <fstream>

#include "engine/base/half.h"
#include "engine/io/checkpoint.h"
#include "engine/io/safetensors_writer.h"
#include "engine/model/synthetic_weights.h"
#include "engine/model/tensor_inventory.h"

namespace palimpsest {
namespace {

// Written out here rather than by our own writer: the reader is held against the keys as other programs spell them.
std::string configText(NanoKind kind)
{
    const std::string vision = R"("vision_config": {"model_type": "siglip_vision_model", "image_size": 56,
        "patch_size": 14, "hidden_size": 48, "num_attention_heads": 3, "num_hidden_layers": 2, "intermediate_size": 96,
        "projection_dim": 96, "layer_norm_eps": 1e-6, "hidden_act": "gelu_pytorch_tanh"})";
    const std::string shared = R"("hidden_size": 96, "num_attention_heads": 4, "head_dim": 16, "intermediate_size": 160,
        "vocab_size": 320, "rope_theta": 10000.0, "rms_norm_eps": 1e-6)";
    const std::string gemma2 = R"("model_type": "gemma2", "num_hidden_layers": 4, "num_key_value_heads": 2,
        "query_pre_attn_scalar": 20, "attn_logit_softcapping": 4.0, "final_logit_softcapping": 2.0,
        "sliding_window": 8, )";
    const std::string gemma1 = R"("model_type": "gemma", "num_hidden_layers": 2, "num_key_value_heads": 1, )";
    return R"({"model_type": "paligemma", "architectures": ["PaliGemmaForConditionalGeneration"],
        "image_token_index": 300, "projection_dim": 96, "bos_token_id": 2, "eos_token_id": 1, "pad_token_id": 0,
        "text_config": {)"
        + (kind == NanoKind::Gemma2 ? gemma2 : gemma1) + shared + "}, " + vision + "}";
}

std::vector<std::byte> encoded(const std::vector<float>& values, const std::string& dtype)
{
    std::vector<std::byte> bytes;
    for (const float value : values) {
        if (dtype == "F32") {
            const auto* const raw = reinterpret_cast<const std::byte*>(&value); // NOLINT
            bytes.insert(bytes.end(), raw, raw + 4);
        } else {
            const std::uint16_t bits = dtype == "F16" ? floatToF16(value) : floatToBf16(value);
            const auto* const raw = reinterpret_cast<const std::byte*>(&bits); // NOLINT
            bytes.insert(bytes.end(), raw, raw + 2);
        }
    }
    return bytes;
}

} // namespace

void writeNanoFolder(const std::filesystem::path& folder, NanoKind kind, const std::string& dtype)
{
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "config.json") << configText(kind);
    const std::vector<NamedShape> inventory
        = tensorInventory(syntheticConfig(kind == NanoKind::Gemma2 ? SyntheticShape::Nano : SyntheticShape::NanoV1));
    std::vector<TensorDeclaration> declarations;
    for (const NamedShape& tensor : inventory) {
        TensorDeclaration declaration{ tensor.name, dtype, {} };
        for (std::size_t i = 0; i < tensor.shape.rank(); ++i)
            declaration.shape.push_back(tensor.shape[i]);
        declarations.push_back(std::move(declaration));
    }
    auto writer = SafetensorsWriter::create(folder / "model.safetensors", declarations);
    PAL_CHECK(writer.ok());
    for (const NamedShape& tensor : inventory)
        PAL_CHECK(writer.value().append(encoded(syntheticTensor(tensor.name, tensor.shape), dtype)).ok());
    PAL_CHECK(writer.value().finish().ok());
}

RgbImage nanoImage()
{
    RgbImage image{ 56, 56, {} };
    for (std::size_t y = 0; y < 56; ++y) {
        for (std::size_t x = 0; x < 56; ++x) {
            for (std::size_t c = 0; c < 3; ++c)
                image.pixels.push_back(static_cast<std::uint8_t>((7 * y + 13 * x + 29 * c + x * y / 4) % 256));
        }
    }
    return image;
}

std::vector<std::int32_t> nanoPrompt()
{
    std::vector<std::int32_t> ids(16, 300);
    ids.insert(ids.end(), { 2, 10, 20, 30, 40, 50, 108 });
    return ids;
}

NanoModel openNano(const std::filesystem::path& folder, const BackendRequest& request, const PaliGemmaOptions& options)
{
    NanoModel nano;
    auto backend = createBackend(request);
    PAL_CHECK(backend.ok());
    nano.backend = std::move(backend).value();
    auto checkpoint = Checkpoint::open(folder);
    if (!checkpoint.ok())
        return nano;
    auto weights = Weights::load(*nano.backend, std::move(checkpoint).value());
    PAL_CHECK(weights.ok());
    auto model = PaliGemma::create(*nano.backend, std::move(weights).value(), options);
    PAL_CHECK(model.ok());
    nano.model = std::move(model).value();
    return nano;
}

} // namespace palimpsest
