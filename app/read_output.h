#pragma once
// What `read` gives out: pages on standard output as they are done, and files written whole. On the main thread.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "app/json_output.h"
#include "engine/base/result.h"
#include "pipelines/document/page_image.h"
#include "pipelines/page_result.h"

namespace palimpsest {

class ReadOutput {
public:
    enum class StandardOutput { Text, Json, Nothing };

    // `files`: the ending says what goes in: .txt, .json, or .png for a picture of what was found. With several pages
    // every page has its picture, numbered: out-1.png. BadArguments for other endings, FileAccess when one cannot be
    // written.
    static Result<ReadOutput> create(
        const std::vector<std::string>& files, StandardOutput standardOutput, std::size_t pageCount);

    // Pages come in order; those of one document follow each other.
    Result<void> add(const PageImage& page, const PageResult& result);
    // A page that could not be read: its place in the output says why.
    void addFailure(const std::string& document, std::size_t pageIndex, const Error& error);

    // Writes text and JSON.
    Result<void> finish();

private:
    enum class Format { Text, Json, Picture };
    struct Target {
        std::filesystem::path file;
        Format format = Format::Text;
    };

    ReadOutput() = default;
    static Result<Target> targetFor(const std::string& file);
    [[nodiscard]] std::filesystem::path pictureFile(const Target& target, std::size_t number) const;
    void addText(const std::string& text);
    void addJson(const std::string& document, JsonValue page);

    std::vector<Target> m_targets;
    StandardOutput m_standardOutput = StandardOutput::Text;
    std::size_t m_pageCount = 0; // expected
    std::size_t m_added = 0;
    std::string m_text;
    JsonValue m_documents = JsonValue::array();
};

} // namespace palimpsest
