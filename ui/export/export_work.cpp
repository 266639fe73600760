#include "ui/export/export_work.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <algorithm>

#include "pipelines/document/mask_pictures.h"
#include "pipelines/document/searchable_pdf.h"
#include "pipelines/export/export_format.h"
#include "pipelines/export/format_files.h"
#include "pipelines/protocol/result_words.h"
#include "ui/jobs/task_names.h"
#include "ui/whole_file.h"

namespace palimpsest {

namespace {

constexpr const char* kTextEnding = ".txt";
constexpr const char* kMarkdownEnding = ".md";
constexpr const char* kPdfEnding = ".pdf";

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString kindOf(const Reading& reading)
{
    return textOf(kindOf(reading.result->content));
}

// The shown one where it fits; else a corrected one, else the last.
const Reading* readingFor(const PageEntry& page, const ExportChoice& choice)
{
    const Reading* best = nullptr;
    for (const Reading& reading : page.readings) {
        if (!choice.kinds.contains(kindOf(reading)))
            continue;
        if (reading.id == page.shown)
            return &reading;
        if (best == nullptr || reading.isEdited() || !best->isEdited())
            best = &reading;
    }
    return best;
}

// Of what was asked about a page, the last answer to each question, or the one that a person corrected.
std::vector<const Reading*> answersOf(const PageEntry& page, const Reading& first)
{
    std::vector<const Reading*> answers;
    for (const Reading& reading : page.readings) {
        if (!std::holds_alternative<PlainText>(reading.result->content))
            continue;
        const auto same = std::find_if(answers.begin(), answers.end(), [&reading](const Reading* other) {
            return other->task == reading.task && other->prompt == reading.prompt;
        });
        if (same == answers.end())
            answers.push_back(&reading);
        else if (*same != &first && (&reading == &first || reading.isEdited() || !(*same)->isEdited()))
            *same = &reading;
    }
    return answers;
}

// Text has no place for a question, so it stands above its answer.
PageResult joined(const std::vector<const Reading*>& answers)
{
    std::string text;
    for (const Reading* const reading : answers) {
        const QString question = reading->prompt.isEmpty() ? nameOfTask(reading->task) : reading->prompt;
        text += (text.empty() ? "" : "\n\n") + question.toStdString() + '\n'
            + std::get<PlainText>(reading->result->content).text;
    }
    PageResult result = *answers.front()->result;
    result.content = PlainText{ std::move(text), std::nullopt };
    return result;
}

std::vector<PageResult> resultsFor(const PageEntry& page, const ExportChoice& choice)
{
    const Reading* const best = readingFor(page, choice);
    if (best == nullptr)
        return {};
    if (!std::holds_alternative<PlainText>(best->result->content))
        return { *best->result };
    const std::vector<const Reading*> answers = answersOf(page, *best);
    if (answers.size() == 1)
        return { *best->result };
    if (choice.ending == QLatin1String(kTextEnding) || choice.ending == QLatin1String(kMarkdownEnding))
        return { joined(answers) };
    std::vector<PageResult> results;
    for (const Reading* const reading : answers)
        results.push_back(*reading->result);
    return results;
}

const ExportFormat* formatOf(const ExportChoice& choice)
{
    const auto formats = exportFormats();
    const auto found = std::find_if(formats.begin(), formats.end(),
        [&](const ExportFormat& format) { return textOf(format.ending) == choice.ending; });
    return found == formats.end() ? nullptr : &*found;
}

// Names may come from documents of strangers.
QString fileNameFrom(QString name)
{
    for (const QChar forbidden : { QLatin1Char('/'), QLatin1Char('\\'), QLatin1Char('\0') })
        name.replace(forbidden, QLatin1Char('_'));
    return name.startsWith(QLatin1Char('.')) ? QStringLiteral("_") + name : name;
}

class FileNames {
public:
    FileNames(QString pattern, QString ending) : m_pattern(std::move(pattern)), m_ending(std::move(ending)) { }

    QString next(const ExportPage& page)
    {
        QString name = m_pattern.isEmpty() ? QStringLiteral("{name}") : m_pattern;
        name.replace(QLatin1String("{name}"), QFileInfo(QString::fromStdString(page.document)).completeBaseName());
        name.replace(QLatin1String("{page}"), QString::number(page.pageNumber));
        const QString stem = fileNameFrom(name);
        QString unique = stem + m_ending;
        for (int number = 2; m_used.contains(unique); ++number)
            unique = QStringLiteral("%1-%2%3").arg(stem).arg(number).arg(m_ending);
        m_used.insert(unique);
        return unique;
    }

private:
    QString m_pattern;
    QString m_ending;
    QSet<QString> m_used;
};

Result<std::vector<ExportFile>> makePdf(const ExportInput& input, FileNames& names)
{
    PAL_TRY_ASSIGN(const SearchablePdf pdf, searchablePdf(input, SignedDocuments::Refuse));
    return std::vector<ExportFile>{ { names.next(input.pages.front()), QByteArray::fromStdString(pdf.bytes) } };
}

Result<std::vector<ExportFile>> makeMasks(const ExportInput& input, MaskForm form, FileNames& names)
{
    std::vector<ExportFile> files;
    for (const ExportPage& page : input.pages) {
        const PageResult& result = *page.result; // exportInput leaves pages without one out
        PAL_TRY_ASSIGN(
            const std::vector<MaskPicture> pictures, maskPictures(result, std::get<Segments>(result.content), form));
        for (const MaskPicture& picture : pictures)
            files.push_back({ names.next(page), QByteArray::fromStdString(picture.png) });
    }
    return files;
}

} // namespace

std::vector<ExportChoice> exportChoices()
{
    std::vector<ExportChoice> choices;
    for (const ExportFormat& format : exportFormats()) {
        ExportChoice choice{ textOf(format.ending), textOf(format.summary), {}, true };
        for (const std::string_view kind : format.kinds)
            choice.kinds.append(textOf(kind));
        choices.push_back(std::move(choice));
    }
    choices.push_back({ QLatin1String(kPdfEnding), QStringLiteral("the pages with text to search"),
        { QStringLiteral("ocr") }, false });
    for (const MaskFormat& format : maskFormats())
        choices.push_back({ textOf(format.ending), textOf(format.summary), { QStringLiteral("segments") }, false });
    return choices;
}

ExportInput exportInput(const ProjectContent& content, const std::vector<PageId>& pages, const ExportChoice& choice)
{
    ExportInput input{ .producer = "palimpsest " PALIMPSEST_VERSION,
        .created = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString(),
        .pages = {} };
    for (const PageEntry& page : content.pages) {
        if (std::find(pages.begin(), pages.end(), page.id) == pages.end())
            continue;
        const auto document = std::find_if(content.documents.begin(), content.documents.end(),
            [&](const DocumentEntry& entry) { return entry.id == page.document; });
        if (document == content.documents.end())
            continue;
        for (PageResult& result : resultsFor(page, choice))
            input.pages.push_back({ document->file.toStdString(), page.index + 1, std::move(result), {} });
    }
    return input;
}

Result<std::vector<ExportFile>> makeExport(const ExportInput& input, const ExportChoice& choice, const QString& pattern)
{
    FileNames names(pattern, choice.ending);
    if (input.pages.empty())
        return std::vector<ExportFile>();
    if (choice.ending == QLatin1String(kPdfEnding))
        return makePdf(input, names);
    for (const MaskFormat& masks : maskFormats())
        if (choice.ending == textOf(masks.ending))
            return makeMasks(input, masks.form, names);
    const ExportFormat* const format = formatOf(choice);
    if (format == nullptr)
        return Error{ ErrorCode::BadArguments, "there is no format '" + choice.ending.toStdString() + "'" };
    FileNames besideNames(pattern, textOf(format->besideEnding));
    PAL_TRY_ASSIGN(const std::vector<FormatFile> made, filesOf(*format, input));
    std::vector<ExportFile> files;
    for (const FormatFile& file : made)
        if (format->writeEach == nullptr || !file.content.empty())
            files.push_back({ (file.beside ? besideNames : names).next(input.pages[file.page.value_or(0)]),
                QByteArray::fromStdString(file.content) });
    return files;
}

Result<void> writeExport(const std::vector<ExportFile>& files, const QString& folder, Existing existing)
{
    const QDir target(folder);
    for (const ExportFile& file : files)
        if (existing == Existing::Keep && QFileInfo::exists(target.filePath(file.name)))
            return Error{ ErrorCode::FileAccess,
                "'" + target.filePath(file.name).toStdString() + "' is there already" };
    for (const ExportFile& file : files) {
        PAL_TRY(writeWholeFile(target.filePath(file.name), file.bytes));
    }
    return {};
}

} // namespace palimpsest
