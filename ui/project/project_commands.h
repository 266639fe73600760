#pragma once
// The steps of a project's history. Owned by its QUndoStack.

#include <QUndoCommand>
#include <chrono>
#include <optional>
#include <vector>

#include "ui/project/project.h"

namespace palimpsest {

// A document that is there, or not.
class DocumentCommand final : public QUndoCommand {
public:
    enum class Step { Add, Remove };

    DocumentCommand(Project& project, Step step, std::size_t place, DocumentEntry document,
        std::vector<PageEntry> pages, const QString& text);
    void undo() override;
    void redo() override;

private:
    void insert();
    void take();

    Project& m_project;
    Step m_step;
    std::size_t m_place;
    DocumentEntry m_document;
    std::vector<PageEntry> m_pages;
};

// Documents that go into the project file.
class EmbedCommand final : public QUndoCommand {
public:
    EmbedCommand(Project& project, std::vector<DocumentId> documents, const QString& text);
    void undo() override;
    void redo() override;

private:
    Project& m_project;
    std::vector<DocumentId> m_documents;
};

// A reading before and after; empty after: removed.
class ReadingCommand final : public QUndoCommand {
public:
    ReadingCommand(Project& project, PageId page, std::size_t place, Reading before, std::optional<Reading> after,
        const QString& text);
    void undo() override;
    void redo() override;

private:
    Project& m_project;
    PageId m_page;
    std::size_t m_place;
    Reading m_before;
    std::optional<Reading> m_after;
};

// A region before and after; empty before: drawn; empty after: removed.
class RegionCommand final : public QUndoCommand {
public:
    struct Change {
        PageId page = 0;
        std::size_t place = 0;
        std::optional<Region> before;
        std::optional<Region> after;
        std::optional<RegionStep> step = {}; // of a change, which may become one with the next
    };
    RegionCommand(Project& project, Change change, const QString& text);
    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand* next) override;

private:
    [[nodiscard]] RegionId region() const;

    Project& m_project;
    Change m_change;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

// How pages lie, before and after.
class PostureCommand final : public QUndoCommand {
public:
    struct Change {
        PageId page = 0;
        PagePosture before;
        PagePosture after;
    };
    PostureCommand(Project& project, std::vector<Change> changes, const QString& text);
    void undo() override;
    void redo() override;

private:
    Project& m_project;
    std::vector<Change> m_changes;
};

// The language of captions and answers, before and after.
class LanguageCommand final : public QUndoCommand {
public:
    LanguageCommand(Project& project, QString before, QString after, const QString& text);
    void undo() override;
    void redo() override;

private:
    Project& m_project;
    QString m_before;
    QString m_after;
};

} // namespace palimpsest
