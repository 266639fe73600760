#include "ui/project/zip_members.h"

#include <memory>
#include <numeric>
#include <span>
#include <zip.h>

#include "pipelines/archive/zip_reader.h"

namespace palimpsest {

namespace {

constexpr zip_uint64_t kMostBytes = 2ULL << 30;
constexpr time_t kFixedTime = 1'577'836'800; // 2020-01-01: the same content, the same bytes

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

Error failure(const std::string& what)
{
    return { ErrorCode::Internal, "a project cannot be packed: " + what };
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
    PAL_TRY_ASSIGN(const ZipReader reader,
        ZipReader::open(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
            { .name = name, .what = "project file" }));
    ZipMembers members;
    zip_uint64_t total = 0;
    for (const ArchivedFile& file : reader.files()) {
        if (file.sizeBytes > kMostBytes - total)
            return Error{ ErrorCode::BadInput, "'" + name + "' is larger than a project can be" };
        total += file.sizeBytes;
        QByteArray& member = members[file.name];
        member.reserve(static_cast<qsizetype>(file.sizeBytes));
        PAL_TRY(reader.read(file, [&member](std::span<const std::byte> piece) -> Result<void> {
            member.append(reinterpret_cast<const char*>(piece.data()), static_cast<qsizetype>(piece.size()));
            return {};
        }));
    }
    return members;
}

} // namespace palimpsest
