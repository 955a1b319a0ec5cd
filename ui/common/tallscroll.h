#pragma once

#include "ui/common/flowscroll.h"

namespace baton::ui {

/// Asks for the width its content needs, too: nothing is ever cut at the side.
class TallScroll : public FlowScroll {
    Q_OBJECT
public:
    explicit TallScroll(QWidget *content, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int contentWidth() const;
};

} // namespace baton::ui
