#pragma once
// The bar for finding and replacing: what is searched for, how, where, and what was found. It knows no project. GUI
// thread.

#include <QWidget>

#include "ui/find/text_search.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace palimpsest {

class FindBar final : public QWidget {
    Q_OBJECT

public:
    enum class Scope { Page, AllPages };

    explicit FindBar(QWidget* parent = nullptr);

    void open(bool replacing);
    void close();
    [[nodiscard]] SearchTerms terms() const;
    [[nodiscard]] Scope scope() const;
    [[nodiscard]] QString replacement() const;
    void showState(const QString& state);
    void setReplaceable(bool one, bool all);

Q_SIGNALS:
    void termsChanged();
    void stepAsked(int step);
    void replaceAsked();
    void replaceAllAsked();
    void closed();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QToolButton* optionButton(const QString& text, const QString& name);

    QLineEdit* m_pattern;
    QToolButton* m_case;
    QToolButton* m_words;
    QToolButton* m_expression;
    QComboBox* m_scope;
    QLabel* m_state;
    QWidget* m_replaceRow;
    QLineEdit* m_replacement;
    QPushButton* m_replace;
    QPushButton* m_replaceAll;
};

} // namespace palimpsest
