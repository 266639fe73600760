#pragma once
// A project on disk: a ZIP archive with project.json (documents, pages, what a person said of each result),
// results/N.json (docs/result-json.md) and the documents that go into it. Pure but for reading and writing the files
// named; any thread.

#include <QString>
#include <vector>

#include "engine/base/result.h"
#include "ui/project/project.h"

namespace palimpsest {

// What a project is, without the window around it. Results are shared, so a copy is cheap.
struct ProjectContent {
    std::vector<DocumentEntry> documents;
    std::vector<PageEntry> pages; // in any order; documents name them
    QString answerLanguage = {};
};

[[nodiscard]] ProjectContent contentOf(const Project& project);

// Whole or not at all. FileAccess: the file cannot be written.
Result<void> writeProject(const ProjectContent& content, const QString& file);

struct ReadProject {
    ProjectContent content;
    QStringList missing; // documents that are no longer where they were, nor beside the project
};

// Pasted pictures are unpacked into `pastedFolder`. BadInput: no project, a broken one, or one of a later version.
Result<ReadProject> readProject(const QString& file, const QString& pastedFolder);

} // namespace palimpsest
