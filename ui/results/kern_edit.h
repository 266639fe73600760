#pragma once
// Lines of **kern to correct, numbered; those that are doubtful are shaded, carry a mark beside their number and say
// why. Tabs part the staves and are typed as they are. GUI thread.

#include <QPlainTextEdit>
#include <vector>

#include "pipelines/music/checked_kern.h"

namespace palimpsest {

// A note of the text: its line, from 1, its field in the line and its place among the notes of the field.
struct KernPlace {
    int line = 1;
    int field = 0;
    int member = 0;

    friend bool operator==(const KernPlace&, const KernPlace&) = default;
};

class KernEdit final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit KernEdit(QWidget* parent = nullptr);

    void setDoubts(const std::vector<DoubtfulLines>& doubts);
    [[nodiscard]] std::vector<int> doubtfulLines() const; // from 1
    void showLine(int line);
    void goToLine(int line); // to type there
    [[nodiscard]] KernPlace cursorPlace() const;
    void showPlace(const KernPlace& place);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void paintNumbers();
    void placeNumbers();
    void shade();
    [[nodiscard]] QString whyDoubtful(int line) const;

    QWidget* m_numbers;
    std::vector<DoubtfulLines> m_doubts;
};

} // namespace palimpsest
