#pragma once
// One staff by itself, stretched so that its lines are straight, level and always as far apart: what is measured on it
// is measured in the same pixels for every print. Plain values; pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/score/system_finder.h"

namespace palimpsest {

inline constexpr int kSpace = 16;                 // pixels of a staff picture between two staff lines
inline constexpr int kStep = kSpace / 2;          // from a line to the space beside it
inline constexpr int kAround = 7;                 // spaces above the highest and below the lowest line
inline constexpr int kTopLine = kAround * kSpace; // the row in the middle of the highest line
inline constexpr int kMiddleLine = kTopLine + 2 * kSpace;
inline constexpr int kBottomLine = kTopLine + 4 * kSpace;

// Ink or none. What lies outside has none.
struct Bitmap {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> ink; // [height, width], 0 or 1

    [[nodiscard]] bool at(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < width && y < height && ink[indexOf(x, y)] != 0;
    }
    void set(int x, int y, bool value)
    {
        if (x >= 0 && y >= 0 && x < width && y < height)
            ink[indexOf(x, y)] = value ? 1 : 0;
    }
    // Without the ink of a box.
    void clear(const PixelBox& box);

private:
    [[nodiscard]] std::size_t indexOf(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }
};

struct StaffPicture {
    Bitmap all;                  // as it is printed
    Bitmap signs;                // without staff lines and ledger lines
    std::vector<PixelBox> taken; // short stretches of staff lines, which may have been edges of signs
    int lineWeight = 2;          // rows that a staff line takes
    int left = 0;                // columns between which the staff lines go
    int right = 0;
};

// `room`: rows of the page that belong to the staff; what lies beyond is left white. Empty (no width) where no ink is
// left of five lines.
StaffPicture pictureOf(const RgbImage& page, const FoundStaff& staff, int roomTop, int roomBottom);

} // namespace palimpsest
