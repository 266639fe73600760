#pragma once
// A table to correct: its grid, what can be done with the cells that are chosen, and where they stand on the page. GUI
// thread.

#include <QWidget>
#include <optional>

#include "ui/results/table_changes.h"
#include "ui/results/table_grid_model.h"

class QAction;
class QHBoxLayout;
class QLabel;

namespace palimpsest {

class TableGridView;

class TableCard final : public QWidget {
    Q_OBJECT

public:
    explicit TableCard(Project& project, QWidget* parent = nullptr);

    void showItem(PageId page, std::optional<std::size_t> item);
    void setThreshold(double threshold) { m_model->setThreshold(threshold); }
    // As buttons above the grid.
    void addButtons(const QList<QAction*>& actions);
    [[nodiscard]] TableGridView& grid() const { return *m_grid; }

    void edit(); // the text of the cell that is chosen
    [[nodiscard]] bool canApply(TableChange change) const;
    [[nodiscard]] bool isHeader() const; // all that is chosen
    void apply(TableChange change);
    void copySelection() const; // as HTML and as text with tabs: spreadsheets keep spans
    // The cell at that point of the page, in pixels of the result.
    void choosePlace(const QPointF& point);
    // Where the chosen cell stands, in the same; null: its place is not known.
    [[nodiscard]] QRectF place() const;

Q_SIGNALS:
    void placeChanged();
    void selectionChanged();

private:
    [[nodiscard]] std::optional<GridRange> range() const; // of whole cells; empty: nothing is chosen
    void chooseLeastSure();
    void keepPlace();
    void returnToPlace();
    void describe();

    TableGridModel* m_model;
    TableGridView* m_grid;
    QHBoxLayout* m_buttons;
    QLabel* m_size;
    std::pair<int, int> m_kept{ 0, 0 }; // row and column while the grid is made anew
};

} // namespace palimpsest
