#pragma once
// Which folder is to be put among the models, what it is to be called, and whether it is copied. GUI thread.

#include <QDialog>
#include <QString>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace palimpsest {

struct ImportWish {
    QString folder;
    QString name; // empty: what the folder is called
    bool copy = false;
};

class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    // `taken`: names of models that are there.
    explicit ImportDialog(QStringList taken, QWidget* parent = nullptr);

    void setFolder(const QString& folder);

Q_SIGNALS:
    void wished(const palimpsest::ImportWish& wish);

private:
    void browse();
    void refresh();

    QStringList m_taken;
    QLineEdit* m_folder;
    QLineEdit* m_name;
    QCheckBox* m_copy;
    QLabel* m_note;
    QPushButton* m_import;
};

} // namespace palimpsest
