#pragma once
// What the sliding window of Gemma 2's even layers does to a prefix that sees itself whole (spec "Sliding window").

namespace palimpsest {

enum class WindowPolicy {
    Off,           // "W0": no window, as the weights were trained; the default
    AllRows,       // "W1": every row, prefix rows too, looks at most the window back
    GeneratedRows, // "W2": prefix rows see the whole prefix, generated rows at most the window back
};

} // namespace palimpsest
