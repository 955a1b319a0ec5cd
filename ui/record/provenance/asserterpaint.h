#pragma once

#include "app/record/provenance.h"

#include <QtWidgets/QWidget>

class QPainter;

namespace baton::ui {

/// Colour and pattern of an asserter, wherever it is shown: swatch, bar, edge of a row.
void paintAsserter(QPainter *painter, const QRectF &rect, const record::Asserter &asserter);

/// The small sample beside an asserter's name. Decoration: the name says it.
class AsserterSwatch : public QWidget {
    Q_OBJECT
public:
    explicit AsserterSwatch(const record::Asserter &asserter, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *) override;

private:
    record::Asserter m_asserter;
};

} // namespace baton::ui
