#pragma once
// Results of a project to files of a format: which formats fit, which files there will be, what stands in them. Pure
// but for writeExport; any thread.

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/export/export_input.h"
#include "ui/project/project_file.h"

namespace palimpsest {

// A row of exportFormats(), the searchable PDF, which needs the documents themselves, or pictures of masks.
struct ExportChoice {
    QString ending;  // ".txt"
    QString summary; // as the formats' table has it, in English
    QStringList kinds;
    bool isText = true; // can be looked at
};

[[nodiscard]] std::vector<ExportChoice> exportChoices();

// The results of the pages that a format can hold, the shown one first, in the order of the pages; pages without one
// are left out. Where that is an answer, all that was asked about the page.
[[nodiscard]] ExportInput exportInput(
    const ProjectContent& content, const std::vector<PageId>& pages, const ExportChoice& choice);

struct ExportFile {
    QString name;
    QByteArray bytes;
};

// "{name}" in the pattern is the document's, "{page}" the page's number. Where two files would have one name, the later
// get a number behind it.
Result<std::vector<ExportFile>> makeExport(
    const ExportInput& input, const ExportChoice& choice, const QString& pattern);

enum class Existing { Keep, Replace };
// Every file whole or not at all. FileAccess: names the first that is there already, where it may not be replaced,
// before anything is written.
Result<void> writeExport(const std::vector<ExportFile>& files, const QString& folder, Existing existing);

} // namespace palimpsest
