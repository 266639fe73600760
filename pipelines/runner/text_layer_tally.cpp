#include "pipelines/runner/text_layer_tally.h"

#include "engine/base/log.h"

namespace palimpsest {
namespace {

std::string countOf(std::size_t some, std::size_t all)
{
    return std::to_string(some) + " of " + std::to_string(all) + (all == 1 ? " page" : " pages");
}

} // namespace

void TextLayerTally::add(const ReadPage& read, TextLayer wanted)
{
    ++m_pages;
    m_taken += isFromDocument(read.result) ? 1 : 0;
    if (wanted != TextLayer::Mention || !read.hasTextLayer)
        return;
    if (++m_passedOver == 1)
        logWarning("'" + read.page.sourceName + "' page " + std::to_string(read.page.pageIndex + 1)
            + " holds its text by itself; '--text-layer use' takes it in place of asking the model");
}

void TextLayerTally::say() const
{
    if (m_passedOver > 1)
        logWarning(
            countOf(m_passedOver, m_pages) + " hold their text by themselves, and the model was asked all the same");
    if (m_taken > 0)
        logWarning("the text of " + countOf(m_taken, m_pages) + " was taken from the document, not read by the model");
}

} // namespace palimpsest
