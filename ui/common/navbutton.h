#pragma once

#include <QtWidgets/QAbstractButton>

namespace baton::ui {

/// One entry of the rail: icon, label, and at the right a tick, a spinner or a count. Checked = the current page.
/// Wire it to toggled: the accessible Toggle action emits nothing else. The state goes into the description.
class NavButton : public QAbstractButton {
    Q_OBJECT
public:
    enum class Mark { None, Done, Busy, Warning };

    /// `label` is shown, `accessibleName` may be longer ("Clients & partners", "Clients and partners").
    NavButton(const QString &label, const QString &icon, const QString &accessibleName, QWidget *parent = nullptr);
    void setMark(Mark mark);
    Mark mark() const { return m_mark; }
    void setCount(int count); ///< 0 shows none; goes before the mark
    int count() const { return m_count; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void describe();
    void paintState(class QPainter &painter, const QRectF &box) const;

    QString m_icon;
    Mark m_mark = Mark::None;
    int m_count = 0;
};

} // namespace baton::ui
