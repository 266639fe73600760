#include "ui/results/answer_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/icon.h"
#include "ui/jobs/task_names.h"
#include "ui/project/result_items.h"
#include "ui/results/text_answer_view.h"

namespace palimpsest {

namespace {

enum Column { Asked, Answered };

constexpr int kBeginning = 120; // characters
constexpr int kListHeight = 110;
constexpr QLatin1String kQuestionTask("question");

QString questionOf(const Reading& reading)
{
    if (reading.task == kQuestionTask && !reading.prompt.isEmpty())
        return reading.prompt;
    const QString task = nameOfTask(reading.task);
    return reading.prompt.isEmpty() ? task : QStringLiteral("%1: %2").arg(task, reading.prompt);
}

bool isAnswer(const Reading& reading)
{
    return viewOf(reading.result->content) == ContentView::Text;
}

void fillRow(const Reading& reading, QTreeWidgetItem& row)
{
    const QString question = questionOf(reading);
    const QString answer = itemAt(reading.result->content, 0).text;
    const QString when = QLocale().toString(reading.made.toLocalTime(), QLocale::LongFormat);
    row.setText(Asked, question);
    row.setText(Answered, answer.left(kBeginning).simplified());
    row.setToolTip(Asked, QStringLiteral("%1\n%2").arg(question, when));
    row.setToolTip(Answered, answer);
    row.setData(Asked, Qt::UserRole, reading.id);
}

} // namespace

AnswerPanel::AnswerPanel(Project& project, QWidget* parent)
    : QWidget(parent),
      m_project(project),
      m_asked(new QTreeWidget(this)),
      m_text(new TextAnswerView(project, this)),
      m_question(new QLineEdit(this)),
      m_ask(new QPushButton(tr("As&k"), this)),
      m_again(new QPushButton(iconNamed("run"), tr("Ask A&gain"), this))
{
    m_asked->setObjectName(QStringLiteral("asked"));
    m_asked->setAccessibleName(tr("What was asked about the page"));
    m_asked->setHeaderLabels({ tr("Asked"), tr("Answer") });
    m_asked->setRootIsDecorated(false);
    m_asked->setUniformRowHeights(true);
    m_asked->setAllColumnsShowFocus(true);
    m_asked->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_question->setObjectName(QStringLiteral("nextQuestion"));
    m_question->setAccessibleName(tr("Next question"));
    m_question->setPlaceholderText(tr("Ask something else about this page"));
    m_question->setClearButtonEnabled(true);
    m_again->setToolTip(tr("The chosen question, to the model that is used now; the answer there is stays"));
    auto* const parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_asked);
    parts->addWidget(m_text);
    parts->setChildrenCollapsible(false);
    parts->setStretchFactor(1, 1);
    parts->setSizes({ kListHeight, 3 * kListHeight });
    auto* const row = new QHBoxLayout;
    row->addWidget(m_question, 1);
    row->addWidget(m_ask);
    row->addWidget(m_again);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(parts, 1);
    column->addLayout(row);
    setFocusProxy(m_text);
    connect(m_asked, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        if (item != nullptr)
            m_project.showReading(m_page, item->data(Asked, Qt::UserRole).toULongLong());
    });
    connect(m_question, &QLineEdit::textChanged, this, &AnswerPanel::refresh);
    connect(m_question, &QLineEdit::returnPressed, this, &AnswerPanel::ask);
    connect(m_ask, &QPushButton::clicked, this, &AnswerPanel::ask);
    connect(m_again, &QPushButton::clicked, this, &AnswerPanel::askAgain);
    refresh();
}

void AnswerPanel::showPage(PageId page)
{
    if (page != m_page)
        m_question->clear();
    m_page = page;
    m_text->showPage(page);
    fill();
    refresh();
}

void AnswerPanel::setModel(const ModelInfo& model)
{
    m_model = model;
    refresh();
}

// Rows that are there stay the same ones: the list may be telling that one of them was chosen.
void AnswerPanel::fill()
{
    const PageEntry* const page = m_project.page(m_page);
    const QSignalBlocker quiet(m_asked);
    int rows = 0;
    for (const Reading& reading : page == nullptr ? std::vector<Reading>() : page->readings) {
        if (!isAnswer(reading))
            continue;
        QTreeWidgetItem* const row
            = rows < m_asked->topLevelItemCount() ? m_asked->topLevelItem(rows) : new QTreeWidgetItem(m_asked);
        ++rows;
        fillRow(reading, *row);
        if (reading.id == page->shown)
            m_asked->setCurrentItem(row);
    }
    while (m_asked->topLevelItemCount() > rows)
        delete m_asked->takeTopLevelItem(rows);
    m_asked->scrollToItem(m_asked->currentItem());
}

void AnswerPanel::refresh()
{
    const QString whyNot = m_model.whyNot(kQuestionTask);
    m_question->setEnabled(whyNot.isEmpty());
    m_question->setToolTip(whyNot.isEmpty() ? QString() : tr("No questions: %1").arg(whyNot));
    m_ask->setEnabled(whyNot.isEmpty() && !m_question->text().trimmed().isEmpty());
    const Reading* const shown = m_project.shownReading(m_page);
    m_again->setEnabled(shown != nullptr && isAnswer(*shown) && m_model.whyNot(shown->task).isEmpty());
}

void AnswerPanel::ask()
{
    const QString question = m_question->text().trimmed();
    if (!m_ask->isEnabled())
        return;
    m_question->clear();
    Q_EMIT asked(m_page, kQuestionTask, question);
}

void AnswerPanel::askAgain()
{
    if (const Reading* const shown = m_project.shownReading(m_page))
        Q_EMIT asked(m_page, shown->task, shown->prompt);
}

} // namespace palimpsest
