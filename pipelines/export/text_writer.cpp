#include "pipelines/export/text_writer.h"

#include <cmath>

#include "pipelines/export/delimited_table.h"
#include "pipelines/music/joined_kern.h"

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

std::string contentText(const OcrResult& result)
{
    std::string text;
    for (const TextLine& line : result.lines)
        text += line.text + '\n';
    return text;
}

std::string contentText(const Detections& result)
{
    std::string text;
    for (const DetectedObject& object : result.items)
        text += objectLine(object);
    return text;
}

std::string contentText(const Segments& result)
{
    std::string text;
    for (const Segment& segment : result.items)
        text += objectLine(segment.object);
    return text;
}

std::string contentText(const PlainText& result)
{
    return result.text.empty() ? std::string() : result.text + '\n';
}

std::string contentText(const Molecules& result)
{
    std::string text;
    for (const Molecule& molecule : result.items)
        text += molecule.smiles + '\n';
    return text;
}

std::string contentText(const Scores& result)
{
    return joinedKern(result.systems);
}

std::string contentText(const Tables& result)
{
    std::string text;
    for (const Table& table : result.items)
        text += (text.empty() ? "" : "\n") + tabbedText(table);
    return text;
}

std::string contentText(const Report& result)
{
    std::string text = std::string(kReportNotice) + '\n';
    for (const ReportSection& section : result.sections)
        text += '\n' + (section.heading.empty() ? std::string() : section.heading + ":\n") + section.text + '\n';
    return text;
}

std::string contentText(const PageParts& result)
{
    std::string text;
    for (const PageResult& part : result.parts)
        text += (text.empty() ? "" : "\n") + plainTextOf(part);
    return text;
}

} // namespace

std::string plainTextOf(const PageResult& result)
{
    return std::visit([](const auto& content) { return contentText(content); }, result.content);
}

std::string textOf(const ExportInput& input)
{
    std::string text;
    for (std::size_t i = 0; i < input.pages.size(); ++i) {
        const auto& result = input.pages[i].result;
        text += (i == 0 ? "" : "\f") + (result ? plainTextOf(*result) : std::string());
    }
    return text;
}

} // namespace palimpsest
