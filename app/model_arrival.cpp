#include "app/model_arrival.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <sstream>
#include <system_error>
#include <utility>

#include "engine/base/sha256.h"
#include "engine/io/atomic_file.h"
#include "engine/io/user_folders.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kSha256Digits = 64;
constexpr std::array<std::string_view, 6> kEndings{ ".safetensors", ".json", ".model", ".txt", ".md", ".npz" };

Error cannot(const fs::path& file, const char* what, const std::error_code& error, const char* advice = "")
{
    return { ErrorCode::FileAccess, "'" + file.string() + "' cannot be " + what + ": " + error.message() + advice };
}

std::string gigabytes(std::uint64_t bytes)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f GB", static_cast<double>(bytes) / 1e9);
    return text;
}

} // namespace

bool isOfCheckpoint(std::string_view name)
{
    return name.starts_with("LICENSE") || name.starts_with("NOTICE")
        || std::any_of(
            kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

ModelArrival::ModelArrival(const std::string& name, ArrivalWatch watch)
    : m_folder(userDataFolder() / "importing" / name),
      m_watch(std::move(watch))
{
}

ModelArrival::~ModelArrival()
{
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

Result<void> ModelArrival::makeRoomFor(std::uint64_t totalBytes)
{
    std::error_code error;
    fs::remove_all(m_folder, error); // of one that was killed
    fs::create_directories(m_folder, error);
    if (error)
        return cannot(m_folder, "made", error);
    const fs::space_info space = fs::space(m_folder, error);
    if (!error && space.available < totalBytes)
        return Error{ ErrorCode::FileAccess,
            "the checkpoint needs " + gigabytes(totalBytes) + " in '" + m_folder.parent_path().parent_path().string()
                + "', where " + gigabytes(space.available)
                + " are free; make room, or set XDG_DATA_HOME to a folder on " + "a larger disk" };
    return {};
}

Result<void> ModelArrival::write(const std::vector<ArrivingFile>& files)
{
    for (const ArrivingFile& file : files)
        m_totalBytes += file.sizeBytes;
    PAL_TRY(makeRoomFor(m_totalBytes));
    for (const ArrivingFile& file : files)
        PAL_TRY(writeOne(file));
    return {};
}

Result<void> ModelArrival::writeOne(const ArrivingFile& file)
{
    PAL_TRY_ASSIGN(AtomicFile out, AtomicFile::create(m_folder / file.name));
    PAL_TRY(out.reserve(file.sizeBytes));
    Sha256 sum;
    const ByteSink take = [&](std::span<const std::byte> piece) -> Result<void> {
        if (m_watch.stop.stop_requested())
            return Error{ ErrorCode::Cancelled, "stopped while writing the checkpoint" };
        PAL_TRY(out.write(piece));
        if (!file.sha256.empty())
            sum.update(piece);
        m_doneBytes += piece.size();
        if (m_watch.progress)
            m_watch.progress(m_doneBytes, m_totalBytes);
        return {};
    };
    PAL_TRY(file.read(take));
    if (!file.sha256.empty())
        if (const std::string found = sum.finish(); found != file.sha256)
            return Error{ ErrorCode::InvalidModel,
                "'" + file.name + "' has the SHA-256 " + found + ", its " + std::string(kChecksumFile) + " says "
                    + file.sha256 + "; copy or download it again" };
    return out.commit();
}

Result<void> ModelArrival::moveTo(const fs::path& place)
{
    std::error_code error;
    fs::rename(m_folder, place, error);
    if (error)
        return cannot(place, "made", error, "; give another name with --name");
    return {};
}

// "DIGEST  NAME" or "DIGEST *NAME", a line each.
Result<void> expectChecksums(std::vector<ArrivingFile>& files, std::string_view checksums, const std::string& source)
{
    std::map<std::string, std::string> digests;
    std::istringstream lines{ std::string(checksums) };
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (line.empty())
            continue;
        const bool digest = line.size() > kSha256Digits + 2 && line[kSha256Digits] == ' '
            && line.find_first_not_of("0123456789abcdefABCDEF") == kSha256Digits;
        if (!digest)
            return Error{ ErrorCode::InvalidModel,
                "'" + source
                    + "' has a line that is no SHA-256 with a file's name; make it anew with sha256sum, or remove "
                    + "it" };
        std::transform(line.begin(), line.begin() + kSha256Digits, line.begin(),
            [](unsigned char digit) { return static_cast<char>(digit >= 'A' && digit <= 'F' ? digit + 32 : digit); });
        std::string name = line.substr(kSha256Digits + 2);
        digests[name.starts_with("./") ? name.substr(2) : name] = line.substr(0, kSha256Digits);
    }
    for (ArrivingFile& file : files)
        if (const auto found = digests.find(file.name); found != digests.end())
            file.sha256 = found->second;
    return {};
}

} // namespace palimpsest
