#pragma once
// A folder on a disk that can be filled and emptied: a small tmpfs where the system lets us, else a limit on how large
// this process's files may become, which fails the same writes. One at a time.

#include <QTemporaryDir>
#include <memory>

namespace palimpsest {

class FullDisk {
public:
    static std::unique_ptr<FullDisk> create(); // null: this system lets us do neither
    ~FullDisk();

    [[nodiscard]] QString path(const QString& name) const;
    void fill();
    void makeRoom();

private:
    FullDisk() = default;

    QTemporaryDir m_folder;
    bool m_mounted = false;
};

} // namespace palimpsest
