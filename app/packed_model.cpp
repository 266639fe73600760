#include "app/packed_model.h"

#include <set>
#include <string_view>

#include "engine/io/checkpoint_files.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kConfig = "config.json";
constexpr const char* kSingleFile = "model.safetensors";
constexpr const char* kIndexFile = "model.safetensors.index.json";
constexpr std::uint64_t kMostTextBytes = std::uint64_t{ 64 } << 20;

} // namespace

Result<PackedModel> PackedModel::open(const fs::path& archive)
{
    PAL_TRY_ASSIGN(ZipReader reader, ZipReader::open(archive));
    PackedModel packed(std::move(reader), archive);
    PAL_TRY(packed.findFolder());
    PAL_TRY(packed.checkWeights());
    return packed;
}

Error PackedModel::invalid(const std::string& problem) const
{
    return { ErrorCode::InvalidModel, "'" + m_archive.string() + "' " + problem };
}

const ArchivedFile* PackedModel::find(const std::string& name) const
{
    for (const ArchivedFile& file : m_reader.files())
        if (file.name == m_folder + name)
            return &file;
    return nullptr;
}

Result<void> PackedModel::findFolder()
{
    std::set<std::string> folders;
    for (const ArchivedFile& file : m_reader.files()) {
        const std::size_t stroke = file.name.rfind('/');
        const std::size_t start = stroke == std::string::npos ? 0 : stroke + 1;
        if (std::string_view(file.name).substr(start) == kConfig)
            folders.insert(file.name.substr(0, start));
    }
    if (folders.contains(std::string()))
        folders = { std::string() }; // what lies deeper is another program's
    std::erase_if(folders, [](const std::string& folder) { return folder.find('/') + 1 < folder.size(); });
    if (folders.empty())
        return invalid("holds no config.json, neither at its top nor in a folder there; pack the whole folder of a "
                       "checkpoint");
    if (folders.size() > 1)
        return invalid("holds several checkpoints, '" + *folders.begin() + "' and '" + *folders.rbegin()
            + "' among them; pack one by itself");
    m_folder = *folders.begin();
    m_name = m_folder.empty() ? m_archive.stem().string() : m_folder.substr(0, m_folder.size() - 1);
    return {};
}

Result<void> PackedModel::checkWeights() const
{
    const ArchivedFile* const index = find(kIndexFile);
    if (index == nullptr && find(kSingleFile) == nullptr)
        return invalid(std::string("holds no weights that this program reads: neither ") + kSingleFile + " nor "
            + kIndexFile + " is in it; pack a folder that has them");
    if (index == nullptr)
        return {};
    PAL_TRY_ASSIGN(const std::string text, textOf(*index));
    PAL_TRY_ASSIGN(const auto shards, parseShardIndex(text, index->name));
    for (const auto& [tensor, shard] : shards)
        if (find(shard) == nullptr)
            return invalid("lacks '" + shard
                + "', in which its index has weights; pack the folder again with all its "
                  "files");
    return {};
}

Result<std::string> PackedModel::textOf(const ArchivedFile& file) const
{
    if (file.sizeBytes > kMostTextBytes)
        return invalid("has a '" + file.name + "' of " + std::to_string(file.sizeBytes) + " bytes, which is no text");
    std::string text;
    PAL_TRY(m_reader.read(file, [&text](std::span<const std::byte> piece) -> Result<void> {
        text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
        return {};
    }));
    return text;
}

Result<std::vector<ArrivingFile>> PackedModel::files() const
{
    std::vector<ArrivingFile> files;
    for (const ArchivedFile& file : m_reader.files()) {
        if (!file.name.starts_with(m_folder))
            continue;
        const std::string name = file.name.substr(m_folder.size());
        if (name.find('/') == std::string::npos && isOfCheckpoint(name))
            files.push_back({ .name = name, .sizeBytes = file.sizeBytes, .read = [this, &file](const ByteSink& sink) {
                                 return m_reader.read(file, sink);
                             } });
    }
    if (const ArchivedFile* const sums = find(std::string(kChecksumFile))) {
        PAL_TRY_ASSIGN(const std::string text, textOf(*sums));
        PAL_TRY(expectChecksums(files, text, sums->name));
    }
    return files;
}

} // namespace palimpsest
