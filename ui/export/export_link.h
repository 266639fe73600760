#pragma once
// What leaves the window: the export dialog, and the text of a page for the clipboard. Owned by the main window; GUI
// thread.

#include <QObject>
#include <QString>
#include <QStringList>

#include "engine/base/result.h"
#include "ui/project/reading.h"

class QWidget;

namespace palimpsest {

class MessageStrip;
class PageStrip;
class Project;
class WindowActions;

// How results are to be written.
struct ExportWish {
    QStringList formats = {}; // endings; the first that fits is proposed
    QString pattern = {};     // of file names; empty: the usual one
};

class ExportLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Project& project;
        PageStrip& strip;
        WindowActions& actions;
        MessageStrip& messages;
    };

    ExportLink(const Parts& parts, QWidget& window);

    void setPage(PageId page);
    // As it was exported last, or as a preset has it: what the next dialog begins with.
    [[nodiscard]] const ExportWish& wish() const { return m_wish; }
    void setWish(const ExportWish& wish) { m_wish = wish; }

Q_SIGNALS:
    void exported(int fileCount);
    void failed(palimpsest::ErrorCode code);

private:
    void refresh();
    void copyText();
    void openDialog();

    Parts m_parts;
    QWidget& m_window;
    PageId m_page = 0;
    ExportWish m_wish;
};

} // namespace palimpsest
