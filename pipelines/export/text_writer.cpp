#include "pipelines/export/text_writer.h"

#include <cmath>

#include "engine/io/atomic_file.h"

namespace palimpsest {
namespace {

// Halves go up, as everywhere where boxes become whole numbers.
std::string pixel(double place)
{
    return std::to_string(static_cast<long long>(std::floor(place + 0.5)));
}

std::string objectLine(const DetectedObject& object)
{
    return object.label + ' ' + pixel(object.box.left) + ' ' + pixel(object.box.top) + ' ' + pixel(object.box.right)
        + ' ' + pixel(object.box.bottom) + '\n';
}

std::string textOf(const OcrResult& result)
{
    std::string text;
    for (const TextLine& line : result.lines)
        text += line.text + '\n';
    return text;
}

std::string textOf(const Detections& result)
{
    std::string text;
    for (const DetectedObject& object : result.items)
        text += objectLine(object);
    return text;
}

std::string textOf(const Segments& result)
{
    std::string text;
    for (const Segment& segment : result.items)
        text += objectLine(segment.object);
    return text;
}

std::string textOf(const PlainText& result)
{
    return result.text.empty() ? std::string() : result.text + '\n';
}

} // namespace

std::string plainTextOf(const PageResult& result)
{
    return std::visit([](const auto& content) { return textOf(content); }, result.content);
}

Result<void> writeText(const std::filesystem::path& file, std::span<const PageResult> pages)
{
    std::string text;
    for (std::size_t i = 0; i < pages.size(); ++i)
        text += (i == 0 ? "" : "\f") + plainTextOf(pages[i]);
    return writeFile(file, text);
}

} // namespace palimpsest
