#pragma once
// Which folder or archive is to be put among the models, what it is to be called, and whether a folder is copied. GUI
// thread.

#include <QDialog>
#include <QString>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace palimpsest {

struct ImportWish {
    QString source; // a folder, or a ZIP archive, which is unpacked
    QString name;   // empty: what the source is called
    bool copy = false;
};

class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    // `taken`: names of models that are there.
    explicit ImportDialog(QStringList taken, QWidget* parent = nullptr);

    void setSource(const QString& source);

Q_SIGNALS:
    void wished(const palimpsest::ImportWish& wish);

private:
    void browseFolders();
    void browseArchives();
    void refresh();

    QStringList m_taken;
    QLineEdit* m_source;
    QLineEdit* m_name;
    QCheckBox* m_copy;
    QLabel* m_note;
    QPushButton* m_import;
};

} // namespace palimpsest
