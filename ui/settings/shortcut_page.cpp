#include "ui/settings/shortcut_page.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <algorithm>
#include <utility>

namespace palimpsest {

namespace {

QString shown(const QKeySequence& keys)
{
    return keys.toString(QKeySequence::NativeText);
}

} // namespace

ShortcutPage::ShortcutPage(KeyTable table, QWidget* parent)
    : QWidget(parent),
      m_table(std::move(table)),
      m_list(new QTreeWidget(this)),
      m_keys(new QKeySequenceEdit(this)),
      m_assign(new QPushButton(tr("&Assign"), this)),
      m_none(new QPushButton(tr("&No Keys"), this)),
      m_reset(new QPushButton(tr("&Usual Keys"), this)),
      m_resetAll(new QPushButton(tr("Usual Keys for A&ll"), this)),
      m_note(new QLabel(this))
{
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setHeaderLabels({ tr("Command"), tr("Keys"), tr("Usual keys") });
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->setMinimumHeight(12 * fontMetrics().height());
    m_keys->setAccessibleName(tr("New keys"));
    if (auto* const field = m_keys->findChild<QLineEdit*>())
        field->setAccessibleName(tr("New keys"));
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(2 * fontMetrics().height());
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* const label = new QLabel(tr("Ne&w keys:"), this);
    label->setBuddy(m_keys);
    auto* const grid = new QGridLayout(this);
    grid->addWidget(m_list, 0, 0, 1, 4);
    grid->addWidget(label, 1, 0);
    grid->addWidget(m_keys, 1, 1, 1, 2);
    grid->addWidget(m_assign, 1, 3);
    grid->addWidget(m_note, 2, 0, 1, 4);
    grid->addWidget(m_none, 3, 1);
    grid->addWidget(m_reset, 3, 2);
    grid->addWidget(m_resetAll, 3, 3);
    grid->setColumnStretch(1, 1);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutPage::choose);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutPage::weigh);
    connect(m_assign, &QPushButton::clicked, this, [this] { assign(m_keys->keySequence()); });
    connect(m_none, &QPushButton::clicked, this, [this] { assign({}); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const auto row = chosenRow())
            assign(m_table.rows()[*row].usual);
    });
    connect(m_resetAll, &QPushButton::clicked, this, [this] { change({}); });
    for (std::size_t i = 0; i < m_table.rows().size(); ++i)
        new QTreeWidgetItem(m_list);
    fill();
    m_list->setCurrentItem(m_list->topLevelItem(0));
    choose();
}

void ShortcutPage::change(const QMap<QString, QString>& changed)
{
    m_table.change(changed);
    fill();
    choose();
}

std::optional<std::size_t> ShortcutPage::chosenRow() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(row));
}

void ShortcutPage::fill()
{
    for (std::size_t i = 0; i < m_table.rows().size(); ++i) {
        const CommandKeys& row = m_table.rows()[i];
        QTreeWidgetItem* const item = m_list->topLevelItem(static_cast<int>(i));
        QFont font = m_list->font();
        font.setBold(row.keys != row.usual);
        item->setText(0, row.title);
        item->setText(1, shown(row.keys));
        item->setText(2, shown(row.usual));
        item->setFont(1, font);
    }
    m_list->resizeColumnToContents(1);
    m_list->resizeColumnToContents(2);
    m_resetAll->setEnabled(!m_table.changed().isEmpty());
}

bool ShortcutPage::search(const QString& title, const QStringList& words)
{
    QTreeWidgetItem* first = nullptr;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* const item = m_list->topLevelItem(i);
        const QString text = QStringList{ title, item->text(0), item->text(1) }.join(QLatin1Char('\n'));
        item->setHidden(!std::all_of(words.begin(), words.end(),
            [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); }));
        if (first == nullptr && !item->isHidden())
            first = item;
    }
    // Keys are never given to a command that nobody sees.
    if (first != nullptr && m_list->currentItem()->isHidden())
        m_list->setCurrentItem(first);
    return first != nullptr;
}

void ShortcutPage::takeFocus()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void ShortcutPage::choose()
{
    m_keys->clear();
    weigh();
}

// What pressing "Assign" would do, said before it is pressed.
void ShortcutPage::weigh()
{
    const auto row = chosenRow();
    const QKeySequence keys = m_keys->keySequence();
    m_keys->setEnabled(row.has_value());
    m_assign->setEnabled(row && !keys.isEmpty() && keys != m_table.rows()[*row].keys);
    m_none->setEnabled(row && !m_table.rows()[*row].keys.isEmpty());
    m_reset->setEnabled(row && m_table.rows()[*row].keys != m_table.rows()[*row].usual);
    const auto owner = row ? m_table.ownerBeside(*row, keys) : std::nullopt;
    m_note->setText(owner ? tr("%1 belongs to “%2”, which will have no keys then.")
                                .arg(shown(m_table.rows()[*owner].keys), m_table.rows()[*owner].title)
                          : QString());
    m_assign->setText(owner ? tr("&Assign All the Same") : tr("&Assign"));
}

void ShortcutPage::assign(const QKeySequence& keys)
{
    const auto row = chosenRow();
    if (!row)
        return;
    m_table.assign(*row, keys);
    fill();
    choose();
}

} // namespace palimpsest
