#include "ui/message_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>
#include <utility>

#include "ui/icon.h"

namespace palimpsest {

namespace {

constexpr int kIconSide = 20;

const char* iconOf(MessageStrip::Kind kind)
{
    switch (kind) {
    case MessageStrip::Kind::Information:
        return "information";
    case MessageStrip::Kind::Warning:
        return "warning";
    case MessageStrip::Kind::Error:
        return "error";
    }
    return "information";
}

} // namespace

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_waiting(new QLabel(this)),
      m_action(new QPushButton(this)),
      m_close(new QToolButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    setAccessibleName(tr("Message"));
    m_icon->setFixedSize(kIconSide, kIconSide);
    m_text->setWordWrap(true);
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_waiting->setForegroundRole(QPalette::ToolTipText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTextFormat(Qt::PlainText);
    m_close->setIcon(iconNamed("close"));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss the message"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 6, 6);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_waiting);
    row->addWidget(m_action);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &MessageStrip::next);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto action = m_messages.front().action;
        next();
        if (action)
            action();
    });
    refresh();
}

void MessageStrip::post(Message message)
{
    const bool known = std::any_of(
        m_messages.begin(), m_messages.end(), [&](const Message& other) { return other.text == message.text; });
    if (known)
        return;
    m_messages.push_back(std::move(message));
    refresh();
}

void MessageStrip::clear()
{
    m_messages.clear();
    refresh();
}

QString MessageStrip::shownText() const
{
    return m_messages.empty() ? QString() : m_messages.front().text;
}

void MessageStrip::next()
{
    if (!m_messages.empty())
        m_messages.pop_front();
    refresh();
}

void MessageStrip::refresh()
{
    setVisible(!m_messages.empty());
    if (m_messages.empty())
        return;
    const Message& message = m_messages.front();
    m_icon->setPixmap(iconNamed(iconOf(message.kind)).pixmap(kIconSide, kIconSide));
    m_text->setText(message.text);
    m_text->setAccessibleName(message.text);
    m_action->setVisible(!message.actionText.isEmpty());
    m_action->setText(message.actionText);
    m_waiting->setVisible(waitingCount() > 0);
    m_waiting->setText(tr("%n more", nullptr, static_cast<int>(waitingCount())));
}

} // namespace palimpsest
