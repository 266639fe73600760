#include "ui/help/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace palimpsest {

namespace {

QString plain(const QAction& action)
{
    return action.text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

CommandPalette::CommandPalette(const std::vector<QAction*>& actions, QWidget* parent)
    : QDialog(parent),
      m_actions(actions.begin(), actions.end()),
      m_words(new QLineEdit(this)),
      m_list(new QListWidget(this))
{
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_words->setPlaceholderText(tr("Type a part of a command"));
    m_words->setAccessibleName(tr("Part of a command"));
    m_words->installEventFilter(this);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_words);
    column->addWidget(m_list, 1);
    connect(m_words, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_words, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    resize(460, 420);
    filter({});
}

// The list is walked while one types.
bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::filter(const QString& words)
{
    m_list->clear();
    const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        if (m_actions[i].isNull())
            continue;
        const QAction& action = *m_actions[i];
        const QString name = plain(action);
        const bool fits = std::all_of(parts.begin(), parts.end(),
            [&name](const QString& part) { return name.contains(part, Qt::CaseInsensitive); });
        if (!action.isEnabled() || !fits)
            continue;
        const QString keys = action.shortcut().toString(QKeySequence::NativeText);
        auto* const item
            = new QListWidgetItem(action.icon(), keys.isEmpty() ? name : name + QStringLiteral("    ") + keys, m_list);
        item->setData(Qt::UserRole, static_cast<qulonglong>(i));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem* const item = m_list->currentItem();
    if (item == nullptr)
        return;
    QAction* const action = m_actions[item->data(Qt::UserRole).toULongLong()];
    accept();
    if (action == nullptr)
        return;
    QTimer::singleShot(0, action, &QAction::trigger); // when the palette has gone and the focus is back
}

} // namespace palimpsest
