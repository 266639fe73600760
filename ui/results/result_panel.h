#pragma once
// What was read on the page: which result is shown, its rows, the way through the doubtful ones, and the text that is
// just coming in. GUI thread.

#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>

#include "ui/results/review_queue.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTreeView;

namespace palimpsest {

class AnswerPanel;
class ItemCard;
class ResultListModel;
struct ItemMatch;
class ReviewBar;

class ResultPanel final : public QWidget {
    Q_OBJECT

public:
    // What the page looks like where a row, or a doubtful part of it, stands.
    using Crop = std::function<QImage(std::size_t item, std::optional<std::size_t> doubt)>;

    ResultPanel(Project& project, Crop crop, QWidget* parent = nullptr);

    void showPage(PageId page);
    void showPartial(PageId page, const QString& text);
    void endPartial(PageId page);
    void setCurrentItem(std::optional<std::size_t> item);
    [[nodiscard]] std::optional<std::size_t> currentItem() const;
    void setCurrentPlace(std::size_t item, std::optional<std::size_t> doubt);
    // Where no row is chosen, before the first.
    [[nodiscard]] ReviewPlace currentPlace() const;
    void setMatches(const std::vector<ItemMatch>& matches);
    void setThreshold(double threshold);
    [[nodiscard]] double threshold() const;
    [[nodiscard]] QTreeView& list() const { return *m_list; }
    [[nodiscard]] ItemCard& card() const { return *m_card; }
    [[nodiscard]] AnswerPanel& answers() const { return *m_answers; }

    void editCurrent();
    void acceptCurrent(); // and goes on to the next row
    void deleteCurrent();
    void removeShownReading();
    void refreshReview(); // when the page's picture has come

Q_SIGNALS:
    void currentItemChanged(std::optional<std::size_t> item); // or the doubtful part of it
    void doubtfulAsked(int step);
    void editAsked();
    // What was left out as blank is to be read all the same.
    void blankAsked(palimpsest::PageId page, const QString& task, const QString& prompt);

private:
    void refresh();
    void setDoubt(std::optional<std::size_t> doubt);
    void refreshReadings();
    void sayNothing(const Reading& reading);
    void showNothing(const QString& why, bool blank);
    [[nodiscard]] QWidget* makeNothing();
    void showCard();
    void chooseReading(int place);

    Project& m_project;
    Crop m_crop;
    PageId m_page = 0;
    PageId m_partialPage = 0;
    ResultListModel* m_model;
    QComboBox* m_readings;
    QLabel* m_state;
    QStackedWidget* m_stack;
    QWidget* m_nothing; // in place of rows: why there are none, and what can be done about it
    QLabel* m_empty;
    QPushButton* m_readAnyway;
    QPlainTextEdit* m_partial;
    QSplitter* m_items; // the list, and the card of the chosen item below it
    QTreeView* m_list;
    ItemCard* m_card;
    AnswerPanel* m_answers;
    ReviewBar* m_review;
    std::optional<std::size_t> m_doubt; // of the current row's
    QTimer m_recount;                   // a step can change many pages, whose doubts are counted once
};

} // namespace palimpsest
