#pragma once
// One table of the shown result as a grid to read and correct. Changes go through the project's history. GUI thread.

#include <QAbstractTableModel>
#include <memory>
#include <optional>
#include <vector>

#include "pipelines/table/table_grid.h"
#include "ui/project/project.h"

namespace palimpsest {

class TableGridModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        CoveredRole = Qt::UserRole, // a cell that begins elsewhere reaches there
        DoubtfulRole,
    };

    explicit TableGridModel(Project& project, QObject* parent = nullptr);

    // Is reset only where cells begin or end elsewhere than before, so that a text that was typed leaves the rest
    // alone. Returns whether it is another table, not the same after a change.
    bool showItem(PageId page, std::optional<std::size_t> item);
    void setThreshold(double threshold);
    [[nodiscard]] const Table* table() const { return m_table; }
    [[nodiscard]] const TableCell* cellAt(const QModelIndex& index) const;
    // What becomes of the table; nothing: it stays.
    void apply(std::optional<Table> table, const QString& step);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

private:
    [[nodiscard]] bool isDoubtful(const TableCell* cell) const;
    [[nodiscard]] QString describe(const QModelIndex& index) const;

    Project& m_project;
    PageId m_page = 0;
    ReadingId m_reading = 0;
    std::size_t m_item = 0;
    std::shared_ptr<const PageResult> m_result; // holds the table
    const Table* m_table = nullptr;
    std::optional<TableGrid> m_grid;
    bool m_accepted = false; // somebody has looked at it and found nothing
    double m_threshold = 0;
};

} // namespace palimpsest
