#include "pipelines/decode/fixed_answer_mask.h"

#include <optional>
#include <utility>

namespace palimpsest {

LogitsMask fixedAnswerMask(std::vector<std::int32_t> ids, std::int32_t eosId)
{
    return [ids = std::move(ids), eosId](
               const std::vector<std::int32_t>& generated) -> std::optional<std::vector<std::int32_t>> {
        return std::vector<std::int32_t>{ generated.size() < ids.size() ? ids[generated.size()] : eosId };
    };
}

} // namespace palimpsest
