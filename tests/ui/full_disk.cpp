#include "tests/ui/full_disk.h"

#include <QFile>
#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>

namespace palimpsest {

namespace {

constexpr rlim_t kHardlyAnything = 16; // bytes of a file

bool limitFiles(rlim_t bytes)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0)
        return false;
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    return ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

QString filler()
{
    return QStringLiteral("filler");
}

} // namespace

std::unique_ptr<FullDisk> FullDisk::create()
{
    std::unique_ptr<FullDisk> disk(new FullDisk);
    const QByteArray path = QFile::encodeName(disk->m_folder.path());
    disk->m_mounted = ::mount("tmpfs", path.constData(), "tmpfs", 0, "size=1m") == 0;
    if (disk->m_mounted)
        return disk;
    ::signal(SIGXFSZ, SIG_IGN); // an error of the write instead
    return limitFiles(RLIM_INFINITY) ? std::move(disk) : nullptr;
}

FullDisk::~FullDisk()
{
    makeRoom();
    if (m_mounted)
        ::umount(QFile::encodeName(m_folder.path()).constData());
}

QString FullDisk::path(const QString& name) const
{
    return m_folder.filePath(name);
}

void FullDisk::fill()
{
    if (!m_mounted) {
        limitFiles(kHardlyAnything);
        return;
    }
    QFile file(path(filler()));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return;
    const QByteArray block(4096, 'x');
    while (file.write(block) == block.size()) { }
}

void FullDisk::makeRoom()
{
    if (m_mounted)
        QFile::remove(path(filler()));
    else
        limitFiles(RLIM_INFINITY);
}

} // namespace palimpsest
