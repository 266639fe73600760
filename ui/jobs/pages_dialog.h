#pragma once
// Which pages of a document are to be read. GUI thread.

#include <QDialog>
#include <vector>

namespace palimpsest {

class PagesDialog final : public QDialog {
    Q_OBJECT

public:
    PagesDialog(const QString& document, std::size_t pageCount, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const std::vector<std::size_t>& indices); // from 0
};

} // namespace palimpsest
