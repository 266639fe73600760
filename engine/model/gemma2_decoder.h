#pragma once
// The Gemma 2 decoder (spec 2.5), and Gemma 1's simpler layer (spec 2.7) chosen by the config. Takes rows of one or
// several independent sequences in one pass over the weights: the whole prefix of each (prefill), or one row of each
// (decode). Owned by PaliGemma; used by the inference thread.

#include <memory>
#include <span>
#include <stop_token>

#include "engine/model/kv_cache.h"
#include "engine/model/probe.h"
#include "engine/model/weights.h"
#include "engine/model/window_policy.h"
#include "engine/tensor/activation_block.h"

namespace palimpsest {

struct DecoderOptions {
    WindowPolicy window = WindowPolicy::Off;
    bool attentionSoftcap = true; // false: as if the config had none
};

// Consecutive rows of one sequence, to be appended to its cache.
struct SequenceRows {
    KvCache* cache = nullptr;
    std::size_t rowCount = 0;
    std::size_t prefixLength = 0; // positions that see each other
};

enum class OutputRows { Last, All };

class Gemma2Decoder {
public:
    // Positions are 1-based as in the reference implementation; RoPE is relative, so only rounding depends on it.
    static constexpr std::size_t kFirstPosition = 1;

    static Result<std::unique_ptr<Gemma2Decoder>> create(
        Backend& backend, std::shared_ptr<const Weights> weights, const DecoderOptions& options);

    // Makes room for `rows` rows; returns where to put them: [rows, hidden] f32, the rows of all sequences one behind
    // the other. May allocate: call it before a prefill, not inside a decode loop whose row count only shrinks.
    Result<Tensor> inputRows(std::size_t rows);

    // run() in three parts, so that the middle one can be recorded once and replayed for every step of an answer:
    // writes the positions of the rows; tells the layers; moves the ends of the caches. A step is one row a sequence:
    // its operations read from the device where they stand in the caches, and differ in nothing from the step before.
    Result<void> writePositions(std::span<const SequenceRows> sequences);
    Result<Tensor> tell(std::span<const SequenceRows> sequences, OutputRows output, const std::stop_token& stop,
        const Probe& probe = {});
    static void moveEnds(std::span<const SequenceRows> sequences);

    // Passes inputRows() through all layers and appends to the caches. The result, [rows, hidden], is the final norm of
    // the last row of every sequence, or of all rows. Valid until the next call.
    Result<Tensor> run(std::span<const SequenceRows> sequences, OutputRows output, const std::stop_token& stop,
        const Probe& probe = {});

private:
    Gemma2Decoder(Backend& backend, std::shared_ptr<const Weights> weights, const DecoderOptions& options);

    // The rows that a layer works on: all of them, or in the last layer the last of each sequence.
    struct Rows {
        Tensor residual;  // [count, hidden]
        Tensor normed;    // [count, hidden]
        Tensor positions; // [count] i32
        bool onePerSequence = false;
        [[nodiscard]] std::size_t count() const { return residual.shape[0]; }
    };

    Result<void> look(const Probe& probe, const std::string& name, const Tensor& tensor);
    static bool isStep(std::span<const SequenceRows> sequences);
    [[nodiscard]] Tensor cacheRow(std::size_t sequence) const;
    Rows allRows(std::size_t count) const;
    Rows lastRows(std::span<const SequenceRows> sequences);
    void turnAndStore(
        std::size_t layer, const Rows& rows, const Tensor& query, std::span<const SequenceRows> sequences);
    Result<void> project(
        std::size_t layer, Rows& rows, OutputRows goOn, std::span<const SequenceRows> sequences, const Probe& probe);
    Result<void> attend(
        std::size_t layer, const Rows& rows, std::span<const SequenceRows> sequences, const Probe& probe);
    void feedForward(std::size_t layer, const Rows& rows);
    void addBranch(const Rows& rows, const NormWeights& ownNorm, const NormWeights& nextNorm);
    [[nodiscard]] bool isGemma2() const;

    Backend& m_backend;
    std::shared_ptr<const Weights> m_weights;
    DecoderOptions m_options;

    std::size_t m_capacity = 0; // rows planned for
    ActivationBlock m_block;
    Tensor m_positions;                // [capacity] i32
    Tensor m_lastPositions;            // [capacity] i32: of the last row of each sequence
    Tensor m_cacheRows;                // [capacity, 1] i32: where the first row of each sequence stands in its cache
    Tensor m_rows, m_normed, m_branch; // [capacity, hidden]
    Tensor m_lastRows, m_lastNormed;   // [capacity, hidden]
    Tensor m_query, m_mixed;           // [capacity, query width]
    Tensor m_key, m_value;             // [capacity, key/value width]
    Tensor m_gate, m_up;               // [capacity, intermediate]
};

} // namespace palimpsest
