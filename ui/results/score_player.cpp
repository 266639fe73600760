#include "ui/results/score_player.h"

#include <QDir>
#include <QStandardPaths>
#include <array>
#include <optional>

namespace palimpsest {

namespace {

constexpr int kEndMs = 2000;

struct Synthesiser {
    const char* program;
    const char* options; // neither asks nor shows anything, and ends with the file
};
constexpr std::array kSynthesisers{
    Synthesiser{ "fluidsynth", "-niq" },
    Synthesiser{ "timidity", "-idqqq" },
};

struct Found {
    QString program;
    QString options;
};

std::optional<Found> findSynthesiser()
{
    for (const Synthesiser& known : kSynthesisers) {
        const QString program = QStandardPaths::findExecutable(QLatin1String(known.program));
        if (!program.isEmpty())
            return Found{ program, QLatin1String(known.options) };
    }
    return std::nullopt;
}

} // namespace

ScorePlayer::ScorePlayer(QObject* parent) : QObject(parent)
{
    m_process.setStandardOutputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::stateChanged, this, &ScorePlayer::stateChanged);
    connect(&m_process, &QProcess::started, this, &ScorePlayer::started);
    connect(&m_process, &QProcess::finished, this, &ScorePlayer::end);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(tr("%1 could not be started: %2").arg(m_process.program(), m_process.errorString()));
    });
}

ScorePlayer::~ScorePlayer()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(kEndMs);
}

bool ScorePlayer::canPlay()
{
    return findSynthesiser().has_value();
}

void ScorePlayer::play(const std::string& midi)
{
    const std::optional<Found> found = findSynthesiser();
    if (!found || isPlaying())
        return;
    m_file = std::make_unique<QTemporaryFile>(QDir::temp().filePath(QStringLiteral("palimpsest-XXXXXX.mid")));
    const auto size = static_cast<qint64>(midi.size());
    if (!m_file->open() || m_file->write(midi.data(), size) != size || !m_file->flush())
        return Q_EMIT failed(tr("The music could not be written for playing: %1").arg(m_file->errorString()));
    m_stopped = false;
    m_process.start(found->program, { found->options, m_file->fileName() });
}

void ScorePlayer::stop()
{
    m_stopped = true;
    m_process.kill();
}

void ScorePlayer::end(int exitCode, QProcess::ExitStatus status)
{
    const QString said = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed();
    m_file.reset();
    if (!m_stopped && (status != QProcess::NormalExit || exitCode != 0))
        Q_EMIT failed(
            tr("%1 could not play the music: %2").arg(m_process.program(), said.section(QLatin1Char('\n'), -1)));
}

} // namespace palimpsest
