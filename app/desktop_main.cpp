// palimpsest-desktop [FILE...]: the window.

#include <QApplication>
#include <clocale>

#include "ui/main_window.h"
#include "ui/settings/settings.h"
#include "ui/translation.h"

int main(int argc, char** argv)
{
    QApplication::setApplicationName(QStringLiteral("palimpsest"));
    QApplication::setApplicationDisplayName(QStringLiteral("Palimpsest"));
    QApplication::setApplicationVersion(QStringLiteral(PALIMPSEST_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.palimpsest.Palimpsest"));
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // JSON and formats have a decimal point whatever the language of the window
    palimpsest::installTranslations(palimpsest::loadSettings().language);
    palimpsest::MainWindow window;
    window.show();
    window.openPaths(QApplication::arguments().mid(1));
    return QApplication::exec();
}
