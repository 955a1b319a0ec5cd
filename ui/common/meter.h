#pragma once

#include "ui/common/widgets.h"

#include <QtWidgets/QCheckBox>

namespace baton::ui {

/// A bar between 0 and a maximum, seen as a value in the accessibility tree. Only the number arrives there: put words
/// ("52:14 left", "strong") into the description.
class Meter : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
    Q_PROPERTY(int minimum READ minimum CONSTANT)
    Q_PROPERTY(int maximum READ maximum)
    Q_PROPERTY(int value READ value)
public:
    explicit Meter(const QString &accessibleName, QWidget *parent = nullptr);
    int accessibleRole() const;
    int minimum() const { return 0; }
    int maximum() const { return m_maximum; }
    int value() const { return m_value; }
    /// `words` becomes the description.
    void set(int value, int maximum, Tone tone, const QString &words);
    void setParts(int parts); ///< drawn as that many equal parts; 0 = one bar
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    int m_value = 0, m_maximum = 100, m_parts = 0;
    Tone m_tone = Tone::Accent;
};

/// A check box drawn as a switch.
class Switch : public QCheckBox {
    Q_OBJECT
public:
    explicit Switch(const QString &accessibleName, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override;
    bool hitButton(const QPoint &position) const override;
};

} // namespace baton::ui
