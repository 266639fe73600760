#include "ui/results/item_card.h"

#include "ui/project/result_items.h"
#include "ui/results/molecule_card.h"
#include "ui/results/score_card.h"
#include "ui/results/table_card.h"
#include "ui/results/table_grid_view.h"

namespace palimpsest {

ItemCard::ItemCard(Project& project, QWidget* parent)
    : QStackedWidget(parent),
      m_project(project),
      m_table(new TableCard(project, this)),
      m_molecule(new MoleculeCard(project, this)),
      m_score(new ScoreCard(project, this))
{
    addWidget(m_table);
    addWidget(m_molecule);
    addWidget(m_score);
    connect(m_table, &TableCard::placeChanged, this, &ItemCard::placeChanged);
}

void ItemCard::showItem(PageId page, std::optional<std::size_t> item)
{
    const Reading* const reading = m_project.shownReading(page);
    const auto view = reading == nullptr || !item ? ContentView::Text : itemAt(reading->result->content, *item).view;
    const auto itemOf = [&](ContentView wanted) { return view == wanted ? item : std::nullopt; };
    m_table->showItem(page, itemOf(ContentView::Tables));
    m_molecule->showItem(page, itemOf(ContentView::Molecules));
    m_score->showItem(page, itemOf(ContentView::Scores));
    if (view == ContentView::Molecules)
        setCurrentWidget(m_molecule);
    else if (view == ContentView::Scores)
        setCurrentWidget(m_score);
    else
        setCurrentWidget(m_table);
    setVisible(hasCard(view) && item.has_value());
    Q_EMIT shown();
}

void ItemCard::setThreshold(double threshold)
{
    m_table->setThreshold(threshold);
}

bool ItemCard::showsScore() const
{
    return !isHidden() && currentWidget() == m_score;
}

bool ItemCard::showsCrop() const
{
    return !isHidden() && currentWidget() != m_table;
}

void ItemCard::setCrop(const QImage& crop)
{
    m_molecule->setCrop(crop);
    m_score->setCrop(crop);
}

void ItemCard::edit()
{
    if (currentWidget() == m_molecule)
        m_molecule->edit();
    else if (currentWidget() == m_score)
        m_score->edit();
    else
        m_table->edit();
}

void ItemCard::commit()
{
    m_table->grid().endEditing();
    m_molecule->commit();
    m_score->commit();
}

void ItemCard::choosePlace(const QPointF& point)
{
    m_table->choosePlace(point);
}

QRectF ItemCard::place() const
{
    return m_table->place();
}

} // namespace palimpsest
