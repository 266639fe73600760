#pragma once
// How arrow keys lead something over the page: one step, or kFartherSteps with Ctrl.

#include <QPointF>
#include <Qt>
#include <optional>

namespace palimpsest {

inline constexpr double kFartherSteps = 10;

// Of length one, y downwards; nullopt for a key that is no arrow.
inline std::optional<QPointF> arrowDirection(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return QPointF(-1, 0);
    case Qt::Key_Right:
        return QPointF(1, 0);
    case Qt::Key_Up:
        return QPointF(0, -1);
    case Qt::Key_Down:
        return QPointF(0, 1);
    default:
        return std::nullopt;
    }
}

} // namespace palimpsest
