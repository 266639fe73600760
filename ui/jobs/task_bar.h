#pragma once
// What is to be read, as the model at hand offers it: the task, and where it wants one the question or the labels.
// GUI thread.

#include <QWidget>

#include "ui/jobs/model_info.h"

class QComboBox;
class QLineEdit;
class QStringListModel;

namespace palimpsest {

class TaskBar final : public QWidget {
    Q_OBJECT

public:
    explicit TaskBar(QWidget* parent = nullptr);

    void setModel(const ModelInfo& model);
    void setTask(const QString& id);
    [[nodiscard]] QString task() const; // empty: the model offers none
    void setPrompt(const QString& prompt);
    [[nodiscard]] QString prompt() const;
    [[nodiscard]] bool wantsPrompt() const;
    void focusPrompt();
    // What was asked before, to be offered while one types.
    void setAskedBefore(const QStringList& prompts);
    // Of the answer; it is there to be chosen where the task's answers have one. Empty: the model's usual one.
    void setLanguage(const QString& code);

Q_SIGNALS:
    void taskChanged();
    void runAsked(); // Enter behind a question
    void languageChosen(const QString& code);

private:
    void refresh();
    void fillLanguages();

    ModelInfo m_model;
    QComboBox* m_tasks;
    QLineEdit* m_prompt;
    QComboBox* m_language;
    QStringListModel* m_askedBefore;
};

} // namespace palimpsest
