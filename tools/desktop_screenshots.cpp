// The pictures of the window for README and docs: opens the sample letter, has it read by the worker, and keeps what
// the window looks like, light and dark; and the samples of other kinds, with results made for them.
//   desktop_screenshots FOLDER [LETTER]

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QLineEdit>
#include <QTabWidget>
#include <QTimer>
#include <QTreeView>
#include <QTreeWidget>
#include <clocale>
#include <cstdio>
#include <functional>
#include <utility>

#include "tools/sample_readings.h"
#include "ui/export/export_dialog.h"
#include "ui/find/find_bar.h"
#include "ui/help/about_dialog.h"
#include "ui/help/help_page.h"
#include "ui/help/sample_gallery.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/models/import_dialog.h"
#include "ui/models/model_guide.h"
#include "ui/models/models_dialog.h"
#include "ui/page_view/page_view.h"
#include "ui/pages/page_strip.h"
#include "ui/program_files.h"
#include "ui/results/result_panel.h"
#include "ui/results/versions_dialog.h"
#include "ui/settings/appearance.h"
#include "ui/settings/settings_dialog.h"
#include "ui/translation.h"
#include "ui/window_actions.h"

namespace {

using namespace palimpsest;

constexpr int kStepMs = 50;
constexpr int kMostMs = 300'000;

bool waitFor(const std::function<bool()>& condition)
{
    for (int passed = 0; passed < kMostMs && !condition(); passed += kStepMs) {
        QEventLoop loop;
        QTimer::singleShot(kStepMs, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return condition();
}

void settle()
{
    int passes = 0;
    waitFor([&passes] { return ++passes > 8; });
}

bool keep(QWidget& widget, const QDir& folder, const char* name)
{
    settle();
    return widget.grab().save(folder.filePath(QLatin1String(name) + QStringLiteral(".png")));
}

template <typename Dialog> bool keepDialog(MainWindow& window, Command command, const QDir& folder, const char* name)
{
    window.actions().action(command).trigger();
    auto* const dialog = window.findChild<Dialog*>();
    const bool kept = dialog != nullptr && keep(*dialog, folder, name);
    if (dialog != nullptr)
        dialog->close();
    return kept;
}

// The head of the letter, its text, and a table.
bool takeRegions(MainWindow& window, const QDir& folder)
{
    const PageId page = window.pageView().shownPage();
    const auto add = [&](const QRectF& box, const char* task) {
        Region region;
        region.box = box;
        region.task = QLatin1String(task);
        return window.project().addRegion(page, region);
    };
    add({ 36, 36, 300, 90 }, "ocr");
    add({ 36, 200, 520, 200 }, "ocr");
    add({ 36, 460, 520, 120 }, "table");
    const RegionItem& regions = window.pageView().canvas().regions();
    window.actions().action(Command::ReadRegions).trigger();
    if (!waitFor([&] { return !regions.marks().empty() && !regions.marks().front().badge.isEmpty(); }))
        return false;
    window.pageView().canvas().setFocus();
    window.pageView().canvas().regionTool().choose(1);
    bool kept = keep(window, folder, "regions");
    window.actions().action(Command::ShowSeen).trigger();
    kept = keep(window, folder, "seen") && kept;
    window.actions().action(Command::ShowSeen).trigger();
    window.pageView().canvas().regionTool().choose(2);
    applyAppearance(Appearance::Dark);
    return keep(window, folder, "regions-dark") && kept;
}

bool takePictures(const QDir& folder, const QString& letter)
{
    MainWindow window;
    window.resize(1280, 820);
    window.show();
    applyAppearance(Appearance::Light);
    bool kept = true;
    window.openPaths({ letter });
    QAction& run = window.actions().action(Command::RunPage);
    if (!waitFor([&] { return run.isEnabled() && !window.pageView().canvas().pageSize().isEmpty(); }))
        return false;
    run.trigger();
    if (!waitFor([&] { return !window.pageView().canvas().shapes().empty(); }))
        return false;
    window.messages().clear();
    window.actions().action(Command::NextDoubtful).trigger();
    if (!window.results().currentItem())
        window.results().setCurrentItem(3);
    kept = keep(window, folder, "light") && kept;
    window.actions().action(Command::EditItem).trigger();
    kept = keep(window, folder, "correct") && kept;
    window.results().list().setFocus(); // leaves the field
    window.actions().action(Command::Replace).trigger();
    if (auto* const pattern = window.findChild<QLineEdit*>(QStringLiteral("pattern")))
        pattern->setText(QStringLiteral("paper"));
    kept = keep(window, folder, "find") && kept;
    if (auto* const bar = window.findChild<FindBar*>())
        bar->close();
    kept = keepDialog<VersionsDialog>(window, Command::Versions, folder, "versions") && kept;
    kept = keepDialog<ExportDialog>(window, Command::Export, folder, "export") && kept;
    kept = keepDialog<SettingsDialog>(window, Command::EditSettings, folder, "settings") && kept;
    applyAppearance(Appearance::Dark);
    kept = keep(window, folder, "dark") && kept;
    applyAppearance(Appearance::Light);
    return takeRegions(window, folder) && kept;
}

// What is about the program itself.
bool takeDialogs(const QDir& folder)
{
    MainWindow window;
    window.resize(1280, 820);
    window.show();
    waitFor([&window] { return window.actions().action(Command::Models).isEnabled(); });
    bool kept = true;
    for (const auto& [appearance, suffix] :
        { std::pair(Appearance::Light, ""), std::pair(Appearance::Dark, "-dark") }) {
        applyAppearance(appearance);
        const auto named = [suffix = suffix](const char* name) { return QByteArray(name) + suffix; };
        kept = keep(window, folder, named("welcome")) && kept;
        window.actions().action(Command::Models).trigger();
        auto* const models = window.findChild<ModelsDialog*>();
        const QList<QTreeWidget*> lists = models->findChildren<QTreeWidget*>();
        kept = waitFor([&lists] { return lists.last()->topLevelItemCount() > 0; }) && kept;
        kept = keep(*models, folder, named("models")) && kept;
        ImportDialog import({}, models);
        import.setAttribute(Qt::WA_DeleteOnClose, false);
        import.setSource(QStringLiteral("/srv/models/paligemma2-3b-mix-448.zip"));
        import.show();
        kept = keep(import, folder, named("import")) && kept;
        import.close();
        models->close();
        kept = keepDialog<ModelGuide>(window, Command::ModelGuide, folder, named("guide")) && kept;
        kept = keepDialog<SampleGallery>(window, Command::Samples, folder, named("samples")) && kept;
        kept = keepDialog<HelpPage>(window, Command::HelpPage, folder, named("help")) && kept;
        window.actions().action(Command::About).trigger();
        auto* const about = window.findChild<AboutDialog*>();
        kept = keep(*about, folder, named("about")) && kept;
        about->findChild<QTabWidget*>()->setCurrentIndex(1);
        kept = keep(*about, folder, named("libraries")) && kept;
        about->close();
        window.actions().action(Command::EditSettings).trigger();
        auto* const settings = window.findChild<SettingsDialog*>();
        settings->findChild<QTabWidget*>()->setCurrentIndex(2);
        kept = keep(*settings, folder, named("keys")) && kept;
        settings->close();
        settle();
    }
    return kept;
}

// Every kind of result.
bool takeKinds(const QDir& folder)
{
    MainWindow window;
    window.resize(1280, 820);
    window.show();
    bool kept = true;
    for (const SampleReading& sample : sampleReadings()) {
        const QString file = QFileInfo(sampleLetter()).dir().filePath(sample.file);
        const auto isLast = [&] {
            const std::vector<DocumentEntry>& documents = window.project().documents();
            return !documents.empty() && documents.back().file == file;
        };
        window.openPaths({ file });
        if (!waitFor(isLast))
            return false;
        const PageId page = window.project().pageOrder().back();
        for (const Reading& reading : sample.readings)
            window.project().addReading(page, reading);
        window.pageStrip().showPage(page);
        if (!waitFor([&] { return !window.pageView().canvas().shapes().empty(); }))
            return false;
        for (const auto& [appearance, suffix] :
            { std::pair(Appearance::Light, ""), std::pair(Appearance::Dark, "-dark") }) {
            applyAppearance(appearance);
            kept = keep(window, folder, (sample.name + QLatin1String(suffix)).toLatin1().constData()) && kept;
        }
    }
    return kept;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("palimpsest"));
    std::setlocale(LC_NUMERIC, "C");
    if (argc < 2) {
        std::fprintf(stderr, "usage: desktop_screenshots FOLDER [LETTER]\n");
        return 1;
    }
    installTranslations(qEnvironmentVariable("PALIMPSEST_LANGUAGE", QStringLiteral("en")));
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(QStringLiteral("."));
    const QString letter = argc > 2 ? QString::fromLocal8Bit(argv[2]) : sampleLetter();
    if (takeDialogs(folder) && takeKinds(folder) && takePictures(folder, letter))
        return 0;
    std::fprintf(stderr, "the letter was not read, or a picture could not be written\n");
    return 1;
}
