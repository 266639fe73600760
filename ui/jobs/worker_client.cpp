#include "ui/jobs/worker_client.h"

#include <QTimer>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "pipelines/protocol/rpc_reply.h"
#include "ui/program_files.h"

namespace palimpsest {

namespace {

constexpr qsizetype kKeptComplaints = 4000;
constexpr int kPatienceMs = 1000;

QString textAt(const nlohmann::json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

quint64 numberAt(const nlohmann::json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned() ? found->get<quint64>() : 0;
}

} // namespace

struct WorkerClient::ParsedLine {
    Result<std::variant<RpcReply, RpcNotification>> answer;
};

WorkerClient::WorkerClient(QObject* parent) : QObject(parent)
{
    m_parser.setMaxThreadCount(1);
    makeProcess();
}

void WorkerClient::makeProcess()
{
    m_process = new QProcess(this);
    connect(m_process, &QProcess::readyReadStandardOutput, this, &WorkerClient::readLines);
    connect(m_process, &QProcess::readyReadStandardError, this,
        [this] { m_complaints = (m_complaints + m_process->readAllStandardError()).right(kKeptComplaints); });
    connect(m_process, &QProcess::started, this, [this] { Q_EMIT started(processId()); });
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        readLines();
        Q_EMIT exited(code, status == QProcess::CrashExit);
        const QByteArray last = m_complaints.trimmed().split('\n').last();
        const std::string how
            = status == QProcess::CrashExit ? "was killed or crashed" : "ended with code " + std::to_string(code);
        ended({ ErrorCode::DeviceLost,
            "the worker " + how + (last.isEmpty() ? std::string() : " (" + last.toStdString() + ")") });
    });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended({ ErrorCode::MissingDependency,
                "the program 'palimpsest' could not be started (" + m_process->errorString().toStdString()
                    + "); install it beside this one, or name it in PALIMPSEST_PROGRAM" });
    });
}

WorkerClient::~WorkerClient()
{
    m_process->disconnect(this);
    m_waiting.clear();
    if (!isRunning())
        return;
    m_process->closeWriteChannel();
    m_process->terminate();
    if (!m_process->waitForFinished(kPatienceMs))
        m_process->kill();
}

WorkerClient::RequestId WorkerClient::send(const std::string& method, const nlohmann::ordered_json& params, Reply reply)
{
    const RequestId id = ++m_lastId;
    m_waiting.emplace(id, std::move(reply));
    if (!isRunning())
        start();
    m_process->write(QByteArray::fromStdString(requestLine(id, method, params)));
    return id;
}

void WorkerClient::cancel(RequestId request)
{
    if (m_waiting.contains(request))
        m_process->write(QByteArray::fromStdString(requestLine(++m_lastId, "cancel", { { "id", request } })));
}

bool WorkerClient::release()
{
    if (!m_waiting.empty())
        return false;
    if (!isRunning())
        return true;
    QProcess* const old = m_process;
    old->disconnect(this);
    makeProcess();
    connect(old, &QProcess::finished, old, &QObject::deleteLater);
    old->closeWriteChannel(); // the end of its input is its own
    QTimer::singleShot(kPatienceMs, old, &QProcess::kill);
    return true;
}

void WorkerClient::start()
{
    m_received.clear();
    m_complaints.clear();
    m_process->start(workerProgram(), { QStringLiteral("worker") });
}

void WorkerClient::readLines()
{
    m_received += m_process->readAllStandardOutput();
    qsizetype begin = 0;
    for (qsizetype end = m_received.indexOf('\n'); end >= 0; end = m_received.indexOf('\n', begin)) {
        parse(m_received.mid(begin, end - begin));
        begin = end + 1;
    }
    m_received.remove(0, begin);
}

// A page of thousands of boxes is megabytes.
void WorkerClient::parse(const QByteArray& line)
{
    m_parser.start([this, line] {
        const std::string_view text(line.constData(), static_cast<std::size_t>(line.size()));
        const auto parsed = std::make_shared<ParsedLine>(ParsedLine{ parseRpcAnswer(text) });
        QMetaObject::invokeMethod(this, [this, parsed] { hear(*parsed); });
    });
}

void WorkerClient::hear(ParsedLine& line)
{
    auto& answer = line.answer;
    if (!answer.ok()) {
        Q_EMIT logged(QStringLiteral("error"), QString::fromStdString(answer.error().message));
        return;
    }
    if (const auto* const notification = std::get_if<RpcNotification>(&answer.value()))
        return notify(notification->method, notification->params);
    auto& reply = std::get<RpcReply>(answer.value());
    auto waiting = m_waiting.extract(reply.id);
    if (!waiting.empty() && waiting.mapped())
        waiting.mapped()(std::move(reply.outcome));
}

void WorkerClient::notify(const std::string& method, const nlohmann::json& params)
{
    if (method == "progress") {
        const auto total = static_cast<double>(numberAt(params, "total"));
        const auto done = static_cast<double>(numberAt(params, "done"));
        Q_EMIT progressed(numberAt(params, "id"), textAt(params, "stage"), total > 0 ? done / total : 0);
    } else if (method == "partial" && params.contains("answers")) {
        std::vector<PartialText> texts;
        for (const auto& answer : params["answers"])
            texts.push_back({ static_cast<std::size_t>(numberAt(answer, "answer")), textAt(answer, "text") });
        Q_EMIT partial(numberAt(params, "id"), texts);
    } else if (method == "log" || method == "error") {
        const QString level = textAt(params, "level");
        Q_EMIT logged(level.isEmpty() ? QStringLiteral("error") : level, textAt(params, "message"));
    }
}

// Told behind all that the worker said before, and not to whoever asks meanwhile.
void WorkerClient::ended(const Error& error)
{
    m_parser.start([this, error, last = m_lastId] {
        QMetaObject::invokeMethod(this, [this, error, last] {
            std::vector<Reply> unanswered;
            while (!m_waiting.empty() && m_waiting.begin()->first <= last)
                unanswered.push_back(std::move(m_waiting.extract(m_waiting.begin()).mapped()));
            Q_EMIT died(QString::fromStdString(error.message));
            for (const Reply& reply : unanswered)
                if (reply)
                    reply(error);
        });
    });
}

} // namespace palimpsest
