#include "ui/project/project.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ui/project/entry_search.h"
#include "ui/project/region_parts.h"
#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

constexpr double kSameRegion = 0.5; // of what both cover, from which a proposal is what a person has drawn already

// Parts of a page were straightened together.
double skewOf(const PageResult& result)
{
    for (const PageResult& part : partsOf(result))
        if (part.provenance.skew != 0)
            return part.provenance.skew;
    return 0;
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

ShownPosture Project::shownPosture(PageId id) const
{
    const PageEntry* const entry = page(id);
    if (entry == nullptr)
        return {};
    const Reading* const reading = shownReading(id);
    const int rotation = reading == nullptr ? 0 : reading->result->provenance.rotation;
    const double skew = reading == nullptr ? 0 : skewOf(*reading->result);
    ShownPosture shown{ entry->posture.turn.value_or(rotation), entry->posture.straight.value_or(skew != 0) };
    if (!entry->posture.straight)
        shown.skew = skew;
    return shown;
}

bool Project::isModified() const
{
    return m_arrived || !m_history.isClean();
}

bool Project::addReading(PageId pageId, Reading reading)
{
    const auto found = m_pages.find(pageId);
    if (found == m_pages.end())
        return false;
    reading.reviews.assign(itemCount(reading.result->content), Review::Unseen);
    const Reading* const before = shownReading(pageId);
    const bool keep = before != nullptr && before->isEdited() && before->task == reading.task
        && before->prompt == reading.prompt; // another question has an answer of its own
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
    restore({}, {}, {}, false);
}

void Project::setAnswerLanguage(const QString& code)
{
    m_answerLanguage = code;
    Q_EMIT answerLanguageChanged();
}

void Project::restore(
    std::vector<DocumentEntry> documents, std::vector<PageEntry> pages, const QString& answerLanguage, bool modified)
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
    setAnswerLanguage(answerLanguage);
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

void Project::setEmbedded(const std::vector<DocumentId>& documents, bool embedded)
{
    for (const DocumentId id : documents) {
        const auto found = withId(m_documents, id);
        found->embedded = embedded;
        Q_EMIT pageChanged(found->pages.front()); // that something is to be kept
    }
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
