#pragma once
// The worker as a process: started when it is first needed, spoken to in lines, started again after it died. Owned by
// the job controller; GUI thread, which never waits for it. What it says is parsed beside that thread, in its order.

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QThreadPool>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"

namespace palimpsest {

struct PartialText {
    std::size_t answer = 0;
    QString text;
};

class WorkerClient final : public QObject {
    Q_OBJECT

public:
    using RequestId = quint64;
    using Reply = std::function<void(Result<nlohmann::json>)>;

    explicit WorkerClient(QObject* parent = nullptr);
    ~WorkerClient() override; // asks the worker to go; one that does not is killed

    // `reply` is called once, later: with what the worker answers, or with DeviceLost when it died before, or with
    // MissingDependency when it could not be started.
    RequestId send(const std::string& method, const nlohmann::ordered_json& params, Reply reply);
    void cancel(RequestId request);
    // Lets it end: its memory is free, and the next request starts another. False where something is unanswered.
    bool release();
    [[nodiscard]] bool isRunning() const { return m_process->state() != QProcess::NotRunning; }
    [[nodiscard]] qint64 processId() const { return m_process->processId(); }

Q_SIGNALS:
    void progressed(quint64 request, const QString& stage, double share);
    void partial(quint64 request, const std::vector<palimpsest::PartialText>& texts);
    void logged(const QString& level, const QString& message);
    void started(qint64 process);
    // Before died(): with its exit status, or the signal that ended it.
    void exited(int status, bool killed);
    // It ended without having been asked to; what was unanswered has been told so.
    void died(const QString& why);

private:
    void makeProcess();
    void start();
    void readLines();
    struct ParsedLine;
    void parse(const QByteArray& line);
    void hear(ParsedLine& line);
    void notify(const std::string& method, const nlohmann::json& params);
    void ended(const Error& error);

    QProcess* m_process = nullptr;
    QByteArray m_received;
    QByteArray m_complaints; // the last of what it wrote to standard error
    std::map<RequestId, Reply> m_waiting;
    RequestId m_lastId = 0;
    QThreadPool m_parser; // one thread
};

} // namespace palimpsest
