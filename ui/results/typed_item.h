#pragma once
// The item of a reading that a card shows, and what is typed into the card and is no step of the history yet. GUI
// thread.

#include <optional>
#include <utility>

#include "ui/project/project.h"

namespace palimpsest {

class TypedItem {
public:
    explicit TypedItem(Project& project) : m_project(project) { }

    // Whether it is this item of the reading that the page shows now.
    [[nodiscard]] bool isAt(PageId page, std::optional<std::size_t> item) const
    {
        return page == m_page && idOf(m_project.shownReading(page)) == m_reading && item == m_item;
    }
    void moveTo(PageId page, std::optional<std::size_t> item)
    {
        m_page = page;
        m_reading = idOf(m_project.shownReading(page));
        m_item = item;
    }
    [[nodiscard]] bool hasItem() const { return m_item.has_value(); }
    // What `at` (moleculeAt, systemAt) finds there; nullptr: nothing is shown, or another kind.
    template <typename Kind> const Kind* found(const Kind* (*at)(const PageContent&, std::size_t)) const
    {
        const Reading* const reading = m_project.shownReading(m_page);
        return reading != nullptr && m_item ? at(reading->result->content, *m_item) : nullptr;
    }

    void setTyped() { m_typed = true; }
    [[nodiscard]] bool isTyped() const { return m_typed; }
    // What was typed becomes a step, unless its reading is no longer the one that is shown.
    void commit(const QString& text)
    {
        if (std::exchange(m_typed, false) && m_item && isAt(m_page, m_item))
            m_project.setItemText(m_page, *m_item, text);
    }

private:
    static ReadingId idOf(const Reading* reading) { return reading == nullptr ? 0 : reading->id; }

    Project& m_project;
    PageId m_page = 0;
    ReadingId m_reading = 0; // 0: none
    std::optional<std::size_t> m_item;
    bool m_typed = false;
};

} // namespace palimpsest
