#include "ui/pages/open_sources.h"

#include <QFile>
#include <algorithm>
#include <utility>

namespace palimpsest {

namespace {

constexpr std::size_t kMostKept = 6;

} // namespace

Result<std::unique_ptr<PageSource>> OpenSources::take(const QString& file, const QString& password)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found
            = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& kept) { return kept.file == file; });
        if (found != m_kept.end()) {
            std::unique_ptr<PageSource> source = std::move(found->source);
            m_kept.erase(found);
            return source;
        }
    }
    return PageSource::open(QFile::encodeName(file).toStdString(), {}, password.toStdString());
}

void OpenSources::giveBack(const QString& file, std::unique_ptr<PageSource> source)
{
    const std::lock_guard lock(m_mutex);
    m_kept.push_front({ file, std::move(source) });
    if (m_kept.size() > kMostKept)
        m_kept.pop_back();
}

} // namespace palimpsest
