#include "ui/models/model_guide.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/icon.h"
#include "ui/jobs/task_names.h"
#include "ui/models/model_terms.h"

namespace palimpsest {

namespace {

const QString kStarter = QStringLiteral("starter");
const QString kSite = QStringLiteral("https://huggingface.co/");
const QString kFetchingTool = QStringLiteral("hf download ");
const QString kUsual = QStringLiteral("google/paligemma2-3b-mix-448"); // until it is known what fits
constexpr double kHeadingScale = 1.15;

// Its colour is said, because a label keeps that of the palette it was made under.
QString linkTo(const QString& address, const QString& words, const QPalette& palette)
{
    return QStringLiteral("<a href=\"%1\" style=\"color: %3\">%2</a>")
        .arg(address, words, palette.color(QPalette::Link).name());
}

QString tasksOf(const ModelInfo& model)
{
    QStringList tasks;
    for (const QString& task : model.tasks)
        tasks.append(nameOfTask(task));
    return tasks.join(QStringLiteral(", "));
}

} // namespace

QString foundText(const std::vector<ModelInfo>& models)
{
    QStringList lines;
    for (const ModelInfo& model : models)
        lines.append(QStringLiteral("%1: %2").arg(model.name, model.isComplete() ? tasksOf(model) : model.problem));
    return lines.isEmpty() ? ModelGuide::tr("None was found.") : lines.join(QLatin1Char('\n'));
}

QString starterText(const std::vector<ModelInfo>& models)
{
    const auto starter = std::find_if(models.begin(), models.end(),
        [](const ModelInfo& model) { return model.name == kStarter && model.isComplete(); });
    return starter == models.end() ? QString() : tasksOf(*starter);
}

ModelGuide::ModelGuide(const std::vector<ModelInfo>& models, QWidget* parent) : QDialog(parent), m_advised(kUsual)
{
    setWindowTitle(tr("Getting a model"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* const area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("Getting a model"));
    auto* const page = new QWidget(area);
    m_column = new QVBoxLayout(page);
    area->setWidget(page);

    addHeading(tr("On this computer"));
    m_found = addText({}, tr("What was found"));
    addHeading(tr("The starter, which is already there"));
    m_starter = addText({}, tr("About the starter"));
    addHeading(tr("A published model, which you fetch yourself"));
    addText(tr("PaliGemma 2 by Google can caption pictures, answer questions, find objects and read text. This program "
               "never connects to the internet; a browser and one command fetch the model:"));
    m_fits = addText(tr("Looking at what this computer has the memory for…"), tr("What fits on this computer"));
    m_addresses = addText({}, tr("Addresses of the model and its licence"));
    m_addresses->setTextFormat(Qt::RichText);
    m_addresses->setToolTip(tr("Opens in your browser"));
    addText(tr("2. Fetch it in a terminal, with the tool of the site:"));
    addFetching();
    addText(
        tr("3. Come back and press “Look again”. It is found where that tool puts it; a folder or a ZIP archive from "
           "elsewhere is imported in the list of models."));
    addHeading(tr("Tables, molecules and music"));
    addText(tr("The published models were not trained for these. Where what is there does not do, a model is needed "
               "that was fine-tuned for them, with a palimpsest.json beside it that says what it can do."));
    m_column->addStretch(1);

    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* const look = buttons->addButton(tr("&Look Again"), QDialogButtonBox::ActionRole);
    auto* const list = buttons->addButton(tr("&Models…"), QDialogButtonBox::ActionRole);
    connect(look, &QPushButton::clicked, this, &ModelGuide::lookAsked);
    connect(list, &QPushButton::clicked, this, &ModelGuide::modelsAsked);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(area, 1);
    column->addWidget(buttons);
    setModels(models);
    showAddresses();
    connect(&m_weighing, &ModelCommand::succeeded, this,
        [this](const QByteArray& json) { setFits(publishedFitsOf(json)); });
    connect(&m_weighing, &ModelCommand::failed, m_fits, &QLabel::setText);
    m_weighing.start(
        { QStringLiteral("published"), QStringLiteral("--json"), QStringLiteral("--device"), QStringLiteral("auto") });
    resize(620, 600);
}

void ModelGuide::setModels(const std::vector<ModelInfo>& models)
{
    m_found->setText(foundText(models));
    const QString tasks = starterText(models);
    m_starter->setText(tasks.isEmpty()
            ? tr("It was not found. It comes with the program; installing that again brings it back.")
            : tr("It comes with the program, works on any computer, and can do: %1. It is small, and was trained on "
                 "printed pages and on coloured shapes; objects, masks and captions are about such shapes alone, "
                 "questions about them and about tables. Larger models read more kinds of pages and pictures.")
                  .arg(tasks));
}

void ModelGuide::setFits(const PublishedFits& fits)
{
    m_fits->setText(fitsText(fits));
    if (const auto best = recommendedOf(fits))
        m_advised = best->model;
    showAddresses();
}

// Where the colours change while it stands open, so do those of its links.
void ModelGuide::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_addresses != nullptr)
        showAddresses();
}

void ModelGuide::showAddresses()
{
    m_fetching->setText(kFetchingTool + m_advised);
    m_addresses->setText(
        tr("1. Open the %1, sign in and accept the %2. They are not those of this program; read what they forbid.")
            .arg(linkTo(kSite + m_advised, tr("page of the model"), palette()),
                linkTo(gemmaTermsAddress(), tr("terms of Gemma"), palette())));
}

void ModelGuide::addHeading(const QString& words)
{
    QLabel* const label = addText(words);
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * kHeadingScale);
    label->setFont(font);
    label->setContentsMargins(0, 8, 0, 0);
}

QLabel* ModelGuide::addText(const QString& words, const QString& name)
{
    auto* const label = new QLabel(words, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    label->setAccessibleName(name.isEmpty() ? words.left(words.indexOf(QLatin1Char('.'))) : name);
    connect(label, &QLabel::linkActivated, this, [](const QString& address) { QDesktopServices::openUrl(address); });
    m_column->addWidget(label);
    return label;
}

void ModelGuide::addFetching()
{
    m_fetching = new QLineEdit(this);
    m_fetching->setReadOnly(true);
    m_fetching->setAccessibleName(tr("Command that fetches the model"));
    m_fetching->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* const copy = new QPushButton(iconNamed("copy"), tr("&Copy"), this);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_fetching->text()); });
    auto* const row = new QHBoxLayout;
    row->addWidget(m_fetching, 1);
    row->addWidget(copy);
    m_column->addLayout(row);
}

} // namespace palimpsest
