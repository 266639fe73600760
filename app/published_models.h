#pragma once
// The checkpoints of PaliGemma 2 that were published and read as they are, and what each would take of a device's
// memory: known from their shapes, before anybody fetches one. Plain values.

#include <string>
#include <vector>

#include "app/json_output.h"
#include "app/memory_fit.h"

namespace palimpsest {

struct PublishedModel {
    std::string name; // "google/paligemma2-3b-mix-448", by which it is fetched
    MemoryFit fit;
};

// The smallest first. `device` as --device takes it. NoDevice where there is none of that name.
Result<std::vector<PublishedModel>> publishedModels(const std::string& device);

[[nodiscard]] JsonValue jsonOf(const std::vector<PublishedModel>& models);
void print(const std::vector<PublishedModel>& models);

} // namespace palimpsest
