#pragma once

#include <QtWidgets/QAbstractButton>

namespace baton::ui {

/// One part of Segments; paints itself.
class SegmentButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit SegmentButton(QWidget *parent = nullptr);
    void setIconName(const QString &name);
    void setEnds(bool first, bool last);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QString m_icon;
    bool m_first = false, m_last = false;
};

} // namespace baton::ui
