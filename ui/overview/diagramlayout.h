#pragma once

#include "app/relay/story.h"

#include <QtCore/QRect>
#include <QtGui/QFont>

namespace baton::ui {

/// Where lanes and rows of the sequence diagram are, from the size and the font. Shared by the diagram, which paints
/// the lanes, and its steps, which paint the arrows.
struct DiagramLayout {
    static constexpr int laneCount = 4;
    static constexpr int stepCount = 10;

    int width = 0, height = 0;
    int gutter = 0;  ///< left of the lanes: phase names
    int results = 0; ///< right of the lanes: what happened
    int header = 0;
    qreal row = 0;

    static DiagramLayout of(const QSize &size, const QFont &body);
    static int minimumHeight(const QFont &body);
    static int minimumWidth(const QFont &body);

    qreal lane(relay::Party party) const; ///< x of its line
    qreal laneWidth() const;
    qreal rowTop(int step) const; ///< step 1..10
    QRect stepRect(int step) const;
    qreal resultsLeft() const { return width - results + 14; }
};

} // namespace baton::ui
