#include "app/task_readers.h"

namespace palimpsest {

Result<const PageReader*> TaskReaders::readerFor(const TaskRequest& request)
{
    for (const auto& [known, reader] : m_readers) {
        if (known == request)
            return &reader;
    }
    PAL_TRY_ASSIGN(const RequestedTasks tasks, requestedTasks(m_model.opened.manifest, request));
    PAL_TRY_ASSIGN(PageReader reader, pageReader(m_model, tasks, request, m_asked));
    m_readers.emplace_back(request, std::move(reader));
    return &m_readers.back().second;
}

} // namespace palimpsest
