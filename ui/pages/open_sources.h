#pragma once
// Documents kept open between two pages of them. A source is lent to one thread at a time; any thread may ask.

#include <QString>
#include <list>
#include <memory>
#include <mutex>

#include "engine/base/result.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

class OpenSources {
public:
    Result<std::unique_ptr<PageSource>> take(const QString& file, const QString& password);
    void giveBack(const QString& file, std::unique_ptr<PageSource> source);

private:
    struct Kept {
        QString file;
        std::unique_ptr<PageSource> source;
    };

    std::mutex m_mutex;
    std::list<Kept> m_kept; // the last used first
};

} // namespace palimpsest
