#include "pipelines/document/document_runtime.h"

#include <QGuiApplication>
#include <array>
#include <clocale>

#include "engine/base/log.h"

namespace palimpsest {

namespace {

// What Qt and its plug-ins remark about files and surroundings; what matters of it reaches the caller as an Error.
void logQtMessage(QtMsgType, const QMessageLogContext&, const QString& message)
{
    logDebug("Qt: " + message.toStdString());
}

} // namespace

// Qt keeps references to the command line, so it lives beside the application.
struct DocumentRuntime::Application {
    int count = 3;
    std::array<char, 11> name{ "palimpsest" };
    std::array<char, 10> option{ "-platform" };
    std::array<char, 10> value{ "offscreen" };
    std::array<char*, 4> words{ name.data(), option.data(), value.data(), nullptr };
    QGuiApplication application{ count, words.data() };
};

DocumentRuntime::DocumentRuntime()
{
    if (QCoreApplication::instance() != nullptr)
        return;
    qInstallMessageHandler(&logQtMessage);
    m_application = std::make_unique<Application>();
    std::setlocale(LC_NUMERIC, "C");
}

DocumentRuntime::~DocumentRuntime() = default;

} // namespace palimpsest
