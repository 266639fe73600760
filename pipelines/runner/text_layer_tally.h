#pragma once
// Tells the person who runs the program which pages hold their text by themselves, and what became of it. Owned by
// whoever reads several pages; one thread.

#include <cstddef>
#include <string>

#include "pipelines/runner/page_reader.h"
#include "pipelines/runner/task_request.h"

namespace palimpsest {

class TextLayerTally {
public:
    // At the first page whose text is there and not used, a line says so at once: reading may take hours.
    void add(const ReadPage& read, TextLayer wanted);
    // How many pages there were; nothing where there were none.
    void say() const;

private:
    std::size_t m_pages = 0;
    std::size_t m_passedOver = 0;
    std::size_t m_taken = 0;
};

} // namespace palimpsest
