#include "pipelines/score/sign_pieces.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace palimpsest {
namespace {

constexpr int kLeastPixels = 6;
constexpr int kColumns = 14; // of the raster that shapes are compared on
constexpr int kRows = 20;

using Raster = std::array<double, static_cast<std::size_t>(kColumns) * kRows>; // share of ink

struct Segment {
    PointF from;
    PointF to;
};

std::vector<Segment> segmentsOf(const GlyphOutline& outline)
{
    constexpr int kParts = 8;
    std::vector<Segment> segments;
    PointF start;
    PointF at;
    const auto lineTo = [&](const PointF& to) {
        segments.push_back({ at, to });
        at = to;
    };
    for (const OutlineStep& step : outline.steps) {
        switch (step.command) {
        case 'M':
            start = step.points[0];
            at = start;
            break;
        case 'L':
            lineTo(step.points[0]);
            break;
        case 'C': {
            const PointF from = at;
            for (int i = 1; i <= kParts; ++i) {
                const double t = static_cast<double>(i) / kParts;
                const double u = 1 - t;
                const auto along = [&](double a, double b, double c, double d) {
                    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
                };
                lineTo({ along(from.x, step.points[0].x, step.points[1].x, step.points[2].x),
                    along(from.y, step.points[0].y, step.points[1].y, step.points[2].y) });
            }
            break;
        }
        default:
            lineTo(start);
            break;
        }
    }
    return segments;
}

bool isInside(const std::vector<Segment>& segments, double x, double y)
{
    int winding = 0;
    for (const Segment& segment : segments) {
        const bool down = segment.from.y <= y && segment.to.y > y;
        const bool up = segment.to.y <= y && segment.from.y > y;
        if (!down && !up)
            continue;
        const double crossing
            = segment.from.x + (y - segment.from.y) / (segment.to.y - segment.from.y) * (segment.to.x - segment.from.x);
        if (crossing > x)
            winding += down ? 1 : -1;
    }
    return winding != 0;
}

Raster rasterOf(MusicGlyph glyph)
{
    constexpr int kFine = 4;
    const std::vector<Segment> segments = segmentsOf(outlineOf(glyph));
    RectF bounds{ 1e9, 1e9, -1e9, -1e9 };
    for (const Segment& segment : segments)
        bounds = united(bounds, { segment.to.x, segment.to.y, segment.to.x, segment.to.y });
    Raster raster{};
    for (int row = 0; row < kRows * kFine; ++row)
        for (int column = 0; column < kColumns * kFine; ++column)
            if (isInside(segments, bounds.left + bounds.width() * (column + 0.5) / (kColumns * kFine),
                    bounds.top + bounds.height() * (row + 0.5) / (kRows * kFine)))
                raster[static_cast<std::size_t>(row / kFine * kColumns + column / kFine)] += 1.0 / (kFine * kFine);
    return raster;
}

Raster rasterOf(const SignPiece& piece)
{
    constexpr int kFine = 4;
    Raster raster{};
    for (int row = 0; row < kRows * kFine; ++row)
        for (int column = 0; column < kColumns * kFine; ++column)
            if (piece.ink.at(column * piece.ink.width / (kColumns * kFine), row * piece.ink.height / (kRows * kFine)))
                raster[static_cast<std::size_t>(row / kFine * kColumns + column / kFine)] += 1.0 / (kFine * kFine);
    return raster;
}

// Neighbours count a little, so that thin strokes need not lie upon each other to the pixel.
Raster blurred(const Raster& sharp)
{
    constexpr std::array<double, 3> kWeights{ 0.25, 0.5, 0.25 };
    const auto at = [&sharp](int column, int row) {
        const bool outside = column < 0 || row < 0 || column >= kColumns || row >= kRows;
        return outside ? 0.0 : sharp[static_cast<std::size_t>(row * kColumns + column)];
    };
    Raster soft{};
    for (int row = 0; row < kRows; ++row)
        for (int column = 0; column < kColumns; ++column)
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx)
                    soft[static_cast<std::size_t>(row * kColumns + column)]
                        += kWeights[static_cast<std::size_t>(dy + 1)] * kWeights[static_cast<std::size_t>(dx + 1)]
                        * at(column + dx, row + dy);
    return soft;
}

// How two rasters vary together.
double correlation(const Raster& a, const Raster& b)
{
    double meanA = 0;
    double meanB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        meanA += a[i] / static_cast<double>(a.size());
        meanB += b[i] / static_cast<double>(b.size());
    }
    double both = 0;
    double ofA = 0;
    double ofB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += (a[i] - meanA) * (b[i] - meanB);
        ofA += (a[i] - meanA) * (a[i] - meanA);
        ofB += (b[i] - meanB) * (b[i] - meanB);
    }
    return ofA > 0 && ofB > 0 ? std::max(0.0, both / std::sqrt(ofA * ofB)) : 0;
}

struct PixelPlace {
    int x = 0;
    int y = 0;
};

// Calls `see` with the pixels of each piece; the reference does not stay.
template <typename See> void forEachPiece(const Bitmap& ink, const See& see)
{
    Bitmap left = ink;
    std::vector<PixelPlace> taken;
    for (int x = 0; x < left.width; ++x)
        for (int y = 0; y < left.height; ++y) {
            if (!left.at(x, y))
                continue;
            taken.assign(1, { x, y });
            left.set(x, y, false);
            for (std::size_t next = 0; next < taken.size(); ++next)
                for (int dy = -1; dy <= 1; ++dy)
                    for (int dx = -1; dx <= 1; ++dx) {
                        const PixelPlace place{ taken[next].x + dx, taken[next].y + dy };
                        if (!left.at(place.x, place.y))
                            continue;
                        left.set(place.x, place.y, false);
                        taken.push_back(place);
                    }
            see(taken);
        }
}

} // namespace

std::vector<SignPiece> piecesOf(const Bitmap& ink)
{
    std::vector<SignPiece> pieces;
    forEachPiece(ink, [&pieces](const std::vector<PixelPlace>& places) {
        if (static_cast<int>(places.size()) < kLeastPixels)
            return;
        PixelBox box{ places.front().x, places.front().y, places.front().x + 1, places.front().y + 1 };
        for (const PixelPlace& place : places)
            box = united(box, { place.x, place.y, place.x + 1, place.y + 1 });
        SignPiece piece{ box, { box.width(), box.height(), {} }, static_cast<int>(places.size()) };
        piece.ink.ink.assign(static_cast<std::size_t>(box.width()) * static_cast<std::size_t>(box.height()), 0);
        for (const PixelPlace& place : places)
            piece.ink.set(place.x - box.left, place.y - box.top, true);
        pieces.push_back(std::move(piece));
    });
    std::sort(
        pieces.begin(), pieces.end(), [](const SignPiece& a, const SignPiece& b) { return a.box.left < b.box.left; });
    return pieces;
}

Bitmap mended(const StaffPicture& picture, const Bitmap& ink, Mend mend)
{
    std::vector<int> piece(ink.ink.size()); // which one a pixel is of, from 1
    const auto at = [&ink](int x, int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(ink.width) + static_cast<std::size_t>(x);
    };
    int count = 0;
    forEachPiece(ink, [&](const std::vector<PixelPlace>& places) {
        ++count;
        for (const PixelPlace& place : places)
            piece[at(place.x, place.y)] = count;
    });
    const auto piecesBeside = [&](int x, const PixelBox& run) {
        std::vector<int> found;
        for (int y = run.top - 1; y <= run.bottom; ++y)
            if (ink.at(x, y))
                found.push_back(piece[at(x, y)]);
        return found;
    };
    Bitmap whole = ink;
    for (const PixelBox& run : picture.taken) {
        const std::vector<int> before = piecesBeside(run.left - 1, run);
        const std::vector<int> behind = piecesBeside(run.right, run);
        const bool isWithin = std::any_of(before.begin(), before.end(),
            [&behind](int one) { return std::find(behind.begin(), behind.end(), one) != behind.end(); });
        if (before.empty() || behind.empty() || (mend == Mend::WithinPieces && !isWithin))
            continue;
        for (int x = run.left; x < run.right; ++x)
            for (int y = run.top; y < run.bottom; ++y)
                whole.set(x, y, whole.at(x, y) || picture.all.at(x, y));
    }
    return whole;
}

SignPiece together(const SignPiece& a, const SignPiece& b)
{
    const PixelBox box = united(a.box, b.box);
    SignPiece both{ box, { box.width(), box.height(), {} }, a.pixels + b.pixels };
    both.ink.ink.assign(static_cast<std::size_t>(box.width()) * static_cast<std::size_t>(box.height()), 0);
    for (int y = 0; y < box.height(); ++y)
        for (int x = 0; x < box.width(); ++x)
            both.ink.set(x, y,
                a.ink.at(x + box.left - a.box.left, y + box.top - a.box.top)
                    || b.ink.at(x + box.left - b.box.left, y + box.top - b.box.top));
    return both;
}

double likeness(const SignPiece& piece, MusicGlyph glyph)
{
    static const std::vector<Raster> rasters = [] {
        std::vector<Raster> all;
        for (int i = 0; i <= static_cast<int>(MusicGlyph::Brace); ++i)
            all.push_back(blurred(rasterOf(static_cast<MusicGlyph>(i))));
        return all;
    }();
    return correlation(blurred(rasterOf(piece)), rasters.at(static_cast<std::size_t>(glyph)));
}

} // namespace palimpsest
