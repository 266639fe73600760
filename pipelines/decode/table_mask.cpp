#include "pipelines/decode/table_mask.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "pipelines/decode/answer_pieces.h"
#include "pipelines/decode/table_grammar.h"

namespace palimpsest {
namespace {

// The table of a large vocabulary is gone through once for each place in the grammar where an answer gets to, of which
// there are some dozens.
class TableTokens {
public:
    explicit TableTokens(const Vocabulary& vocabulary) : m_end(vocabulary.eosId())
    {
        for (std::size_t id = 0; id < vocabulary.size(); ++id)
            m_pieces.push_back(answerPiece(static_cast<std::int32_t>(id), vocabulary));
    }

    std::optional<std::vector<std::int32_t>> allowed(const std::vector<std::int32_t>& generated)
    {
        TableGrammar grammar;
        for (const std::int32_t id : generated)
            if (!take(grammar, id))
                return std::nullopt;
        const auto known = m_allowed.find(grammar);
        return known != m_allowed.end() ? known->second : m_allowed.emplace(grammar, allowedAt(grammar)).first->second;
    }

private:
    [[nodiscard]] bool take(TableGrammar& grammar, std::int32_t id) const
    {
        if (id < 0 || static_cast<std::size_t>(id) >= m_pieces.size())
            return false;
        const AnswerPiece& piece = m_pieces[static_cast<std::size_t>(id)];
        if (piece.kind == AnswerPiece::Kind::Location)
            return grammar.takeLocation();
        return piece.kind == AnswerPiece::Kind::Text && !piece.text.empty() && grammar.take(piece.text);
    }

    [[nodiscard]] std::vector<std::int32_t> allowedAt(const TableGrammar& grammar) const
    {
        if (grammar.isComplete())
            return { m_end };
        std::vector<std::int32_t> ids;
        for (std::int32_t id = 0; id < static_cast<std::int32_t>(m_pieces.size()); ++id)
            if (TableGrammar next = grammar; take(next, id))
                ids.push_back(id);
        return ids;
    }

    std::int32_t m_end;
    std::vector<AnswerPiece> m_pieces; // by id
    std::map<TableGrammar, std::vector<std::int32_t>> m_allowed;
};

} // namespace

LogitsMask tableMask(const Vocabulary* vocabulary)
{
    if (vocabulary == nullptr)
        return {};
    return [tokens = std::make_shared<TableTokens>(*vocabulary)](
               const std::vector<std::int32_t>& generated) { return tokens->allowed(generated); };
}

} // namespace palimpsest
