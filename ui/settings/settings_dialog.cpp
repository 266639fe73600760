#include "ui/settings/settings_dialog.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/jobs/task_names.h"
#include "ui/settings/setting_search.h"
#include "ui/settings/settings_file.h"
#include "ui/settings/shortcut_page.h"

namespace palimpsest {

namespace {

QLabel* note(QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setMinimumHeight(3 * label->fontMetrics().height());
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

} // namespace

SettingsDialog::SettingsDialog(
    const Settings& settings, std::vector<ModelInfo> models, const KeyTable& keys, QWidget* parent)
    : QDialog(parent),
      m_models(std::move(models)),
      m_search(new SettingSearch(this)), // the first that Tab reaches
      m_model(new QComboBox(this)),
      m_modelNote(note(this)),
      m_device(new QComboBox(this)),
      m_deviceNote(note(this)),
      m_weights(new QComboBox(this)),
      m_pageMinutes(new QSpinBox(this)),
      m_idleMinutes(new QSpinBox(this)),
      m_appearance(new QComboBox(this)),
      m_language(new QComboBox(this)),
      m_threshold(new QSpinBox(this)),
      m_remember(new QCheckBox(tr("&Remember opened documents"), this)),
      m_shortcuts(new ShortcutPage(keys, this)),
      m_fileNote(new QLabel(this))
{
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    QTabWidget& tabs = m_search->tabs();
    tabs.setAccessibleName(tr("Settings"));
    tabs.addTab(makeModelPage(), tr("&Model"));
    tabs.addTab(makeWindowPage(), tr("&Window"));
    tabs.addTab(m_shortcuts, tr("&Keys"));
    auto* const find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_search, &SettingSearch::takeFocus);
    m_search->takeFocus();
    auto* const buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] { fill({}); });
    addFileButtons(*buttons);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(m_fileNote);
    column->addWidget(buttons);
    fillModels();
    fillDevices({});
    fill(settings);
    connect(m_model, &QComboBox::currentIndexChanged, this, &SettingsDialog::explain);
    connect(m_device, &QComboBox::currentIndexChanged, this, &SettingsDialog::explain);
    auto* const devices = new DeviceList(this);
    connect(devices, &DeviceList::arrived, this, &SettingsDialog::fillDevices);
    devices->ask();
    resize(560, sizeHint().height());
}

QWidget* SettingsDialog::makeModelPage()
{
    auto* const page = new QWidget(this);
    m_model->setAccessibleName(tr("Model"));
    m_modelNote->setAccessibleName(tr("About the model"));
    m_device->setAccessibleName(tr("Device"));
    m_deviceNote->setAccessibleName(tr("About the device"));
    m_weights->setAccessibleName(tr("Weights"));
    m_weights->addItem(tr("As the checkpoint has them"), QString());
    m_weights->addItem(tr("bf16, as published"), QStringLiteral("bf16"));
    m_weights->addItem(tr("q8, half the memory"), QStringLiteral("q8"));
    m_weights->addItem(tr("q4, a quarter of the memory"), QStringLiteral("q4"));
    m_pageMinutes->setAccessibleName(tr("Minutes after which a page is given up"));
    m_idleMinutes->setAccessibleName(tr("Minutes after which the memory of the model is released"));
    for (QSpinBox* const minutes : { m_pageMinutes, m_idleMinutes }) {
        minutes->setRange(0, kMostMinutes);
        minutes->setSuffix(tr(" min"));
        minutes->setSpecialValueText(tr("never"));
    }
    for (QComboBox* const box : { m_model, m_device })
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* const browse = new QPushButton(tr("&Folder…"), page);
    browse->setToolTip(tr("A checkpoint of PaliGemma or PaliGemma 2 as Hugging Face has it, or your own fine-tune"));
    connect(browse, &QPushButton::clicked, this, &SettingsDialog::chooseModelFolder);
    auto* const model = new QHBoxLayout;
    model->addWidget(m_model, 1);
    model->addWidget(browse);
    auto* const form = new QFormLayout(page);
    auto* const modelLabel = new QLabel(tr("M&odel:"), page);
    modelLabel->setBuddy(m_model);
    form->addRow(modelLabel, model);
    form->addRow(QString(), m_modelNote);
    form->addRow(tr("&Device:"), m_device);
    form->addRow(QString(), m_deviceNote);
    form->addRow(tr("W&eights:"), m_weights);
    form->addRow(tr("&Give up a page after:"), m_pageMinutes);
    form->addRow(tr("&Release the memory when idle for:"), m_idleMinutes);
    return page;
}

QWidget* SettingsDialog::makeWindowPage()
{
    auto* const page = new QWidget(this);
    m_appearance->setAccessibleName(tr("Appearance"));
    m_appearance->addItem(tr("As the system"), static_cast<int>(Appearance::System));
    m_appearance->addItem(tr("Light"), static_cast<int>(Appearance::Light));
    m_appearance->addItem(tr("Dark"), static_cast<int>(Appearance::Dark));
    m_language->setAccessibleName(tr("Language"));
    m_language->addItem(tr("As the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
    m_threshold->setAccessibleName(tr("Doubtful below"));
    m_threshold->setRange(0, 100);
    m_threshold->setSuffix(tr(" %"));
    auto* const form = new QFormLayout(page);
    form->addRow(tr("&Appearance:"), m_appearance);
    form->addRow(tr("&Language, from the next start on:"), m_language);
    form->addRow(tr("&Doubtful below a confidence of:"), m_threshold);
    m_remember->setToolTip(
        tr("Their names stand in the File menu; without this, those that stand there are forgotten"));
    form->addRow(m_remember);
    return page;
}

Settings SettingsDialog::settings() const
{
    Settings settings;
    settings.model = { m_model->currentData().toString(), m_device->currentData().toString(),
        m_weights->currentData().toString() };
    settings.appearance = static_cast<Appearance>(m_appearance->currentData().toInt());
    settings.language = m_language->currentData().toString();
    settings.reviewThreshold = m_threshold->value() / 100.0;
    settings.rememberDocuments = m_remember->isChecked();
    settings.pageMinutes = m_pageMinutes->value();
    settings.idleMinutes = m_idleMinutes->value();
    settings.keys = m_shortcuts->changed();
    return settings;
}

void SettingsDialog::fill(const Settings& settings)
{
    select(*m_model, settings.model.model);
    select(*m_device, settings.model.device);
    select(*m_weights, settings.model.weights);
    select(*m_language, settings.language);
    m_appearance->setCurrentIndex(m_appearance->findData(static_cast<int>(settings.appearance)));
    m_threshold->setValue(static_cast<int>(std::lround(settings.reviewThreshold * 100)));
    m_remember->setChecked(settings.rememberDocuments);
    m_pageMinutes->setValue(settings.pageMinutes);
    m_idleMinutes->setValue(settings.idleMinutes);
    m_shortcuts->change(settings.keys);
    explain();
}

// What was chosen once and is not there now stays to be seen.
void SettingsDialog::select(QComboBox& box, const QString& value)
{
    if (box.findData(value) < 0)
        box.addItem(value, value);
    box.setCurrentIndex(box.findData(value));
}

void SettingsDialog::fillModels()
{
    m_model->addItem(tr("The first that is complete"), QString());
    for (const ModelInfo& model : m_models)
        m_model->addItem(model.isComplete() ? model.name : tr("%1 (not complete)").arg(model.name), model.folder);
}

void SettingsDialog::fillDevices(const std::vector<DeviceEntry>& devices)
{
    const QString before = m_device->currentData().toString();
    m_devices = devices;
    m_device->clear();
    m_device->addItem(tr("The best there is"), QString());
    for (const DeviceEntry& device : devices)
        m_device->addItem(device.usable ? device.name : tr("%1 (cannot be used)").arg(device.name), device.id);
    select(*m_device, before);
    explain();
}

void SettingsDialog::chooseModelFolder()
{
    auto* const dialog = new QFileDialog(this, tr("Folder of a checkpoint"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { select(*m_model, folder); });
    dialog->open();
}

void SettingsDialog::addFileButtons(QDialogButtonBox& buttons)
{
    m_fileNote->setWordWrap(true);
    m_fileNote->setTextFormat(Qt::PlainText);
    m_fileNote->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fileNote->setAccessibleName(tr("About the file of settings"));
    m_fileNote->hide();
    auto* const save = buttons.addButton(tr("&Save Settings As…"), QDialogButtonBox::ActionRole);
    save->setToolTip(tr("Without the model's folder and the device, which belong to this computer"));
    auto* const load = buttons.addButton(tr("Load Se&ttings…"), QDialogButtonBox::ActionRole);
    load->setToolTip(tr("Shows what a file has; it counts with OK"));
    for (QPushButton* const button : { save, load })
        button->setAutoDefault(false);
    connect(save, &QPushButton::clicked, this, [this] {
        auto* const dialog = new QFileDialog(this, tr("Save the settings"));
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(QStringLiteral("ini"));
        dialog->selectFile(QStringLiteral("palimpsest-settings.ini"));
        chooseFile(*dialog, &SettingsDialog::saveAs);
    });
    connect(load, &QPushButton::clicked, this, [this] {
        auto* const dialog = new QFileDialog(this, tr("Load settings"));
        dialog->setFileMode(QFileDialog::ExistingFile);
        chooseFile(*dialog, &SettingsDialog::load);
    });
}

void SettingsDialog::chooseFile(QFileDialog& dialog, void (SettingsDialog::*then)(const QString&))
{
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    dialog.setNameFilter(tr("Settings (*.ini)"));
    connect(&dialog, &QFileDialog::fileSelected, this, then);
    dialog.open();
}

void SettingsDialog::saveAs(const QString& file)
{
    const Result<void> written = writeSettingsFile(settings(), file);
    say(written ? tr("The settings were saved as “%1”.").arg(QFileInfo(file).fileName())
                : tr("The settings were not saved: %1.").arg(QString::fromStdString(written.error().message)));
}

void SettingsDialog::load(const QString& file)
{
    const Result<Settings> read = readSettingsFile(file, settings());
    if (read)
        fill(read.value());
    say(read ? tr("The settings of “%1” are shown; they count with OK.").arg(QFileInfo(file).fileName())
             : tr("Nothing was loaded, and all settings are as they were: %1.")
                   .arg(QString::fromStdString(read.error().message)));
}

void SettingsDialog::say(const QString& text)
{
    m_fileNote->setText(text);
    m_fileNote->setAccessibleDescription(text);
    m_fileNote->show();
    QAccessibleEvent event(m_fileNote, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void SettingsDialog::explain()
{
    const QString folder = m_model->currentData().toString();
    const auto model = std::find_if(m_models.begin(), m_models.end(),
        [&folder](const ModelInfo& known) { return folder.isEmpty() ? known.isComplete() : known.folder == folder; });
    if (model == m_models.end()) {
        m_modelNote->setText(folder);
    } else if (!model->isComplete()) {
        m_modelNote->setText(model->problem);
    } else {
        QStringList tasks;
        for (const QString& task : model->tasks)
            tasks.append(nameOfTask(task));
        m_modelNote->setText(tr("%1 can do: %2\n%3").arg(model->name, tasks.join(QStringLiteral(", ")), model->folder));
    }
    QStringList reasons;
    const QString chosen = m_device->currentData().toString();
    for (const DeviceEntry& device : m_devices)
        if (chosen.isEmpty() || device.id == chosen)
            reasons.append(tr("%1: %2").arg(device.name, device.reason));
    m_deviceNote->setText(reasons.join(QLatin1Char('\n')));
}

} // namespace palimpsest
