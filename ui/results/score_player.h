#pragma once
// Lets a MIDI file sound through a synthesiser of the system, where there is one. The synthesiser is a process of its
// own. GUI thread.

#include <QObject>
#include <QProcess>
#include <QTemporaryFile>
#include <memory>
#include <string>

namespace palimpsest {

class ScorePlayer final : public QObject {
    Q_OBJECT

public:
    explicit ScorePlayer(QObject* parent = nullptr);
    ~ScorePlayer() override;

    [[nodiscard]] static bool canPlay(); // looks anew: one may have been installed
    [[nodiscard]] bool isPlaying() const { return m_process.state() != QProcess::NotRunning; }
    void play(const std::string& midi); // the bytes of a file
    void stop();

Q_SIGNALS:
    void stateChanged();
    void started(); // the synthesiser runs; when it is heard, it does not say
    void failed(const QString& sentence);

private:
    void end(int exitCode, QProcess::ExitStatus status);

    QProcess m_process;
    std::unique_ptr<QTemporaryFile> m_file;
    bool m_stopped = false; // by the person
};

} // namespace palimpsest
