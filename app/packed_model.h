#pragma once
// A checkpoint packed into a ZIP archive, with one folder round it or none. Says what is missing before anything is
// unpacked. On the calling thread.

#include <filesystem>
#include <string>
#include <vector>

#include "app/model_arrival.h"
#include "engine/base/result.h"
#include "pipelines/archive/zip_reader.h"

namespace palimpsest {

class PackedModel {
public:
    // BadInput, Encrypted: of the archive. InvalidModel: it holds no checkpoint, several, or one without all its
    // weights.
    static Result<PackedModel> open(const std::filesystem::path& archive);

    // What the folder in it is called, or the archive where there is none.
    [[nodiscard]] const std::string& name() const { return m_name; }
    // What the program uses of it, to be read while this lives; with their checksums where the archive has them.
    [[nodiscard]] Result<std::vector<ArrivingFile>> files() const;

private:
    PackedModel(ZipReader reader, std::filesystem::path archive)
        : m_reader(std::move(reader)),
          m_archive(std::move(archive))
    {
    }
    Result<void> findFolder();
    Result<void> checkWeights() const;
    [[nodiscard]] Error invalid(const std::string& problem) const;
    // In the folder; null: it is not there.
    [[nodiscard]] const ArchivedFile* find(const std::string& name) const;
    [[nodiscard]] Result<std::string> textOf(const ArchivedFile& file) const;

    ZipReader m_reader;
    std::filesystem::path m_archive;
    std::string m_folder; // with '/' at its end; empty: the files lie at the top
    std::string m_name;
};

} // namespace palimpsest
