#pragma once
// Every command by its name: type a part of it, press Enter. GUI thread.

#include <QDialog>
#include <QPointer>
#include <vector>

class QAction;
class QLineEdit;
class QListWidget;

namespace palimpsest {

class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const std::vector<QAction*>& actions, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& words);
    void run();

    std::vector<QPointer<QAction>> m_actions; // documents opened last come and go
    QLineEdit* m_words;
    QListWidget* m_list;
};

} // namespace palimpsest
