#include "ui/results/review_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/icon.h"

namespace palimpsest {

namespace {

constexpr int kCropHeight = 64;
constexpr int kNarrowest = 40;

QToolButton* stepButton(const char* icon, const QString& name, const QString& keys, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setIcon(iconNamed(icon));
    button->setAutoRaise(true);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, keys));
    button->setAccessibleName(name);
    return button;
}

} // namespace

ReviewBar::ReviewBar(QWidget* parent)
    : QWidget(parent),
      m_picture(new QLabel(this)),
      m_count(new QLabel(this)),
      m_previous(stepButton("previous", tr("Previous doubtful place"), QStringLiteral("Shift+F8"), this)),
      m_next(stepButton("next", tr("Next doubtful place"), QStringLiteral("F8"), this)),
      m_accept(new QPushButton(iconNamed("accept"), tr("Accept"), this)),
      m_edit(new QPushButton(iconNamed("edit"), tr("Correct"), this))
{
    m_picture->setObjectName(QStringLiteral("place"));
    m_picture->setFixedHeight(kCropHeight);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_picture->setAccessibleName(tr("The place on the page"));
    setWhatsThis(tr("Leads through what the model was not sure of, on all pages: F8 to the next place, Shift+F8 back. "
                    "How sure it has to be is in the settings."));
    auto* const row = new QHBoxLayout;
    row->addWidget(m_previous);
    m_count->setWordWrap(true);
    m_count->setAlignment(Qt::AlignCenter);
    row->addWidget(m_count, 1);
    row->addWidget(m_next);
    row->addSpacing(8);
    row->addWidget(m_accept);
    row->addWidget(m_edit);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_picture);
    column->addLayout(row);
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT stepAsked(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT stepAsked(1); });
    connect(m_accept, &QPushButton::clicked, this, &ReviewBar::acceptAsked);
    connect(m_edit, &QPushButton::clicked, this, &ReviewBar::editAsked);
}

void ReviewBar::showState(const State& state)
{
    const auto total = static_cast<int>(state.count.total);
    m_count->setText(total == 0 ? tr("Nothing doubtful")
            : state.atDoubt     ? tr("%1 of %2 doubtful").arg(state.count.before + 1).arg(total)
                                : tr("%n doubtful", nullptr, total));
    m_previous->setEnabled(total > 0);
    m_next->setEnabled(total > 0);
    m_accept->setEnabled(state.acceptable);
    m_edit->setEnabled(state.chosen);
    m_picture->setVisible(!state.cropElsewhere);
    m_picture->setPixmap(state.crop.isNull()
            ? QPixmap()
            : QPixmap::fromImage(state.crop.scaled(
                std::max(kNarrowest, m_picture->width()), kCropHeight, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
}

} // namespace palimpsest
