#include "ui/status_line.h"

#include <QAccessible>
#include <QLabel>
#include <QStatusBar>
#include <QToolButton>
#include <cmath>

#include "ui/icon.h"

namespace palimpsest {

namespace {

constexpr int kSaidForMs = 15'000;

} // namespace

StatusLine::StatusLine(QStatusBar& bar)
    : QObject(&bar),
      m_bar(bar),
      m_model(new QToolButton(&bar)),
      m_progress(new QLabel(&bar)),
      m_zoom(new QLabel(&bar))
{
    m_model->setObjectName(QStringLiteral("model"));
    m_model->setAccessibleName(tr("Model and device"));
    m_model->setToolTip(tr("Choose another model or device"));
    m_model->setWhatsThis(tr("The model that pages are read with, the form of its weights, and the device that it "
                             "computes on. A click leads to all models."));
    m_model->setAutoRaise(true);
    m_model->setIcon(iconNamed("model"));
    m_model->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_model->setFocusPolicy(Qt::TabFocus);
    m_progress->setAccessibleName(tr("Progress"));
    m_zoom->setAccessibleName(tr("Zoom"));
    bar.addWidget(m_model);
    bar.addWidget(m_progress);
    bar.addPermanentWidget(m_zoom);
    connect(m_model, &QToolButton::clicked, this, &StatusLine::modelAsked);
}

// The text is the accessible description, because the name says what it is the name of.
void StatusLine::setModel(const QString& text)
{
    m_model->setText(text);
    m_model->setAccessibleDescription(text);
}

void StatusLine::setProgress(const QString& text)
{
    m_progress->setText(text);
}

void StatusLine::say(const QString& sentence)
{
    m_bar.showMessage(sentence, kSaidForMs);
    QAccessibleEvent event(&m_bar, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void StatusLine::setZoom(double factor)
{
    m_zoom->setText(tr("%1 %").arg(std::lround(factor * 100)));
}

} // namespace palimpsest
