#pragma once
// One line at the bottom of a terminal that says how far the work is, or lines of JSON for a program that shows it
// itself. Draws nothing where stderr is no terminal. At most 30 times a second. One thread.

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace palimpsest {

class ProgressBar {
public:
    enum class Visibility { WhereATerminalIs, Hidden, Lines };

    explicit ProgressBar(std::FILE* stream = stderr, Visibility visibility = Visibility::WhereATerminalIs);
    ~ProgressBar() { clear(); }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    // `fraction` in [0, 1]; `what` is a word or two: "page 2 of 5, line 7".
    void show(double fraction, std::string_view what);

    // Takes the line away, so that something else can be printed there.
    void clear();

    // {"progress":0.5,"what":"page 2 of 5"}
    static std::string jsonLine(double fraction, std::string_view what);

    // "[#####.....]  50 % page 2 of 5", never longer than `columns`.
    static std::string line(double fraction, std::string_view what, std::size_t columns);

private:
    [[nodiscard]] std::size_t columns() const;

    std::FILE* m_stream;
    Visibility m_visibility; // Hidden also where there is no terminal
    bool m_drawn = false;
    std::chrono::steady_clock::time_point m_lastDrawn;
};

} // namespace palimpsest
