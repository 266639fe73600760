#include "ui/find/find_bar.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include "ui/icon.h"

namespace palimpsest {

namespace {

QToolButton* iconButton(const char* icon, const QString& name, const QString& keys, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setIcon(iconNamed(icon));
    button->setAutoRaise(true);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, keys));
    button->setAccessibleName(name);
    return button;
}

} // namespace

FindBar::FindBar(QWidget* parent)
    : QWidget(parent),
      m_pattern(new QLineEdit(this)),
      m_case(optionButton(QStringLiteral("Aa"), tr("Match case"))),
      m_words(optionButton(QStringLiteral("“ab”"), tr("Whole words"))),
      m_expression(optionButton(QStringLiteral(".*"), tr("Regular expression"))),
      m_scope(new QComboBox(this)),
      m_state(new QLabel(this)),
      m_replaceRow(new QWidget(this)),
      m_replacement(new QLineEdit(m_replaceRow)),
      m_replace(new QPushButton(tr("Replace"), m_replaceRow)),
      m_replaceAll(new QPushButton(tr("Replace All"), m_replaceRow))
{
    setObjectName(QStringLiteral("find"));
    m_pattern->setObjectName(QStringLiteral("pattern"));
    m_expression->setObjectName(QStringLiteral("expression"));
    m_pattern->setPlaceholderText(tr("Find in results"));
    m_pattern->setAccessibleName(tr("Find in results"));
    m_pattern->setClearButtonEnabled(true);
    m_scope->addItem(tr("On this page"));
    m_scope->addItem(tr("On all pages"));
    m_scope->setAccessibleName(tr("Where to search"));
    m_state->setObjectName(QStringLiteral("found"));
    m_state->setAccessibleName(tr("What was found"));
    m_replacement->setObjectName(QStringLiteral("replacement"));
    m_replacement->setPlaceholderText(tr("Replace by"));
    m_replacement->setAccessibleName(tr("Replace by"));
    m_replacement->setToolTip(tr("With a regular expression, \\1 to \\9 stand for what its brackets found"));
    auto* const previous = iconButton("previous", tr("Previous match"), QStringLiteral("Shift+F3"), this);
    auto* const next = iconButton("next", tr("Next match"), QStringLiteral("F3"), this);
    auto* const shut = iconButton("close", tr("Close the search"), QStringLiteral("Esc"), this);
    auto* const findRow = new QHBoxLayout;
    findRow->addWidget(m_pattern, 1);
    for (QWidget* const part :
        std::initializer_list<QWidget*>{ m_case, m_words, m_expression, m_scope, previous, next, m_state })
        findRow->addWidget(part);
    findRow->addStretch();
    findRow->addWidget(shut);
    auto* const replaceRow = new QHBoxLayout(m_replaceRow);
    replaceRow->setContentsMargins(0, 0, 0, 0);
    replaceRow->addWidget(m_replacement, 1);
    replaceRow->addWidget(m_replace);
    replaceRow->addWidget(m_replaceAll);
    replaceRow->addStretch(1);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(6, 4, 6, 4);
    column->setSpacing(4);
    column->addLayout(findRow);
    column->addWidget(m_replaceRow);
    hide();

    connect(m_pattern, &QLineEdit::textChanged, this, &FindBar::termsChanged);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &FindBar::termsChanged);
    connect(previous, &QToolButton::clicked, this, [this] { Q_EMIT stepAsked(-1); });
    connect(next, &QToolButton::clicked, this, [this] { Q_EMIT stepAsked(1); });
    connect(shut, &QToolButton::clicked, this, &FindBar::close);
    connect(m_replace, &QPushButton::clicked, this, &FindBar::replaceAsked);
    connect(m_replaceAll, &QPushButton::clicked, this, &FindBar::replaceAllAsked);
}

QToolButton* FindBar::optionButton(const QString& text, const QString& name)
{
    auto* const button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setCheckable(true);
    button->setAutoRaise(true);
    connect(button, &QToolButton::toggled, this, &FindBar::termsChanged);
    return button;
}

void FindBar::open(bool replacing)
{
    m_replaceRow->setVisible(replacing);
    show();
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
    Q_EMIT termsChanged();
}

void FindBar::close()
{
    hide();
    Q_EMIT closed();
}

SearchTerms FindBar::terms() const
{
    return { m_pattern->text(), m_case->isChecked(), m_words->isChecked(), m_expression->isChecked() };
}

FindBar::Scope FindBar::scope() const
{
    return static_cast<Scope>(m_scope->currentIndex());
}

QString FindBar::replacement() const
{
    return m_replacement->text();
}

void FindBar::showState(const QString& state)
{
    m_state->setText(state);
}

void FindBar::setReplaceable(bool one, bool all)
{
    m_replace->setEnabled(one);
    m_replaceAll->setEnabled(all);
}

// Esc is a command elsewhere; here it closes the bar.
bool FindBar::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (enter && m_replacement->hasFocus())
        Q_EMIT replaceAsked();
    else if (enter)
        Q_EMIT stepAsked(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace palimpsest
