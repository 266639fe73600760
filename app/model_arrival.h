#pragma once
// A checkpoint that is being written into the user's own folder: in a place where nobody looks for one until it is
// whole, with its progress and its checksums. What did not become a model is removed. On the calling thread.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

// How far it is, and whether somebody wants no more of it.
struct ArrivalWatch {
    std::function<void(std::uint64_t doneBytes, std::uint64_t totalBytes)> progress = {};
    std::stop_token stop = {};
};

using ByteSink = std::function<Result<void>(std::span<const std::byte> piece)>;

struct ArrivingFile {
    std::string name; // in the checkpoint's folder
    std::uint64_t sizeBytes = 0;
    std::string sha256 = {}; // what it has to be; empty: nobody said
    std::function<Result<void>(const ByteSink&)> read;
};

// Whether the program uses a file of this name in a checkpoint's folder: weights, config, tokenizer, manifest, licence,
// mask decoder.
[[nodiscard]] bool isOfCheckpoint(std::string_view name);

class ModelArrival {
public:
    // `name`: of the checkpoint.
    ModelArrival(const std::string& name, ArrivalWatch watch);
    ~ModelArrival();
    ModelArrival(const ModelArrival&) = delete;
    ModelArrival& operator=(const ModelArrival&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

    // FileAccess: the disk has not the room for all of them, which is found out before the first is written, or a file
    // cannot be written. InvalidModel: a checksum differs. Cancelled.
    Result<void> write(const std::vector<ArrivingFile>& files);
    // Gives the folder its place among the models.
    Result<void> moveTo(const std::filesystem::path& place);

private:
    Result<void> makeRoomFor(std::uint64_t totalBytes);
    Result<void> writeOne(const ArrivingFile& file);

    std::filesystem::path m_folder;
    ArrivalWatch m_watch;
    std::uint64_t m_totalBytes = 0;
    std::uint64_t m_doneBytes = 0;
};

// The file of checksums that may lie beside the weights, as sha256sum writes it.
inline constexpr std::string_view kChecksumFile = "SHA256SUMS";
// Gives each file the checksum that `checksums` has for its name. InvalidModel: a line that is none.
Result<void> expectChecksums(std::vector<ArrivingFile>& files, std::string_view checksums, const std::string& source);

} // namespace palimpsest
