#pragma once
// The shown result of one page as rows to read and correct, whatever its kind. Changes go through the project's
// history. GUI thread.

#include <QAbstractTableModel>
#include <optional>

#include "ui/project/project.h"
#include "ui/results/marked_text.h"

namespace palimpsest {

// Characters of an item that were searched for.
struct ItemMatch {
    std::size_t item = 0;
    TextSpan span;
    bool current = false;
};

class ResultListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Text, Confidence, ColumnCount };
    enum Role { DoubtfulRole = Qt::UserRole, ReviewRole, MarksRole }; // MarksRole: QList<TextMark>

    explicit ResultListModel(Project& project, QObject* parent = nullptr);

    void setPage(PageId page);
    [[nodiscard]] PageId page() const { return m_page; }
    void setThreshold(double threshold);
    [[nodiscard]] double threshold() const { return m_threshold; }

    // The doubtful part of a row that is meant; no row: none.
    void setCurrentDoubt(std::optional<std::size_t> row, std::size_t doubt);
    void setMatches(std::vector<ItemMatch> matches);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

private:
    void refresh();
    [[nodiscard]] QList<TextMark> marksOf(const Reading& reading, std::size_t item) const;
    [[nodiscard]] QString describe(const Reading& reading, std::size_t item) const;

    Project& m_project;
    PageId m_page = 0;
    ReadingId m_reading = 0; // what the rows are of
    int m_rows = 0;
    double m_threshold = 0;
    std::optional<std::size_t> m_doubtRow;
    std::size_t m_doubt = 0;
    std::vector<ItemMatch> m_matches;
};

} // namespace palimpsest
