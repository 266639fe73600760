#pragma once
// From a checkpoint folder to a session that answers: opens the files, quantises or maps the cache, binds the weights.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "engine/backend/backend.h"
#include "engine/generate/model_family.h"
#include "engine/generate/session.h"
#include "engine/io/capability_manifest.h"
#include "engine/io/checkpoint.h"
#include "engine/model/weights.h"

namespace palimpsest {

struct SessionRequest {
    std::filesystem::path checkpoint;             // a Hugging Face folder
    std::optional<std::filesystem::path> adapter; // a PEFT LoRA folder
    std::optional<WeightFormat> format;           // none: as stored for small checkpoints, q8 for those above 512 MiB
    std::filesystem::path cacheFolder;            // of quantised weights; empty: weightCacheFolder()
    std::size_t threads = 0;                      // for quantising; 0: all
    std::size_t batchSize = 8;
    bool maskDecoder = false; // will be opened beside the model: the memory for it is left free
    std::function<void(std::uint64_t doneBytes, std::uint64_t totalBytes)> quantizing; // may be empty
    std::stop_token stop;
};

struct OpenedSession {
    std::shared_ptr<const Checkpoint> checkpoint;
    CapabilityManifest manifest;
    std::shared_ptr<const Vocabulary> vocabulary;
    WeightFormat format = WeightFormat::Bf16;
    std::unique_ptr<Session> session;
    std::unique_ptr<ModelFamily> family; // the session and the checkpoint's companions; what pipelines ask
};

// The soft caps and the window policy come from the manifest. The backend must outlive the session. Companions are
// opened when they, or their vocabulary, are first asked for, on the thread that asks.
Result<OpenedSession> openSession(Backend& backend, const SessionRequest& request);

} // namespace palimpsest
