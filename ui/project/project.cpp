#include "ui/project/project.h"

#include <QFileInfo>
#include <algorithm>
#include <iterator>
#include <utility>

#include "ui/project/project_commands.h"
#include "ui/project/region_parts.h"
#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

template <typename Entries, typename Id> auto withId(Entries& entries, Id id)
{
    return std::find_if(entries.begin(), entries.end(), [id](const auto& entry) { return entry.id == id; });
}

std::ptrdiff_t offset(std::size_t place)
{
    return static_cast<std::ptrdiff_t>(place);
}

constexpr double kSameRegion = 0.5; // of what both cover, from which a proposal is what a person has drawn already

Reading corrected(const Reading& reading, PageContent content)
{
    Reading changed = reading;
    PageResult result = *reading.result;
    result.content = std::move(content);
    changed.result = std::make_shared<const PageResult>(std::move(result));
    return changed;
}

} // namespace

Project::Project(QObject* parent) : QObject(parent)
{
    connect(&m_history, &QUndoStack::cleanChanged, this, [this] { Q_EMIT modifiedChanged(isModified()); });
}

// A history that ends tells everybody, who may have gone before it.
Project::~Project()
{
    m_history.disconnect();
}

std::vector<PageId> Project::pageOrder() const
{
    std::vector<PageId> order;
    for (const DocumentEntry& entry : m_documents)
        order.insert(order.end(), entry.pages.begin(), entry.pages.end());
    return order;
}

const PageEntry* Project::page(PageId id) const
{
    const auto found = m_pages.constFind(id);
    return found == m_pages.constEnd() ? nullptr : &*found;
}

const DocumentEntry* Project::document(DocumentId id) const
{
    const auto found = withId(m_documents, id);
    return found == m_documents.end() ? nullptr : &*found;
}

const DocumentEntry* Project::documentOf(PageId id) const
{
    const PageEntry* const entry = page(id);
    return entry == nullptr ? nullptr : document(entry->document);
}

const Reading* Project::shownReading(PageId id) const
{
    const PageEntry* const entry = page(id);
    if (entry == nullptr)
        return nullptr;
    const auto found = withId(entry->readings, entry->shown);
    return found == entry->readings.end() ? nullptr : &*found;
}

const Region* Project::region(PageId pageId, RegionId id) const
{
    const PageEntry* const entry = page(pageId);
    if (entry == nullptr)
        return nullptr;
    const auto found = withId(entry->regions, id);
    return found == entry->regions.end() ? nullptr : &*found;
}

bool Project::isModified() const
{
    return m_arrived || !m_history.isClean();
}

DocumentId Project::addDocument(const QString& file, std::size_t pageCount, const QString& password, bool pasted)
{
    DocumentEntry entry{ ++m_lastId, file, password, pasted, {} };
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
        if (const PageEntry* const entry = page(id); entry != nullptr && change(entry->posture) != entry->posture)
            changes.push_back({ id, entry->posture, change(entry->posture) });
    if (!changes.empty())
        m_history.push(new PostureCommand(*this, std::move(changes), step));
}

void Project::turnPages(const std::vector<PageId>& pages, int degrees)
{
    changePostures(
        pages, [degrees](const PagePosture& before) { return before.turnedBy(degrees); },
        tr("Turn %n page(s)", nullptr, static_cast<int>(pages.size())));
}

void Project::straightenPages(const std::vector<PageId>& pages, bool straight)
{
    const int count = static_cast<int>(pages.size());
    changePostures(
        pages,
        [straight](const PagePosture& before) {
            return PagePosture{ before.turn, straight };
        },
        straight ? tr("Straighten %n page(s)", nullptr, count) : tr("Leave %n page(s) as scanned", nullptr, count));
}

bool Project::addReading(PageId pageId, Reading reading)
{
    const auto found = m_pages.find(pageId);
    if (found == m_pages.end())
        return false;
    reading.reviews.assign(itemCount(reading.result->content), Review::Unseen);
    const Reading* const before = shownReading(pageId);
    const bool keep = before != nullptr && before->isEdited() && before->task == reading.task;
    arrive(*found, std::move(reading), !keep);
    return !keep;
}

bool Project::addPart(PageId pageId, Reading reading)
{
    const auto found = m_pages.find(pageId);
    const Reading* const before = shownReading(pageId);
    if (found == m_pages.end() || before == nullptr || !isOfRegions(*before->result))
        return addReading(pageId, std::move(reading));
    const bool keep = losesEdits(*before, *reading.result);
    arrive(*found, withPart(*before, reading), !keep);
    return !keep;
}

void Project::arrive(PageEntry& entry, Reading reading, bool shown)
{
    reading.id = ++m_lastId;
    if (shown)
        entry.shown = reading.id;
    entry.readings.push_back(std::move(reading));
    entry.failure.clear();
    noteArrival();
    Q_EMIT pageChanged(entry.id);
}

void Project::proposeRegions(PageId pageId, const std::vector<Region>& proposals)
{
    const auto found = m_pages.find(pageId);
    if (found == m_pages.end())
        return;
    std::vector<Region>& regions = found->regions;
    const std::vector<Region> before = regions;
    std::erase_if(regions, [](const Region& region) { return region.proposed; });
    const std::size_t own = regions.size();
    for (const Region& proposal : proposals) {
        const bool said = std::any_of(regions.begin(), regions.begin() + offset(own),
            [&](const Region& region) { return overlapOf(region.box, proposal.box) > kSameRegion; });
        if (said)
            continue;
        regions.push_back(proposal);
        regions.back().id = ++m_lastId;
    }
    if (regions == before)
        return;
    noteArrival();
    Q_EMIT regionsChanged(pageId);
}

void Project::setFailure(PageId pageId, const QString& failure)
{
    const auto found = m_pages.find(pageId);
    if (found == m_pages.end() || found->failure == failure)
        return;
    found->failure = failure;
    Q_EMIT pageChanged(pageId);
}

void Project::showReading(PageId pageId, ReadingId reading)
{
    const auto found = m_pages.find(pageId);
    if (found == m_pages.end() || found->shown == reading)
        return;
    found->shown = reading;
    noteArrival();
    Q_EMIT pageChanged(pageId);
}

void Project::clear()
{
    restore({}, {}, false);
}

void Project::restore(std::vector<DocumentEntry> documents, std::vector<PageEntry> pages, bool modified)
{
    m_history.clear();
    m_documents = std::move(documents);
    m_pages.clear();
    m_lastId = 0;
    for (const DocumentEntry& entry : m_documents)
        m_lastId = std::max(m_lastId, entry.id);
    for (PageEntry& entry : pages) {
        m_lastId = std::max(m_lastId, entry.id);
        for (const Reading& reading : entry.readings)
            m_lastId = std::max(m_lastId, reading.id);
        for (const Region& region : entry.regions)
            m_lastId = std::max(m_lastId, region.id);
        m_pages.insert(entry.id, std::move(entry));
    }
    m_arrived = modified;
    Q_EMIT pagesReset();
    Q_EMIT modifiedChanged(isModified());
}

void Project::setSaved()
{
    m_arrived = false;
    m_history.setClean();
    Q_EMIT modifiedChanged(isModified());
}

void Project::insertDocument(std::size_t place, const DocumentEntry& entry, const std::vector<PageEntry>& pages)
{
    m_documents.insert(m_documents.begin() + offset(place), entry);
    for (const PageEntry& added : pages)
        m_pages.insert(added.id, added);
    Q_EMIT pagesReset();
}

void Project::takeDocument(DocumentId id)
{
    const auto found = withId(m_documents, id);
    for (const PageId pageId : found->pages)
        m_pages.remove(pageId);
    m_documents.erase(found);
    Q_EMIT pagesReset();
}

void Project::setReading(PageId pageId, ReadingId id, const std::optional<Reading>& reading, std::size_t place)
{
    PageEntry& entry = m_pages[pageId];
    const auto found = withId(entry.readings, id);
    if (reading && found != entry.readings.end()) {
        *found = *reading;
    } else if (reading) {
        entry.readings.insert(entry.readings.begin() + offset(std::min(place, entry.readings.size())), *reading);
        entry.shown = id;
    } else {
        entry.readings.erase(found);
        if (entry.shown == id)
            entry.shown = entry.readings.empty() ? 0 : entry.readings.back().id;
    }
    Q_EMIT pageChanged(pageId);
}

void Project::setRegion(PageId pageId, RegionId id, const std::optional<Region>& region, std::size_t place)
{
    std::vector<Region>& regions = m_pages[pageId].regions;
    const auto found = withId(regions, id);
    if (region && found != regions.end())
        *found = *region;
    else if (region)
        regions.insert(regions.begin() + offset(std::min(place, regions.size())), *region);
    else if (found != regions.end())
        regions.erase(found);
    Q_EMIT regionsChanged(pageId);
}

void Project::setPosture(PageId pageId, const PagePosture& posture)
{
    m_pages[pageId].posture = posture;
    Q_EMIT postureChanged(pageId);
}

void Project::noteArrival()
{
    const bool before = isModified();
    m_arrived = true;
    if (!before)
        Q_EMIT modifiedChanged(true);
}

} // namespace palimpsest
