// The steps of a project's history: each what a person did, pushed as a command that can be undone.

#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "ui/project/entry_search.h"
#include "ui/project/project.h"
#include "ui/project/project_commands.h"
#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

Reading corrected(const Reading& reading, PageContent content)
{
    Reading changed = reading;
    PageResult result = *reading.result;
    result.content = std::move(content);
    changed.result = std::make_shared<const PageResult>(std::move(result));
    return changed;
}

} // namespace

DocumentId Project::addDocument(const QString& file, std::size_t pageCount, const QString& password, bool embedded)
{
    DocumentEntry entry{ ++m_lastId, file, password, embedded, {} };
    std::vector<PageEntry> pages;
    for (std::size_t index = 0; index < pageCount; ++index) {
        pages.push_back({ ++m_lastId, entry.id, index, {}, 0, {} });
        entry.pages.push_back(m_lastId);
    }
    const QString text = tr("Open %1").arg(QFileInfo(file).fileName());
    const DocumentId id = entry.id;
    m_history.push(new DocumentCommand(
        *this, DocumentCommand::Step::Add, m_documents.size(), std::move(entry), std::move(pages), text));
    return id;
}

void Project::removeDocument(DocumentId id)
{
    const auto found = withId(m_documents, id);
    if (found == m_documents.end())
        return;
    std::vector<PageEntry> pages;
    for (const PageId pageId : found->pages)
        pages.push_back(m_pages[pageId]);
    const QString text = tr("Remove %1").arg(QFileInfo(found->file).fileName());
    m_history.push(new DocumentCommand(*this, DocumentCommand::Step::Remove,
        static_cast<std::size_t>(found - m_documents.begin()), *found, std::move(pages), text));
}

void Project::embedDocuments()
{
    std::vector<DocumentId> outside;
    for (const DocumentEntry& entry : m_documents)
        if (!entry.embedded)
            outside.push_back(entry.id);
    if (!outside.empty())
        m_history.push(new EmbedCommand(*this, std::move(outside), tr("Put documents into the project")));
}

void Project::removeReading(PageId pageId, ReadingId id)
{
    const PageEntry* const entry = page(pageId);
    if (entry == nullptr)
        return;
    const auto found = withId(entry->readings, id);
    if (found == entry->readings.end())
        return;
    const auto place = static_cast<std::size_t>(found - entry->readings.begin());
    m_history.push(new ReadingCommand(*this, pageId, place, *found, std::nullopt, tr("Remove result")));
}

void Project::setItemText(PageId pageId, std::size_t item, const QString& text)
{
    setItemTexts({ { pageId, item, text } }, tr("Edit “%1”").arg(text.left(24).simplified()));
}

void Project::setItemTexts(const std::vector<ItemText>& texts, const QString& step)
{
    std::vector<std::pair<PageId, Reading>> changes;
    for (auto text = texts.begin(); text != texts.end();) {
        const PageId pageId = text->page;
        const Reading* const reading = shownReading(pageId);
        const bool editable = reading != nullptr && isEditable(reading->result->content);
        std::optional<Reading> after;
        for (; text != texts.end() && text->page == pageId; ++text) {
            if (!editable || itemAt(reading->result->content, text->item).text == text->text)
                continue;
            const Reading& before = after ? *after : *reading;
            after = corrected(before, withItemText(before.result->content, text->item, text->text));
            after->reviews.at(text->item) = Review::Edited;
        }
        if (after)
            changes.emplace_back(pageId, std::move(*after));
    }
    if (changes.size() > 1)
        m_history.beginMacro(step);
    for (auto& [pageId, after] : changes)
        pushChange(pageId, *shownReading(pageId), std::move(after), step);
    if (changes.size() > 1)
        m_history.endMacro();
}

void Project::correctItem(PageId pageId, std::size_t item, PageContent content, const QString& step)
{
    const Reading* const reading = shownReading(pageId);
    if (reading == nullptr)
        return;
    Reading after = corrected(*reading, std::move(content));
    after.reviews.at(item) = Review::Edited;
    pushChange(pageId, *reading, std::move(after), step);
}

void Project::removeItem(PageId pageId, std::size_t item)
{
    const Reading* const reading = shownReading(pageId);
    if (reading == nullptr || !isEditable(reading->result->content))
        return;
    const QString text = itemAt(reading->result->content, item).text;
    Reading after = corrected(*reading, withoutItem(reading->result->content, item));
    if (itemCount(after.result->content) < after.reviews.size())
        after.reviews.erase(after.reviews.begin() + offset(item));
    // That it was removed is a correction, too: the neighbour carries the mark, so that a new run does not undo it.
    if (!after.reviews.empty())
        after.reviews.at(std::min(item, after.reviews.size() - 1)) = Review::Edited;
    pushChange(pageId, *reading, std::move(after), tr("Delete “%1”").arg(text.left(24).simplified()));
}

void Project::setItemMask(PageId pageId, std::size_t item, PixelMask mask, const QString& step)
{
    const Reading* const reading = shownReading(pageId);
    if (reading == nullptr || item >= reading->reviews.size() || !canHaveMask(reading->result->content, item))
        return;
    Reading after = corrected(*reading, withItemMask(reading->result->content, item, std::move(mask)));
    after.reviews.at(item) = Review::Edited;
    pushChange(pageId, *reading, std::move(after), step);
}

void Project::acceptItem(PageId pageId, std::size_t item)
{
    const Reading* const reading = shownReading(pageId);
    if (reading == nullptr || reading->reviews.at(item) != Review::Unseen)
        return;
    Reading after = *reading;
    after.reviews.at(item) = Review::Accepted;
    const QString text = itemAt(reading->result->content, item).text;
    pushChange(pageId, *reading, std::move(after), tr("Accept “%1”").arg(text.left(24).simplified()));
}

void Project::pushChange(PageId pageId, const Reading& before, Reading after, const QString& text)
{
    const PageEntry* const entry = page(pageId);
    const auto place = static_cast<std::size_t>(withId(entry->readings, before.id) - entry->readings.begin());
    m_history.push(new ReadingCommand(*this, pageId, place, before, std::move(after), text));
}

RegionId Project::addRegion(PageId pageId, Region region)
{
    const PageEntry* const entry = page(pageId);
    if (entry == nullptr)
        return 0;
    region.id = ++m_lastId;
    const RegionId id = region.id;
    m_history.push(
        new RegionCommand(*this, { pageId, entry->regions.size(), std::nullopt, std::move(region) }, tr("Add region")));
    return id;
}

void Project::changeRegion(PageId pageId, Region after, RegionStep step)
{
    const Region* const before = region(pageId, after.id);
    after.proposed = false;
    if (before == nullptr || *before == after)
        return;
    const auto place = static_cast<std::size_t>(before - page(pageId)->regions.data());
    const QString text = step == RegionStep::Move ? tr("Move region")
        : step == RegionStep::Resize              ? tr("Resize region")
                                                  : tr("Task of region");
    m_history.push(new RegionCommand(*this, { pageId, place, *before, std::move(after), step }, text));
}

void Project::removeRegion(PageId pageId, RegionId id)
{
    const Region* const before = region(pageId, id);
    if (before == nullptr)
        return;
    const auto place = static_cast<std::size_t>(before - page(pageId)->regions.data());
    m_history.push(new RegionCommand(*this, { pageId, place, *before, std::nullopt }, tr("Remove region")));
}

template <typename Change>
void Project::changePostures(const std::vector<PageId>& pages, Change change, const QString& step)
{
    std::vector<PostureCommand::Change> changes;
    for (const PageId id : pages)
        if (const PageEntry* const entry = page(id); entry != nullptr && change(id) != entry->posture)
            changes.push_back({ id, entry->posture, change(id) });
    if (!changes.empty())
        m_history.push(new PostureCommand(*this, std::move(changes), step));
}

void Project::turnPages(const std::vector<PageId>& pages, int degrees)
{
    changePostures(
        pages,
        [this, degrees](PageId page) {
            return PagePosture{ shownPosture(page).turnedBy(degrees), this->page(page)->posture.straight };
        },
        tr("Turn %n page(s)", nullptr, static_cast<int>(pages.size())));
}

void Project::straightenPages(const std::vector<PageId>& pages, bool straight)
{
    const int count = static_cast<int>(pages.size());
    changePostures(
        pages,
        [this, straight](PageId page) {
            return PagePosture{ this->page(page)->posture.turn, straight };
        },
        straight ? tr("Straighten %n page(s)", nullptr, count) : tr("Leave %n page(s) as scanned", nullptr, count));
}

void Project::chooseAnswerLanguage(const QString& code)
{
    if (code != m_answerLanguage)
        m_history.push(new LanguageCommand(*this, m_answerLanguage, code, tr("Language of answers")));
}

} // namespace palimpsest
