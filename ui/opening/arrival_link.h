#pragma once
// What arrives from other programs reaches the window: files are opened in it, it comes to the front, a further window
// is a program of its own. GUI thread.

#include <QObject>
#include <QStringList>

namespace palimpsest {

class MainWindow;
class OneWindow;

class ArrivalLink final : public QObject {
    Q_OBJECT

public:
    ArrivalLink(OneWindow& one, MainWindow& window, QObject* parent = nullptr);

private:
    void showWindow();
    void refuse(const QStringList& elsewhere);
    void openAnother();

    MainWindow& m_window;
};

} // namespace palimpsest
