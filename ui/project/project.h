#pragma once
// What the window works on: documents, their pages, what was read on each, and one history of all that a person did to
// them. Owned by the main window; GUI thread.
//
// Results that arrive are no steps of the history: they are added beside what is there and replace nothing, so there is
// nothing to undo, and Ctrl+Z always takes back what the person did last.

#include <QHash>
#include <QObject>
#include <QUndoStack>
#include <optional>
#include <vector>

#include "ui/project/page_posture.h"
#include "ui/project/reading.h"
#include "ui/project/region.h"

namespace palimpsest {

struct DocumentEntry {
    DocumentId id = 0;
    QString file;          // absolute
    QString password;      // never written anywhere
    bool embedded = false; // the file goes into the project file
    std::vector<PageId> pages;
};

struct PageEntry {
    PageId id = 0;
    DocumentId document = 0;
    std::size_t index = 0; // in the document, from 0
    std::vector<Reading> readings;
    ReadingId shown = 0; // 0: none
    QString failure;     // of the last try; empty: none
    std::vector<Region> regions;
    PagePosture posture = {};
};

// What a person wants an item of the shown reading to say.
struct ItemText {
    PageId page = 0;
    std::size_t item = 0;
    QString text;
};

// What was done to a region; steps of one kind that follow each other at once are one.
enum class RegionStep { Move, Resize, Task };

class Project final : public QObject {
    Q_OBJECT

public:
    explicit Project(QObject* parent = nullptr);
    ~Project() override;

    [[nodiscard]] QUndoStack& history() { return m_history; }
    [[nodiscard]] const std::vector<DocumentEntry>& documents() const { return m_documents; }
    [[nodiscard]] std::vector<PageId> pageOrder() const;
    [[nodiscard]] const PageEntry* page(PageId id) const;
    [[nodiscard]] const DocumentEntry* document(DocumentId id) const;
    [[nodiscard]] const DocumentEntry* documentOf(PageId page) const;
    [[nodiscard]] const Reading* shownReading(PageId page) const;
    [[nodiscard]] const Region* region(PageId page, RegionId id) const;
    [[nodiscard]] ShownPosture shownPosture(PageId page) const;
    // Of captions and answers, by its code; empty: the model's usual one.
    [[nodiscard]] const QString& answerLanguage() const { return m_answerLanguage; }
    [[nodiscard]] bool isModified() const;

    // Steps of the history.
    DocumentId addDocument(const QString& file, std::size_t pageCount, const QString& password, bool embedded);
    void removeDocument(DocumentId document);
    // All of them go into the project file when it is saved. Nothing changes: no step.
    void embedDocuments();
    void removeReading(PageId page, ReadingId reading);
    void setItemText(PageId page, std::size_t item, const QString& text);
    // The same where more than a text changed: all of the shown content as it is to be, and what the step is called.
    void correctItem(PageId page, std::size_t item, PageContent content, const QString& step);
    // One step however many; those of one page stand together. Nothing changes: no step.
    void setItemTexts(const std::vector<ItemText>& texts, const QString& step);
    void removeItem(PageId page, std::size_t item);
    void setItemMask(PageId page, std::size_t item, PixelMask mask, const QString& step);
    void acceptItem(PageId page, std::size_t item);
    RegionId addRegion(PageId page, Region region);
    void changeRegion(PageId page, Region region, RegionStep step);
    void removeRegion(PageId page, RegionId region);
    // One step however many pages. Nothing changes: no step.
    void turnPages(const std::vector<PageId>& pages, int degrees);
    void straightenPages(const std::vector<PageId>& pages, bool straight);
    void chooseAnswerLanguage(const QString& code);

    // No steps of the history.
    // A reading that a person has corrected stays the shown one; returns whether the new one is shown.
    bool addReading(PageId page, Reading reading);
    // What was read in one region alone: a new reading, with the rest of the shown one where that is of regions, too.
    bool addPart(PageId page, Reading reading);
    // In place of what was proposed before and nobody has touched; what a person has said stays.
    void proposeRegions(PageId page, const std::vector<Region>& found);
    void setFailure(PageId page, const QString& failure);
    void showReading(PageId page, ReadingId reading);
    void clear();
    // In place of everything, as read from a file; `modified`: it differs from what is kept in a project file.
    void restore(std::vector<DocumentEntry> documents, std::vector<PageEntry> pages, const QString& answerLanguage,
        bool modified);
    void setSaved();

Q_SIGNALS:
    void pagesReset();
    void pageChanged(palimpsest::PageId page);
    void regionsChanged(palimpsest::PageId page);
    void postureChanged(palimpsest::PageId page);
    void answerLanguageChanged();
    void modifiedChanged(bool modified);

private:
    friend class DocumentCommand;
    friend class EmbedCommand;
    friend class ReadingCommand;
    friend class RegionCommand;
    friend class PostureCommand;
    friend class LanguageCommand;

    void insertDocument(std::size_t place, const DocumentEntry& document, const std::vector<PageEntry>& pages);
    void takeDocument(DocumentId id);
    void setEmbedded(const std::vector<DocumentId>& documents, bool embedded);
    void setReading(PageId page, ReadingId id, const std::optional<Reading>& reading, std::size_t place);
    void setRegion(PageId page, RegionId id, const std::optional<Region>& region, std::size_t place);
    void setPosture(PageId page, const PagePosture& posture);
    void setAnswerLanguage(const QString& code);
    template <typename Change>
    void changePostures(const std::vector<PageId>& pages, Change change, const QString& step);
    void arrive(PageEntry& page, Reading reading, bool shown);
    void pushChange(PageId page, const Reading& before, Reading after, const QString& text);
    void noteArrival();

    std::vector<DocumentEntry> m_documents;
    QHash<PageId, PageEntry> m_pages;
    QString m_answerLanguage;
    quint64 m_lastId = 0;
    bool m_arrived = false; // something that is in no project file yet and no step of the history
    QUndoStack m_history;
};

} // namespace palimpsest
