#include "ui/settings/key_table.h"

namespace palimpsest {

std::optional<std::size_t> KeyTable::ownerBeside(std::size_t row, const QKeySequence& keys) const
{
    if (keys.isEmpty())
        return std::nullopt;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QKeySequence& others = m_rows[i].keys;
        if (i != row && !others.isEmpty()
            && (keys.matches(others) != QKeySequence::NoMatch || others.matches(keys) != QKeySequence::NoMatch))
            return i;
    }
    return std::nullopt;
}

void KeyTable::assign(std::size_t row, const QKeySequence& keys)
{
    while (const auto owner = ownerBeside(row, keys))
        m_rows[*owner].keys = {};
    m_rows[row].keys = keys;
}

void KeyTable::resetAll()
{
    for (CommandKeys& row : m_rows)
        row.keys = row.usual;
}

QMap<QString, QString> KeyTable::changed() const
{
    QMap<QString, QString> changed;
    for (const CommandKeys& row : m_rows)
        if (row.keys != row.usual)
            changed.insert(row.name, row.keys.toString(QKeySequence::PortableText));
    return changed;
}

void KeyTable::change(const QMap<QString, QString>& changed)
{
    resetAll();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (const auto found = changed.find(m_rows[i].name); found != changed.end())
            assign(i, QKeySequence(*found, QKeySequence::PortableText));
}

} // namespace palimpsest
