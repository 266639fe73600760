#include "ui/pages/document_opener.h"

#include <QCollator>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QImage>
#include <QMimeData>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>
#include <algorithm>
#include <utility>

#include "pipelines/document/document_folder.h"

namespace palimpsest {

namespace {

constexpr qsizetype kMostFiles = 20'000;

bool isProject(const QString& path)
{
    return path.endsWith(QLatin1String(".palimpsest"));
}

// As people sort them: page 2 before page 10.
QStringList searched(const QString& folder)
{
    QStringList files;
    QDirIterator walk(folder, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext() && files.size() < kMostFiles) {
        const QString file = walk.next();
        if (hasDocumentEnding(file.toStdString()))
            files.append(file);
    }
    // The C locale knows no numbers within names.
    QCollator collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale());
    collator.setNumericMode(true);
    std::sort(files.begin(), files.end(), collator);
    return files;
}

} // namespace

DocumentOpener::DocumentOpener(PageLoader& loader, QObject* parent) : QObject(parent), m_loader(loader)
{
    connect(&loader, &PageLoader::opened, this,
        [this](PageLoader::Ticket ticket, std::size_t pages) { settle(ticket, pages); });
    connect(&loader, &PageLoader::failed, this,
        [this](PageLoader::Ticket ticket, const Error& error) { settle(ticket, error); });
}

bool DocumentOpener::canOpen(const QMimeData& content)
{
    if (content.hasImage())
        return true;
    const QList<QUrl> urls = content.urls();
    return std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
}

void DocumentOpener::open(const QMimeData& content, const QString& folder)
{
    QStringList paths;
    for (const QUrl& url : content.urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    if (!paths.isEmpty())
        return open(paths);
    if (content.hasImage())
        savePicture(qvariant_cast<QImage>(content.imageData()), folder);
}

void DocumentOpener::open(const QStringList& paths)
{
    ++m_waiting;
    QThreadPool::globalInstance()->start([self = QPointer(this), paths] {
        QStringList files;
        for (const QString& path : paths) {
            const QFileInfo info(path);
            files += info.isDir() ? searched(path) : QStringList(info.absoluteFilePath());
        }
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, files] {
                if (self.isNull())
                    return;
                --self->m_waiting;
                self->found(files);
                if (!self->isBusy())
                    Q_EMIT self->finished();
            },
            Qt::QueuedConnection);
    });
}

void DocumentOpener::openWithPassword(const QString& file, const QString& password)
{
    enqueue({ file, password });
}

// A picture of the clipboard has no file yet; the worker wants one.
void DocumentOpener::savePicture(const QImage& image, const QString& folder)
{
    ++m_waiting;
    const QString name
        = tr("Pasted %1").arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hh-mm-ss-zzz")));
    const QString file = QDir(folder).filePath(name + QStringLiteral(".png"));
    QThreadPool::globalInstance()->start([self = QPointer(this), image, file] {
        const bool saved = image.save(file, "PNG");
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, saved, file] {
                if (self.isNull())
                    return;
                --self->m_waiting;
                if (saved)
                    self->enqueue({ file, {}, true });
                else
                    Q_EMIT self->failed(file,
                        Error{ ErrorCode::FileAccess,
                            "'" + file.toStdString() + "' cannot be written; is the disk full?" });
            },
            Qt::QueuedConnection);
    });
}

void DocumentOpener::found(const QStringList& files)
{
    for (const QString& file : files) {
        if (isProject(file))
            Q_EMIT projectFound(file);
        else
            enqueue({ file, {} });
    }
}

void DocumentOpener::enqueue(File file)
{
    file.ticket = m_loader.open(file.path, file.password);
    m_files.push_back(std::move(file));
}

void DocumentOpener::settle(PageLoader::Ticket ticket, Result<std::size_t> outcome)
{
    const auto found
        = std::find_if(m_files.begin(), m_files.end(), [ticket](const File& file) { return file.ticket == ticket; });
    if (found == m_files.end())
        return;
    found->outcome = std::move(outcome);
    while (!m_files.empty() && m_files.front().outcome) {
        const File file = std::move(m_files.front());
        m_files.pop_front();
        report(file);
    }
    if (!isBusy())
        Q_EMIT finished();
}

void DocumentOpener::report(const File& file)
{
    if (file.outcome->ok())
        Q_EMIT opened(file.path, file.outcome->value(), file.password, file.pasted);
    else if (file.outcome->error().code == ErrorCode::Encrypted)
        Q_EMIT passwordWanted(file.path, !file.password.isEmpty());
    else
        Q_EMIT failed(file.path, file.outcome->error());
}

} // namespace palimpsest
