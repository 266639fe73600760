#include "pipelines/decode/segmentation_tokens.h"

#include "pipelines/decode/numbered_token.h"

namespace palimpsest {

std::optional<int> segmentTokenAt(std::string_view text)
{
    return numberedTokenAt(text, "<seg", 3, kSegmentCodes);
}

} // namespace palimpsest
