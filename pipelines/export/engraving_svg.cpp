#include "pipelines/export/engraving_svg.h"

#include <cmath>

#include "pipelines/export/box_text.h"
#include "pipelines/export/xml_text.h"
#include "pipelines/music/engraving_ink.h"

namespace palimpsest {
namespace {

constexpr double kPixelsOfSpace = 8;
constexpr double kPlaces = 1000; // thousandths of a space are enough

std::string numberText(double value)
{
    const double rounded = std::round(value * kPlaces) / kPlaces;
    return shortestText(rounded == 0 ? 0 : rounded);
}

std::string pointText(const PointF& point)
{
    return numberText(point.x) + ' ' + numberText(point.y);
}

void appendGlyph(pugi::xml_node group, const InkGlyph& glyph)
{
    pugi::xml_node path = group.append_child("path");
    std::string transform = "translate(" + pointText(glyph.at) + ')';
    if (glyph.scale != 1 || glyph.stretch != 1)
        transform += " scale(" + pointText({ glyph.scale, glyph.scale * glyph.stretch }) + ')';
    setAttribute(path, "transform", transform);
    setAttribute(path, "d", pathOf(glyph.glyph));
}

void appendLine(pugi::xml_node group, const InkLine& line)
{
    pugi::xml_node node = group.append_child("path");
    setAttribute(node, "d", 'M' + pointText(line.from) + 'L' + pointText(line.to));
    setAttribute(node, "stroke", "black");
    setAttribute(node, "stroke-width", numberText(line.weight));
}

void appendPolygon(pugi::xml_node group, const InkPolygon& polygon)
{
    std::string path;
    for (const PointF& corner : polygon.corners)
        path += (path.empty() ? 'M' : 'L') + pointText(corner);
    setAttribute(group.append_child("path"), "d", path + 'Z');
}

void appendCurve(pugi::xml_node group, const InkCurve& curve)
{
    const auto [outer, inner] = edgesOf(curve);
    setAttribute(group.append_child("path"), "d",
        'M' + pointText(outer[0]) + 'C' + pointText(outer[1]) + ' ' + pointText(outer[2]) + ' ' + pointText(outer[3])
            + 'C' + pointText(inner[2]) + ' ' + pointText(inner[1]) + ' ' + pointText(inner[0]) + 'Z');
}

} // namespace

std::string svgOfEngraving(const Engraving& engraving, std::string_view description)
{
    pugi::xml_document document;
    declareXml(document);
    pugi::xml_node svg = document.append_child("svg");
    setAttribute(svg, "xmlns", "http://www.w3.org/2000/svg");
    setAttribute(svg, "viewBox", "0 0 " + pointText({ engraving.width, engraving.height }));
    setAttribute(svg, "width", numberText(engraving.width * kPixelsOfSpace));
    setAttribute(svg, "height", numberText(engraving.height * kPixelsOfSpace));
    if (!description.empty())
        appendText(svg, "desc", description);
    pugi::xml_node group = svg.append_child("g");
    setAttribute(group, "fill", "black");
    for (const InkLine& line : engraving.ink.lines)
        appendLine(group, line);
    for (const InkPolygon& polygon : engraving.ink.polygons)
        appendPolygon(group, polygon);
    for (const InkCurve& curve : engraving.ink.curves)
        appendCurve(group, curve);
    for (const InkGlyph& glyph : engraving.ink.glyphs)
        appendGlyph(group, glyph);
    return xmlFile(document);
}

} // namespace palimpsest
