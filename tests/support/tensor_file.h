#pragma once
// Small checkpoints to take apart: tensors in memory that a test changes before they become a file.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/model/model_config.h"

namespace palimpsest {

struct FileTensor {
    std::string dtype; // as the file spells it
    std::vector<std::uint64_t> shape;
    std::vector<std::byte> bytes;
};
using FileTensors = std::map<std::string, FileTensor>;

// `dtype` is "F32", "F16" or "BF16"; values are rounded to it.
FileTensor fileTensor(const std::string& dtype, std::vector<std::uint64_t> shape, std::span<const float> values);
std::vector<float> valuesOf(const FileTensor& tensor);

// A complete model of one vision and one decoder layer, some hundred values per tensor.
std::string tinyConfig(DecoderGeneration generation = DecoderGeneration::Gemma2);
FileTensors tinyTensors(DecoderGeneration generation = DecoderGeneration::Gemma2);

void writeText(const std::filesystem::path& path, const std::string& text);
void writeTensors(const std::filesystem::path& path, const FileTensors& tensors);
// config.json and model.safetensors.
void writeTinyFolder(const std::filesystem::path& folder, const FileTensors& tensors = tinyTensors());

} // namespace palimpsest
