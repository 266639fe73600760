#include "pipelines/export/format_files.h"

#include <utility>

namespace palimpsest {
namespace {

void addEach(const ExportFormat& format, const ExportInput& input, std::size_t page, std::vector<FormatFile>& files)
{
    std::vector<std::string> contents = format.writeEach(input, page);
    for (std::size_t i = 0; i < contents.size(); ++i) {
        files.push_back({ .content = std::move(contents[i]), .page = page, .number = {} });
        if (contents.size() > 1)
            files.back().number = i + 1;
    }
}

} // namespace

Result<std::vector<FormatFile>> filesOf(const ExportFormat& format, const ExportInput& input)
{
    std::vector<FormatFile> files;
    if (format.writeAll != nullptr) {
        PAL_TRY_ASSIGN(std::string content, format.writeAll(input));
        files.push_back({ .content = std::move(content), .page = {}, .number = {} });
    } else {
        for (std::size_t page = 0; page < input.pages.size(); ++page) {
            if (!input.pages[page].result)
                continue;
            if (format.writeEach != nullptr)
                addEach(format, input, page, files);
            else
                files.push_back({ .content = format.writePage(input, page), .page = page, .number = {} });
        }
    }
    if (format.writeBeside != nullptr)
        files.push_back({ .content = format.writeBeside(input), .page = {}, .number = {}, .beside = true });
    return files;
}

} // namespace palimpsest
