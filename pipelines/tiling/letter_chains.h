#pragma once
// Letters and marks into lines: each letter continues the line whose last letters share its rows. Time grows with the
// number of letters times the lines that are open beside each other, so a page full of specks is no trouble.

#include <vector>

#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct LetterChain {
    std::vector<PixelBox> letters; // and marks
    PixelBox box;
    PixelBox band; // rows of the last letters: a line may climb or fall along the page

    explicit LetterChain(const PixelBox& first) : letters{ first }, box(first), band(first) { }
    void add(const PixelBox& letter);
};

// `marks`: dots, commas, quotes, hyphens; one that no line is near to is dropped as a speck.
std::vector<LetterChain> chainLetters(std::vector<PixelBox> letters, std::vector<PixelBox> marks);

} // namespace palimpsest
