// palimpsest-desktop [--new-window] [FILE...]: the window.

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QTimer>
#include <clocale>

#include "ui/main_window.h"
#include "ui/opening/arrival_link.h"
#include "ui/opening/one_window.h"
#include "ui/settings/settings.h"
#include "ui/translation.h"

namespace {

// A program that the bus started and then has no call for, ends: it has no window that anybody could close.
constexpr int kIdleServiceMs = 30'000;

} // namespace

int main(int argc, char** argv)
{
    QApplication::setApplicationName(QStringLiteral("palimpsest"));
    QApplication::setApplicationDisplayName(QStringLiteral("Palimpsest"));
    QApplication::setApplicationVersion(QStringLiteral(PALIMPSEST_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.palimpsest.Palimpsest"));
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // JSON and formats have a decimal point whatever the language of the window
    palimpsest::installTranslations(palimpsest::loadSettings().language);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Gets structure out of scanned pages, on this computer."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption newWindow(QStringLiteral("new-window"),
        QCoreApplication::translate("CommandLine", "Open a window of its own, also where there is one already."));
    parser.addOption(newWindow);
    const QCommandLineOption service(QStringLiteral("dbus-service"),
        QCoreApplication::translate(
            "CommandLine", "Started by the session bus: wait for its call, then show the window."));
    parser.addOption(service);
    parser.addPositionalArgument(QStringLiteral("FILE"),
        QCoreApplication::translate("CommandLine", "Documents, folders or projects to open."),
        QStringLiteral("[FILE...]"));
    parser.process(application);
    QStringList files;
    for (const QString& file : parser.positionalArguments())
        files.append(QFileInfo(file).absoluteFilePath());

    palimpsest::OneWindow one;
    const bool called = parser.isSet(service);
    if (called && !one.listenForBus())
        return 0;
    if (!called && !one.listen() && !parser.isSet(newWindow) && one.handOver(files))
        return 0;
    palimpsest::MainWindow window;
    const palimpsest::ArrivalLink arrivals(one, window);
    if (called)
        QTimer::singleShot(kIdleServiceMs, &window, [&window] {
            if (!window.isVisible())
                QApplication::quit();
        });
    else
        window.show();
    window.openPaths(files);
    return QApplication::exec();
}
