#include "pipelines/score/note_beams.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace palimpsest {
namespace {

constexpr int kMostBeams = 4;
constexpr double kPitch = 0.75 * kSpace; // from one beam to the next
constexpr int kThinnest = kSpace / 4;    // of a beam
constexpr int kBeside = kSpace * 5 / 16; // from a stem to the column in which beams are counted
constexpr int kFlagBeside = kSpace * 3 / 8;
constexpr double kLeastInk = 0.85; // of the way from one stem to the next, along a beam

struct Run {
    int top = 0;
    int bottom = 0;
    [[nodiscard]] int length() const { return bottom - top; }
    [[nodiscard]] double middle() const { return (top + bottom - 1) / 2.0; }
};

std::vector<Run> runsOf(const Bitmap& signs, int x, int top, int bottom)
{
    std::vector<Run> runs;
    for (int y = top; y < bottom;) {
        if (!signs.at(x, y)) {
            ++y;
            continue;
        }
        const int first = y;
        while (y < bottom && signs.at(x, y))
            ++y;
        runs.push_back({ first, y });
    }
    return runs;
}

// The rows about the end of a stem where beams and flags may be.
Run roomAt(const StemmedHeads& note)
{
    const int head = note.goes == StemGoes::Up ? note.heads.back().row() : note.heads.front().row();
    const int most = static_cast<int>(kMostBeams * kPitch);
    if (note.goes == StemGoes::Up)
        return { note.stem.top - kSpace / 4, std::min(note.stem.top + most, head - kSpace * 5 / 8) };
    return { std::max(note.stem.bottom - most, head + kSpace * 5 / 8), note.stem.bottom + kSpace / 4 };
}

// Beams that stand close may run into one.
int beamsIn(const Run& run)
{
    return run.length() < kThinnest
        ? 0
        : std::max(1, static_cast<int>(std::lround((run.length() + 0.25 * kSpace) / kPitch)));
}

struct Side {
    int beams = 0;
    std::vector<Run> runs;
};

// Beams at one side of a stem: the first at its end, each not far from the one before it.
Side beamsBeside(const Bitmap& signs, const StemmedHeads& note, int side)
{
    const Run room = roomAt(note);
    const int x = side < 0 ? note.stem.left - kBeside : note.stem.right - 1 + kBeside;
    std::vector<Run> runs = runsOf(signs, x, room.top, room.bottom);
    if (note.goes == StemGoes::Down)
        std::reverse(runs.begin(), runs.end());
    Side found;
    int end = note.goes == StemGoes::Up ? note.stem.top : note.stem.bottom;
    for (const Run& run : runs) {
        if (run.length() < kThinnest)
            continue;
        const int gap = note.goes == StemGoes::Up ? run.top - end : end - run.bottom;
        if (gap > kSpace / 2)
            break;
        found.beams += beamsIn(run);
        found.runs.push_back(run);
        end = note.goes == StemGoes::Up ? run.bottom : run.top;
    }
    found.beams = std::min(found.beams, kMostBeams);
    return found;
}

// Ink all the way from one stem to the next.
bool areJoined(
    const Bitmap& signs, const StemmedHeads& a, const Side& behind, const StemmedHeads& b, const Side& before)
{
    if (behind.runs.empty() || before.runs.empty())
        return false;
    const double fromX = a.stem.right - 1 + kBeside;
    const double toX = b.stem.left - kBeside;
    const auto middleOf = [](const Side& side, StemGoes goes) { // of the outermost beam
        const Run& run = side.runs.front();
        const double half = std::min(run.length() / 2.0, kSpace / 4.0);
        return goes == StemGoes::Up ? run.top + half : run.bottom - half;
    };
    const double fromY = middleOf(behind, a.goes);
    const double toY = middleOf(before, b.goes);
    const int steps = std::max(1, static_cast<int>(toX - fromX));
    int ink = 0;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const int x = static_cast<int>(std::lround(fromX + t * (toX - fromX)));
        const int y = static_cast<int>(std::lround(fromY + t * (toY - fromY)));
        ink += signs.at(x, y) || signs.at(x, y - 1) || signs.at(x, y + 1) ? 1 : 0;
    }
    return ink >= kLeastInk * (steps + 1);
}

// Flags hang to the right of their stem, whichever way it goes: so many strokes leave it.
int flagsAt(const Bitmap& signs, const StemmedHeads& note)
{
    const Run room = roomAt(note);
    const int x = note.stem.right - 1 + kFlagBeside;
    int flags = 0;
    for (const Run& run : runsOf(signs, x, room.top, room.bottom))
        flags += run.length() >= kThinnest / 2 ? 1 : 0;
    return std::min(flags, kMostBeams);
}

bool overlapInRows(const StemmedHeads& a, const StemmedHeads& b)
{
    return std::min(a.stem.bottom, b.stem.bottom) > std::max(a.stem.top, b.stem.top) - kSpace * 2;
}

// What hangs on a stem that has flags, as far as it goes.
void clearFlags(Bitmap& left, const std::vector<StemmedHeads>& notes, const std::vector<StemEnd>& ends)
{
    for (const SignPiece& piece : piecesOf(left))
        for (std::size_t i = 0; i < notes.size(); ++i) {
            const UprightStroke& stem = notes[i].stem;
            const Run room = roomAt(notes[i]);
            const bool hangsThere = piece.box.left >= stem.right - 1 && piece.box.left <= stem.right + 3
                && piece.box.bottom > room.top && piece.box.top < room.bottom;
            if (ends[i].flags > 0 && hangsThere && piece.box.width() <= kSpace * 3 / 2)
                left.clear(piece.box);
        }
}

} // namespace

std::vector<StemEnd> stemEnds(const Bitmap& signs, const std::vector<StemmedHeads>& notes)
{
    std::vector<StemEnd> ends(notes.size());
    std::vector<Side> before;
    std::vector<Side> behind;
    for (const StemmedHeads& note : notes) {
        before.push_back(beamsBeside(signs, note, -1));
        behind.push_back(beamsBeside(signs, note, 1));
    }
    std::vector<bool> reached(notes.size());
    for (std::size_t i = 0; i + 1 < notes.size(); ++i) {
        if (!overlapInRows(notes[i], notes[i + 1])
            || !areJoined(signs, notes[i], behind[i], notes[i + 1], before[i + 1]))
            continue;
        ends[i].joined = std::min(behind[i].beams, before[i + 1].beams);
        reached[i + 1] = true;
    }
    for (std::size_t i = 0; i < notes.size(); ++i) {
        if (notes[i].heads.front().shape != HeadShape::Black) {
            ends[i] = {};
            continue;
        }
        if (!reached[i] && ends[i].joined == 0) {
            ends[i].flags = flagsAt(signs, notes[i]);
            continue;
        }
        ends[i].before = before[i].beams;
        ends[i].behind = behind[i].beams;
    }
    return ends;
}

Bitmap withoutNotes(const Bitmap& signs, const std::vector<StemmedHeads>& notes, const std::vector<StemEnd>& ends)
{
    constexpr int kHeadHalf = kSpace * 13 / 16;
    Bitmap left = signs;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const StemmedHeads& note = notes[i];
        left.clear({ note.stem.left - 1, note.stem.top - 1, note.stem.right + 1, note.stem.bottom + 1 });
        for (const FoundHead& head : note.heads)
            left.clear({ head.x - kHeadHalf, head.row() - kStep - 2, head.x + kHeadHalf, head.row() + kStep + 3 });
        const Run room = roomAt(note);
        if (ends[i].behind > 0)
            left.clear({ note.stem.right, room.top, note.stem.right + kSpace * 5 / 4, room.bottom });
        if (ends[i].before > 0)
            left.clear({ note.stem.left - kSpace * 5 / 4, room.top, note.stem.left, room.bottom });
        if (ends[i].joined == 0 || i + 1 >= notes.size())
            continue;
        // The beams between, in the rows that lie between both rooms at each column.
        const Run next = roomAt(notes[i + 1]);
        const int from = note.stem.right;
        const int to = notes[i + 1].stem.left;
        const int wide = static_cast<int>(ends[i].joined * kPitch) + kSpace / 2;
        for (int x = from; x < to; ++x) {
            const double t = static_cast<double>(x - from) / std::max(1, to - from);
            if (note.goes == StemGoes::Up) {
                const int top = static_cast<int>(std::lround(room.top + t * (next.top - room.top)));
                left.clear({ x, top - 1, x + 1, top + wide });
            } else {
                const int bottom = static_cast<int>(std::lround(room.bottom + t * (next.bottom - room.bottom)));
                left.clear({ x, bottom - wide, x + 1, bottom + 1 });
            }
        }
    }
    clearFlags(left, notes, ends);
    return left;
}

} // namespace palimpsest
