#pragma once
// What was read on the page: which result is shown, its rows, the way through the doubtful ones, and the text that is
// just coming in. GUI thread.

#include <QWidget>
#include <functional>
#include <optional>

#include "ui/project/project.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace palimpsest {

class ItemCard;
class ResultListModel;
class TextAnswerView;

class ResultPanel final : public QWidget {
    Q_OBJECT

public:
    // What the page looks like where an item is, or the place within it, for the eyes of who corrects it.
    using Crop = std::function<QImage(std::size_t item, const QRectF& place)>;

    ResultPanel(Project& project, Crop crop, QWidget* parent = nullptr);

    void showPage(PageId page);
    void showPartial(PageId page, const QString& text);
    void endPartial(PageId page);
    void setCurrentItem(std::optional<std::size_t> item);
    [[nodiscard]] std::optional<std::size_t> currentItem() const;
    void setThreshold(double threshold);
    [[nodiscard]] double threshold() const;
    [[nodiscard]] QTreeView& list() const { return *m_list; }
    [[nodiscard]] ItemCard& card() const { return *m_card; }

    void editCurrent();
    void acceptCurrent(); // and goes on to the next row
    void deleteCurrent();
    void removeShownReading();
    void refreshReview(); // when the page's picture has come

Q_SIGNALS:
    void currentItemChanged(std::optional<std::size_t> item);
    void doubtfulAsked(int step);

private:
    void makeReviewBar(QLayout& column);
    void refresh();
    void refreshReadings();
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
    QLabel* m_empty;
    QPlainTextEdit* m_partial;
    QSplitter* m_items; // the list, and the card of the chosen item below it
    QTreeView* m_list;
    ItemCard* m_card;
    TextAnswerView* m_text;
    QLabel* m_picture = nullptr;
    QLabel* m_count = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QPushButton* m_accept = nullptr;
    QPushButton* m_edit = nullptr;
    QWidget* m_review = nullptr;
};

} // namespace palimpsest
