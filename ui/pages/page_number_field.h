#pragma once
// The number of the page that is shown, to be typed, and the commands that go from page to page. GUI thread.

#include <QSpinBox>

namespace palimpsest {

class PageListModel;
class PageStrip;
class WindowActions;

class PageNumberField final : public QSpinBox {
    Q_OBJECT

public:
    struct Parts {
        const PageListModel& pages;
        PageStrip& strip;
        WindowActions& actions;
    };

    PageNumberField(const Parts& parts, QWidget* parent);

    // Other pages are there, or another one is shown.
    void refresh();

private:
    void goTo(int row);

    Parts m_parts;
};

} // namespace palimpsest
