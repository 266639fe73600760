#include "ui/models/model_command.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <utility>

#include "ui/program_files.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 5000;
constexpr qsizetype kKeptComplaint = 4000;

// Without the "palimpsest: error: " of the log.
QString plain(const QByteArray& line)
{
    for (const char* const level : { "error", "warning", "critical" })
        if (const QByteArray start = QByteArray("palimpsest: ") + level + ": "; line.startsWith(start))
            return QString::fromUtf8(line.mid(start.size()));
    return QString::fromUtf8(line);
}

} // namespace

ModelCommand::ModelCommand(QObject* parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_process != nullptr)
            m_process->kill();
    });
}

ModelCommand::~ModelCommand()
{
    drop();
}

void ModelCommand::start(const QStringList& arguments)
{
    drop();
    m_complaints.clear();
    m_lastComplaint.clear();
    m_cancelled = false;
    m_process = new QProcess(this);
    connect(m_process, &QProcess::readyReadStandardError, this, &ModelCommand::hear);
    connect(m_process, &QProcess::finished, this, &ModelCommand::ended);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        const QString why = m_process->errorString();
        drop();
        Q_EMIT failed(tr("The program ‘palimpsest’ could not be started: %1").arg(why));
    });
    m_process->start(
        workerProgram(), QStringList{ QStringLiteral("--progress-lines"), QStringLiteral("models") } + arguments);
    if (m_process != nullptr) // it may have failed to start
        m_process->closeWriteChannel();
}

void ModelCommand::cancel()
{
    if (m_process == nullptr)
        return;
    m_cancelled = true;
    m_process->terminate();
    m_patience.start();
}

void ModelCommand::hear()
{
    m_complaints += m_process->readAllStandardError();
    for (qsizetype end = m_complaints.indexOf('\n'); end >= 0; end = m_complaints.indexOf('\n')) {
        hearLine(m_complaints.left(end).trimmed());
        m_complaints.remove(0, end + 1);
    }
    m_complaints = m_complaints.right(kKeptComplaint);
}

void ModelCommand::hearLine(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (const QJsonValue share = object[QLatin1String("progress")]; share.isDouble())
        Q_EMIT progressed(share.toDouble());
    else if (!line.isEmpty())
        m_lastComplaint = plain(line);
}

void ModelCommand::ended(int code, QProcess::ExitStatus status)
{
    hear();
    const QByteArray printed = m_process->readAllStandardOutput();
    drop();
    if (m_cancelled)
        Q_EMIT failed({});
    else if (status == QProcess::NormalExit && code == 0)
        Q_EMIT succeeded(printed);
    else
        Q_EMIT failed(m_lastComplaint.isEmpty() ? tr("The program ended with code %1.").arg(code) : m_lastComplaint);
}

// One that still runs is asked to stop, outlives this to do so in order, and is killed where it does not.
void ModelCommand::drop()
{
    m_patience.stop();
    QProcess* const process = std::exchange(m_process, nullptr);
    if (process == nullptr)
        return;
    process->disconnect(this);
    process->setParent(QCoreApplication::instance());
    if (process->state() == QProcess::NotRunning)
        return process->deleteLater();
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->terminate();
    QTimer::singleShot(kPatienceMs, process, &QProcess::kill);
}

} // namespace palimpsest
