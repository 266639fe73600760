#pragma once
// The quantised matrices of a checkpoint in one file, made once and mapped afterwards. Everything that is not in it
// (patch embedding, position table, norms, biases) is read from the checkpoint.
//
//   matrices of the decoder layers                                  the format asked for, Q8 or Q4
//   token table and untied head, matrices of the tower, projector   Q8
//
// The file is a safetensors file: the bytes of engine/tensor/block_format.h as one-dimensional U8 tensors, each on a
// multiple of 64 bytes, so that they are used where they are mapped, in the order of tensorInventory(): q, k, v and
// gate, up follow each other without a gap, and are one matrix to whoever wants them so. __metadata__ has the format
// version, the folder it was made from, and for each tensor its meaning ("q8 [2048, 2304]"); the last tensor, "crc32",
// holds the CRC-32 of each tensor in order.
//
// Key and trust. The file is named by a SHA-256 over the format version, the target format, size and modification time
// of every source file, and name, type, shape and the first and last bytes of every tensor, merged adapters included. A
// full hash of the source would cost seconds at every start; whatever a program changes shows in a time or in a sample.
// The stored bytes are verified against their CRC-32 whenever the file's size, inode, modification or change time
// differ from those noted beside it ("<file>.verified") after the last verification, which costs a second or two;
// otherwise an ordinary start reads the header only. A file that fails is made again, with a line in the log, and so is
// one whose source changed: per source and format there is one file.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/thread_pool.h"
#include "engine/io/checkpoint.h"
#include "engine/io/stored_tensor.h"

namespace palimpsest {

// $XDG_DATA_HOME/palimpsest/weights, or ~/.local/share/palimpsest/weights. FileAccess if there is neither variable.
Result<std::filesystem::path> weightCacheFolder();

// The format in which the cache keeps a tensor (Q8 or Q4), or none. `format` is what was asked for, Q8 or Q4.
[[nodiscard]] std::optional<DType> cachedFormatOf(std::string_view canonicalName, const Shape& shape, DType format);

// Immutable and shared between threads; views stay valid while it lives.
class WeightCacheFile {
public:
    ~WeightCacheFile();
    WeightCacheFile(const WeightCacheFile&) = delete;
    WeightCacheFile& operator=(const WeightCacheFile&) = delete;

    [[nodiscard]] const std::filesystem::path& file() const;
    // Under canonical names, with dtype Q8 or Q4 and the logical shape. Null: the checkpoint's own tensor is to be
    // used.
    [[nodiscard]] const StoredTensor* find(std::string_view canonicalName) const;
    [[nodiscard]] const std::map<std::string, StoredTensor, std::less<>>& tensors() const;

private:
    friend class WeightCacheReader;
    struct Contents;
    explicit WeightCacheFile(std::unique_ptr<Contents> contents);
    std::unique_ptr<Contents> m_contents;
};

struct WeightCacheRequest {
    DType format = DType::Q8;          // or Q4
    std::filesystem::path folder = {}; // made if absent
    // Called while quantising, with bytes of the source done and to do; on the calling thread.
    std::function<void(std::uint64_t doneBytes, std::uint64_t totalBytes)> progress = {};
    std::stop_token stop = {};
};

// What is quantised: every tensor of the model in the order in which the cache is to have them.
struct WeightSource {
    std::filesystem::path folder;             // named in messages and metadata
    std::vector<std::filesystem::path> files; // whose sizes and times go into the key
    std::vector<StoredTensor> tensors;
};
[[nodiscard]] WeightSource weightSourceOf(const Checkpoint& checkpoint);

// Opens the cache of this source, or makes it. Extra memory while making: some tens of MiB, whatever the model's size.
// InvalidModel for a tensor with NaN, infinity or values beyond the formats (named, with the index); FileAccess for a
// full disk or an unwritable folder, and nothing is left behind; Cancelled.
Result<std::shared_ptr<const WeightCacheFile>> openOrBuildWeightCache(
    const WeightSource& source, const WeightCacheRequest& request, ThreadPool& pool);

// The same for a checkpoint.
Result<std::shared_ptr<const WeightCacheFile>> openOrBuildWeightCache(
    const Checkpoint& checkpoint, const WeightCacheRequest& request, ThreadPool& pool);

struct ExistingWeightCache {
    DType format = DType::Q8;
    std::filesystem::path file;
    std::uint64_t sizeBytes = 0;
};

// The caches of this checkpoint that are there in `folder`, of either format.
Result<std::vector<ExistingWeightCache>> existingWeightCaches(
    const Checkpoint& checkpoint, const std::filesystem::path& folder);

// With what is noted beside it. Whoever has it mapped keeps it.
Result<void> removeWeightCache(const std::filesystem::path& file);

// Reads the whole file and compares every CRC-32: for `models verify`. InvalidModel names the first broken tensor; the
// file then counts as unverified, so that the next start makes it again.
Result<void> verifyWeightCache(const std::filesystem::path& file, ThreadPool& pool);

} // namespace palimpsest
