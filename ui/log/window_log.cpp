#include "ui/log/window_log.h"

#include <QDir>
#include <QFile>
#include <cmath>
#include <cstdio>
#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <string_view>
#include <utility>

#include "pipelines/protocol/rpc_message.h"
#include "ui/program_files.h"

namespace palimpsest {

namespace {

constexpr std::size_t kOlderLogs = 2;
constexpr qsizetype kLongestName = 80; // of a device

std::string textOf(double number)
{
    char text[64];
    std::snprintf(text, sizeof text, number == std::floor(number) ? "%.0f" : "%.1f", number);
    return text;
}

// As its driver has it, in one line.
std::string oneLine(const QString& name)
{
    return name.simplified().left(kLongestName).toStdString();
}

} // namespace

QString logFile()
{
    return QDir(stateFolder()).filePath(QStringLiteral("window.log"));
}

// The file is opened for the first line, and again for the next one after it failed: spdlog's sink is not to be written
// to once it could not be turned over.
class WindowLog::Disk {
public:
    // False: the line is lost.
    bool write(const std::string& line, bool isError)
    {
        try {
            if (!m_logger)
                open();
            m_failed = false;
            m_logger->log(
                isError ? spdlog::level::err : spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
        } catch (const std::exception&) {
            m_failed = true;
        }
        if (m_failed)
            m_logger.reset();
        return !m_failed;
    }

private:
    void open()
    {
        auto logger = std::make_unique<spdlog::logger>("window",
            std::make_shared<spdlog::sinks::rotating_file_sink_st>(
                QFile::encodeName(logFile()).toStdString(), kLogBytes, kOlderLogs));
        logger->set_pattern("%Y-%m-%dT%H:%M:%S%z %P %l: %v");
        logger->flush_on(spdlog::level::info);
        logger->set_error_handler([this](const std::string&) { m_failed = true; });
        m_logger = std::move(logger);
    }

    std::unique_ptr<spdlog::logger> m_logger;
    bool m_failed = false;
};

WindowLog::WindowLog(QObject* parent) : QObject(parent), m_disk(std::make_shared<Disk>())
{
    m_writer.setMaxThreadCount(1);
}

WindowLog::~WindowLog()
{
    m_writer.waitForDone();
}

void WindowLog::note(FixedWords what, std::initializer_list<Number> numbers)
{
    std::string line = what.text();
    for (const Number& number : numbers)
        line += std::string(" ") + number.name.text() + '=' + textOf(number.value);
    add(std::move(line));
}

void WindowLog::noteError(FixedWords what, ErrorCode code)
{
    add(what.text() + std::string(": ") + std::string(rpcErrorOf({ code, {} }).kind), true);
}

void WindowLog::noteModel(const LoadedModelInfo& model, FixedWords why)
{
    add("device: " + oneLine(model.deviceName) + ", " + why.text() + "; weights: " + oneLine(model.weights));
}

void WindowLog::add(std::string line, bool isError)
{
    m_writer.start([this, disk = m_disk, line = std::move(line), isError] {
        if (disk->write(line, isError))
            return;
        QMetaObject::invokeMethod(this, [this] {
            if (!std::exchange(m_complained, true))
                Q_EMIT unwritable();
        });
    });
}

} // namespace palimpsest
