#pragma once
// A folder that one run of the window keeps what is not saved yet in: pasted pictures and the last autosave. It goes
// when the run ends as it should; one that is left tells the next run that something can be restored. GUI thread.

#include <QDateTime>
#include <QLockFile>
#include <QString>
#include <memory>
#include <vector>

namespace palimpsest {

class SessionFolder {
public:
    // Under $XDG_STATE_HOME/palimpsest/sessions.
    SessionFolder();
    ~SessionFolder(); // removes it with all that is in it

    // Whether other runs know that it is in use. Where the disk had no room to say so at the start, tried again.
    bool hold();
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString autosaveFile() const;

    struct Abandoned {
        QString folder;
        QString autosaveFile;
        QDateTime saved;
    };
    // Of runs that ended otherwise, the latest first. Folders without an autosave are removed on the way.
    [[nodiscard]] static std::vector<Abandoned> findAbandoned();
    static void discard(const Abandoned& session);

private:
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace palimpsest
