#pragma once
// The log of the window: a small file in the state folder that says when it began, which device reads, how runs ended
// and what went wrong, for whoever looks for a fault afterwards. Nothing of any document gets in: a line is made of
// words that stood in the program when it was compiled, of numbers, and of the names that a driver gives its device and
// we give forms of weights. Owned by LogLink; GUI thread, beside which it is written.

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <initializer_list>
#include <memory>
#include <string>

#include "engine/base/result.h"
#include "ui/jobs/model_info.h"

namespace palimpsest {

// Words of the program's own. Whatever is known only when it runs is no constant, and does not compile.
class FixedWords {
public:
    consteval FixedWords(const char* words) : m_words(words) { } // NOLINT: implicit on purpose
    [[nodiscard]] const char* text() const { return m_words; }

private:
    const char* m_words;
};

class WindowLog final : public QObject {
    Q_OBJECT

public:
    struct Number {
        FixedWords name;
        double value = 0;
    };

    explicit WindowLog(QObject* parent = nullptr);
    ~WindowLog() override; // when all that was noted is written

    void note(FixedWords what, std::initializer_list<Number> numbers = {});
    void noteError(FixedWords what, ErrorCode code); // its code, never its message, which may name a document
    void noteModel(const LoadedModelInfo& model, FixedWords why);

Q_SIGNALS:
    void unwritable(); // once; later lines are tried all the same

private:
    class Disk;
    void add(std::string line, bool isError = false);

    std::shared_ptr<Disk> m_disk; // touched by the writer alone
    bool m_complained = false;
    QThreadPool m_writer; // one thread
};

// It holds at most kLogBytes; with two older ones beside it, "window.1.log" and "window.2.log".
[[nodiscard]] QString logFile();
inline constexpr std::size_t kLogBytes = std::size_t(1) << 20;

} // namespace palimpsest
