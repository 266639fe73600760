#pragma once
// Bows between two heads of one height. Pure; any thread.

#include "pipelines/score/staff_picture.h"

namespace palimpsest {

// Whether a bow goes from the head at column `from` to that at `to`, both about `row`.
bool isTied(const StaffPicture& picture, int from, int to, int row);

} // namespace palimpsest
