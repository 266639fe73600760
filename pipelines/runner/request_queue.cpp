#include "pipelines/runner/request_queue.h"

#include <algorithm>
#include <utility>

namespace palimpsest {

RequestQueue::Entry* RequestQueue::find(const nlohmann::json& id)
{
    if (id.is_null())
        return nullptr;
    if (m_atWork && m_atWork->request.id == id)
        return &*m_atWork;
    const auto found = std::find_if(
        m_waiting.begin(), m_waiting.end(), [&id](const Entry& entry) { return entry.request.id == id; });
    return found == m_waiting.end() ? nullptr : &*found;
}

bool RequestQueue::push(RpcRequest request)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (find(request.id) != nullptr)
            return false;
        m_waiting.push_back({ std::move(request), {} });
    }
    m_changed.notify_one();
    return true;
}

void RequestQueue::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_one();
}

std::optional<RequestQueue::Entry> RequestQueue::take()
{
    std::unique_lock lock(m_mutex);
    const bool ready = m_changed.wait(lock, m_stop, [this] { return !m_waiting.empty() || m_closed; });
    if (!ready || m_stop.stop_requested() || m_waiting.empty())
        return std::nullopt;
    m_atWork = std::move(m_waiting.front());
    m_waiting.pop_front();
    return m_atWork;
}

void RequestQueue::done()
{
    const std::scoped_lock lock(m_mutex);
    m_atWork.reset();
}

bool RequestQueue::cancel(const nlohmann::json& id)
{
    const std::scoped_lock lock(m_mutex);
    Entry* const entry = find(id);
    return entry != nullptr && (entry->stop.request_stop(), true);
}

} // namespace palimpsest
