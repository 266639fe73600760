#pragma once
// Music as it is printed, in lines as wide as there is room. Measures that are doubtful are shaded and marked as their
// text is; a note is chosen by a click or with the arrow keys; a bar goes over what is being played. GUI thread.

#include <QAbstractScrollArea>
#include <map>
#include <optional>

#include "pipelines/music/engraving.h"

namespace palimpsest {

class EngravingView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit EngravingView(QWidget* parent = nullptr);

    // Doubts have the index of their measure and say why.
    void setMusic(ScoreTimeline timeline, std::map<std::size_t, QString> doubts);
    [[nodiscard]] const Engraving& engraving() const { return m_engraving; }
    void setChosen(std::size_t note); // kNoNote: none
    [[nodiscard]] std::size_t chosen() const { return m_chosen; }
    void setPlayedRow(std::optional<std::size_t> row); // of the score
    [[nodiscard]] std::optional<std::size_t> playedRow() const { return m_playedRow; }
    // Of the viewport: where a note or what is played is seen.
    [[nodiscard]] QRectF placeOf(std::size_t note) const;
    [[nodiscard]] QRectF playedPlace() const; // null: nothing
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void noteChosen(std::size_t note); // by the person

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    void choose(std::size_t note);
    void show(const RectF& box);
    [[nodiscard]] QString nameOf(std::size_t note) const;
    void paintDoubts(QPainter& painter) const;
    [[nodiscard]] double roomAcross() const;
    [[nodiscard]] double pixelsOfSpace() const;
    [[nodiscard]] QRectF onViewport(const RectF& box) const;
    [[nodiscard]] PointF onPaper(const QPointF& point) const;

    ScoreTimeline m_timeline;
    std::map<std::size_t, QString> m_doubts;
    Engraving m_engraving;
    std::size_t m_chosen = kNoNote;
    std::optional<std::size_t> m_playedRow;
};

} // namespace palimpsest
