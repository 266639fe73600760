#include "engine/model/tensor_inventory.h"

namespace palimpsest {
namespace {

void appendWithBias(std::vector<NamedShape>& list, const std::string& name, Shape weight)
{
    list.push_back({ name + ".weight", weight });
    list.push_back({ name + ".bias", Shape{ weight[0] } });
}

void appendVision(std::vector<NamedShape>& list, const VisionConfig& vision)
{
    const std::size_t width = vision.hiddenSize;
    const std::string tower = "vision_tower.vision_model.";
    appendWithBias(list, tower + "embeddings.patch_embedding", Shape{ width, 3, vision.patchSize, vision.patchSize });
    list.push_back({ tower + "embeddings.position_embedding.weight", Shape{ vision.patchCount(), width } });
    for (std::size_t i = 0; i < vision.layerCount; ++i) {
        const std::string layer = tower + "encoder.layers." + std::to_string(i) + ".";
        appendWithBias(list, layer + "layer_norm1", Shape{ width });
        for (const char* projection : { "q_proj", "k_proj", "v_proj", "out_proj" })
            appendWithBias(list, layer + "self_attn." + projection, Shape{ width, width });
        appendWithBias(list, layer + "layer_norm2", Shape{ width });
        appendWithBias(list, layer + "mlp.fc1", Shape{ vision.intermediateSize, width });
        appendWithBias(list, layer + "mlp.fc2", Shape{ width, vision.intermediateSize });
    }
    appendWithBias(list, tower + "post_layernorm", Shape{ width });
}

void appendDecoderLayer(std::vector<NamedShape>& list, const TextConfig& text, std::size_t index)
{
    const std::string layer = "language_model.model.layers." + std::to_string(index) + ".";
    const std::size_t width = text.hiddenSize;
    const bool fourNorms = text.generation == DecoderGeneration::Gemma2;
    list.push_back({ layer + "input_layernorm.weight", Shape{ width } });
    list.push_back({ layer + "self_attn.q_proj.weight", Shape{ text.queryWidth(), width } });
    list.push_back({ layer + "self_attn.k_proj.weight", Shape{ text.keyValueWidth(), width } });
    list.push_back({ layer + "self_attn.v_proj.weight", Shape{ text.keyValueWidth(), width } });
    list.push_back({ layer + "self_attn.o_proj.weight", Shape{ width, text.queryWidth() } });
    list.push_back({ layer + "post_attention_layernorm.weight", Shape{ width } });
    if (fourNorms)
        list.push_back({ layer + "pre_feedforward_layernorm.weight", Shape{ width } });
    list.push_back({ layer + "mlp.gate_proj.weight", Shape{ text.intermediateSize, width } });
    list.push_back({ layer + "mlp.up_proj.weight", Shape{ text.intermediateSize, width } });
    list.push_back({ layer + "mlp.down_proj.weight", Shape{ width, text.intermediateSize } });
    if (fourNorms)
        list.push_back({ layer + "post_feedforward_layernorm.weight", Shape{ width } });
}

} // namespace

std::vector<NamedShape> tensorInventory(const ModelConfig& config)
{
    std::vector<NamedShape> list;
    appendVision(list, config.vision);
    appendWithBias(list, "multi_modal_projector.linear", Shape{ config.text.hiddenSize, config.vision.hiddenSize });
    list.push_back(
        { "language_model.model.embed_tokens.weight", Shape{ config.text.vocabularySize, config.text.hiddenSize } });
    for (std::size_t l = 0; l < config.text.layerCount; ++l)
        appendDecoderLayer(list, config.text, l);
    list.push_back({ "language_model.model.norm.weight", Shape{ config.text.hiddenSize } });
    return list;
}

} // namespace palimpsest
