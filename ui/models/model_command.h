#pragma once
// `palimpsest models ...` as a process beside the worker, so that nothing waits for a page that is read: with what it
// prints, how far it is, and a way to stop it. One at a time; GUI thread, which does not wait for it.

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

namespace palimpsest {

class ModelCommand final : public QObject {
    Q_OBJECT

public:
    explicit ModelCommand(QObject* parent = nullptr);
    ~ModelCommand() override; // stops what runs

    // Behind "models". What runs is stopped first, and not heard of again.
    void start(const QStringList& arguments);
    // Asked to stop, it says so when it has.
    void cancel();
    // What runs is stopped and not heard of again.
    void drop();
    [[nodiscard]] bool isRunning() const { return m_process != nullptr; }

Q_SIGNALS:
    void progressed(double share);
    void succeeded(const QByteArray& printed);
    void failed(const QString& why); // empty: it was stopped

private:
    void hear();
    void hearLine(const QByteArray& line);
    void ended(int code, QProcess::ExitStatus status);

    QProcess* m_process = nullptr;
    QByteArray m_complaints; // of which no line is whole yet
    QString m_lastComplaint;
    bool m_cancelled = false;
    QTimer m_patience;
};

} // namespace palimpsest
