#pragma once
// The quantised weights of a checkpoint in one file, made once and mapped afterwards.
//
// What is stored how (`format` is Q8 or Q4):
//   matrices of the decoder layers                                  `format`
//   token table and untied head, matrices of the tower, projector   Q8
//   patch embedding, position table, norms, biases                  F32
//
// The file is a safetensors file: block tensors (dtype U8, one dimension, bytes of engine/tensor/block_format.h) in the
// order of tensorInventory(), each on a multiple of 64 bytes, so that they are used where they are mapped; then the F32
// tensors. Block matrices of one width that follow each other in the inventory (q, k, v; gate, up) also follow each
// other here without a gap, and when their row counts are multiples of a panel they are one matrix to whoever wants it
// so.
// __metadata__ gives format version, key, and each tensor's meaning ("q8 [2048, 2304]"); a last tensor "crc32" holds
// the CRC-32 of every tensor, in file order.
//
// Key and trust. The file is named by a SHA-256 over the format version, the target format, size and modification time
// of every source file, and name, type, shape and a sample of the bytes of every tensor (merged adapters included). A
// full hash of the source would cost seconds at every start; any change made by a program shows in the time or in a
// sample. The stored bytes are verified against their CRC-32 whenever the file's size, inode, modification or change
// time differ from those recorded beside it after the last verification (a second or two), and only structurally
// otherwise, so that an ordinary start reads nothing but the header. A file that fails is rebuilt, with a line in the
// log.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/base/thread_pool.h"
#include "engine/io/checkpoint.h"
#include "engine/io/stored_tensor.h"

namespace palimpsest {

// $XDG_DATA_HOME/palimpsest/weights, or ~/.local/share/palimpsest/weights. FileAccess if there is neither variable.
Result<std::filesystem::path> weightCacheFolder();

// The type in which the cache keeps a tensor: Q8, Q4 or F32. `format` is Q8 or Q4.
[[nodiscard]] DType cachedTypeOf(std::string_view canonicalName, DType format);

// Immutable and shared between threads; views stay valid while it lives.
class WeightCacheFile {
public:
    ~WeightCacheFile();
    WeightCacheFile(const WeightCacheFile&) = delete;
    WeightCacheFile& operator=(const WeightCacheFile&) = delete;

    [[nodiscard]] const std::filesystem::path& file() const;
    // Under canonical names; dtype Q8, Q4 or F32 and the logical shape. Null when the checkpoint has no such tensor.
    [[nodiscard]] const StoredTensor* find(std::string_view canonicalName) const;
    [[nodiscard]] const std::map<std::string, StoredTensor, std::less<>>& tensors() const;

private:
    friend class WeightCacheAccess;
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

// Opens the cache of this checkpoint, or makes it. Extra memory while making: some tens of MiB, whatever the model's
// size. InvalidModel for a tensor with NaN, infinity or values beyond the formats (named, with the index); FileAccess
// for a full disk or an unwritable folder, and nothing is left behind; Cancelled.
Result<std::shared_ptr<const WeightCacheFile>> openOrBuildWeightCache(
    const Checkpoint& checkpoint, const WeightCacheRequest& request, ThreadPool& pool);

// Reads the whole file and compares every CRC-32: for `models verify`.
Result<void> verifyWeightCache(const std::filesystem::path& file, ThreadPool& pool);

} // namespace palimpsest
