#include "pipelines/export/result_file.h"

#include <string>

#include <nlohmann/json.hpp>

#include "engine/io/json_text.h"
#include "pipelines/protocol/result_json.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostBytes = std::size_t{ 1 } << 30U;
constexpr std::size_t kMostPixels = 200'000'000; // of a page
constexpr std::size_t kLongestSide = 1'000'000;

// What a file can say although it follows the schema, and no page can have.
Result<void> checkPage(const PageResult& result)
{
    const std::size_t width = result.pageWidth;
    const std::size_t height = result.pageHeight;
    if (width == 0 || height == 0 || width > kLongestSide || height > kLongestSide || width * height > kMostPixels)
        return Error{ ErrorCode::BadInput,
            "'page' is " + std::to_string(width) + " x " + std::to_string(height) + " pixels, which no page has" };
    const auto* segments = std::get_if<Segments>(&result.content);
    if (segments == nullptr)
        return {};
    for (const Segment& segment : segments->items) {
        if (!segment.mask)
            continue;
        const PixelMask& mask = *segment.mask;
        if (mask.left > width || mask.width > width - mask.left || mask.top > height || mask.height > height - mask.top)
            return Error{ ErrorCode::BadInput, "the mask of '" + segment.object.label + "' leaves the page" };
    }
    return {};
}

class FileReader {
public:
    explicit FileReader(const std::filesystem::path& file) : m_file(file) { }

    Result<std::vector<ExportPage>> read(const Json& json)
    {
        if (json.is_object() && json.contains("documents")) {
            if (!json["documents"].is_array())
                return wrong("'documents' is no list");
            for (const Json& document : json["documents"])
                PAL_TRY(readDocument(document));
        } else if (json.is_object() && json.contains("pages")) {
            PAL_TRY(readDocument(json));
        } else if (json.is_object() && json.contains("schema")) {
            PAL_TRY(readResult(json, { m_file.stem().string(), 1, {}, {} }));
        } else {
            return wrong("it holds no results; it should be what 'palimpsest read -o out.json' writes");
        }
        if (m_pages.empty())
            return wrong("it holds no pages");
        return std::move(m_pages);
    }

private:
    [[nodiscard]] Error wrong(const std::string& what) const
    {
        return { ErrorCode::BadInput, "'" + m_file.string() + "': " + what };
    }

    Result<void> readDocument(const Json& json)
    {
        if (!json.is_object() || !json.contains("document") || !json["document"].is_string())
            return wrong("a document without a name, which 'document' should be");
        const std::string name = json["document"].get<std::string>();
        if (!json.contains("pages") || !json["pages"].is_array())
            return wrong("document '" + name + "' has no list of 'pages'");
        for (const Json& page : json["pages"]) {
            if (!page.is_object() || !page.contains("page") || !page["page"].is_number_unsigned()
                || page["page"].get<std::size_t>() == 0)
                return wrong("document '" + name + "' has a page without a number, which 'page' should be");
            PAL_TRY(readPage(page, { name, page["page"].get<std::size_t>(), {}, {} }));
        }
        return {};
    }

    Result<void> readPage(const Json& json, ExportPage page)
    {
        if (json.contains("result"))
            return readResult(json["result"], std::move(page));
        if (!json.contains("error") || !json["error"].is_string())
            return wrong("page " + std::to_string(page.pageNumber) + " of '" + page.document
                + "' has neither 'result' nor 'error'");
        page.failure = json["error"].get<std::string>();
        m_pages.push_back(std::move(page));
        return {};
    }

    Result<void> readResult(const Json& json, ExportPage page)
    {
        const std::string place = "page " + std::to_string(page.pageNumber) + " of '" + page.document + "': ";
        Result<PageResult> result = pageResultFromJson(json);
        if (!result.ok())
            return wrong(place + result.error().message);
        const Result<void> possible = checkPage(result.value());
        if (!possible.ok())
            return wrong(place + possible.error().message);
        page.result = std::move(result).value();
        m_pages.push_back(std::move(page));
        return {};
    }

    const std::filesystem::path& m_file;
    std::vector<ExportPage> m_pages;
};

} // namespace

Result<std::vector<ExportPage>> readResultFile(const std::filesystem::path& file)
{
    PAL_TRY_ASSIGN(const Json json, readJsonFile(file, kMostBytes, ErrorCode::BadInput));
    return FileReader(file).read(json);
}

} // namespace palimpsest
