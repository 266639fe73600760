#include "ui/page_view/layer_button.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QMenu>
#include <QSlider>
#include <QWidgetAction>

#include "ui/icon.h"
#include "ui/page_view/page_canvas.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kSliderWidth = 140;
constexpr int kFaintest = 10; // percent: less would be a layer that is not there and does not say so

} // namespace

LayerButton::LayerButton(PageCanvas& canvas, const WindowActions& actions, QWidget* parent)
    : QToolButton(parent),
      m_canvas(canvas)
{
    setIcon(iconNamed("layers"));
    setText(tr("Layers"));
    setToolTip(tr("Layers"));
    setAccessibleName(tr("Layers"));
    setPopupMode(QToolButton::InstantPopup);
    setAutoRaise(true);
    auto* const menu = new QMenu(this);
    menu->setAccessibleName(tr("Layers"));
    auto* const panel = new QWidget(menu);
    auto* const form = new QFormLayout(panel);
    addLayer(*form, Layer::Boxes, actions.action(Command::ShowBoxes), tr("Boxes"));
    addLayer(*form, Layer::Cells, actions.action(Command::ShowCells), tr("Cells"));
    addLayer(*form, Layer::Masks, actions.action(Command::ShowMasks), tr("Masks"));
    addLayer(*form, Layer::Order, actions.action(Command::ShowOrder), tr("Reading order"));
    auto* const holder = new QWidgetAction(menu);
    holder->setDefaultWidget(panel);
    menu->addAction(holder);
    setMenu(menu);
}

void LayerButton::addLayer(QFormLayout& form, Layer layer, QAction& shown, const QString& name)
{
    auto* const box = new QCheckBox(name);
    shown.setChecked(m_canvas.layers().isShown(layer));
    box->setChecked(shown.isChecked());
    auto* const opacity = new QSlider(Qt::Horizontal);
    opacity->setRange(kFaintest, 100);
    opacity->setValue(100);
    opacity->setFixedWidth(kSliderWidth);
    opacity->setAccessibleName(tr("Opacity of %1").arg(name));
    form.addRow(box, opacity);
    connect(box, &QCheckBox::toggled, &shown, &QAction::setChecked);
    connect(&shown, &QAction::toggled, box, &QCheckBox::setChecked);
    connect(&shown, &QAction::toggled, this, [this, layer](bool on) { m_canvas.setLayerShown(layer, on); });
    connect(opacity, &QSlider::valueChanged, this,
        [this, layer](int percent) { m_canvas.setLayerOpacity(layer, percent / 100.0); });
}

} // namespace palimpsest
