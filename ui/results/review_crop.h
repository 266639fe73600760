#pragma once
// What the page looks like where an item stands, for the eyes of who corrects it. Pure but for asking the canvas. GUI
// thread.

#include <QImage>
#include <cstddef>
#include <optional>

namespace palimpsest {

class PageCanvas;

// The item with a little around it or, of a doubtful part of it, a few words around that with a line below it. Null
// where the item has no place or the page is not drawn.
[[nodiscard]] QImage reviewCrop(const PageCanvas& canvas, std::size_t item, std::optional<std::size_t> doubt);

} // namespace palimpsest
