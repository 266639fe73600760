#pragma once
// A picture as large as there is room for, on paper whatever the colours of the window. GUI thread.

#include <QImage>
#include <QWidget>

namespace palimpsest {

class PictureView final : public QWidget {
    Q_OBJECT

public:
    explicit PictureView(const QString& name, QWidget* parent = nullptr);

    void setImage(const QImage& image); // null: the bare paper
    // Why there is no picture, or one that is out of date, which it fades; empty: it is what it should be.
    void setCaption(const QString& caption);
    [[nodiscard]] const QImage& image() const { return m_image; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_image;
    QString m_caption;
};

} // namespace palimpsest
