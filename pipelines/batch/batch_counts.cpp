#include "pipelines/batch/batch_counts.h"

#include <nlohmann/json.hpp>

namespace palimpsest {

void BatchCounts::add(PageState state)
{
    switch (state) {
    case PageState::Pending:
        ++pending;
        return;
    case PageState::Done:
        ++done;
        return;
    case PageState::Partial:
        ++partial;
        return;
    case PageState::Blank:
        ++blank;
        return;
    case PageState::Failed:
        ++failed;
        return;
    }
}

std::string BatchCounts::sentence() const
{
    std::string text = std::to_string(in()) + " pages = " + std::to_string(done) + " done + " + std::to_string(partial)
        + " partial + " + std::to_string(blank) + " blank + " + std::to_string(failed) + " failed";
    return pending == 0 ? text : text + " + " + std::to_string(pending) + " pending";
}

std::string BatchCounts::json() const
{
    const nlohmann::ordered_json json{ { "in", in() }, { "done", done }, { "partial", partial }, { "blank", blank },
        { "failed", failed }, { "pending", pending } };
    return json.dump() + "\n";
}

} // namespace palimpsest
