// palimpsest-desktop [--new-window] [FILE...]: the window.

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <clocale>

#include "ui/main_window.h"
#include "ui/opening/one_window.h"
#include "ui/settings/settings.h"
#include "ui/translation.h"

namespace {

void show(QWidget& window)
{
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

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
    parser.addPositionalArgument(QStringLiteral("FILE"),
        QCoreApplication::translate("CommandLine", "Documents, folders or projects to open."),
        QStringLiteral("[FILE...]"));
    parser.process(application);
    QStringList files;
    for (const QString& file : parser.positionalArguments())
        files.append(QFileInfo(file).absoluteFilePath());

    palimpsest::OneWindow one;
    if (!one.listen() && !parser.isSet(newWindow) && one.handOver(files))
        return 0;
    palimpsest::MainWindow window;
    QObject::connect(&one, &palimpsest::OneWindow::filesArrived, &window, [&window](const QStringList& arrived) {
        window.openPaths(arrived);
        show(window);
    });
    window.show();
    window.openPaths(files);
    return QApplication::exec();
}
