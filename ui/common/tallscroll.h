#pragma once

#include <QtWidgets/QScrollArea>

namespace baton::ui {

/// Scrolls up and down only, and so asks for the width its content needs: nothing is ever cut at the side.
class TallScroll : public QScrollArea {
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
