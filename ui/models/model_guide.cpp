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

#include "ui/icon.h"
#include "ui/jobs/task_names.h"

namespace palimpsest {

namespace {

const QString kModelPage = QStringLiteral("https://huggingface.co/google/paligemma2-3b-mix-448");
const QString kLicencePage = QStringLiteral("https://ai.google.dev/gemma/terms");
const QString kFetching = QStringLiteral("hf download google/paligemma2-3b-mix-448");
constexpr double kHeadingScale = 1.15;

// Its colour is said, because a label keeps that of the palette before.
QString linkTo(const QString& address, const QString& words, const QPalette& palette)
{
    return QStringLiteral("<a href=\"%1\" style=\"color: %3\">%2</a>")
        .arg(address, words, palette.color(QPalette::Link).name());
}

} // namespace

QString foundText(const std::vector<ModelInfo>& models)
{
    QStringList lines;
    for (const ModelInfo& model : models) {
        QStringList tasks;
        for (const QString& task : model.tasks)
            tasks.append(nameOfTask(task));
        lines.append(QStringLiteral("%1: %2").arg(
            model.name, model.isComplete() ? tasks.join(QStringLiteral(", ")) : model.problem));
    }
    return lines.isEmpty() ? ModelGuide::tr("None was found.") : lines.join(QLatin1Char('\n'));
}

ModelGuide::ModelGuide(const std::vector<ModelInfo>& models, QWidget* parent) : QDialog(parent)
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
    m_found = addText({});
    m_found->setTextFormat(Qt::PlainText);
    addHeading(tr("The starter, which is already there"));
    addText(tr("It comes with the program and reads printed text in Latin letters, a line at a time, on any computer, "
               "and tables by their cells. It is small: it does not read molecules, music, handwriting or photographs, "
               "and other scripts not at all."));
    addHeading(tr("A published model, which you fetch yourself"));
    addText(tr("PaliGemma 2 by Google can caption pictures, answer questions, find objects and read text. This program "
               "never connects to the internet; a browser and one command fetch the model:"));
    addText(tr("1. Open the %1, sign in and accept the %2. They are not those of this program; read what they forbid.")
                .arg(linkTo(kModelPage, tr("page of the model"), palette()),
                    linkTo(kLicencePage, tr("terms of Gemma"), palette())));
    addText(
        tr("2. Fetch it in a terminal, with the tool of the site (about 6 GB; it needs about 4 GB of memory as q8):"));
    addCopied(kFetching, tr("Command that fetches the model"));
    addText(tr("3. Come back and press “Look again”. It is found where that tool puts it; a folder from elsewhere is "
               "imported in the list of models."));
    addHeading(tr("Tables, molecules and music"));
    addText(
        tr("The published models were not trained for these. They need a model that was fine-tuned for them, with a "
           "palimpsest.json beside it that says what it can do."));
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
    resize(620, 600);
}

void ModelGuide::setModels(const std::vector<ModelInfo>& models)
{
    m_found->setText(foundText(models));
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

QLabel* ModelGuide::addText(const QString& words)
{
    auto* const label = new QLabel(words, this);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    label->setAccessibleName(words.isEmpty() ? tr("What was found") : words.left(words.indexOf(QLatin1Char('.'))));
    connect(label, &QLabel::linkActivated, this, [](const QString& address) { QDesktopServices::openUrl(address); });
    label->setToolTip(words.contains(QLatin1String("<a ")) ? tr("Opens in your browser") : QString());
    m_column->addWidget(label);
    return label;
}

void ModelGuide::addCopied(const QString& words, const QString& name)
{
    auto* const field = new QLineEdit(words, this);
    field->setReadOnly(true);
    field->setAccessibleName(name);
    field->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* const copy = new QPushButton(iconNamed("copy"), tr("&Copy"), this);
    connect(copy, &QPushButton::clicked, this, [words] { QApplication::clipboard()->setText(words); });
    auto* const row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(copy);
    m_column->addLayout(row);
}

} // namespace palimpsest
