#pragma once
// Which pages go into which files, with a look at what will stand in them. Files are made and written in the
// background; nothing that is there is replaced without a second word. GUI thread.

#include <QDialog>
#include <QThreadPool>
#include <optional>
#include <vector>

#include "ui/export/export_work.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace palimpsest {

class PageRangeField;

class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    // `shownPage`: of the document whose pages may be told by their numbers.
    ExportDialog(ProjectContent content, PageId shownPage, std::vector<PageId> selected, QWidget* parent = nullptr);
    ~ExportDialog() override;

    void setFolder(const QString& folder);
    void setFormat(const QString& ending); // stays as it is where none of this ending fits
    void setPattern(const QString& pattern);
    [[nodiscard]] QString format() const;
    [[nodiscard]] QString pattern() const;
    void setRange(const QString& pages); // of the shown document
    [[nodiscard]] QString message() const;

Q_SIGNALS:
    void exported(int fileCount, const QString& folder);
    void failed(palimpsest::ErrorCode code);

private:
    void makeFields();
    void fillPages();
    void fillFormats();
    void chooseFolder();
    void prepare();
    void show(const std::vector<ExportFile>& files);
    void say(const QString& message);
    void write(Existing existing);
    // Nullopt: their numbers make no sense.
    [[nodiscard]] std::optional<std::vector<PageId>> chosenPages() const;
    [[nodiscard]] const ExportChoice* chosenFormat() const;

    ProjectContent m_content;
    PageId m_shownPage;
    std::vector<PageId> m_selected;
    std::vector<PageId> m_shownDocument;
    std::vector<ExportChoice> m_choices; // those that fit
    std::vector<ExportFile> m_files;     // as prepared last
    quint64 m_prepared = 0;              // which preparation counts
    QComboBox* m_format;
    QComboBox* m_pages;
    PageRangeField* m_range;
    QLineEdit* m_pattern;
    QLineEdit* m_folder;
    QPushButton* m_browse;
    QPlainTextEdit* m_preview;
    QLabel* m_message;
    QPushButton* m_export;
    QPushButton* m_replace;
    QThreadPool m_pool;
};

} // namespace palimpsest
