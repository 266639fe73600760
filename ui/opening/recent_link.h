#pragma once
// The menu of the documents and projects opened last: notes what is opened and saved, offers what is still there. Owned
// by the main window; GUI thread, which never looks for the files itself.

#include <QObject>
#include <QStringList>
#include <QTimer>

namespace palimpsest {

class DocumentOpener;
class ProjectKeeper;
class WindowActions;
struct Settings;

class RecentLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        DocumentOpener& opener;
        ProjectKeeper& keeper;
        WindowActions& actions;
    };

    RecentLink(const Parts& parts, QObject* parent);
    ~RecentLink() override;

    // Where documents are not to be remembered, those that were are forgotten.
    void apply(const Settings& settings);

private:
    void note(const QString& file);
    void keep();
    void look();
    void offer(const QStringList& there);

    Parts m_parts;
    bool m_remembering = true;
    QStringList m_noted; // not kept yet: a folder brings many
    QTimer m_keeping;
};

} // namespace palimpsest
