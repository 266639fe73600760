// Whatever stands behind --pages and --region: pages that the document has, each once, and regions that have an area.

#include "pipelines/runner/page_ranges.h"
#include "pipelines/runner/region_text.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t kPages = 12;
    const auto ranges = PageRanges::parse(asText(data, size));
    const auto pages = ranges.ok() ? ranges.value().indices(kPages) : ranges.error();
    if (pages.ok()) {
        PAL_CHECK(!pages.value().empty() && pages.value().back() < kPages);
        for (std::size_t i = 1; i < pages.value().size(); ++i)
            PAL_CHECK(pages.value()[i - 1] < pages.value()[i]);
    }
    if (const auto region = regionFromText(asText(data, size)))
        PAL_CHECK(region->box.width() > 0 && region->box.height() > 0);
    return 0;
}
