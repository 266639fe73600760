#pragma once
// The files that results go to: each name's ending says the format, and what cannot be written is found out before long
// work begins. On the main thread.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/document/mask_pictures.h"
#include "pipelines/document/page_image.h"
#include "pipelines/document/searchable_pdf.h"
#include "pipelines/export/export_format.h"

namespace palimpsest {

class OutputFiles {
public:
    enum class Existing { Refuse, Replace };
    struct Options {
        Existing existing = Existing::Refuse;
        SignedDocuments signedDocuments = SignedDocuments::Refuse;
    };

    // BadArguments: an ending that names no format, or a format that cannot hold results of this kind. FileAccess: a
    // file that is there already, or cannot be written. An empty kind is not known yet and fits everywhere.
    static Result<OutputFiles> create(
        const std::vector<std::string>& files, std::string_view kind, std::size_t pageCount, const Options& options);

    // Whether the documents can be what the outputs make of them: a searchable PDF cannot be made of every PDF.
    Result<void> checkDocuments(const std::vector<std::string>& documents) const;

    // The pictures of a page, which is the `number`th of all, from 1.
    Result<void> writePictures(const PageImage& page, const PageResult& result, std::size_t number) const;
    // Everything else. What comes of several pages in one file comes last, when all of them are there.
    Result<void> write(const ExportInput& input) const;

    [[nodiscard]] bool hasPictures() const;

private:
    // Table: a row of exportFormats(). Masks: a row of maskFormats().
    enum class Form { Table, Masks, SearchablePdf, Picture };
    struct Target {
        std::filesystem::path file;
        Form form = Form::Table;
        std::string_view ending;
        const ExportFormat* format = nullptr; // of Form::Table
        MaskForm masks = MaskForm::Indexed;   // of Form::Masks
    };

    OutputFiles() = default;
    static Result<Target> targetFor(const std::string& file, std::string_view kind);
    static std::vector<std::string_view> kindsOf(const Target& target);
    [[nodiscard]] Result<void> writeTarget(const Target& target, const ExportInput& input) const;
    [[nodiscard]] Result<void> writeMasks(const Target& target, const ExportInput& input) const;
    [[nodiscard]] Result<void> writeTable(const Target& target, const ExportInput& input) const;
    [[nodiscard]] Result<void> writeOneOf(
        const Target& target, std::filesystem::path file, std::size_t number, const std::string& content) const;
    [[nodiscard]] std::filesystem::path fileOf(const Target& target, std::size_t number) const;
    [[nodiscard]] std::vector<std::filesystem::path> filesOf(const Target& target) const;
    [[nodiscard]] Result<void> checkTarget(const Target& target) const;
    [[nodiscard]] Result<void> checkFile(const std::filesystem::path& file) const;

    std::vector<Target> m_targets;
    std::size_t m_pageCount = 0; // expected
    Options m_options;
};

// Who writes, and when: the head of what is exported.
ExportInput exportInputNow(std::vector<ExportPage> pages);

// ".txt text as one would copy it, ...", for the help.
std::string outputFormatList();

} // namespace palimpsest
