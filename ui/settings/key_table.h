#pragma once
// Which keys each command has, as a person changes them: no keys belong to two commands. A plain value.

#include <QKeySequence>
#include <QMap>
#include <QString>
#include <optional>
#include <utility>
#include <vector>

namespace palimpsest {

struct CommandKeys {
    QString name;  // what settings know it by
    QString title; // what people know it by
    QKeySequence usual;
    QKeySequence keys; // empty: none
};

class KeyTable {
public:
    explicit KeyTable(std::vector<CommandKeys> rows = {}) : m_rows(std::move(rows)) { }

    [[nodiscard]] const std::vector<CommandKeys>& rows() const { return m_rows; }
    // Another row than `row` that has these keys, or keys that begin like them or that they begin with.
    [[nodiscard]] std::optional<std::size_t> ownerBeside(std::size_t row, const QKeySequence& keys) const;
    // Takes them away from whoever had them.
    void assign(std::size_t row, const QKeySequence& keys);
    void resetAll();

    // Name -> keys as portable text, of the rows that have others than their usual ones.
    [[nodiscard]] QMap<QString, QString> changed() const;
    // The usual ones, but for these. Names that nobody has are passed over.
    void change(const QMap<QString, QString>& changed);

private:
    std::vector<CommandKeys> m_rows;
};

} // namespace palimpsest
