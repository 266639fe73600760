#include "engine/generate/token_selector.h"

#include <algorithm>
#include <cstring>

namespace palimpsest {
namespace {

std::size_t rowsOf(const Tensor& tensor)
{
    return tensor.present() ? tensor.rows() : 0;
}

} // namespace

float nextPoint(std::mt19937_64& random)
{
    return static_cast<float>((random() >> 40) + 1) * 0x1p-24F;
}

Result<void> TokenSelector::makeRoom(std::size_t slots, std::size_t rows, std::size_t allowed)
{
    if (slots > rowsOf(m_ids) || rows > rowsOf(m_sums)) {
        slots = std::max(slots, rowsOf(m_ids));
        rows = std::max(rows, rowsOf(m_sums));
        PAL_TRY(m_results.plan(m_backend,
            { { &m_ids, { slots, 1 }, DType::I32 }, { &m_values, { slots, 1 } }, { &m_sums, { rows, 1 } } }));
    }
    if (allowed > rowsOf(m_allowed))
        PAL_TRY(m_lists.plan(m_backend, { { &m_allowed, { allowed, 1 }, DType::I32 } }));
    return {};
}

Result<std::vector<std::vector<AnswerToken>>> TokenSelector::select(
    const Logits& logits, std::span<const Selection> selections)
{
    const std::size_t vocabulary = logits.values.width();
    const std::size_t rows = logits.values.rows();
    std::vector<std::int32_t> lists;
    std::vector<std::size_t> listStart;
    std::size_t slots = 0;
    for (const Selection& selection : selections) {
        listStart.push_back(lists.size());
        slots += selection.count;
        if (!selection.allowed)
            continue;
        for (const std::int32_t id : *selection.allowed) {
            if (id >= 0 && static_cast<std::size_t>(id) < vocabulary)
                lists.push_back(id);
        }
        // Ascending and each once: a mask may name an id twice.
        std::sort(lists.begin() + static_cast<std::ptrdiff_t>(listStart.back()), lists.end());
        lists.erase(
            std::unique(lists.begin() + static_cast<std::ptrdiff_t>(listStart.back()), lists.end()), lists.end());
    }
    listStart.push_back(lists.size());
    PAL_TRY(makeRoom(slots, rows, lists.size()));
    if (!lists.empty())
        PAL_TRY(m_backend.write(m_allowed.rowRange(0, lists.size()), std::as_bytes(std::span(lists))));

    OpRecorder& ops = m_backend.recorder();
    ops.copy({ logits.logSumExp, m_sums.rowRange(0, rows).reshaped({ rows }) });
    std::size_t slot = 0;
    for (std::size_t i = 0; i < selections.size(); ++i) {
        const Selection& selection = selections[i];
        const std::size_t listed = listStart[i + 1] - listStart[i];
        const Tensor row = logits.values.rowRange(selection.row, 1);
        const Tensor ids = m_ids.rowRange(slot, selection.count).reshaped({ 1, selection.count });
        const Tensor values = m_values.rowRange(slot, selection.count).reshaped({ 1, selection.count });
        slot += selection.count;
        if (selection.allowed && listed == 0)
            continue;
        const Tensor allowed
            = selection.allowed ? m_allowed.rowRange(listStart[i], listed).reshaped({ listed }) : Tensor{};
        if (const auto& draw = selection.draw)
            ops.drawToken({ row, allowed, ids, values, draw->temperature, draw->topP, draw->point });
        else
            ops.selectTokens({ row, allowed, ids, values });
    }
    m_host.resize(m_results.sizeBytes());
    PAL_TRY(m_backend.read(m_results.bytes(), m_host));

    const auto at = [this]<typename T>(const Tensor& tensor, std::size_t index, T) {
        T value;
        std::memcpy(&value, m_host.data() + tensor.offsetBytes + index * sizeof(T), sizeof(T));
        return value;
    };
    std::vector<std::vector<AnswerToken>> chosen(selections.size());
    slot = 0;
    for (std::size_t i = 0; i < selections.size(); ++i) {
        const bool nothingAllowed = selections[i].allowed && listStart[i + 1] == listStart[i];
        for (std::size_t k = 0; k < selections[i].count && !nothingAllowed; ++k) {
            const std::int32_t id = at(m_ids, slot + k, std::int32_t{});
            if (id >= 0)
                chosen[i].push_back({ id, at(m_values, slot + k, 0.0F) - at(m_sums, selections[i].row, 0.0F) });
        }
        slot += selections[i].count;
    }
    return chosen;
}

} // namespace palimpsest
