#pragma once
// A system of music to compare and to correct: what stands on the page beside what its **kern says, engraved, and the
// text below, with marks where measures do not add up. A note that is chosen in one of the two is chosen in the other.
// What was typed becomes a step of the history when the person goes elsewhere or pauses. GUI thread.

#include <QTimer>
#include <QWidget>
#include <optional>
#include <string>
#include <vector>

#include "pipelines/music/checked_kern.h"
#include "pipelines/music/played_moments.h"
#include "ui/results/typed_item.h"

class QAction;
class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QListWidget;

namespace palimpsest {

class EngravingView;
class KernEdit;
class PictureView;

// What is written in the card, as it is played.
struct PlayedMusic {
    std::string midi; // the bytes of a file
    std::vector<PlayedMoment> moments;
};

class ScoreCard final : public QWidget {
    Q_OBJECT

public:
    explicit ScoreCard(Project& project, QWidget* parent = nullptr);

    void showItem(PageId page, std::optional<std::size_t> item);
    void setCrop(const QImage& crop); // of the page
    // As buttons below the text.
    void addButtons(const QList<QAction*>& actions);
    // In the menu of the engraved music.
    void addDrawingActions(const QList<QAction*>& actions);

    void edit();
    void commit(); // what was typed and is no step of the history yet
    [[nodiscard]] bool sounds() const { return m_sounds; }
    [[nodiscard]] PlayedMusic played() const;
    [[nodiscard]] QString text() const;
    void setPlayedRow(std::optional<std::size_t> row); // empty: nothing is played
    void copySvg() const;
    void copyPicture() const;

Q_SIGNALS:
    void checked(); // what is written there has changed

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void check();
    void engrave();
    void showSummary();
    void chooseWrittenNote();
    void showWritten(std::size_t note);

    TypedItem m_item;
    bool m_sounds = false; // it has notes
    CheckedKern m_checked;
    QTimer m_checkPause;
    QTimer m_commitPause;
    QBoxLayout* m_pictures;
    PictureView* m_crop;
    EngravingView* m_engraved;
    KernEdit* m_kern;
    QLabel* m_summary;
    QListWidget* m_doubts;
    QHBoxLayout* m_buttons;
};

} // namespace palimpsest
