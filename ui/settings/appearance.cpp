#include "ui/settings/appearance.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

namespace palimpsest {

namespace {

struct Colours {
    QRgb window;
    QRgb base;
    QRgb text;
    QRgb button;
    QRgb faint; // disabled text
    QRgb highlight;
    QRgb link; // upon the window, 4.5 to 1 and more
    QRgb tip;
};
constexpr Colours kLight{ 0xfff2f2f2, 0xffffffff, 0xff1b1b1b, 0xfff7f7f7, 0xff767676, 0xff2a6fb5, 0xff2a6fb5,
    0xfffff8dc };
constexpr Colours kDark{ 0xff2a2c2f, 0xff1e2023, 0xffe8e8e8, 0xff34373b, 0xff8d9196, 0xff3d84cf, 0xff7ab4f0,
    0xff3a3f46 };

QPalette paletteOf(const Colours& colours)
{
    QPalette palette(QColor(colours.button), QColor(colours.window)); // shades of edges are derived from these
    palette.setColor(QPalette::Base, QColor(colours.base));
    palette.setColor(QPalette::AlternateBase, QColor(colours.window));
    palette.setColor(QPalette::ToolTipBase, QColor(colours.tip));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText }) {
        palette.setColor(role, QColor(colours.text));
        palette.setColor(QPalette::Disabled, role, QColor(colours.faint));
    }
    palette.setColor(QPalette::PlaceholderText, QColor(colours.faint));
    palette.setColor(QPalette::Highlight, QColor(colours.highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(colours.link));
    return palette;
}

} // namespace

void applyAppearance(Appearance appearance)
{
    static const QString systemStyle = QApplication::style()->name();
    if (appearance == Appearance::System) {
        if (QApplication::style()->name() != systemStyle)
            QApplication::setStyle(QStyleFactory::create(systemStyle));
        QApplication::setPalette(QPalette());
        return;
    }
    const QPalette palette = paletteOf(appearance == Appearance::Dark ? kDark : kLight);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

} // namespace palimpsest
