#pragma once
// The dialogs that stand before documents: which files, which folder, which password. None of them waits. Owned by the
// main window; GUI thread.

#include <QObject>
#include <QStringList>

class QWidget;

namespace palimpsest {

class DocumentOpener;

class OpenDialogs final : public QObject {
    Q_OBJECT

public:
    OpenDialogs(DocumentOpener& opener, QWidget& window);

    void chooseFiles();
    void chooseFolder();
    void askPassword(const QString& file, bool wrongBefore);

private:
    DocumentOpener& m_opener;
    QWidget& m_window;
};

} // namespace palimpsest
