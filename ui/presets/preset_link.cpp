#include "ui/presets/preset_link.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>
#include <nlohmann/json.hpp>

#include "ui/error_text.h"
#include "ui/export/export_link.h"
#include "ui/jobs/task_bar.h"
#include "ui/jobs/task_names.h"
#include "ui/message_strip.h"
#include "ui/whole_file.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

QString nameOf(const QString& file)
{
    return QFileInfo(file).completeBaseName();
}

Result<Preset> presetIn(const QString& file)
{
    return presetFrom(QFileInfo(file).absoluteFilePath().toStdString(), {});
}

// What it says of reading beside task and prompt, by its keys: the window has no place for these.
QStringList keysLeft(Preset preset)
{
    preset.request.task.clear();
    preset.request.prompt.clear();
    preset.formats.clear();
    preset.fileName.clear();
    QStringList keys;
    const nlohmann::json json = nlohmann::json::parse(presetJson(preset));
    for (const auto& [key, value] : json.items())
        if (key != "palimpsest_preset")
            keys.append(QString::fromStdString(key));
    return keys;
}

} // namespace

PresetLink::PresetLink(const Parts& parts, QWidget& window) : QObject(&window), m_parts(parts), m_window(window)
{
    parts.actions.connectTo(Command::SavePreset, this, &PresetLink::askWhereToSave);
    parts.actions.connectTo(Command::TakePreset, this, &PresetLink::askWhatToTake);
    connect(&parts.actions.menu(WindowActions::Menu::Presets), &QMenu::aboutToShow, this, &PresetLink::offer);
    offer();
}

QString PresetLink::folder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("palimpsest/presets"));
}

QString PresetLink::fileIn(const QMimeData& content)
{
    const QList<QUrl> urls = content.urls();
    const QString file = urls.size() == 1 ? urls.front().toLocalFile() : QString();
    return file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? file : QString();
}

void PresetLink::offer()
{
    QMenu& menu = m_parts.actions.menu(WindowActions::Menu::Presets);
    QAction& first = m_parts.actions.action(Command::SavePreset);
    for (QAction* const entry : menu.actions())
        if (entry != &first && entry != &m_parts.actions.action(Command::TakePreset))
            delete entry;
    const std::vector<std::string> names = presetNames(folder().toStdString());
    for (const std::string& given : names) {
        const QString name = QString::fromStdString(given);
        auto* const entry = new QAction(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")), &menu);
        connect(entry, &QAction::triggered, this,
            [this, name] { use(QDir(folder()).filePath(name + QStringLiteral(".json"))); });
        menu.insertAction(&first, entry);
    }
    if (!names.empty())
        menu.insertSeparator(&first);
}

void PresetLink::askWhereToSave()
{
    QDir().mkpath(folder());
    auto* const dialog = new QFileDialog(&m_window, tr("Save as Preset"), folder(), tr("Presets (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(nameOfTask(m_parts.task.task()) + QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this, &PresetLink::save);
    dialog->open();
}

void PresetLink::save(const QString& file)
{
    const ExportWish wish = m_parts.exporting.wish();
    Preset preset;
    preset.request.task = m_parts.task.task().toStdString();
    preset.request.prompt = m_parts.task.prompt().toStdString();
    for (const QString& format : wish.formats)
        preset.formats.push_back(format.toStdString());
    preset.fileName = wish.pattern.toStdString();
    if (const auto written = writeWholeFile(file, QByteArray::fromStdString(presetJson(preset))); !written.ok())
        return say(written.error());
    offer();
    m_parts.messages.post({ MessageStrip::Kind::Information,
        tr("The preset “%1” is saved in %2. Given to others, that file is taken from the same menu.")
            .arg(nameOf(file), QFileInfo(file).path()),
        {}, {} });
}

void PresetLink::askWhatToTake()
{
    auto* const dialog = new QFileDialog(&m_window, tr("Preset from a File"), QString(), tr("Presets (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PresetLink::take);
    dialog->open();
}

void PresetLink::take(const QString& file)
{
    const auto preset = presetIn(file);
    if (!preset.ok())
        return say(preset.error());
    const QString own = QDir(folder()).filePath(nameOf(file) + QStringLiteral(".json"));
    if (QFileInfo(own) != QFileInfo(file)) {
        const auto there = presetIn(own);
        if (QFileInfo::exists(own) && !(there.ok() && there.value() == preset.value())) {
            m_parts.messages.post({ MessageStrip::Kind::Warning,
                tr("There is another preset “%1” already. Give the file another name first.").arg(nameOf(file)), {},
                {} });
            return;
        }
        QDir().mkpath(folder());
        const QByteArray bytes = QByteArray::fromStdString(presetJson(preset.value()));
        if (const auto written = writeWholeFile(own, bytes); !written.ok())
            return say(written.error());
        offer();
    }
    apply(preset.value(), nameOf(file));
}

void PresetLink::use(const QString& file)
{
    const auto preset = presetIn(file);
    if (!preset.ok())
        return say(preset.error());
    apply(preset.value(), nameOf(file));
}

void PresetLink::apply(const Preset& preset, const QString& name)
{
    const QString task = QString::fromStdString(preset.request.task);
    if (!task.isEmpty()) {
        m_parts.task.setTask(task);
        m_parts.task.setPrompt(QString::fromStdString(preset.request.prompt));
    }
    ExportWish wish{ {}, QString::fromStdString(preset.fileName) };
    for (const std::string& format : preset.formats)
        wish.formats.append(QString::fromStdString(format));
    m_parts.exporting.setWish(wish);
    const QStringList left = keysLeft(preset);
    if (!task.isEmpty() && m_parts.task.task() != task)
        m_parts.messages.post({ MessageStrip::Kind::Warning,
            tr("The preset “%1” wants “%2”, which the model at hand does not read. Choose another model first.")
                .arg(name, nameOfTask(task)),
            {}, {} });
    else if (!left.isEmpty())
        m_parts.messages.post({ MessageStrip::Kind::Warning,
            tr("The preset “%1” is in use but for what only the command line follows: %2.")
                .arg(name, left.join(QStringLiteral(", "))),
            {}, {} });
    else
        m_parts.messages.post({ MessageStrip::Kind::Information, tr("The preset “%1” is in use.").arg(name), {}, {} });
}

void PresetLink::say(const Error& error)
{
    m_parts.messages.post({ MessageStrip::Kind::Error, textOf(error), {}, {} });
}

} // namespace palimpsest
