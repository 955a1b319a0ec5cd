#pragma once

#include <QtWidgets/QScrollArea>

namespace baton::ui {

/// Scrolls up and down, and its content is as high as its texts need at the width there is. QScrollArea alone also asks for the
/// height that wrapped texts would like in a narrow place, and then scrolls past the end.
class FlowScroll : public QScrollArea {
    Q_OBJECT
public:
    explicit FlowScroll(QWidget *content, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void letFlow();
};

} // namespace baton::ui
