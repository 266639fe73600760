#include "app/model_import.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <string_view>
#include <system_error>
#include <vector>

#include "app/model_summary.h"
#include "engine/io/atomic_file.h"
#include "engine/io/checkpoint.h"
#include "engine/io/checkpoint_files.h"
#include "engine/io/user_folders.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{ 4 } << 20;
// What stands beside the weights: config, tokenizer, manifest, licence, mask decoder.
constexpr std::array<std::string_view, 5> kEndings{ ".json", ".model", ".txt", ".md", ".npz" };

Error cannot(const fs::path& file, const char* what, const std::error_code& error, const char* advice)
{
    return { ErrorCode::FileAccess, "'" + file.string() + "' cannot be " + what + ": " + error.message() + advice };
}

// Everything that loading it looks at, but for the values of the weights.
Result<void> checkWhole(const fs::path& folder)
{
    PAL_TRY(summarize(folder));
    PAL_TRY_ASSIGN(const auto checkpoint, Checkpoint::open(folder));
    PAL_TRY(Vocabulary::open(folder, checkpoint->config()));
    return {};
}

Result<fs::path> placeFor(const std::string& name)
{
    if (name.empty() || name.find('/') != std::string::npos || name.front() == '.')
        return Error{ ErrorCode::BadArguments, "'" + name + "' is no name for a checkpoint; give another with --name" };
    const fs::path home = userDataFolder();
    if (home.empty())
        return Error{ ErrorCode::FileAccess, "there is no folder to import into; set XDG_DATA_HOME or HOME" };
    fs::path place = home / "models" / name;
    std::error_code error;
    if (fs::exists(fs::symlink_status(place, error)))
        return Error{ ErrorCode::FileAccess,
            "'" + place.string() + "' is there already; give the checkpoint another name with --name" };
    fs::create_directories(place.parent_path(), error);
    if (error)
        return cannot(place.parent_path(), "made", error, "");
    return place;
}

bool isWanted(const fs::path& file)
{
    const std::string name = file.filename().string();
    return name.starts_with("LICENSE") || name.starts_with("NOTICE")
        || std::any_of(
            kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

// Relative to the folder.
Result<std::set<fs::path>> filesToCopy(const fs::path& folder)
{
    PAL_TRY_ASSIGN(const CheckpointFiles weights, findCheckpointFiles(folder));
    std::set<fs::path> files;
    for (const fs::path& file : weights.files)
        files.insert(file.lexically_relative(folder));
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->is_regular_file() && isWanted(entry->path()))
            files.insert(entry->path().filename());
    if (error)
        return cannot(folder, "listed", error, "");
    return files;
}

class Copy {
public:
    Copy(const ImportRequest& request, fs::path target) : m_request(request), m_target(std::move(target)) { }
    ~Copy()
    {
        std::error_code ignored;
        fs::remove_all(m_target, ignored); // what was not moved to its place
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    Result<void> run(const fs::path& folder)
    {
        PAL_TRY_ASSIGN(const std::set<fs::path> files, filesToCopy(folder));
        std::error_code error;
        for (const fs::path& file : files) {
            m_totalBytes += fs::file_size(folder / file, error);
            if (error)
                return cannot(folder / file, "read", error, "");
        }
        fs::remove_all(m_target, error); // of one that was killed
        fs::create_directories(m_target, error);
        if (error)
            return cannot(m_target, "made", error, "");
        for (const fs::path& file : files)
            PAL_TRY(copyFile(folder / file, m_target / file));
        return {};
    }

private:
    Result<void> copyFile(const fs::path& from, const fs::path& to)
    {
        std::error_code error;
        fs::create_directories(to.parent_path(), error);
        PAL_TRY_ASSIGN(AtomicFile out, AtomicFile::create(to));
        PAL_TRY(out.reserve(fs::file_size(from, error)));
        std::ifstream in(from, std::ios::binary);
        std::vector<char> piece(kPieceBytes);
        while (in) {
            if (m_request.stop.stop_requested())
                return Error{ ErrorCode::Cancelled, "stopped while copying the checkpoint" };
            in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            const auto count = static_cast<std::size_t>(in.gcount());
            PAL_TRY(out.write(std::string_view(piece.data(), count)));
            m_doneBytes += count;
            if (m_request.progress)
                m_request.progress(m_doneBytes, m_totalBytes);
        }
        if (!in.eof())
            return Error{ ErrorCode::FileAccess, "'" + from.string() + "' cannot be read to its end; copy it again" };
        return out.commit();
    }

    const ImportRequest& m_request;
    fs::path m_target;
    std::uint64_t m_totalBytes = 0;
    std::uint64_t m_doneBytes = 0;
};

} // namespace

Result<fs::path> importModel(const ImportRequest& request)
{
    PAL_TRY(checkWhole(request.folder));
    std::error_code error;
    const fs::path folder = fs::canonical(request.folder, error);
    if (error)
        return cannot(request.folder, "read", error, "");
    const std::string name = request.name.empty() ? checkpointName(folder) : request.name;
    PAL_TRY_ASSIGN(const fs::path place, placeFor(name));
    if (request.form == ImportForm::Link) {
        fs::create_directory_symlink(folder, place, error);
    } else {
        const fs::path target = userDataFolder() / "importing" / name; // where nobody looks for checkpoints
        Copy copy(request, target);
        PAL_TRY(copy.run(folder));
        PAL_TRY(checkWhole(target));
        fs::rename(target, place, error);
    }
    if (error)
        return cannot(place, "made", error, "; give another name with --name");
    return place;
}

} // namespace palimpsest
