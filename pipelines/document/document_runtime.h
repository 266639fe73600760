#pragma once
// What Qt needs before fonts can be drawn: an application object, here one without a display. Made once in main, before
// other threads start, and kept until the end; a no-op where the program has such an object already. Numbers keep their
// decimal point whatever the user's locale, which Qt would otherwise set for the whole program; Qt's own remarks go to
// the log at level Debug.

#include <memory>

namespace palimpsest {

class DocumentRuntime {
public:
    DocumentRuntime();
    ~DocumentRuntime();
    DocumentRuntime(const DocumentRuntime&) = delete;
    DocumentRuntime& operator=(const DocumentRuntime&) = delete;

private:
    struct Application;
    std::unique_ptr<Application> m_application;
};

} // namespace palimpsest
