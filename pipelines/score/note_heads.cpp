#include "pipelines/score/note_heads.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace palimpsest {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kLeastFilled = 0.92; // of the inner part of a black head
constexpr double kCornerWeight = 0.3;
constexpr double kMostBeside = 0.4;   // ink beside a head, away from its stem
constexpr double kLeastRound = 0.85;  // of the directions in which a hollow head has an edge
constexpr double kLeastOfSign = 0.55; // of them, where staff lines do not count
constexpr double kLeastRing = 0.35;   // of a hollow head that is ink
constexpr double kLeastOfWhole = 0.5;
constexpr double kLeastThick = 0.6;   // ink at both ends of a whole head
constexpr double kLeastHollow = 0.55; // of the hole's inside that is white
constexpr int kLeastOut = 6;          // pixels from a stem's outer edge to the middle of a head
constexpr int kMostOut = 13;
constexpr int kNearEnd = kSpace * 5 / 8; // between the end of a stem and the middle of its head
constexpr int kFarEnd = kSpace * 7 / 4;  // a head is so far from the other end

// Ink within a leaning ellipse, 0 to 1.
double filled(const Bitmap& map, double x, double y, double across, double up, double lean)
{
    const double cosine = std::cos(lean);
    const double sine = std::sin(lean);
    const int reach = static_cast<int>(std::ceil(std::max(across, up)));
    int inside = 0;
    int ink = 0;
    for (int dy = -reach; dy <= reach; ++dy)
        for (int dx = -reach; dx <= reach; ++dx) {
            const double along = (dx * cosine - dy * sine) / across;
            const double beside = (dx * sine + dy * cosine) / up;
            if (along * along + beside * beside > 1)
                continue;
            ++inside;
            ink += map.at(static_cast<int>(std::lround(x)) + dx, static_cast<int>(std::lround(y)) + dy) ? 1 : 0;
        }
    return static_cast<double>(ink) / std::max(1, inside);
}

double share(const Bitmap& map, const PixelBox& box)
{
    int ink = 0;
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            ink += map.at(x, y) ? 1 : 0;
    return static_cast<double>(ink) / std::max(1, box.width() * box.height());
}

double blackness(const Bitmap& signs, int x, int y)
{
    return filled(signs, x, y, 0.44 * kSpace, 0.34 * kSpace, 0.35);
}

// In how many directions from a place one comes upon ink, as far as a head may reach.
double roundness(const Bitmap& map, int x, int y)
{
    constexpr int kDirections = 24;
    int met = 0;
    for (int i = 0; i < kDirections; ++i) {
        const double angle = 2 * kPi * i / kDirections;
        for (double out = 2; out <= 0.85 * kSpace; out += 0.5) {
            const double dy = out * std::sin(angle);
            if (std::fabs(dy) > 0.62 * kSpace)
                break;
            if (map.at(
                    static_cast<int>(std::lround(x + out * std::cos(angle))), static_cast<int>(std::lround(y + dy)))) {
                ++met;
                break;
            }
        }
    }
    return static_cast<double>(met) / kDirections;
}

// How round the edge is that a hole has; 0 where there is no hole. Its edge may have gone with a staff line.
double hollowness(const StaffPicture& picture, int x, int y)
{
    if (1 - filled(picture.signs, x, y, 0.3 * kSpace, 0.15 * kSpace, 0.55) < kLeastHollow
        || roundness(picture.signs, x, y) < kLeastOfSign
        || filled(picture.all, x, y, 0.6 * kSpace, 0.45 * kSpace, 0.35) < kLeastRing)
        return 0;
    return roundness(picture.all, x, y);
}

struct Candidate {
    int x = 0;
    int y = 0;
    double score = 0;
    HeadShape shape = HeadShape::Black;
};

int stepAt(int y)
{
    return static_cast<int>(std::lround(static_cast<double>(kBottomLine - y) / kStep));
}

// The best of rows that are too near for two heads; the middle one of several that are as good.
std::vector<Candidate> peaks(std::vector<Candidate> rows)
{
    constexpr int kNearest = kSpace * 3 / 4;
    constexpr double kAsGood = 0.02;
    std::vector<Candidate> found;
    while (!rows.empty()) {
        const Candidate best = *std::max_element(
            rows.begin(), rows.end(), [](const Candidate& a, const Candidate& b) { return a.score < b.score; });
        int sum = 0;
        int count = 0;
        for (const Candidate& row : rows)
            if (row.score >= best.score - kAsGood && std::abs(row.y - best.y) < kStep) {
                sum += row.y;
                ++count;
            }
        found.push_back(best);
        found.back().y = static_cast<int>(std::lround(static_cast<double>(sum) / count));
        std::erase_if(rows, [&](const Candidate& row) { return std::abs(row.y - found.back().y) < kNearest; });
    }
    return found;
}

// Which side of its stem a head hangs on: -1 left, 1 right.
class HeadFinder {
public:
    HeadFinder(const StaffPicture& picture, const UprightStroke& stem)
        : m_picture(picture),
          m_signs(picture.signs),
          m_stem(stem)
    {
    }

    [[nodiscard]] std::vector<Candidate> onSide(int side) const
    {
        std::vector<Candidate> found;
        for (int y = m_stem.top - kStep; y < m_stem.bottom + kStep; ++y)
            if (const std::optional<Candidate> best = bestAt(side, y))
                found.push_back(*best);
        return peaks(found);
    }

private:
    [[nodiscard]] std::optional<Candidate> bestAt(int side, int y) const
    {
        std::optional<Candidate> best;
        const int edge = side < 0 ? m_stem.right - 1 : m_stem.left;
        for (int out = kLeastOut; out <= kMostOut; ++out) {
            const int x = edge + side * out;
            Candidate here{ x, y, blackness(m_signs, x, y), HeadShape::Black };
            if (here.score >= kLeastFilled) {
                here.score -= kCornerWeight * cornersOf(side, x, y);
            } else {
                here.score = hollowness(m_picture, x, y);
                here.shape = HeadShape::Half;
                if (here.score < kLeastRound || !isHeadHigh(x, y) || isOpen(side, x, y) || isBesideBar(side, x, y))
                    continue;
            }
            if (besideOf(side, x, y, here.shape == HeadShape::Black ? kSpace / 4 : kSpace * 9 / 16) > kMostBeside)
                continue;
            if (!best || here.score > best->score)
                best = here;
        }
        return best;
    }

    // Ink at the outer corners of a head's box: little, even where heads stand upon each other; much between two heads.
    [[nodiscard]] double cornersOf(int side, int x, int y) const
    {
        const int near = x + side * kSpace * 3 / 8;
        const int far = x + side * kSpace * 11 / 16;
        const int left = std::min(near, far);
        const int right = std::max(near, far);
        return share(m_signs, { left, y - kSpace * 5 / 8, right, y - kSpace * 3 / 8 })
            + share(m_signs, { left, y + kSpace * 3 / 8 + 1, right, y + kSpace * 5 / 8 + 1 });
    }

    // What is hollow has an edge above and below, as far as a head is high.
    [[nodiscard]] bool isHeadHigh(int x, int y) const
    {
        int top = y;
        int bottom = y;
        while (y - top < kSpace && !m_signs.at(x, top))
            --top;
        while (bottom - y < kSpace && !m_signs.at(x, bottom))
            ++bottom;
        const int hole = bottom - top;
        return hole >= 3 && hole <= kSpace;
    }

    // A hole that has no edge away from the stem lies between two heads.
    [[nodiscard]] bool isOpen(int side, int x, int y) const
    {
        const int near = x + side * kSpace * 3 / 8;
        const int far = x + side * kSpace * 13 / 16;
        return share(m_signs, { std::min(near, far), y - 2, std::max(near, far), y + 3 }) < 0.2;
    }

    // What is white between two barlines is no hole of a head.
    [[nodiscard]] bool isBesideBar(int side, int x, int y) const
    {
        const int edge = x + side * kSpace / 2;
        const PixelBox above{ edge - 3, y - kSpace * 5 / 4, edge + 4, y - kSpace * 3 / 4 };
        const PixelBox below{ edge - 3, y + kSpace * 3 / 4, edge + 4, y + kSpace * 5 / 4 };
        return share(m_signs, above) > 0.8 || share(m_signs, below) > 0.8;
    }

    // Beams go on where a head has ended.
    [[nodiscard]] double besideOf(int side, int x, int y, int rows) const
    {
        const int near = x + side * kSpace * 15 / 16;
        const int far = x + side * kSpace * 21 / 16;
        return share(m_signs, { std::min(near, far), y - rows, std::max(near, far), y + rows + 1 });
    }

    const StaffPicture& m_picture;
    const Bitmap& m_signs;
    UprightStroke m_stem;
};

// Heads of a stem that goes one way: one at its end, others upon the way and on its other side.
std::optional<StemmedHeads> headsOf(const StaffPicture& picture, const UprightStroke& stem, StemGoes goes)
{
    const HeadFinder finder(picture, stem);
    const int side = goes == StemGoes::Up ? -1 : 1;
    const auto isInPlace = [&](const Candidate& head) {
        return goes == StemGoes::Up ? head.y >= stem.top + kFarEnd : head.y <= stem.bottom - kFarEnd;
    };
    std::vector<Candidate> usual = finder.onSide(side);
    std::erase_if(usual, [&](const Candidate& head) { return !isInPlace(head); });
    const auto isAtEnd = [&](const Candidate& head) {
        return goes == StemGoes::Up ? std::abs(head.y - stem.bottom) <= kNearEnd
                                    : std::abs(head.y - stem.top) <= kNearEnd;
    };
    std::vector<Candidate> others = finder.onSide(-side);
    std::erase_if(others, [&](const Candidate& head) {
        return !isInPlace(head) || std::none_of(usual.begin(), usual.end(), [&head](const Candidate& other) {
            return std::abs(std::abs(other.y - head.y) - kStep) <= kStep * 5 / 8; // a second above or below
        });
    });
    usual.insert(usual.end(), others.begin(), others.end());
    const auto last = std::find_if(usual.begin(), usual.end(), isAtEnd);
    if (last == usual.end())
        return std::nullopt;
    const HeadShape shape = last->shape;
    std::erase_if(usual, [shape](const Candidate& head) { return head.shape != shape; });
    StemmedHeads found{ stem, goes, {} };
    for (const Candidate& head : usual)
        found.heads.push_back({ head.x, stepAt(head.y), head.shape });
    std::sort(
        found.heads.begin(), found.heads.end(), [](const FoundHead& a, const FoundHead& b) { return a.step < b.step; });
    return found;
}

// Black heads are told more surely than hollow ones, and by how much of them is ink: a beam is less high than a head.
bool isSurer(const Bitmap& signs, const StemmedHeads& up, const StemmedHeads& down)
{
    const bool isBlack = up.heads.front().shape == HeadShape::Black;
    const bool isOtherBlack = down.heads.front().shape == HeadShape::Black;
    if (isBlack != isOtherBlack)
        return isBlack;
    if (!isBlack)
        return up.heads.size() >= down.heads.size();
    const auto fullness = [&signs](const FoundHead& head) {
        return filled(signs, head.x, head.row(), 0.56 * kSpace, 0.46 * kSpace, 0.35);
    };
    return fullness(up.heads.front()) >= fullness(down.heads.back());
}

// Heads that stand upon each other look like a stem themselves: what has only heads that hang on a longer one.
void dropShadows(std::vector<StemmedHeads>& notes)
{
    const std::vector<StemmedHeads> all = notes;
    std::erase_if(notes, [&all](const StemmedHeads& note) {
        return std::any_of(all.begin(), all.end(), [&note](const StemmedHeads& other) {
            return other.stem.height() > note.stem.height()
                && std::all_of(note.heads.begin(), note.heads.end(), [&other](const FoundHead& head) {
                       return std::any_of(other.heads.begin(), other.heads.end(), [&head](const FoundHead& same) {
                           return std::abs(same.x - head.x) <= kStep && std::abs(same.step - head.step) <= 1;
                       });
                   });
        });
    });
}

// Whole heads within a box as wide as one: a single one, or several upon each other.
void addWholes(const StaffPicture& picture, const PixelBox& box, std::vector<FoundHead>& found)
{
    if (box.width() < kSpace * 5 / 4 || box.width() > kSpace * 5 / 2 || box.height() < kSpace * 5 / 8
        || box.height() > kSpace * 6)
        return;
    const int x = (box.left + box.right) / 2;
    std::vector<Candidate> rows;
    for (int y = box.top + kStep / 2; y < box.bottom - kStep / 2; ++y) {
        constexpr int kSide = kSpace / 2; // thick ends, a hole between
        const PixelBox before{ box.left, y - 2, box.left + kSide, y + 3 };
        const PixelBox behind{ box.right - kSide, y - 2, box.right, y + 3 };
        const double thickness = std::min(share(picture.signs, before), share(picture.signs, behind));
        if (thickness > kLeastThick && filled(picture.signs, x, y, 0.15 * kSpace, 0.2 * kSpace, 0) < 1 - kLeastHollow
            && roundness(picture.signs, x, y) >= kLeastOfWhole && roundness(picture.all, x, y) >= kLeastRound)
            rows.push_back({ x, y, thickness, HeadShape::Whole });
    }
    for (const Candidate& head : peaks(std::move(rows)))
        found.push_back({ head.x, stepAt(head.y), HeadShape::Whole });
}

} // namespace

std::vector<StemmedHeads> headsAtStems(const StaffPicture& picture, const std::vector<UprightStroke>& strokes)
{
    std::vector<StemmedHeads> found;
    for (const UprightStroke& stroke : strokes) {
        if (stroke.width() > kSpace * 3 / 8)
            continue;
        const std::optional<StemmedHeads> up = headsOf(picture, stroke, StemGoes::Up);
        const std::optional<StemmedHeads> down = headsOf(picture, stroke, StemGoes::Down);
        if (up && (!down || isSurer(picture.signs, *up, *down)))
            found.push_back(*up);
        else if (down)
            found.push_back(*down);
    }
    dropShadows(found);
    return found;
}

std::vector<FoundHead> wholeHeads(const StaffPicture& picture, const std::vector<SignPiece>& left)
{
    std::vector<FoundHead> found;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const std::size_t before = found.size();
        addWholes(picture, left[i].box, found);
        // Its upper and lower edge may have gone with staff lines.
        for (std::size_t k = i + 1; found.size() == before && k < left.size(); ++k) {
            const PixelBox& a = left[i].box;
            const PixelBox& b = left[k].box;
            if (b.left - a.right > kSpace)
                break;
            const bool areHalves = b.left >= a.right && std::abs(a.height() - b.height()) <= kSpace / 3
                && sharedRows(a, b) > a.height() * 2 / 3;
            if (areHalves)
                addWholes(picture, united(a, b), found);
        }
    }
    return found;
}

} // namespace palimpsest
