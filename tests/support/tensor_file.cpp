#include "tests/support/tensor_file.h"

#include <cstring>
#include <fstream>

#include "engine/base/check.h"
#include "engine/base/half.h"
#include "engine/io/safetensors_writer.h"
#include "engine/model/synthetic_weights.h"
#include "engine/model/tensor_inventory.h"

namespace palimpsest {
namespace {

template <typename Value> void append(std::vector<std::byte>& bytes, Value value)
{
    const std::size_t size = bytes.size();
    bytes.resize(size + sizeof value);
    std::memcpy(bytes.data() + size, &value, sizeof value);
}

} // namespace

FileTensor fileTensor(const std::string& dtype, std::vector<std::uint64_t> shape, std::span<const float> values)
{
    FileTensor tensor{ dtype, std::move(shape), {} };
    for (const float value : values) {
        if (dtype == "F32")
            append(tensor.bytes, value);
        else
            append(tensor.bytes, dtype == "F16" ? floatToF16(value) : floatToBf16(value));
    }
    return tensor;
}

std::vector<float> valuesOf(const FileTensor& tensor)
{
    const std::size_t size = tensor.dtype == "F32" ? 4 : 2;
    std::vector<float> values;
    for (std::size_t at = 0; at < tensor.bytes.size(); at += size) {
        if (size == 4) {
            std::memcpy(&values.emplace_back(), tensor.bytes.data() + at, 4);
            continue;
        }
        std::uint16_t bits = 0;
        std::memcpy(&bits, tensor.bytes.data() + at, 2);
        values.push_back(tensor.dtype == "F16" ? f16ToFloat(bits) : bf16ToFloat(bits));
    }
    return values;
}

std::string tinyConfig(DecoderGeneration generation)
{
    const std::string type = generation == DecoderGeneration::Gemma2 ? "gemma2" : "gemma";
    return R"({"model_type":"paligemma","image_token_index":18,"text_config":{"model_type":")" + type
        + R"(","hidden_size":12,"num_hidden_layers":1,"num_attention_heads":2,"num_key_value_heads":1,"head_dim":4,)"
          R"("intermediate_size":10,"vocab_size":20},"vision_config":{"image_size":28,"patch_size":14,"hidden_size":8,)"
          R"("num_hidden_layers":1,"num_attention_heads":2,"intermediate_size":6}})";
}

FileTensors tinyTensors(DecoderGeneration generation)
{
    const auto config = parseModelConfig(tinyConfig(generation), "tiny");
    PAL_CHECK(config.ok());
    FileTensors tensors;
    for (const NamedShape& tensor : tensorInventory(config.value())) {
        std::vector<std::uint64_t> shape;
        for (std::size_t i = 0; i < tensor.shape.rank(); ++i)
            shape.push_back(tensor.shape[i]);
        tensors[tensor.name] = fileTensor("BF16", shape, syntheticTensor(tensor.name, tensor.shape));
    }
    return tensors;
}

void writeText(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream stream(path, std::ios::binary);
    stream << text;
    PAL_CHECK(stream.flush().good());
}

void writeTensors(const std::filesystem::path& path, const FileTensors& tensors)
{
    std::vector<TensorDeclaration> declarations;
    for (const auto& [name, tensor] : tensors)
        declarations.push_back({ name, tensor.dtype, tensor.shape });
    auto writer = SafetensorsWriter::create(path, declarations);
    PAL_CHECK(writer.ok());
    for (const auto& [name, tensor] : tensors)
        PAL_CHECK(writer.value().append(tensor.bytes).ok());
    PAL_CHECK(writer.value().finish().ok());
}

void writeTinyFolder(const std::filesystem::path& folder, const FileTensors& tensors)
{
    std::filesystem::create_directories(folder);
    writeText(folder / "config.json", tinyConfig());
    writeTensors(folder / "model.safetensors", tensors);
}

} // namespace palimpsest
