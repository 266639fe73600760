#include "ui/settings/setting_search.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStackedLayout>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <vector>

#include "ui/settings/shortcut_page.h"

namespace palimpsest {

namespace {

QStringList textsOf(const QWidget& widget)
{
    QStringList texts{ widget.accessibleName(), widget.toolTip() };
    if (const auto* const label = qobject_cast<const QLabel*>(&widget))
        texts.append(label->text());
    if (const auto* const button = qobject_cast<const QAbstractButton*>(&widget))
        texts.append(button->text());
    if (const auto* const box = qobject_cast<const QComboBox*>(&widget))
        for (int i = 0; i < box->count(); ++i)
            texts.append(box->itemText(i));
    return texts;
}

std::vector<QWidget*> widgetsOf(const QLayoutItem* item)
{
    std::vector<QWidget*> widgets;
    if (item != nullptr && item->widget() != nullptr)
        widgets.push_back(item->widget());
    else if (const auto* const layout = dynamic_cast<const QLayout*>(item))
        for (int i = 0; i < layout->count(); ++i)
            for (QWidget* const inner : widgetsOf(layout->itemAt(i)))
                widgets.push_back(inner);
    return widgets;
}

std::vector<QWidget*> widgetsOf(const QFormLayout& form, int row)
{
    std::vector<QWidget*> widgets;
    for (const auto role : { QFormLayout::LabelRole, QFormLayout::FieldRole, QFormLayout::SpanningRole })
        for (QWidget* const widget : widgetsOf(form.itemAt(row, role)))
            if (std::find(widgets.begin(), widgets.end(), widget) == widgets.end())
                widgets.push_back(widget);
    return widgets;
}

bool explainsTheOneAbove(const QFormLayout& form, int row)
{
    const std::vector<QWidget*> widgets = widgetsOf(form, row);
    return widgets.size() == 1 && qobject_cast<const QLabel*>(widgets.front()) != nullptr;
}

bool haveAll(const QStringList& texts, const QStringList& words)
{
    QString text = texts.join(QLatin1Char('\n'));
    text.remove(QLatin1Char('&'));
    return std::all_of(
        words.begin(), words.end(), [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool searchForm(QFormLayout& form, const QString& title, const QStringList& words)
{
    bool any = false;
    for (int first = 0; first < form.rowCount();) {
        int end = first + 1;
        while (end < form.rowCount() && explainsTheOneAbove(form, end))
            ++end;
        QStringList texts{ title };
        for (int row = first; row < end; ++row)
            for (const QWidget* const widget : widgetsOf(form, row))
                texts += textsOf(*widget);
        const bool found = haveAll(texts, words);
        for (; first < end; ++first)
            form.setRowVisible(first, found);
        any = any || found;
    }
    form.activate();
    return any;
}

} // namespace

SettingSearch::SettingSearch(QWidget* parent)
    : QWidget(parent),
      m_field(new QLineEdit(this)),
      m_tabs(new QTabWidget(this)),
      m_nothing(new QLabel(this)),
      m_stack(new QStackedLayout)
{
    m_field->setPlaceholderText(tr("Search the settings and the keys"));
    m_field->setAccessibleName(tr("Search the settings and the keys"));
    m_field->setToolTip(tr("Ctrl+F; Enter goes to the first that was found"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_tabs);
    m_stack->addWidget(m_nothing);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_field);
    column->addLayout(m_stack);
    connect(m_field, &QLineEdit::textChanged, this, &SettingSearch::search);
}

void SettingSearch::search(const QString& text)
{
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<bool> found;
    for (int i = 0; i < m_tabs->count(); ++i)
        found.push_back(searchPage(i, words));
    const auto first = std::find(found.begin(), found.end(), true);
    if (first == found.end()) {
        m_nothing->setText(tr("No setting and no command has “%1”.").arg(text.simplified()));
        m_field->setAccessibleDescription(m_nothing->text());
        m_stack->setCurrentWidget(m_nothing);
        return;
    }
    // A tab that is disabled while it is the current one makes another current, so that it is chosen before.
    if (!found[static_cast<std::size_t>(m_tabs->currentIndex())]) {
        const int index = static_cast<int>(first - found.begin());
        m_tabs->setTabEnabled(index, true);
        m_tabs->setCurrentIndex(index);
    }
    for (int i = 0; i < m_tabs->count(); ++i)
        m_tabs->setTabEnabled(i, found[static_cast<std::size_t>(i)]);
    m_field->setAccessibleDescription({});
    m_stack->setCurrentWidget(m_tabs);
}

bool SettingSearch::searchPage(int index, const QStringList& words)
{
    QString title = m_tabs->tabText(index);
    title.remove(QLatin1Char('&'));
    if (auto* const keys = qobject_cast<ShortcutPage*>(m_tabs->widget(index)))
        return keys->search(title, words);
    auto* const form = qobject_cast<QFormLayout*>(m_tabs->widget(index)->layout());
    return form != nullptr && searchForm(*form, title, words);
}

void SettingSearch::takeFocus()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

// Enter would press the dialog's "OK", and Escape its "Cancel".
bool SettingSearch::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        focusFound();
        return true;
    case Qt::Key_Escape:
        if (m_field->text().isEmpty())
            return false;
        m_field->clear();
        return true;
    default:
        return false;
    }
}

void SettingSearch::focusFound()
{
    if (m_stack->currentWidget() != m_tabs)
        return;
    QWidget* const page = m_tabs->currentWidget();
    if (auto* const keys = qobject_cast<ShortcutPage*>(page)) {
        keys->takeFocus();
        return;
    }
    const auto* const form = qobject_cast<const QFormLayout*>(page->layout());
    for (int row = 0; form != nullptr && row < form->rowCount(); ++row)
        for (QWidget* const widget : widgetsOf(*form, row))
            if (form->isRowVisible(row) && (widget->focusPolicy() & Qt::TabFocus) != 0) {
                widget->setFocus(Qt::ShortcutFocusReason);
                return;
            }
}

} // namespace palimpsest
