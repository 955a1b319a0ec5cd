#pragma once

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

class QBoxLayout;

namespace baton::ui {

/// Widgets side by side where they fit, one under the other where they do not (large text, narrow window).
/// Columns with a stretch share the width in its proportion; those without take what they would like.
class Columns : public QWidget {
    Q_OBJECT
public:
    explicit Columns(int spacing, QWidget *parent = nullptr);
    /// `beside`: width of an unstretched column next to the others, where its own hint changes once they stack; 0 = its hint.
    void add(QWidget *column, int stretch = 1, int beside = 0);
    bool isStacked() const;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// For columns that look different below each other, as one with a widest width of its own.
    void stackedChanged(bool stacked);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();
    int widthSideBySide() const;

    QBoxLayout *m_layout;
    int m_spacing; ///< between columns; the layout's own may differ while they are stacked
    QHash<QWidget *, int> m_beside;
};

} // namespace baton::ui
