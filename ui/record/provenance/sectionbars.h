#pragma once

#include "app/record/provenance.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// One bar per section, in the colours and patterns of those who asserted its items.
class SectionBars : public RoleWidget {
    Q_OBJECT
public:
    explicit SectionBars(QWidget *parent = nullptr);
    void show(const QList<record::SectionBar> &bars, const QList<record::Asserter> &asserters);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
    bool event(QEvent *event) override;

private:
    int rowHeight() const;
    void paintBar(QPainter *painter, const QRect &track, const record::SectionBar &bar, double perItem) const;
    QString inWords(const record::SectionBar &bar) const;

    QList<record::SectionBar> m_bars;
    QList<record::Asserter> m_asserters;
};

} // namespace baton::ui
