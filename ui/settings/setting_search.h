#pragma once
// The pages of the settings below a field that leaves only the settings that have the words typed there: in their
// label, their explanation or what can be chosen; of the keys, the commands. GUI thread.

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedLayout;
class QTabWidget;

namespace palimpsest {

class SettingSearch final : public QWidget {
    Q_OBJECT

public:
    explicit SettingSearch(QWidget* parent = nullptr);

    // Its pages are forms, in which a row without a label explains the one above it, or a ShortcutPage.
    [[nodiscard]] QTabWidget& tabs() const { return *m_tabs; }
    void search(const QString& text);
    void takeFocus();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool searchPage(int index, const QStringList& words);
    void focusFound();

    QLineEdit* m_field;
    QTabWidget* m_tabs;
    QLabel* m_nothing;
    QStackedLayout* m_stack;
};

} // namespace palimpsest
