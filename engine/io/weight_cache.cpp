#include "engine/io/weight_cache.h"

#include <chrono>
#include <cstring>
#include <fstream>

#include <sys/stat.h>

#include "engine/base/log.h"
#include "engine/io/atomic_file.h"
#include "engine/io/checksum.h"
#include "engine/io/safetensors_reader.h"
#include "engine/io/user_folders.h"
#include "engine/io/weight_cache_plan.h"
#include "engine/io/weight_cache_writer.h"
#include "engine/tensor/block_format.h"

namespace palimpsest {
namespace {

constexpr std::uint64_t kTensorAlignment = 64;

Error broken(const std::filesystem::path& file, const std::string& problem)
{
    return { ErrorCode::InvalidModel, "the quantised weights in '" + file.string() + "' are damaged: " + problem };
}

std::filesystem::path noteBeside(const std::filesystem::path& file)
{
    std::filesystem::path note = file;
    note += ".verified";
    return note;
}

// What every write to the file changes. Empty when the file cannot be examined.
std::string stateOf(const std::filesystem::path& file)
{
    struct stat status { };
    if (stat(file.c_str(), &status) != 0)
        return {};
    const auto time = [](const timespec& t) { return std::to_string(t.tv_sec) + "." + std::to_string(t.tv_nsec); };
    return "size " + std::to_string(status.st_size) + " inode " + std::to_string(status.st_ino) + " modified "
        + time(status.st_mtim) + " changed " + time(status.st_ctim);
}

bool isNotedAsVerified(const std::filesystem::path& file)
{
    std::ifstream note(noteBeside(file));
    std::string line;
    return std::getline(note, line) && line == stateOf(file);
}

// A note that cannot be written costs the next start a verification, nothing else.
void noteAsVerified(const std::filesystem::path& file)
{
    if (const auto written = writeFile(noteBeside(file), stateOf(file) + "\n"); !written.ok())
        logDebug(written.error().message);
}

// The data tensors of the file, in order: everything but checksums and padding.
std::vector<const SafetensorsEntry*> matricesOf(const SafetensorsFile& file)
{
    std::vector<const SafetensorsEntry*> matrices;
    for (const SafetensorsEntry& entry : file.entries())
        if (file.metadata().contains(entry.name))
            matrices.push_back(&entry);
    return matrices;
}

Result<void> verifyChecksums(const SafetensorsFile& file, ThreadPool& pool)
{
    const std::vector<const SafetensorsEntry*> matrices = matricesOf(file);
    const SafetensorsEntry* const checksums = file.find(kChecksumTensor);
    if (checksums == nullptr || checksums->sizeBytes() != matrices.size() * sizeof(std::uint32_t))
        return broken(file.path(), "the checksums are not there");
    for (std::size_t i = 0; i < matrices.size(); ++i) {
        std::uint32_t expected = 0;
        std::memcpy(&expected, file.bytesOf(*checksums).data() + i * sizeof expected, sizeof expected);
        if (crc32Of(file.bytesOf(*matrices[i]), pool) != expected)
            return broken(file.path(), "the checksum of '" + matrices[i]->name + "' does not fit");
    }
    return {};
}

Result<void> checkVersion(const SafetensorsFile& file)
{
    const auto version = file.metadata().find(kVersionKey);
    if (version == file.metadata().end() || version->second != kVersionValue)
        return broken(file.path(), "it does not say that it holds quantised weights of version 1");
    return {};
}

bool isOlderThanAnHour(const std::filesystem::directory_entry& entry)
{
    std::error_code error;
    const auto time = entry.last_write_time(error);
    return !error && std::filesystem::file_time_type::clock::now() - time > std::chrono::hours(1);
}

// Caches of what the source was before, and the remains of a program that was killed while it wrote one. Whoever still
// has a file mapped keeps it.
void removeOlderCaches(const WeightCachePlan& plan)
{
    const std::string current = plan.file.filename().string();
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(plan.file.parent_path(), error)) {
        const std::string name = entry.path().filename().string();
        const bool older = name.starts_with(plan.sameSource) && !name.starts_with(current);
        const bool unfinished
            = name.starts_with("." + plan.sameSource) && name.ends_with(".partial") && isOlderThanAnHour(entry);
        std::error_code ignored;
        if (older || unfinished)
            std::filesystem::remove(entry.path(), ignored);
    }
}

} // namespace

struct WeightCacheFile::Contents {
    SafetensorsFile file;
    std::map<std::string, StoredTensor, std::less<>> tensors;
};

WeightCacheFile::WeightCacheFile(std::unique_ptr<Contents> contents) : m_contents(std::move(contents))
{
}

WeightCacheFile::~WeightCacheFile() = default;

const std::filesystem::path& WeightCacheFile::file() const
{
    return m_contents->file.path();
}

const std::map<std::string, StoredTensor, std::less<>>& WeightCacheFile::tensors() const
{
    return m_contents->tensors;
}

const StoredTensor* WeightCacheFile::find(std::string_view canonicalName) const
{
    const auto found = m_contents->tensors.find(canonicalName);
    return found == m_contents->tensors.end() ? nullptr : &found->second;
}

// Opens a file and holds it against the plan; verifies its bytes unless they are known to be the verified ones.
class WeightCacheReader {
public:
    static Result<std::shared_ptr<const WeightCacheFile>> open(const WeightCachePlan& plan, ThreadPool& pool)
    {
        PAL_TRY_ASSIGN(SafetensorsFile file, SafetensorsFile::open(plan.file));
        PAL_TRY(checkVersion(file));
        auto contents = std::make_unique<WeightCacheFile::Contents>(
            WeightCacheFile::Contents{ .file = std::move(file), .tensors = {} });
        for (const PlannedTensor& planned : plan.tensors)
            PAL_TRY(bind(planned, *contents));
        if (!isNotedAsVerified(plan.file)) {
            PAL_TRY(verifyChecksums(contents->file, pool));
            noteAsVerified(plan.file);
        }
        return std::shared_ptr<const WeightCacheFile>(new WeightCacheFile(std::move(contents)));
    }

private:
    static Result<void> bind(const PlannedTensor& planned, WeightCacheFile::Contents& contents)
    {
        const SafetensorsFile& file = contents.file;
        const std::string& name = planned.source->name;
        const SafetensorsEntry* const entry = file.find(name);
        if (entry == nullptr)
            return broken(file.path(), "tensor '" + name + "' is not there");
        const auto meaning = file.metadata().find(name);
        const std::string found = meaning == file.metadata().end() ? "nothing" : meaning->second;
        if (found != planned.meaning() || entry->sizeBytes() != planned.sizeBytes())
            return broken(file.path(), "tensor '" + name + "' is " + found + ", expected " + planned.meaning());
        if ((file.dataOffset() + entry->begin) % kTensorAlignment != 0)
            return broken(file.path(), "tensor '" + name + "' is not aligned");
        contents.tensors.emplace(name,
            StoredTensor{
                .name = name, .dtype = planned.format, .shape = planned.source->shape, .bytes = file.bytesOf(*entry) });
        return {};
    }
};

Result<std::filesystem::path> weightCacheFolder()
{
    if (const std::filesystem::path user = userDataFolder(); !user.empty())
        return user / "weights";
    return Error{ ErrorCode::FileAccess, "no folder for quantised weights: set XDG_DATA_HOME or HOME" };
}

Result<std::shared_ptr<const WeightCacheFile>> openOrBuildWeightCache(
    const WeightSource& source, const WeightCacheRequest& request, ThreadPool& pool)
{
    PAL_TRY_ASSIGN(const WeightCachePlan plan, planWeightCache(source, request));
    std::error_code error;
    if (std::filesystem::exists(plan.file, error)) {
        auto opened = WeightCacheReader::open(plan, pool);
        if (opened.ok())
            return opened;
        logWarning(opened.error().message + "; they are made again");
    }
    std::filesystem::create_directories(request.folder, error);
    if (error)
        return Error{ ErrorCode::FileAccess,
            "cannot make the folder '" + request.folder.string() + "' for quantised weights: " + error.message()
                + "; set XDG_DATA_HOME to a folder you may write to" };
    logInfo("quantising '" + source.folder.string() + "' to " + std::string(nameOf(request.format))
        + ", once for this checkpoint");
    PAL_TRY(writeWeightCache(plan, source, request, pool));
    noteAsVerified(plan.file); // its checksums were taken from the very bytes that were written
    removeOlderCaches(plan);
    return WeightCacheReader::open(plan, pool);
}

Result<void> removeWeightCache(const std::filesystem::path& file)
{
    std::error_code error;
    std::filesystem::remove(noteBeside(file), error);
    if (!error)
        std::filesystem::remove(file, error);
    if (error)
        return Error{ ErrorCode::FileAccess, "'" + file.string() + "' cannot be removed: " + error.message() };
    return {};
}

Result<void> verifyWeightCache(const std::filesystem::path& file, ThreadPool& pool)
{
    PAL_TRY_ASSIGN(const SafetensorsFile cache, SafetensorsFile::open(file));
    PAL_TRY(checkVersion(cache));
    Result<void> verified = verifyChecksums(cache, pool);
    if (!verified.ok()) {
        std::error_code ignored;
        std::filesystem::remove(noteBeside(file), ignored);
    }
    return verified;
}

} // namespace palimpsest
