#pragma once
// Settings, help and what else opens from the menus and is about the program itself. Owned by the main window; GUI
// thread.

#include <QObject>

class QMainWindow;

namespace palimpsest {

class ResultLink;
class ResultPanel;
class RunLink;
class WindowActions;
struct Settings;

class HelpLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        WindowActions& actions;
        RunLink& run;
        ResultPanel& results;
        ResultLink& link;
    };

    HelpLink(const Parts& parts, QMainWindow& window);

Q_SIGNALS:
    void settingsChanged(const palimpsest::Settings& settings);

private:
    void applySettings();
    void editSettings();

    Parts m_parts;
    QMainWindow& m_window;
};

} // namespace palimpsest
