#include "pipelines/export/score_writers.h"

#include <algorithm>

#include "pipelines/export/engraving_svg.h"
#include "pipelines/export/musicxml_part.h"
#include "pipelines/export/xml_text.h"
#include "pipelines/export/zip_file.h"
#include "pipelines/music/engraving_ink.h"
#include "pipelines/music/joined_kern.h"
#include "pipelines/music/midi_file.h"
#include "pipelines/music/played_order.h"

namespace palimpsest {
namespace {

constexpr double kPrintedWidth = 100; // spaces of 1.75 mm on a page of A4

std::vector<ScoreSystem> systemsOf(const ExportPage& page)
{
    const auto* const scores = page.result ? std::get_if<Scores>(&page.result->content) : nullptr;
    return scores == nullptr ? std::vector<ScoreSystem>() : scores->systems;
}

std::vector<ScoreSystem> systemsOf(const ExportInput& input)
{
    std::vector<ScoreSystem> systems;
    for (const ExportPage& page : input.pages)
        for (const ScoreSystem& system : systemsOf(page))
            systems.push_back(system);
    return systems;
}

ScoreTimeline timelineOfAll(const ExportInput& input)
{
    std::vector<ScoreTimeline> timelines;
    for (const KernScore& score : joinedScores(systemsOf(input)))
        timelines.push_back(timelineOf(score));
    return joinedTimelines(std::move(timelines));
}

// Top to bottom; two staves are one instrument's, as of a piano.
std::vector<std::vector<std::size_t>> partsOf(const ScoreTimeline& timeline)
{
    if (timeline.staves == 2)
        return { { 1, 0 } };
    std::vector<std::vector<std::size_t>> parts;
    for (std::size_t staff = std::max<std::size_t>(1, timeline.staves); staff-- > 0;)
        parts.push_back({ staff });
    return parts;
}

void appendHead(pugi::xml_node root, const ExportInput& input)
{
    pugi::xml_node identification = root.append_child("identification");
    pugi::xml_node encoding = identification.append_child("encoding");
    appendText(encoding, "software", input.producer);
    appendText(encoding, "encoding-date", input.created.substr(0, 10));
    for (const ExportPage& page : input.pages) {
        if (!page.result)
            continue;
        appendText(identification, "source", documentName(page));
        pugi::xml_node field = appendText(identification.append_child("miscellaneous"), "miscellaneous-field",
            provenanceLine(page.result->provenance));
        setAttribute(field, "name", "provenance");
        return;
    }
}

void appendGroup(pugi::xml_node list, const char* type)
{
    pugi::xml_node group = list.append_child("part-group");
    setAttribute(group, "type", type);
    setAttribute(group, "number", "1");
    if (std::string_view(type) == "start")
        appendText(group, "group-symbol", "bracket");
}

} // namespace

std::string kernOf(const ExportInput& input)
{
    return joinedKern(systemsOf(input));
}

std::string musicXmlOf(const ExportInput& input)
{
    const ScoreTimeline timeline = timelineOfAll(input);
    const std::vector<std::vector<std::size_t>> parts = partsOf(timeline);
    pugi::xml_document document;
    declareXml(document);
    document.append_child(pugi::node_doctype)
        .set_value("score-partwise PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" "
                   "\"http://www.musicxml.org/dtds/partwise.dtd\"");
    pugi::xml_node root = document.append_child("score-partwise");
    setAttribute(root, "version", "4.0");
    appendHead(root, input);
    pugi::xml_node list = root.append_child("part-list");
    const bool grouped = parts.size() > 1; // staves that sound together are bracketed
    if (grouped)
        appendGroup(list, "start");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        pugi::xml_node part = list.append_child("score-part");
        setAttribute(part, "id", "P" + std::to_string(i + 1));
        appendText(part, "part-name", parts[i].size() > 1 ? "Piano" : "Staff " + std::to_string(i + 1));
    }
    if (grouped)
        appendGroup(list, "stop");
    const int divisions = divisionsOf(timeline);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        pugi::xml_node part = root.append_child("part");
        setAttribute(part, "id", "P" + std::to_string(i + 1));
        appendMeasures(part, timeline, parts[i], divisions);
        if (!part.first_child()) // the schema wants a measure
            setAttribute(part.append_child("measure"), "number", "1");
    }
    return xmlFile(document);
}

std::string compressedMusicXmlOf(const ExportInput& input)
{
    pugi::xml_document container;
    declareXml(container);
    pugi::xml_node files = container.append_child("container").append_child("rootfiles");
    pugi::xml_node file = files.append_child("rootfile");
    setAttribute(file, "full-path", "score.musicxml");
    setAttribute(file, "media-type", "application/vnd.recordare.musicxml+xml");
    return zipFile({ { "mimetype", "application/vnd.recordare.musicxml" },
        { "META-INF/container.xml", xmlFile(container) }, { "score.musicxml", musicXmlOf(input) } });
}

std::string engravedSvgOf(const ExportInput& input, std::size_t page)
{
    Engraving whole; // what changes its number of staves goes on below
    for (const KernScore& score : joinedScores(systemsOf(input.pages[page]))) {
        const Engraving engraving = engrave(timelineOf(score), kPrintedWidth);
        append(whole.ink, engraving.ink, { 0, whole.height });
        whole.width = std::max(whole.width, engraving.width);
        whole.height += engraving.height;
    }
    return svgOfEngraving(whole, provenanceLine(input.pages[page].result->provenance));
}

std::string midiOf(const ExportInput& input)
{
    return midiFile(playedTimeline(timelineOfAll(input)));
}

} // namespace palimpsest
