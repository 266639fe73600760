#pragma once
// Pieces of ink that hang together, and how much one looks like a sign of music. Pure; any thread.

#include <array>
#include <vector>

#include "pipelines/music/music_glyphs.h"
#include "pipelines/score/staff_picture.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct SignPiece {
    PixelBox box;
    Bitmap ink; // of the box
    int pixels = 0;

    [[nodiscard]] int middleX() const { return (box.left + box.right) / 2; }
    [[nodiscard]] int middleY() const { return (box.top + box.bottom) / 2; }
    [[nodiscard]] double filled() const
    {
        return static_cast<double>(pixels) / static_cast<double>(box.width() * box.height());
    }
};

// From left to right; neighbours touch along sides and corners. Specks are left out.
std::vector<SignPiece> piecesOf(const Bitmap& ink);

// Signs lose edges that lie upon staff lines. Gives them back what was taken between two places of one piece, or
// between any two.
enum class Mend { WithinPieces, Everywhere };
Bitmap mended(const StaffPicture& picture, const Bitmap& ink, Mend mend);

// Both together, as one piece.
SignPiece together(const SignPiece& a, const SignPiece& b);

// 0 to 1: how much of a sign's ink and white lies where the piece has it, both stretched to the same box.
double likeness(const SignPiece& piece, MusicGlyph glyph);

} // namespace palimpsest
