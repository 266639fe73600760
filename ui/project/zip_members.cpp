#include "ui/project/zip_members.h"

#include <memory>
#include <numeric>
#include <zip.h>

namespace palimpsest {

namespace {

constexpr zip_int64_t kMostMembers = 200'000;
constexpr zip_uint64_t kMostBytes = 2ULL << 30;
constexpr time_t kFixedTime = 1'577'836'800; // 2020-01-01: the same content, the same bytes

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;
using File = std::unique_ptr<zip_file_t, Discard>;

Error failure(const std::string& what)
{
    return { ErrorCode::Internal, "a project cannot be packed: " + what };
}

Error broken(const std::string& name, const std::string& what)
{
    return { ErrorCode::BadInput, "'" + name + "' is no project file or a broken one (" + what + ")" };
}

bool isSafe(const std::string& member)
{
    return !member.empty() && member.front() != '/' && member.find("..") == std::string::npos
        && member.find('\\') == std::string::npos;
}

Result<void> addMember(zip_t* archive, const std::string& name, const QByteArray& bytes)
{
    Source source(zip_source_buffer(archive, bytes.constData(), static_cast<zip_uint64_t>(bytes.size()), 0));
    if (!source)
        return failure(zip_strerror(archive));
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0)
        return failure(zip_strerror(archive));
    source.release(); // NOLINT: the archive's now
    zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), kFixedTime, 0);
    return {};
}

Result<QByteArray> bytesOf(zip_source_t* source)
{
    zip_stat_t status;
    if (zip_source_stat(source, &status) < 0 || (status.valid & ZIP_STAT_SIZE) == 0 || zip_source_open(source) < 0)
        return failure("it has no size");
    QByteArray bytes(static_cast<qsizetype>(status.size), Qt::Uninitialized);
    const zip_int64_t got = zip_source_read(source, bytes.data(), status.size);
    zip_source_close(source);
    if (got != static_cast<zip_int64_t>(status.size))
        return failure("it was cut off");
    return bytes;
}

Result<QByteArray> readMember(zip_t* archive, zip_uint64_t index, zip_uint64_t size, const std::string& name)
{
    const File file(zip_fopen_index(archive, index, 0));
    if (!file)
        return broken(name, zip_strerror(archive));
    QByteArray bytes(static_cast<qsizetype>(size), Qt::Uninitialized);
    char beyond = 0;
    if (zip_fread(file.get(), bytes.data(), size) != static_cast<zip_int64_t>(size)
        || zip_fread(file.get(), &beyond, 1) != 0) // the checksum is compared at the end
        return broken(name, "a member is damaged");
    return bytes;
}

} // namespace

Result<QByteArray> packZip(const ZipMembers& members)
{
    const auto total = std::accumulate(members.begin(), members.end(), zip_uint64_t{ 0 },
        [](zip_uint64_t bytes, const auto& member) { return bytes + static_cast<zip_uint64_t>(member.second.size()); });
    if (total > kMostBytes) // it could not be opened again
        return Error{ ErrorCode::Unsupported,
            "the project would hold more than 2 GiB; leave the largest documents outside of it" };
    zip_error_t error;
    zip_error_init(&error);
    Source whole(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!whole)
        return failure(zip_error_strerror(&error));
    zip_source_keep(whole.get()); // once for us, once for the archive
    Archive archive(zip_open_from_source(whole.get(), ZIP_TRUNCATE, &error));
    if (!archive)
        return failure(zip_error_strerror(&error));
    for (const auto& [name, bytes] : members)
        PAL_TRY(addMember(archive.get(), name, bytes));
    if (zip_close(archive.get()) < 0)
        return failure(zip_strerror(archive.get()));
    archive.release(); // NOLINT: closed
    return bytesOf(whole.get());
}

Result<ZipMembers> unpackZip(const QByteArray& bytes, const std::string& name)
{
    zip_error_t error;
    zip_error_init(&error);
    Source source(zip_source_buffer_create(bytes.constData(), static_cast<zip_uint64_t>(bytes.size()), 0, &error));
    if (!source)
        return broken(name, zip_error_strerror(&error));
    const Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, &error));
    if (!archive)
        return broken(name, zip_error_strerror(&error));
    source.release(); // NOLINT: the archive's now
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    if (count > kMostMembers)
        return broken(name, "it has too many members");
    ZipMembers members;
    zip_uint64_t total = 0;
    for (zip_int64_t i = 0; i < count; ++i) {
        const auto index = static_cast<zip_uint64_t>(i);
        zip_stat_t status;
        if (zip_stat_index(archive.get(), index, 0, &status) < 0 || (status.valid & ZIP_STAT_SIZE) == 0
            || (status.valid & ZIP_STAT_NAME) == 0)
            return broken(name, "a member has no size");
        if (status.size > kMostBytes - total)
            return broken(name, "it is larger than a project can be");
        total += status.size;
        if (!isSafe(status.name))
            return broken(name, "a member's name leads out of it");
        PAL_TRY_ASSIGN(members[status.name], readMember(archive.get(), index, status.size, name));
    }
    return members;
}

} // namespace palimpsest
