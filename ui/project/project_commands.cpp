#include "ui/project/project_commands.h"

#include <utility>

namespace palimpsest {

namespace {

constexpr std::chrono::seconds kAtOnce{ 1 };

} // namespace

DocumentCommand::DocumentCommand(Project& project, Step step, std::size_t place, DocumentEntry document,
    std::vector<PageEntry> pages, const QString& text)
    : QUndoCommand(text),
      m_project(project),
      m_step(step),
      m_place(place),
      m_document(std::move(document)),
      m_pages(std::move(pages))
{
}

void DocumentCommand::undo()
{
    m_step == Step::Add ? take() : insert();
}

void DocumentCommand::redo()
{
    m_step == Step::Add ? insert() : take();
}

void DocumentCommand::insert()
{
    m_project.insertDocument(m_place, m_document, m_pages);
}

// What was read on the pages since is kept for the way back.
void DocumentCommand::take()
{
    for (PageEntry& page : m_pages)
        page = *m_project.page(page.id);
    m_project.takeDocument(m_document.id);
}

EmbedCommand::EmbedCommand(Project& project, std::vector<DocumentId> documents, const QString& text)
    : QUndoCommand(text),
      m_project(project),
      m_documents(std::move(documents))
{
}

void EmbedCommand::undo()
{
    m_project.setEmbedded(m_documents, false);
}

void EmbedCommand::redo()
{
    m_project.setEmbedded(m_documents, true);
}

ReadingCommand::ReadingCommand(
    Project& project, PageId page, std::size_t place, Reading before, std::optional<Reading> after, const QString& text)
    : QUndoCommand(text),
      m_project(project),
      m_page(page),
      m_place(place),
      m_before(std::move(before)),
      m_after(std::move(after))
{
}

void ReadingCommand::undo()
{
    m_project.setReading(m_page, m_before.id, m_before, m_place);
}

void ReadingCommand::redo()
{
    m_project.setReading(m_page, m_before.id, m_after, m_place);
}

RegionCommand::RegionCommand(Project& project, Change change, const QString& text)
    : QUndoCommand(text),
      m_project(project),
      m_change(std::move(change))
{
}

void RegionCommand::undo()
{
    m_project.setRegion(m_change.page, region(), m_change.before, m_change.place);
}

void RegionCommand::redo()
{
    m_project.setRegion(m_change.page, region(), m_change.after, m_change.place);
}

int RegionCommand::id() const
{
    return m_change.step ? static_cast<int>(*m_change.step) : -1;
}

bool RegionCommand::mergeWith(const QUndoCommand* next)
{
    const auto& later = static_cast<const RegionCommand&>(*next); // of the same id, so of the same class
    if (later.m_change.page != m_change.page || later.region() != region() || later.m_last - m_last > kAtOnce)
        return false;
    m_change.after = later.m_change.after;
    m_last = later.m_last;
    return true;
}

RegionId RegionCommand::region() const
{
    return (m_change.before ? m_change.before : m_change.after)->id;
}

PostureCommand::PostureCommand(Project& project, std::vector<Change> changes, const QString& text)
    : QUndoCommand(text),
      m_project(project),
      m_changes(std::move(changes))
{
}

void PostureCommand::undo()
{
    for (const Change& change : m_changes)
        m_project.setPosture(change.page, change.before);
}

void PostureCommand::redo()
{
    for (const Change& change : m_changes)
        m_project.setPosture(change.page, change.after);
}

LanguageCommand::LanguageCommand(Project& project, QString before, QString after, const QString& text)
    : QUndoCommand(text),
      m_project(project),
      m_before(std::move(before)),
      m_after(std::move(after))
{
}

void LanguageCommand::undo()
{
    m_project.setAnswerLanguage(m_before);
}

void LanguageCommand::redo()
{
    m_project.setAnswerLanguage(m_after);
}

} // namespace palimpsest
