#pragma once
// What `read` gives out: pages on standard output as they are done, and files written whole. On the main thread.

#include <cstddef>
#include <string>

#include "app/output_files.h"
#include "engine/base/result.h"
#include "pipelines/document/page_image.h"
#include "pipelines/page_result.h"

namespace palimpsest {

class ReadOutput {
public:
    enum class StandardOutput { Text, Json, Nothing };

    ReadOutput(OutputFiles files, StandardOutput standardOutput);

    // Pages come in order; those of one document follow each other.
    Result<void> add(const PageImage& page, const PageResult& result);
    // A page that could not be read: its place in the output says why.
    void addFailure(const std::string& document, std::size_t pageIndex, const Error& error);

    // Writes everything but pictures, which are there already.
    Result<void> finish();

private:
    void print(const std::string& text) const;

    OutputFiles m_files;
    StandardOutput m_standardOutput = StandardOutput::Text;
    std::vector<ExportPage> m_pages;
};

} // namespace palimpsest
