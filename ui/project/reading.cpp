#include "ui/project/reading.h"

#include <algorithm>

namespace palimpsest {

bool Reading::isEdited() const
{
    return std::find(reviews.begin(), reviews.end(), Review::Edited) != reviews.end();
}

} // namespace palimpsest
