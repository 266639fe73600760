#pragma once
// From a sample that was chosen to its page, and the offer to have it read. Owned by the main window; GUI thread.

#include <QObject>
#include <optional>

#include "ui/help/sample_gallery.h"

namespace palimpsest {

class DocumentOpener;
class MessageStrip;
class PageStrip;
class Project;
class RunLink;
class TaskBar;
class WindowActions;

class SampleLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        WindowActions& actions;
        DocumentOpener& opener;
        Project& project;
        PageStrip& strip;
        TaskBar& task;
        RunLink& run;
        MessageStrip& messages;
    };

    SampleLink(const Parts& parts, QWidget& window);

private:
    void showGallery();
    void offer(const QString& file);
    void read(const SamplePage& sample);
    bool showPageOf(const QString& file);

    Parts m_parts;
    QWidget& m_window;
    ModelInfo m_model;
    std::optional<SamplePage> m_opening;
};

} // namespace palimpsest
