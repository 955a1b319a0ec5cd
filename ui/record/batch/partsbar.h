#pragma once

#include "app/batch/batch.h"

#include <QtWidgets/QWidget>

namespace baton::ui {

/// How far a batch is: written, there already, refused and stopped side by side, each told by pattern as well as by colour.
class PartsBar : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
    Q_PROPERTY(int minimum READ minimum CONSTANT)
    Q_PROPERTY(int maximum READ maximum)
    Q_PROPERTY(int value READ value)
public:
    explicit PartsBar(QWidget *parent = nullptr);
    int accessibleRole() const;
    int minimum() const { return 0; }
    int maximum() const { return qMax(1, m_counts.all); }
    int value() const { return m_counts.over(); }
    void set(const batch::Counts &counts, const QString &words); ///< `words` becomes the description
    QSize sizeHint() const override { return { 200, 10 }; }

protected:
    void paintEvent(QPaintEvent *) override;

private:
    batch::Counts m_counts;
};

} // namespace baton::ui
