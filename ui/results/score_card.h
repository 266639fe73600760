#pragma once
// A system of music to compare and to correct: what stands on the page above its **kern, with marks where measures do
// not add up. What was typed becomes a step of the history when the person goes elsewhere or pauses. GUI thread.

#include <QTimer>
#include <QWidget>
#include <optional>
#include <string>

#include "ui/results/typed_item.h"

class QAction;
class QHBoxLayout;
class QLabel;
class QListWidget;

namespace palimpsest {

class KernEdit;
class PictureView;

class ScoreCard final : public QWidget {
    Q_OBJECT

public:
    explicit ScoreCard(Project& project, QWidget* parent = nullptr);

    void showItem(PageId page, std::optional<std::size_t> item);
    void setCrop(const QImage& crop); // of the page
    // As buttons below the text.
    void addButtons(const QList<QAction*>& actions);

    void edit();
    void commit(); // what was typed and is no step of the history yet
    [[nodiscard]] bool sounds() const { return m_sounds; }
    // What is written there, as a MIDI file.
    [[nodiscard]] std::string midi() const;

Q_SIGNALS:
    void checked(); // what is written there has changed

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void check();

    TypedItem m_item;
    bool m_sounds = false; // it has notes
    QTimer m_checkPause;
    QTimer m_commitPause;
    PictureView* m_crop;
    KernEdit* m_kern;
    QLabel* m_summary;
    QListWidget* m_doubts;
    QHBoxLayout* m_buttons;
};

} // namespace palimpsest
