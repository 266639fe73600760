#pragma once
// Where pages of a document are typed as the command line takes them, "1-4,9"; below it, what is wrong with them.
// GUI thread.

#include <QWidget>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;

namespace palimpsest {

class PageRangeField final : public QWidget {
    Q_OBJECT

public:
    explicit PageRangeField(std::size_t pageCount, QWidget* parent = nullptr);

    // From 0; nullopt: nothing that makes sense is typed yet.
    [[nodiscard]] const std::optional<std::vector<std::size_t>>& indices() const { return m_indices; }
    void setText(const QString& text);
    [[nodiscard]] QString complaint() const; // empty: none

Q_SIGNALS:
    void changed();

private:
    void read(const QString& text);

    std::size_t m_pageCount;
    std::optional<std::vector<std::size_t>> m_indices;
    QLineEdit* m_text;
    QLabel* m_complaint;
};

} // namespace palimpsest
