#include "ui/pages/turn_link.h"

#include <array>
#include <utility>

#include "ui/pages/page_strip.h"
#include "ui/project/project.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr std::array kTurns{ std::pair(Command::TurnLeft, -90), std::pair(Command::TurnRight, 90),
    std::pair(Command::TurnOver, 180) };

} // namespace

TurnLink::TurnLink(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts)
{
    for (const auto& [command, degrees] : kTurns)
        parts.actions.connectTo(command, this, [this, by = degrees] { turn(by); });
    parts.actions.connectTo(Command::Straighten, this, [this] {
        const bool straight = m_parts.actions.action(Command::Straighten).isChecked();
        m_parts.project.straightenPages(m_parts.strip.pagesMeant(), straight);
    });
    connect(&parts.strip, &PageStrip::pageChosen, this, &TurnLink::refresh);
    connect(&parts.project, &Project::postureChanged, this, &TurnLink::refresh);
    connect(&parts.project, &Project::pageChanged, this, &TurnLink::refresh);
    connect(&parts.project, &Project::pagesReset, this, &TurnLink::refresh);
    refresh();
}

void TurnLink::turn(int degrees)
{
    m_parts.project.turnPages(m_parts.strip.pagesMeant(), degrees);
}

void TurnLink::refresh()
{
    const PageEntry* const page = m_parts.project.page(m_parts.strip.currentPage());
    for (const Command command : { Command::TurnLeft, Command::TurnRight, Command::TurnOver, Command::Straighten })
        m_parts.actions.action(command).setEnabled(page != nullptr);
    m_parts.actions.action(Command::Straighten)
        .setChecked(m_parts.project.shownPosture(m_parts.strip.currentPage()).straight);
}

} // namespace palimpsest
