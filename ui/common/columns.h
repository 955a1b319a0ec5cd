#pragma once

#include <QtWidgets/QWidget>

class QBoxLayout;

namespace baton::ui {

/// Widgets side by side in equal columns where they fit, one under the other where they do not (large text, narrow window).
class Columns : public QWidget {
    Q_OBJECT
public:
    explicit Columns(int spacing, QWidget *parent = nullptr);
    void add(QWidget *column);
    bool isStacked() const;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();
    int widthSideBySide() const;

    QBoxLayout *m_layout;
};

} // namespace baton::ui
