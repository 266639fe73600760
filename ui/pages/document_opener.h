#pragma once
// From what a person drops, pastes or chooses to documents of the project: folders are searched, files opened in the
// order they came, all in the background. GUI thread.

#include <QHash>
#include <QObject>
#include <QStringList>
#include <deque>
#include <optional>

#include "ui/pages/page_loader.h"

class QImage;
class QMimeData;

namespace palimpsest {

class DocumentOpener final : public QObject {
    Q_OBJECT

public:
    DocumentOpener(PageLoader& loader, QObject* parent = nullptr);

    // Whether there is something in it that open() would take.
    [[nodiscard]] static bool canOpen(const QMimeData& content);
    // Files, folders, or a picture, which is kept in `folder`.
    void open(const QMimeData& content, const QString& folder);
    // Folders are searched with all that is in them, by name; files in them that are no documents are passed over.
    void open(const QStringList& paths);
    // Once more, after passwordWanted.
    void openWithPassword(const QString& file, const QString& password);
    [[nodiscard]] bool isBusy() const { return m_waiting > 0 || !m_files.empty(); }

Q_SIGNALS:
    // In the order in which the files were named.
    void opened(const QString& file, std::size_t pageCount, const QString& password, bool pasted);
    void projectFound(const QString& file);
    void passwordWanted(const QString& file, bool wrongBefore);
    void failed(const QString& file, const palimpsest::Error& error);
    void finished();

private:
    struct File {
        QString path;
        QString password;
        bool pasted = false;
        PageLoader::Ticket ticket = 0;
        std::optional<Result<std::size_t>> outcome;
    };

    void savePicture(const QImage& image, const QString& folder);
    void enqueue(File file);
    void found(const QStringList& files);
    void settle(PageLoader::Ticket ticket, Result<std::size_t> outcome);
    void report(const File& file);

    PageLoader& m_loader;
    std::deque<File> m_files; // asked for; told from the front as they come in
    int m_waiting = 0;        // searches and pictures on their way
};

} // namespace palimpsest
