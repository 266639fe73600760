#include "app/model_import.h"

#include <fstream>
#include <set>
#include <span>
#include <system_error>
#include <vector>

#include "app/model_summary.h"
#include "app/packed_model.h"
#include "engine/io/checkpoint.h"
#include "engine/io/checkpoint_files.h"
#include "engine/io/user_folders.h"
#include "engine/tokenizer/vocabulary.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{ 4 } << 20;

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

Result<void> readWhole(const fs::path& file, const ByteSink& sink)
{
    std::ifstream in(file, std::ios::binary);
    std::vector<char> piece(kPieceBytes);
    while (in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        PAL_TRY(sink(std::as_bytes(std::span(piece).first(static_cast<std::size_t>(in.gcount())))));
    }
    if (!in.eof())
        return Error{ ErrorCode::FileAccess, "'" + file.string() + "' cannot be read to its end; copy it again" };
    return {};
}

Result<std::vector<ArrivingFile>> filesToCopy(const fs::path& folder)
{
    PAL_TRY_ASSIGN(const CheckpointFiles weights, findCheckpointFiles(folder));
    std::set<fs::path> names;
    for (const fs::path& file : weights.files)
        names.insert(file.filename());
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const fs::path name = entry->path().filename();
        if (entry->is_regular_file() && name.extension() != ".safetensors" && isOfCheckpoint(name.string()))
            names.insert(name);
    }
    if (error)
        return cannot(folder, "listed", error, "");
    std::vector<ArrivingFile> files;
    for (const fs::path& name : names) {
        const fs::path file = folder / name;
        const std::uint64_t sizeBytes = fs::file_size(file, error);
        if (error)
            return cannot(file, "read", error, "");
        files.push_back({ .name = name.string(), .sizeBytes = sizeBytes, .read = [file](const ByteSink& sink) {
                             return readWhole(file, sink);
                         } });
    }
    return files;
}

// Of what is being unpacked: its folder is gone by the time that somebody reads the sentence.
Error namedAfter(const fs::path& archive, const fs::path& folder, Error error)
{
    const std::string before = folder.string();
    const std::string after = archive.string();
    for (std::size_t at = error.message.find(before); at != std::string::npos;
         at = error.message.find(before, at + after.size()))
        error.message.replace(at, before.size(), after);
    return error;
}

Result<fs::path> unpack(const ImportRequest& request)
{
    PAL_TRY_ASSIGN(const PackedModel packed, PackedModel::open(request.source));
    const std::string name = request.name.empty() ? packed.name() : request.name;
    PAL_TRY_ASSIGN(fs::path place, placeFor(name));
    PAL_TRY_ASSIGN(const std::vector<ArrivingFile> files, packed.files());
    ModelArrival arrival(name, request.watch);
    PAL_TRY(arrival.write(files));
    if (const auto whole = checkWhole(arrival.folder()); !whole.ok())
        return namedAfter(request.source, arrival.folder(), whole.error());
    PAL_TRY(arrival.moveTo(place));
    return place;
}

Result<void> link(const fs::path& folder, const fs::path& place)
{
    std::error_code error;
    fs::create_directory_symlink(folder, place, error);
    if (error)
        return cannot(place, "made", error, "; give another name with --name");
    return {};
}

Result<void> copy(const ImportRequest& request, const fs::path& folder, const std::string& name, const fs::path& place)
{
    PAL_TRY_ASSIGN(const std::vector<ArrivingFile> files, filesToCopy(folder));
    ModelArrival arrival(name, request.watch);
    PAL_TRY(arrival.write(files));
    PAL_TRY(checkWhole(arrival.folder()));
    return arrival.moveTo(place);
}

} // namespace

Result<fs::path> importModel(const ImportRequest& request)
{
    std::error_code error;
    if (fs::is_regular_file(request.source, error))
        return unpack(request);
    PAL_TRY(checkWhole(request.source));
    const fs::path folder = fs::canonical(request.source, error);
    if (error)
        return cannot(request.source, "read", error, "");
    const std::string name = request.name.empty() ? checkpointName(folder) : request.name;
    PAL_TRY_ASSIGN(fs::path place, placeFor(name));
    if (request.form == ImportForm::Link)
        PAL_TRY(link(folder, place));
    else
        PAL_TRY(copy(request, folder, name, place));
    return place;
}

} // namespace palimpsest
