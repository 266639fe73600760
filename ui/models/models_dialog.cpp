#include "ui/models/models_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "ui/icon.h"
#include "ui/jobs/task_names.h"
#include "ui/jobs/worker_replies.h"
#include "ui/models/import_dialog.h"
#include "ui/models/model_terms.h"

namespace palimpsest {

namespace {

constexpr int kBarSteps = 1000;

QString joinedTasks(const ModelInfo& model)
{
    QStringList names;
    for (const QString& task : model.tasks)
        names.append(nameOfTask(task));
    return names.join(QStringLiteral(", "));
}

QTreeWidget* listOf(const QStringList& headers, const QString& name, int rows, QWidget* parent)
{
    auto* const list = new QTreeWidget(parent);
    list->setHeaderLabels(headers);
    list->setAccessibleName(name);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setMinimumHeight((rows + 2) * (list->fontMetrics().height() + 6));
    return list;
}

QLabel* text(const QString& name, QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setAccessibleName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

} // namespace

ModelsDialog::ModelsDialog(ModelChoice choice, QWidget* parent)
    : QDialog(parent),
      m_choice(std::move(choice)),
      m_wanted(m_choice.model),
      m_wantedForm(m_choice.weights),
      m_device(new QComboBox(this)),
      m_deviceNote(text(tr("About the device"), this)),
      m_models(listOf({ tr("Model"), tr("Size"), tr("Can read") }, tr("Models"), 4, this)),
      m_about(text(tr("About the model"), this)),
      m_forms(listOf(
          { tr("Weights"), tr("Needs"), tr("On this device"), tr("Made ahead") }, tr("Forms of the weights"), 3, this)),
      m_said(text(tr("Outcome"), this)),
      m_progress(new QProgressBar(this)),
      m_stop(new QPushButton(iconNamed("stop"), tr("S&top"), this))
{
    setWindowTitle(tr("Models"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_device->setAccessibleName(tr("Device"));
    m_device->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setRange(0, kBarSteps);
    makeLists();
    auto* const form = new QFormLayout;
    form->addRow(tr("&Device:"), m_device);
    form->addRow(QString(), m_deviceNote);
    auto* const working = new QHBoxLayout;
    working->addWidget(m_progress, 1);
    working->addWidget(m_stop);
    auto* const column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_models, 3);
    column->addWidget(m_about);
    column->addWidget(m_forms, 2);
    column->addWidget(makeButtons());
    column->addWidget(m_said);
    column->addLayout(working);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_import = buttons->addButton(tr("&Import…"), QDialogButtonBox::ActionRole);
    connect(m_import, &QPushButton::clicked, this, &ModelsDialog::askForSource);
    auto* const guide = buttons->addButton(tr("&Get a Model…"), QDialogButtonBox::ActionRole);
    connect(guide, &QPushButton::clicked, this, &ModelsDialog::guideAsked);
    column->addWidget(buttons);
    connectCommands();
    fillDevices({});
    auto* const devices = new DeviceList(this);
    connect(devices, &DeviceList::arrived, this, &ModelsDialog::fillDevices);
    devices->ask();
    list();
    resize(760, 640);
}

void ModelsDialog::makeLists()
{
    m_models->header()->setStretchLastSection(true);
    m_forms->header()->setStretchLastSection(false); // what does not fit is scrolled to, not cut off
    m_forms->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_about->setMinimumHeight(4 * fontMetrics().height());
    m_said->setMinimumHeight(2 * fontMetrics().height());
    connect(m_models, &QTreeWidget::currentItemChanged, this, &ModelsDialog::showModel);
    connect(m_forms, &QTreeWidget::currentItemChanged, this, &ModelsDialog::refresh);
    connect(m_device, &QComboBox::currentIndexChanged, this, [this] {
        explainDevice();
        showModel();
    });
}

QWidget* ModelsDialog::makeButtons()
{
    auto* const row = new QWidget(this);
    m_use = new QPushButton(iconNamed("accept"), tr("&Use This"), row);
    m_verify = new QPushButton(tr("&Verify"), row);
    m_quantise = new QPushButton(tr("&Quantise Now"), row);
    m_remove = new QPushButton(tr("&Remove Quantised"), row);
    m_use->setToolTip(tr("Read with this model, in this form of its weights, on this device"));
    m_verify->setToolTip(tr("Read every value of every weight, and what was quantised of them"));
    m_quantise->setToolTip(tr("Otherwise it is done when the first page is read"));
    m_remove->setToolTip(tr("Frees the disk; the weights are quantised again when they are needed"));
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* const button : { m_use, m_verify, m_quantise, m_remove })
        layout->addWidget(button);
    layout->addStretch(1);
    return row;
}

void ModelsDialog::connectCommands()
{
    connect(&m_listing, &ModelCommand::succeeded, this, &ModelsDialog::fillModels);
    connect(&m_listing, &ModelCommand::failed, m_said, &QLabel::setText);
    connect(&m_showing, &ModelCommand::succeeded, this, [this](const QByteArray& json) {
        m_shown = modelFactsOf(json);
        showFacts();
    });
    connect(&m_showing, &ModelCommand::failed, m_about, &QLabel::setText);
    connect(&m_working, &ModelCommand::progressed, this,
        [this](double share) { m_progress->setValue(static_cast<int>(share * kBarSteps)); });
    connect(&m_working, &ModelCommand::succeeded, this, [this](const QByteArray& printed) {
        m_wanted = m_work == Work::Import ? QString::fromUtf8(printed).trimmed() : m_wanted;
        settle(m_work == Work::Verify      ? tr("The model is whole: every weight was read.")
                : m_work == Work::Quantise ? tr("The weights are quantised. The first page need not wait for it.")
                : m_work == Work::Remove   ? tr("The quantised weights are removed.")
                                           : tr("The model is imported."));
    });
    connect(&m_working, &ModelCommand::failed, this,
        [this](const QString& why) { settle(why.isEmpty() ? tr("Stopped; nothing was left half done.") : why); });
    connect(m_stop, &QPushButton::clicked, &m_working, &ModelCommand::cancel);
    connect(m_use, &QPushButton::clicked, this, [this] {
        m_choice = { currentModel()->folder, m_device->currentData().toString(), currentForm() };
        Q_EMIT chosen(m_choice);
        settle(tr("Pages are read with %1 from now on.").arg(currentModel()->name));
    });
    const auto named = [this] { return QStringList{ QStringLiteral("-m"), currentModel()->folder }; };
    connect(m_verify, &QPushButton::clicked, this,
        [this, named] { work(Work::Verify, QStringList{ QStringLiteral("verify") } + named()); });
    connect(m_quantise, &QPushButton::clicked, this, [this, named] {
        work(Work::Quantise,
            QStringList{ QStringLiteral("quantise"), QStringLiteral("--weights"), currentForm() } + named());
    });
    connect(m_remove, &QPushButton::clicked, this, [this, named] {
        work(Work::Remove,
            QStringList{
                QStringLiteral("quantise"), QStringLiteral("--remove"), QStringLiteral("--weights"), currentForm() }
                + named());
    });
}

void ModelsDialog::list()
{
    m_listing.start({ QStringLiteral("list"), QStringLiteral("--json") });
}

void ModelsDialog::fillDevices(const std::vector<DeviceEntry>& devices)
{
    const QString asked = m_device->currentData().toString();
    const QString before = m_devices.empty() ? m_choice.device : asked;
    m_devices = devices;
    {
        const QSignalBlocker quiet(m_device);
        m_device->clear();
        m_device->addItem(tr("The best there is"), QString());
        for (const DeviceEntry& device : devices)
            m_device->addItem(device.usable ? device.name : tr("%1 (cannot be used)").arg(device.name), device.id);
        m_device->setCurrentIndex(std::max(0, m_device->findData(before)));
    }
    explainDevice();
    if (m_device->currentData().toString() != asked)
        showModel();
}

void ModelsDialog::explainDevice()
{
    const QString device = m_device->currentData().toString();
    QStringList reasons;
    for (const DeviceEntry& entry : m_devices)
        if (device.isEmpty() || entry.id == device)
            reasons.append(tr("%1: %2").arg(entry.name, entry.reason));
    m_deviceNote->setText(reasons.join(QLatin1Char('\n')));
}

void ModelsDialog::fillModels(const QByteArray& json)
{
    const auto parsed = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
    m_found = modelsOf(parsed);
    {
        const QSignalBlocker quiet(m_models);
        m_models->clear();
        for (const ModelInfo& model : m_found) {
            auto* const item = new QTreeWidgetItem(m_models);
            item->setText(0, model.name);
            item->setText(1, model.weightBytes > 0 ? sizeText(model.weightBytes) : QString());
            item->setText(2, model.isComplete() ? joinedTasks(model) : tr("not complete"));
            item->setToolTip(2, item->text(2));
            QFont font = m_models->font();
            font.setBold(isInUse(model));
            item->setFont(0, font);
            if (model.folder == m_wanted || model.name == m_wanted)
                m_models->setCurrentItem(item);
        }
        if (m_models->currentItem() == nullptr)
            m_models->setCurrentItem(m_models->topLevelItem(0));
        for (int column = 0; column < 2; ++column)
            m_models->resizeColumnToContents(column);
    }
    showModel();
}

const ModelInfo* ModelsDialog::currentModel() const
{
    const int row = m_models->indexOfTopLevelItem(m_models->currentItem());
    return row < 0 ? nullptr : &m_found[static_cast<std::size_t>(row)];
}

QString ModelsDialog::currentForm() const
{
    const QTreeWidgetItem* const item = m_forms->currentItem();
    return item == nullptr ? QString() : item->text(0);
}

// An empty choice is the first that is complete.
bool ModelsDialog::isInUse(const ModelInfo& model) const
{
    if (!m_choice.model.isEmpty())
        return m_choice.model == model.folder || m_choice.model == model.name;
    const auto first
        = std::find_if(m_found.begin(), m_found.end(), [](const ModelInfo& found) { return found.isComplete(); });
    return first != m_found.end() && first->folder == model.folder;
}

void ModelsDialog::showModel()
{
    const QString device = m_device->currentData().toString();
    m_shown = {};
    if (m_forms->currentItem() != nullptr)
        m_wantedForm = currentForm();
    m_forms->clear();
    m_showing.drop();
    const ModelInfo* const model = currentModel();
    if (model == nullptr) {
        m_about->clear();
    } else if (!model->isComplete()) {
        m_about->setText(model->problem);
    } else {
        m_wanted = model->folder;
        m_about->setText(tr("Looking at %1…").arg(model->name));
        m_showing.start({ QStringLiteral("show"), QStringLiteral("--json"), QStringLiteral("-m"), model->folder,
            QStringLiteral("--device"), device.isEmpty() ? QStringLiteral("auto") : device });
    }
    refresh();
}

void ModelsDialog::showFacts()
{
    const ModelInfo* const model = currentModel();
    if (model == nullptr)
        return;
    QStringList lines{ tr("%1 can do: %2").arg(model->name, joinedTasks(*model)), model->folder };
    lines.append(tr("Its files hold %1; it sees %2 × %2 pixels at a time.").arg(m_shown.stored).arg(m_shown.imageSize));
    if (!m_shown.licence.isEmpty())
        lines.append(tr("Licence: %1").arg(m_shown.licence));
    if (!m_shown.name.isEmpty() && isUnderGemmaTerms(m_shown.licence)) {
        const auto when = termsAcknowledged(model->folder);
        lines.append(when ? tr("You acknowledged the terms of Gemma on %1.")
                                .arg(QLocale().toString(when->toLocalTime().date(), QLocale::LongFormat))
                          : tr("The terms of Gemma are shown before it is used for the first time."));
    }
    m_about->setText(lines.join(QLatin1Char('\n')));
    fillForms();
}

void ModelsDialog::fillForms()
{
    const bool inUse = currentModel() != nullptr && isInUse(*currentModel());
    {
        const QSignalBlocker quiet(m_forms);
        m_forms->clear();
        for (const WeightForm& form : m_shown.forms) {
            const QuantisedWeights* const made = m_shown.quantisedAs(form.weights);
            auto* const item = new QTreeWidgetItem(m_forms);
            item->setText(0, form.weights);
            item->setText(1, sizeText(form.neededBytes));
            item->setText(2, fitText(form, m_shown.freeBytes));
            item->setText(3, made != nullptr ? sizeText(made->sizeBytes) : QString());
            if (fitOf(form, m_shown.freeBytes) == Fit::TooLarge)
                item->setIcon(2, iconNamed("warning"));
            QFont font = m_forms->font();
            font.setBold(inUse && form.weights == m_choice.weights);
            item->setFont(0, font);
            if (form.weights == m_wantedForm)
                m_forms->setCurrentItem(item);
        }
        if (m_forms->currentItem() == nullptr && !m_shown.forms.empty())
            m_forms->setCurrentItem(m_forms->topLevelItem(0));
        m_forms->headerItem()->setText(2, tr("On this device, %1 free").arg(sizeText(m_shown.freeBytes)));
    }
    refresh();
}

void ModelsDialog::refresh()
{
    const ModelInfo* const model = currentModel();
    const bool idle = !m_working.isRunning();
    const bool ready = idle && model != nullptr && model->isComplete() && m_forms->currentItem() != nullptr;
    const QString form = currentForm();
    const bool quantised = form == QLatin1String("q8") || form == QLatin1String("q4");
    m_use->setEnabled(ready);
    m_verify->setEnabled(idle && model != nullptr && model->isComplete());
    m_quantise->setEnabled(ready && quantised && m_shown.quantisedAs(form) == nullptr);
    m_remove->setEnabled(ready && quantised && m_shown.quantisedAs(form) != nullptr);
    m_import->setEnabled(idle);
    m_models->setEnabled(idle);
    m_progress->setVisible(!idle);
    m_stop->setVisible(!idle);
}

void ModelsDialog::work(Work work, const QStringList& arguments)
{
    m_work = work;
    m_progress->setValue(0);
    m_said->setText(work == Work::Verify ? tr("Reading every weight…")
            : work == Work::Quantise     ? tr("Quantising the weights…")
            : work == Work::Remove       ? tr("Removing…")
                                         : tr("Checking and importing…"));
    m_working.start(arguments);
    refresh();
}

void ModelsDialog::settle(const QString& what)
{
    m_said->setText(what);
    if (m_work == Work::Import)
        Q_EMIT modelsChanged();
    list();
    refresh();
}

void ModelsDialog::askForSource()
{
    QStringList taken;
    for (const ModelInfo& model : m_found)
        taken.append(model.name);
    auto* const dialog = new ImportDialog(std::move(taken), this);
    connect(dialog, &ImportDialog::wished, this, [this](const ImportWish& wish) {
        QStringList words{ QStringLiteral("import"), wish.source };
        if (!wish.name.isEmpty())
            words << QStringLiteral("--name") << wish.name;
        if (wish.copy)
            words << QStringLiteral("--copy");
        work(Work::Import, words);
    });
    dialog->open();
}

} // namespace palimpsest
