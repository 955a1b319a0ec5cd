#pragma once

#include <QtWidgets/QWidget>

namespace baton::ui {

/// A 1 px line in the border colour.
class Rule : public QWidget {
    Q_OBJECT
public:
    explicit Rule(QWidget *parent = nullptr, Qt::Orientation orientation = Qt::Horizontal);

protected:
    void paintEvent(QPaintEvent *) override;
};

} // namespace baton::ui
