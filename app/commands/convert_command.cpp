// palimpsest convert: a result that was written as JSON, in other formats, without the model.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <memory>
#include <system_error>

#include "app/commands/commands.h"
#include "app/output_files.h"
#include "pipelines/document/document_runtime.h"
#include "pipelines/export/result_file.h"
#include "pipelines/protocol/result_words.h"

namespace palimpsest {

namespace {

struct ConvertOptions {
    std::string result;
    std::vector<std::string> outputs;
    bool force = false;
    bool breakSignatures = false;
};

// An output that replaces the result, or a document that it was read from, would destroy the only copy.
Result<void> checkOutputs(const ConvertOptions& options, const std::vector<ExportPage>& pages)
{
    for (const std::string& output : options.outputs) {
        std::error_code ignored;
        if (std::filesystem::equivalent(output, options.result, ignored))
            return Error{ ErrorCode::BadArguments,
                "output '" + output + "' is the result to convert; give another name" };
        for (const ExportPage& page : pages) {
            if (std::filesystem::equivalent(output, page.document, ignored))
                return Error{ ErrorCode::BadArguments,
                    "output '" + output + "' is the document that was read; give another name" };
        }
    }
    return {};
}

// The kind of all results. Different ones have no format in common but those that hold every kind.
Result<std::string_view> kindOfAll(const std::vector<ExportPage>& pages)
{
    std::string_view kind;
    for (const ExportPage& page : pages) {
        if (!page.result)
            continue;
        const std::string_view own = kindOf(page.result->content);
        if (!kind.empty() && own != kind)
            return Error{ ErrorCode::BadInput,
                "the pages hold results of kind '" + std::string(kind) + "' and of kind '" + std::string(own)
                    + "'; convert them one kind at a time" };
        kind = own;
    }
    if (kind.empty())
        return Error{ ErrorCode::BadInput, "none of the pages could be read, so there is nothing to convert" };
    return kind;
}

Result<ExitCode> convert(const ConvertOptions& options)
{
    PAL_TRY_ASSIGN(std::vector<ExportPage> pages, readResultFile(options.result));
    PAL_TRY(checkOutputs(options, pages));
    PAL_TRY_ASSIGN(const std::string_view kind, kindOfAll(pages));
    PAL_TRY_ASSIGN(const OutputFiles output,
        OutputFiles::create(options.outputs, kind, pages.size(),
            { options.force ? OutputFiles::Existing::Replace : OutputFiles::Existing::Refuse,
                options.breakSignatures ? SignedDocuments::Change : SignedDocuments::Refuse }));
    if (output.hasPictures())
        return Error{ ErrorCode::BadArguments,
            "a picture of what was found needs the page itself; 'palimpsest read -o out.png' draws it" };
    const DocumentRuntime runtime;
    PAL_TRY(output.write(exportInputNow(std::move(pages))));
    return ExitCode::Ok;
}

} // namespace

void addConvertCommand(CLI::App& program, Action& chosen)
{
    auto options = std::make_shared<ConvertOptions>();
    CLI::App* const command
        = program.add_subcommand("convert", "Write a result that was read before in other formats, without the model");
    command->add_option("result", options->result, "JSON file that 'palimpsest read -o out.json' wrote")->required();
    command->add_option("-o,--output", options->outputs, "File to write: " + outputFormatList() + "; several times")
        ->required()
        ->allow_extra_args(false);
    command->add_flag("--force", options->force, "Replace files that are there already");
    command->add_flag("--break-signatures", options->breakSignatures,
        "Write a searchable PDF of a signed one, too; its signature does not hold any more");
    command->callback([options, &chosen] { chosen = [options](const CommandContext&) { return convert(*options); }; });
}

} // namespace palimpsest
