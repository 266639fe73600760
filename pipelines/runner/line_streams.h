#pragma once
// Lines of text over file descriptors, for programs that talk through pipes. The descriptors belong to the caller.

#include <cstddef>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

namespace palimpsest {

// One thread.
class LineInput {
public:
    enum class Kind { Line, TooLong, End };
    struct Read {
        Kind kind = Kind::End;
        std::string line = {}; // without its newline
    };

    LineInput(int descriptor, std::size_t mostBytes) : m_descriptor(descriptor), m_mostBytes(mostBytes) { }

    // Waits. A line of more than `mostBytes` is passed over and reported once. End: nothing more comes, or somebody
    // asked to stop. What stands behind the last newline is a line, too.
    Read next(const std::stop_token& stop);

private:
    bool takeLine(Read& read);
    bool fill(const std::stop_token& stop);

    int m_descriptor;
    std::size_t m_mostBytes;
    std::string m_buffer;
    bool m_tooLong = false; // the line at the beginning of the buffer is
    bool m_ended = false;
};

// Any thread; a line is never cut in two by another.
class LineOutput {
public:
    explicit LineOutput(int descriptor) : m_descriptor(descriptor) { }

    // With its newline. False: nobody reads any more, now and from then on.
    bool write(std::string_view line);

private:
    std::mutex m_mutex;
    int m_descriptor;
    bool m_broken = false;
};

} // namespace palimpsest
