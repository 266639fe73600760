#pragma once
// Masks as PNG pictures of the page's size, for programs that read pixels. Pure; any thread.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/page_result.h"

namespace palimpsest {

enum class MaskForm {
    Indexed, // all masks in one picture: a pixel's palette index is the place of its segment in the result, from 1; 0
             // is the page. Where masks overlap, the later one shows
    Binary,  // a picture of each: grey, 255 inside and 0 outside
    Soft,    // a picture of each: grey, how sure the mask decoder was, 128 and more exactly where the mask is. What a
             // person changed with a brush is certain: 255 inside and 0 outside
};

struct MaskFormat {
    MaskForm form;
    std::string_view ending;  // ".mask.png"
    std::string_view summary; // for people who choose one
};

// A row for each form.
std::span<const MaskFormat> maskFormats();

struct MaskPicture {
    std::size_t segment = 0; // whose mask it is, counted from 1; 0: of all
    std::string png;         // the bytes of the file
};

// In the order of the segments; those without a mask have none, so that there may be no picture but for Indexed.
// BadInput: a mask leaves the page; a soft mask is wanted of one that was kept without, by an earlier version.
// Unsupported: more than 255 segments for one palette.
Result<std::vector<MaskPicture>> maskPictures(const PageResult& result, const Segments& segments, MaskForm form);

} // namespace palimpsest
