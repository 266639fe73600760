#pragma once
// The readers of a run whose documents ask for different things: one for each request, made when it first comes, as
// long-lived as this. On the main thread.

#include <deque>
#include <utility>

#include "app/composition.h"
#include "engine/base/result.h"
#include "pipelines/runner/page_reader.h"

namespace palimpsest {

class TaskReaders {
public:
    // The model must outlive this. `asked`: answers in place of the model's session; null: the session does.
    explicit TaskReaders(LoadedModel& model, VisionLanguageModel* asked = nullptr) : m_model(model), m_asked(asked) { }

    Result<const PageReader*> readerFor(const TaskRequest& request);

private:
    LoadedModel& m_model;
    VisionLanguageModel* m_asked;
    std::deque<std::pair<TaskRequest, PageReader>> m_readers;
};

} // namespace palimpsest
