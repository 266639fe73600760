#include "pipelines/archive/zip_reader.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <string_view>
#include <utility>
#include <zip.h>

namespace palimpsest {

namespace {

constexpr zip_int64_t kMostMembers = 200'000;
constexpr std::size_t kPieceBytes = std::size_t{ 1 } << 20;
constexpr std::uint64_t kMostDeflateRatio = 1032; // of the deflate format itself
constexpr std::string_view kLocalSignature = "PK\x03\x04";
constexpr zip_uint32_t kUnixTypeMask = 0170000; // <sys/stat.h>, in the upper half of a member's attributes
constexpr zip_uint32_t kUnixLink = 0120000;

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};

struct OpenError {
    OpenError() { zip_error_init(&error); }
    ~OpenError() { zip_error_fini(&error); }
    OpenError(const OpenError&) = delete;
    OpenError& operator=(const OpenError&) = delete;
    zip_error_t error{};
};

Error brokenArchive(const ZipReader::Label& label, const std::string& why)
{
    return { ErrorCode::BadInput, "'" + label.name + "' is no " + label.what + " or a broken one (" + why + ")" };
}

bool staysInside(std::string_view name)
{
    if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos
        || (name.size() > 1 && name[1] == ':'))
        return false;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('/'), name.size());
        const std::string_view part = name.substr(0, end);
        if (part.empty() || part == "." || part == "..")
            return false;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return true;
}

bool isLink(zip_t* archive, zip_uint64_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0 && system == ZIP_OPSYS_UNIX
        && ((attributes >> 16) & kUnixTypeMask) == kUnixLink;
}

// A directory of members stands at the end of an archive; what begins like one and has none was cut off.
std::string whyNotOpened(const std::filesystem::path& file, zip_error_t& error)
{
    std::array<char, 4> start{};
    std::ifstream(file, std::ios::binary).read(start.data(), start.size());
    const bool begins = std::string_view(start.data(), start.size()) == kLocalSignature;
    const int code = zip_error_code_zip(&error);
    if (begins && (code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS))
        return "its end is missing; copy or download it again";
    return zip_error_strerror(&error);
}

} // namespace

void ZipReader::Discard::operator()(zip* archive) const
{
    zip_discard(archive);
}

Result<ZipReader> ZipReader::open(const std::filesystem::path& file)
{
    Label label{ .name = file.string() };
    OpenError said;
    std::unique_ptr<zip_source_t, FreeSource> source(zip_source_file_create(file.c_str(), 0, -1, &said.error));
    std::unique_ptr<zip, Discard> archive(
        source ? zip_open_from_source(source.get(), ZIP_RDONLY, &said.error) : nullptr);
    if (!archive)
        return brokenArchive(label, whyNotOpened(file, said.error));
    source.release(); // NOLINT: the archive's now
    ZipReader reader(std::move(archive), std::move(label));
    PAL_TRY(reader.list());
    return reader;
}

Result<ZipReader> ZipReader::open(std::span<const std::byte> bytes, Label label)
{
    OpenError said;
    std::unique_ptr<zip_source_t, FreeSource> source(
        zip_source_buffer_create(bytes.data(), bytes.size(), 0, &said.error));
    std::unique_ptr<zip, Discard> archive(
        source ? zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, &said.error) : nullptr);
    if (!archive)
        return brokenArchive(label, zip_error_strerror(&said.error));
    source.release(); // NOLINT: the archive's now
    ZipReader reader(std::move(archive), std::move(label));
    PAL_TRY(reader.list());
    return reader;
}

Error ZipReader::broken(const std::string& why) const
{
    return brokenArchive(m_label, why);
}

Result<void> ZipReader::list()
{
    const zip_int64_t count = zip_get_num_entries(m_archive.get(), 0);
    if (count > kMostMembers)
        return broken("it has too many members");
    for (zip_int64_t i = 0; i < count; ++i)
        PAL_TRY(listOne(static_cast<std::uint64_t>(i)));
    std::set<std::string_view> names;
    for (const ArchivedFile& file : m_files)
        if (!names.insert(file.name).second)
            return broken("'" + file.name + "' is in it twice");
    return {};
}

Result<void> ZipReader::listOne(std::uint64_t index)
{
    zip_stat_t status;
    constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(m_archive.get(), index, 0, &status) < 0 || (status.valid & kNeeded) != kNeeded)
        return broken("a member has no size");
    const std::string name = status.name;
    if (!staysInside(name))
        return broken("a member's name leads out of it");
    if (name.back() == '/')
        return {}; // folders are made for what is in them
    if (status.encryption_method != ZIP_EM_NONE)
        return Error{ ErrorCode::Encrypted,
            "'" + m_label.name + "' is encrypted ('" + name + "'); pack it again without a password" };
    if (isLink(m_archive.get(), index))
        return broken("'" + name + "' is a link; pack what it leads to");
    if (status.size / kMostDeflateRatio > status.comp_size)
        return broken("'" + name + "' cannot be as large as it says");
    m_files.push_back({ .name = name, .sizeBytes = status.size, .index = index });
    return {};
}

Result<void> ZipReader::read(const ArchivedFile& file, const Sink& sink) const
{
    const std::unique_ptr<zip_file_t, CloseFile> opened(zip_fopen_index(m_archive.get(), file.index, 0));
    if (!opened)
        return broken("'" + file.name + "': " + zip_strerror(m_archive.get()));
    std::vector<std::byte> piece(std::min<std::uint64_t>(kPieceBytes, file.sizeBytes + 1));
    std::uint64_t doneBytes = 0;
    for (;;) {
        const zip_int64_t count = zip_fread(opened.get(), piece.data(), piece.size());
        if (count < 0)
            return broken("'" + file.name + "' is damaged: " + zip_file_strerror(opened.get()));
        if (count == 0)
            break;
        doneBytes += static_cast<std::uint64_t>(count);
        if (doneBytes > file.sizeBytes)
            return broken("'" + file.name + "' is larger than it says");
        PAL_TRY(sink(std::span(piece).first(static_cast<std::size_t>(count))));
    }
    return doneBytes == file.sizeBytes ? Result<void>() : broken("'" + file.name + "' is cut off");
}

} // namespace palimpsest
