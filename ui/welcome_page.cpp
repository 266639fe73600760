#include "ui/welcome_page.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/icon.h"
#include "ui/jobs/task_names.h"

namespace palimpsest {

namespace {

constexpr int kIconSide = 96;

QLabel* centred(const QString& text, double scale, QWidget* parent)
{
    auto* const label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    label->setFont(font);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent),
      m_model(centred(tr("No model that can read has been found yet."), 1.0, this))
{
    auto* const icon = new QLabel(this);
    icon->setPixmap(iconNamed("palimpsest").pixmap(kIconSide, kIconSide));
    icon->setAlignment(Qt::AlignCenter);
    auto* const open = new QPushButton(iconNamed("open"), tr("&Open documents…"), this);
    auto* const samples = new QPushButton(tr("Look at &sample pages…"), this);
    auto* const model = new QPushButton(iconNamed("model"), tr("&Get a larger model…"), this);
    connect(open, &QPushButton::clicked, this, &WelcomePage::openAsked);
    connect(samples, &QPushButton::clicked, this, &WelcomePage::samplesAsked);
    connect(model, &QPushButton::clicked, this, &WelcomePage::modelAsked);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(60, 60, 60, 60);
    column->addStretch(3);
    column->addWidget(icon);
    column->addSpacing(16);
    column->addWidget(centred(tr("Drop scans, photographs, PDFs or folders here"), 1.5, this));
    column->addSpacing(4);
    column->addWidget(centred(tr("Pages are read on this computer. Nothing leaves it."), 1.0, this));
    column->addSpacing(20);
    column->addWidget(open, 0, Qt::AlignCenter);
    column->addWidget(samples, 0, Qt::AlignCenter);
    column->addSpacing(12);
    column->addWidget(m_model);
    column->addWidget(model, 0, Qt::AlignCenter);
    column->addStretch(4);
}

void WelcomePage::setModel(const ModelInfo& model)
{
    if (model.name.isEmpty())
        return m_model->clear();
    QStringList tasks;
    for (const QString& task : model.tasks)
        tasks.append(nameOfTask(task));
    m_model->setText(tr("The model that is there, %1, can do: %2. Others do more.")
                         .arg(model.name, tasks.join(QStringLiteral(", "))));
}

void WelcomePage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(palette().color(QPalette::Mid), 2, Qt::DashLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawRoundedRect(rect().adjusted(28, 28, -28, -28), 14, 14);
}

} // namespace palimpsest
