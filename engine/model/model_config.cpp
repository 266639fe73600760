#include "engine/model/model_config.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <string>
#include <utility>

#include "engine/io/json_text.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kMaxConfigBytes = 4U << 20;
constexpr std::size_t kMaxWidth = 1U << 20; // of any layer: bounds that no real model comes near
constexpr std::size_t kMaxLayers = 512;
constexpr std::size_t kMaxHeads = 1024;
constexpr std::size_t kMaxVocabulary = 1U << 24;
constexpr std::size_t kMaxPositions = 1U << 24;
constexpr std::size_t kMaxImageSize = 8192;
constexpr std::size_t kMaxPatchSize = 256;
constexpr float kMaxRopeBase = 1e9F;

// One object of the config. A key that is absent or null has its default; keys may have several names.
class Section {
public:
    using Keys = std::initializer_list<const char*>;

    Section(const Json* object, std::string prefix, std::string_view source)
        : m_object(object),
          m_prefix(std::move(prefix)),
          m_source(source)
    {
    }

    [[nodiscard]] const Json* find(Keys keys) const
    {
        for (const char* key : keys) {
            const auto found = m_object->find(key);
            if (found != m_object->end() && !found->is_null())
                return &*found;
        }
        return nullptr;
    }
    [[nodiscard]] bool isNull(const char* key) const
    {
        const auto found = m_object->find(key);
        return found != m_object->end() && found->is_null();
    }
    [[nodiscard]] Error invalid(const std::string& key, const std::string& problem) const
    {
        return { ErrorCode::InvalidModel, "'" + std::string(m_source) + "': " + m_prefix + key + " " + problem };
    }

    // A whole number; 16.0 is one.
    [[nodiscard]] Result<std::size_t> count(
        Keys keys, std::size_t absent, std::size_t smallest, std::size_t largest) const
    {
        const Json* const value = find(keys);
        return value == nullptr ? Result<std::size_t>(absent) : countOf(*value, *keys.begin(), smallest, largest);
    }
    [[nodiscard]] Result<std::size_t> countOf(
        const Json& value, const char* key, std::size_t smallest, std::size_t largest) const
    {
        const double number = value.is_number() ? value.get<double>() : -1;
        if (!value.is_number() || number != std::floor(number) || number < static_cast<double>(smallest)
            || number > static_cast<double>(largest))
            return invalid(key,
                "is " + describeJson(value) + ", expected a whole number from " + std::to_string(smallest) + " to "
                    + std::to_string(largest));
        return static_cast<std::size_t>(number);
    }
    [[nodiscard]] Result<float> positive(Keys keys, float absent, float largest) const
    {
        const Json* const value = find(keys);
        if (value == nullptr)
            return absent;
        const double number = value->is_number() ? value->get<double>() : 0;
        if (!(number > 0 && number <= static_cast<double>(largest)))
            return invalid(*keys.begin(),
                "is " + describeJson(*value) + ", expected a number above 0 and at most "
                    + std::to_string(static_cast<long>(largest)));
        return static_cast<float>(number);
    }
    [[nodiscard]] Result<std::string> text(Keys keys, const char* absent) const
    {
        const Json* const value = find(keys);
        if (value == nullptr)
            return std::string(absent);
        if (!value->is_string())
            return invalid(*keys.begin(), "is " + describeJson(*value) + ", expected a text");
        return value->get<std::string>();
    }
    // The object below `key`; one without keys when it is absent.
    [[nodiscard]] Result<Section> below(const char* key) const
    {
        const Json* const value = find({ key });
        if (value == nullptr)
            return Section(&nothing(), m_prefix + key + ".", m_source);
        if (!value->is_object())
            return invalid(key, "is " + describeJson(*value) + ", expected an object");
        return Section(value, m_prefix + key + ".", m_source);
    }
    [[nodiscard]] bool absent() const { return m_object == &nothing(); }

private:
    static const Json& nothing()
    {
        static const Json object = Json::object();
        return object;
    }

    const Json* m_object;
    std::string m_prefix; // "text_config."
    std::string_view m_source;
};

// Every name that Hugging Face gives the tanh form, and the two that old configs give it by mistake.
Result<void> checkActivation(const Section& section, Section::Keys keys)
{
    PAL_TRY_ASSIGN(const std::string name, section.text(keys, "gelu_pytorch_tanh"));
    constexpr std::array kTanhGelu{ "gelu_pytorch_tanh", "gelu", "gelu_new", "gelu_fast", "gelu_accurate" };
    if (std::ranges::find(kTanhGelu, name) == kTanhGelu.end())
        return section.invalid(*keys.begin(), "is \"" + name + "\", only the tanh form of GELU is supported");
    return {};
}

// Class defaults: SiglipVisionConfig when the object is there, PaliGemmaConfig's own when it is not.
Result<VisionConfig> readVision(const Section& section)
{
    const bool absent = section.absent();
    VisionConfig vision;
    PAL_TRY_ASSIGN(vision.imageSize, section.count({ "image_size" }, 224, 1, kMaxImageSize));
    PAL_TRY_ASSIGN(vision.patchSize, section.count({ "patch_size" }, absent ? 14 : 16, 1, kMaxPatchSize));
    PAL_TRY_ASSIGN(vision.hiddenSize, section.count({ "hidden_size" }, absent ? 1152 : 768, 1, kMaxWidth));
    PAL_TRY_ASSIGN(vision.layerCount, section.count({ "num_hidden_layers" }, absent ? 27 : 12, 1, kMaxLayers));
    PAL_TRY_ASSIGN(vision.headCount, section.count({ "num_attention_heads" }, absent ? 16 : 12, 1, kMaxHeads));
    PAL_TRY_ASSIGN(vision.intermediateSize, section.count({ "intermediate_size" }, absent ? 4096 : 3072, 1, kMaxWidth));
    PAL_TRY_ASSIGN(vision.layerNormEpsilon, section.positive({ "layer_norm_eps" }, 1e-6F, 1.0F));
    PAL_TRY(section.count({ "num_channels" }, 3, 3, 3));
    PAL_TRY(checkActivation(section, { "hidden_act", "hidden_activation" }));
    if (vision.imageSize % vision.patchSize != 0)
        return section.invalid("image_size",
            "is " + std::to_string(vision.imageSize) + ", no multiple of patch_size "
                + std::to_string(vision.patchSize));
    if (vision.hiddenSize % vision.headCount != 0)
        return section.invalid("hidden_size",
            "is " + std::to_string(vision.hiddenSize) + ", no multiple of num_attention_heads "
                + std::to_string(vision.headCount));
    return vision;
}

// Older files have rope_theta beside the rest; newer ones nest it, sometimes once per kind of layer.
Result<float> readRopeBase(const Section& section)
{
    if (const Json* const scaling = section.find({ "rope_scaling" }); scaling != nullptr)
        return section.invalid(
            "rope_scaling", "is " + describeJson(*scaling) + ", only plain rotary positions are supported");
    PAL_TRY_ASSIGN(const float base, section.positive({ "rope_theta" }, 10000.0F, kMaxRopeBase));
    PAL_TRY_ASSIGN(const Section parameters, section.below("rope_parameters"));
    std::vector<Section> kinds{ parameters };
    for (const char* kind : { "full_attention", "sliding_attention" }) {
        PAL_TRY_ASSIGN(Section kindParameters, parameters.below(kind));
        kinds.push_back(std::move(kindParameters));
    }
    std::vector<float> bases;
    for (const Section& kind : kinds) {
        PAL_TRY_ASSIGN(const std::string type, kind.text({ "rope_type", "type" }, "default"));
        if (type != "default")
            return kind.invalid("rope_type", "is \"" + type + "\", only plain rotary positions are supported");
        if (kind.find({ "rope_theta" }) != nullptr) {
            PAL_TRY_ASSIGN(const float kindBase, kind.positive({ "rope_theta" }, base, kMaxRopeBase));
            bases.push_back(kindBase);
        }
    }
    if (std::ranges::adjacent_find(bases, std::not_equal_to()) != bases.end())
        return section.invalid("rope_parameters", "has several rope_theta, the layers of Gemma 1 and 2 share one");
    return bases.empty() ? base : bases.front();
}

// An explicit null switches the cap off; an absent key is the class default.
Result<float> readSoftcap(const Section& section, const char* key, float absent)
{
    if (section.isNull(key))
        return 0.0F;
    if (const Json* const value = section.find({ key }); value != nullptr && *value == 0)
        return 0.0F;
    return section.positive({ key }, absent, 1e6F);
}

Result<void> readWindow(const Section& section, TextConfig& text)
{
    const bool off = section.find({ "sliding_window", "sliding_window_size" }) == nullptr
        && (section.isNull("sliding_window") || section.isNull("sliding_window_size"));
    PAL_TRY_ASSIGN(text.slidingWindow,
        section.count({ "sliding_window", "sliding_window_size" }, off ? 0 : 4096, 0, kMaxPositions));
    text.slidingLayers.assign(text.layerCount, false);
    const Json* const kinds = section.find({ "layer_types" });
    if (kinds != nullptr && (!kinds->is_array() || kinds->size() != text.layerCount))
        return section.invalid("layer_types",
            "is " + (kinds->is_array() ? "a list of " + std::to_string(kinds->size()) : describeJson(*kinds))
                + ", expected a list of " + std::to_string(text.layerCount) + ", one for each layer");
    for (std::size_t layer = 0; layer < text.layerCount; ++layer) {
        bool slides = layer % 2 == 0;
        if (kinds != nullptr) {
            const Json& kind = (*kinds)[layer];
            if (kind != "sliding_attention" && kind != "full_attention")
                return section.invalid("layer_types[" + std::to_string(layer) + "]",
                    "is " + describeJson(kind) + ", expected \"sliding_attention\" or \"full_attention\"");
            slides = kind == "sliding_attention";
        }
        text.slidingLayers[layer] = slides && text.slidingWindow > 0;
    }
    return {};
}

struct TextDefaults {
    std::size_t hiddenSize, layerCount, headCount, kvHeadCount, intermediateSize, vocabularySize;
};
constexpr TextDefaults kGemma2Class{ 2304, 26, 8, 4, 9216, 256000 };
constexpr TextDefaults kGemmaClass{ 3072, 28, 16, 16, 24576, 256000 };
constexpr TextDefaults kPaliGemmaOwn{ 2048, 18, 8, 1, 16384, 257152 }; // when there is no text_config at all

Result<TextConfig> readText(const Section& section)
{
    PAL_TRY_ASSIGN(const std::string type, section.text({ "model_type" }, "gemma"));
    if (type != "gemma" && type != "gemma2")
        return section.invalid("model_type", "is \"" + type + "\", expected \"gemma\" or \"gemma2\"");
    const bool second = type == "gemma2";
    const TextDefaults& absent = second ? kGemma2Class : section.absent() ? kPaliGemmaOwn : kGemmaClass;

    TextConfig text;
    text.generation = second ? DecoderGeneration::Gemma2 : DecoderGeneration::Gemma1;
    PAL_TRY_ASSIGN(text.hiddenSize, section.count({ "hidden_size" }, absent.hiddenSize, 1, kMaxWidth));
    PAL_TRY_ASSIGN(text.layerCount, section.count({ "num_hidden_layers" }, absent.layerCount, 1, kMaxLayers));
    PAL_TRY_ASSIGN(text.headCount, section.count({ "num_attention_heads" }, absent.headCount, 1, kMaxHeads));
    PAL_TRY_ASSIGN(text.kvHeadCount, section.count({ "num_key_value_heads" }, absent.kvHeadCount, 1, kMaxHeads));
    PAL_TRY_ASSIGN(text.headWidth, section.count({ "head_dim" }, 256, 2, 1024));
    PAL_TRY_ASSIGN(
        text.intermediateSize, section.count({ "intermediate_size" }, absent.intermediateSize, 1, kMaxWidth));
    PAL_TRY_ASSIGN(text.vocabularySize, section.count({ "vocab_size" }, absent.vocabularySize, 1, kMaxVocabulary));
    PAL_TRY_ASSIGN(text.rmsNormEpsilon, section.positive({ "rms_norm_eps" }, 1e-6F, 1.0F));
    PAL_TRY_ASSIGN(text.maxPositions, section.count({ "max_position_embeddings" }, 8192, 1, kMaxPositions));
    PAL_TRY_ASSIGN(text.ropeBase, readRopeBase(section));
    PAL_TRY(checkActivation(section, { "hidden_activation", "hidden_act" }));
    if (text.headCount % text.kvHeadCount != 0)
        return section.invalid("num_attention_heads",
            "is " + std::to_string(text.headCount) + ", no multiple of num_key_value_heads "
                + std::to_string(text.kvHeadCount));
    if (text.headWidth % 2 != 0)
        return section.invalid("head_dim", "is " + std::to_string(text.headWidth) + ", rotary positions need pairs");
    if (const Json* const bias = section.find({ "attention_bias" }); bias != nullptr && *bias != false)
        return section.invalid(
            "attention_bias", "is " + describeJson(*bias) + ", projections with biases are not supported");

    if (second) {
        PAL_TRY_ASSIGN(text.queryPreAttnScalar, section.positive({ "query_pre_attn_scalar" }, 256.0F, 1e6F));
        PAL_TRY_ASSIGN(text.attentionSoftcap, readSoftcap(section, "attn_logit_softcapping", 50.0F));
        PAL_TRY_ASSIGN(text.finalSoftcap, readSoftcap(section, "final_logit_softcapping", 30.0F));
        PAL_TRY(readWindow(section, text));
    } else {
        text.queryPreAttnScalar = static_cast<float>(text.headWidth);
        text.attentionSoftcap = 0;
        text.finalSoftcap = 0;
        text.slidingWindow = 0;
        text.slidingLayers.assign(text.layerCount, false);
    }
    return text;
}

// Token ids stand at the top or, in newer files, in text_config; several ends of sequence are cut to the first.
Result<std::int32_t> readTokenId(const Section& top, const Section& text, Section::Keys keys, std::int32_t absent)
{
    const Section& section = top.find(keys) != nullptr ? top : text;
    const Json* value = section.find(keys);
    if (value == nullptr)
        return absent;
    if (value->is_array() && !value->empty())
        value = &value->front();
    PAL_TRY_ASSIGN(const std::size_t id, section.countOf(*value, *keys.begin(), 0, kMaxVocabulary));
    return static_cast<std::int32_t>(id);
}

} // namespace

std::size_t ModelConfig::outputVocabulary(std::size_t tableRows) const
{
    return std::min(tableRows, static_cast<std::size_t>(imageTokenId));
}

Result<ModelConfig> parseModelConfig(std::string_view json, std::string_view source)
{
    PAL_TRY_ASSIGN(const Json root, parseJson(json, source));
    if (!root.is_object())
        return Error{ ErrorCode::InvalidModel,
            "'" + std::string(source) + "' is " + describeJson(root) + ", not an object" };
    const Section top(&root, "", source);
    PAL_TRY_ASSIGN(const std::string type, top.text({ "model_type" }, ""));
    if (type != "paligemma")
        return top.invalid(
            "model_type", "is \"" + type + "\", expected \"paligemma\": this is no PaliGemma checkpoint");
    PAL_TRY_ASSIGN(const Section vision, top.below("vision_config"));
    PAL_TRY_ASSIGN(const Section text, top.below("text_config"));

    ModelConfig config;
    PAL_TRY_ASSIGN(config.vision, readVision(vision));
    PAL_TRY_ASSIGN(config.text, readText(text));
    PAL_TRY_ASSIGN(
        const std::size_t imageToken, top.count({ "image_token_index", "image_token_id" }, 257152, 1, kMaxVocabulary));
    config.imageTokenId = static_cast<std::int32_t>(imageToken);
    PAL_TRY_ASSIGN(config.bosTokenId, readTokenId(top, text, { "bos_token_id" }, 2));
    PAL_TRY_ASSIGN(config.eosTokenId, readTokenId(top, text, { "eos_token_id" }, 1));
    PAL_TRY_ASSIGN(config.padTokenId, readTokenId(top, text, { "pad_token_id" }, 0));
    return config;
}

Result<ModelConfig> readModelConfig(const std::filesystem::path& file)
{
    PAL_TRY_ASSIGN(const std::string text, readTextFile(file, kMaxConfigBytes));
    return parseModelConfig(text, file.string());
}

} // namespace palimpsest
