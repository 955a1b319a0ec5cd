#include "ui/common/currentstack.h"

namespace baton::ui {

namespace {

/// Speaks for its current page alone. Layouts are asked past the widget's own heightForWidth(), so it takes a layout.
class CurrentLayout : public QStackedLayout {
public:
    using QStackedLayout::QStackedLayout;

    QSize sizeHint() const override { return currentWidget() ? currentWidget()->sizeHint() : QSize(); }
    QSize minimumSize() const override
    {
        return currentWidget() ? currentWidget()->minimumSizeHint().expandedTo(currentWidget()->minimumSize()) : QSize();
    }
    bool hasHeightForWidth() const override { return currentWidget() && currentWidget()->hasHeightForWidth(); }
    // The least that is enough: a page gets more where there is more.
    int heightForWidth(int width) const override
    {
        const QLayout *layout = currentWidget() ? currentWidget()->layout() : nullptr;
        return qMax(layout ? layout->totalMinimumHeightForWidth(width) : -1, minimumSize().height());
    }
};

} // namespace

CurrentStack::CurrentStack(QWidget *parent) : QWidget(parent), m_layout(new CurrentLayout(this))
{
    connect(m_layout, &QStackedLayout::currentChanged, this, [this](int index) {
        m_layout->invalidate();
        updateGeometry();
        Q_EMIT currentChanged(index);
    });
}

} // namespace baton::ui
