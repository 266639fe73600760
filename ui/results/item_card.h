#pragma once
// The item that is chosen in the list, in the view of its kind; kinds that the list says everything of have none. GUI
// thread.

#include <QStackedWidget>
#include <optional>

#include "ui/project/project.h"

namespace palimpsest {

class MoleculeCard;
class ScoreCard;
class TableCard;

class ItemCard final : public QStackedWidget {
    Q_OBJECT

public:
    explicit ItemCard(Project& project, QWidget* parent = nullptr);

    // Hides itself where the kind has no card.
    void showItem(PageId page, std::optional<std::size_t> item);
    void setThreshold(double threshold);
    [[nodiscard]] TableCard& table() const { return *m_table; }
    [[nodiscard]] MoleculeCard& molecule() const { return *m_molecule; }
    [[nodiscard]] ScoreCard& score() const { return *m_score; }
    [[nodiscard]] bool showsScore() const;
    // Whether the card itself shows what the page looks like where the item is.
    [[nodiscard]] bool showsCrop() const;
    void setCrop(const QImage& crop);

    void edit();
    // What is being typed becomes a step of the history now: before everything is saved, exported or closed.
    void commit();
    // Within the item, in pixels of the result.
    void choosePlace(const QPointF& point);
    [[nodiscard]] QRectF place() const; // null: the item as a whole

Q_SIGNALS:
    void placeChanged();
    void shown(); // another item, or the same after a change

private:
    Project& m_project;
    TableCard* m_table;
    MoleculeCard* m_molecule;
    ScoreCard* m_score;
};

} // namespace palimpsest
