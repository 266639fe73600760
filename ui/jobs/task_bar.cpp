#include "ui/jobs/task_bar.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMap>
#include <QStringListModel>
#include <array>

#include "ui/jobs/task_names.h"
#include "ui/project/region.h"

namespace palimpsest {

namespace {

// Those of the picture captions that PaliGemma was trained on, as it writes them.
constexpr std::array kLanguages{ "ar", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fil", "fr", "he", "hi",
    "hr", "hu", "id", "it", "ja", "ko", "mi", "nl", "no", "pl", "pt", "ro", "ru", "sv", "sw", "te", "th", "tr", "uk",
    "vi", "zh" };

constexpr int kLanguageLetters = 18; // wide: "Español de España"

// "Deutsch (de)".
QString nameOfLanguage(const QString& code)
{
    const QLocale locale(code);
    if (locale.language() == QLocale::C)
        return code;
    QString name = locale.language() == QLocale::English ? QStringLiteral("English") : locale.nativeLanguageName();
    name[0] = name[0].toUpper();
    return QStringLiteral("%1 (%2)").arg(name, code);
}

} // namespace

TaskBar::TaskBar(QWidget* parent)
    : QWidget(parent),
      m_tasks(new QComboBox(this)),
      m_prompt(new QLineEdit(this)),
      m_language(new QComboBox(this)),
      m_askedBefore(new QStringListModel(this))
{
    m_tasks->setObjectName(QStringLiteral("tasks"));
    m_prompt->setObjectName(QStringLiteral("prompt"));
    m_tasks->setAccessibleName(tr("Task"));
    m_tasks->setToolTip(tr("What to read on the page, as the model at hand offers it"));
    m_tasks->setWhatsThis(tr("What the page is read for. “Automatic” looks for text, tables, drawings and music, and "
                             "reads each for what it is. What the model cannot do is not offered."));
    m_tasks->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_prompt->setAccessibleName(tr("Question or labels"));
    m_prompt->setMinimumWidth(180);
    m_prompt->setClearButtonEnabled(true);
    auto* const completer = new QCompleter(m_askedBefore, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_prompt->setCompleter(completer);
    m_language->setObjectName(QStringLiteral("language"));
    m_language->setAccessibleName(tr("Language of the answer"));
    m_language->setToolTip(tr("The language in which the model answers; it goes with the project"));
    // Neither the box nor its list measures every name: some thirty scripts take fonts that are loaded for it alone.
    m_language->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_language->setMinimumContentsLength(kLanguageLetters);
    if (auto* const list = qobject_cast<QListView*>(m_language->view()))
        list->setUniformItemSizes(true);
    fillLanguages();
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 4, 0);
    row->addWidget(m_tasks);
    row->addWidget(m_prompt);
    row->addWidget(m_language);
    connect(m_tasks, &QComboBox::currentIndexChanged, this, &TaskBar::refresh);
    connect(m_language, &QComboBox::activated, this,
        [this] { Q_EMIT languageChosen(m_language->currentData().toString()); });
    connect(m_prompt, &QLineEdit::returnPressed, this, &TaskBar::runAsked);
    refresh();
}

void TaskBar::setModel(const ModelInfo& model)
{
    const QString before = task();
    m_model = model;
    {
        const QSignalBlocker quiet(m_tasks);
        m_tasks->clear();
        if (model.choosesTasks())
            m_tasks->addItem(nameOfTask(kAutomaticTask), QString(kAutomaticTask));
        for (const QString& id : model.tasks)
            m_tasks->addItem(nameOfTask(id), id);
    }
    // The first is what people expect who did not choose: what fits each part of the page.
    if (m_tasks->findData(before) >= 0)
        setTask(before);
    else if (!model.choosesTasks())
        setTask(QStringLiteral("ocr"));
    refresh();
}

void TaskBar::setTask(const QString& id)
{
    const int place = m_tasks->findData(id);
    if (place >= 0)
        m_tasks->setCurrentIndex(place);
}

QString TaskBar::task() const
{
    return m_tasks->currentData().toString();
}

void TaskBar::setPrompt(const QString& prompt)
{
    m_prompt->setText(prompt);
}

QString TaskBar::prompt() const
{
    return wantsPrompt() ? m_prompt->text().trimmed() : QString();
}

bool TaskBar::wantsPrompt() const
{
    return m_model.promptedTasks.contains(task());
}

void TaskBar::focusPrompt()
{
    m_prompt->setFocus();
}

void TaskBar::setAskedBefore(const QStringList& prompts)
{
    if (prompts != m_askedBefore->stringList())
        m_askedBefore->setStringList(prompts);
}

// One that is not among them came with a project, and stays to be seen.
void TaskBar::setLanguage(const QString& code)
{
    if (m_language->findData(code) < 0)
        m_language->addItem(nameOfLanguage(code), code);
    m_language->setCurrentIndex(m_language->findData(code));
}

void TaskBar::fillLanguages()
{
    m_language->addItem(tr("Usual language"), QString());
    QMap<QString, QString> sorted; // by their own names
    for (const char* const code : kLanguages)
        sorted.insert(nameOfLanguage(QLatin1String(code)), QLatin1String(code));
    for (auto language = sorted.cbegin(); language != sorted.cend(); ++language)
        m_language->addItem(language.key(), language.value());
}

void TaskBar::refresh()
{
    m_language->setVisible(m_model.speaks(task()));
    m_tasks->setEnabled(m_tasks->count() > 0);
    m_prompt->setVisible(wantsPrompt());
    const QStringList words = m_model.words.value(task());
    m_prompt->setPlaceholderText(words.isEmpty() ? promptHintOf(task()) : words.join(QStringLiteral(", ")));
    m_prompt->setToolTip(words.isEmpty() ? QString()
                                         : QStringLiteral("<p>%1</p>") // which breaks lines
                                               .arg(tr("This model knows these words and no others: %1")
                                                        .arg(words.join(QStringLiteral(", ")))
                                                        .toHtmlEscaped()));
    Q_EMIT taskChanged();
}

} // namespace palimpsest
