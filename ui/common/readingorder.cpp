#include "ui/common/readingorder.h"

#include <QtCore/QSet>
#include <QtWidgets/QApplication>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QWidget>

#include <algorithm>

namespace baton::ui {

namespace {

class Reading {
public:
    QList<QWidget *> found;

    void inside(const QWidget *widget)
    {
        QSet<const QWidget *> laidOut;
        if (const QLayout *layout = widget->layout())
            walk(layout, laidOut);
        QList<QWidget *> others;
        for (QObject *child : widget->children()) {
            auto *one = qobject_cast<QWidget *>(child);
            if (one && !one->isWindow() && !laidOut.contains(one))
                others << one;
        }
        std::stable_sort(others.begin(), others.end(), [](const QWidget *a, const QWidget *b) {
            return std::pair(a->y(), a->x()) < std::pair(b->y(), b->x());
        });
        for (QWidget *one : std::as_const(others))
            visit(one);
    }

private:
    void visit(QWidget *widget)
    {
        if (!widget->isVisible() || !widget->isEnabled())
            return;
        if ((widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy())
            found << widget;
        inside(widget);
    }

    void walk(const QLayout *layout, QSet<const QWidget *> &laidOut)
    {
        for (QLayoutItem *item : itemsOf(layout)) {
            if (QWidget *widget = item->widget()) {
                laidOut.insert(widget);
                visit(widget);
            } else if (const QLayout *inner = item->layout()) {
                walk(inner, laidOut);
            }
        }
    }

    static QList<QLayoutItem *> itemsOf(const QLayout *layout)
    {
        const auto *grid = qobject_cast<const QGridLayout *>(layout);
        QList<std::pair<std::pair<int, int>, QLayoutItem *>> placed;
        for (int i = 0; i < layout->count(); ++i) {
            int row = 0, column = i, rows = 0, columns = 0;
            if (grid)
                grid->getItemPosition(i, &row, &column, &rows, &columns);
            placed.append({ { row, column }, layout->itemAt(i) });
        }
        std::stable_sort(placed.begin(), placed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        QList<QLayoutItem *> items;
        for (const auto &one : std::as_const(placed))
            items << one.second;
        return items;
    }
};

} // namespace

QList<QWidget *> readingOrder(const QWidget *root)
{
    Reading reading;
    reading.inside(root);
    return reading.found;
}

bool focusInReadingOrder(const QWidget *root, bool next)
{
    const QList<QWidget *> order = readingOrder(root);
    const qsizetype at = order.indexOf(QApplication::focusWidget());
    if (at < 0)
        return false;
    const qsizetype to = (at + (next ? 1 : order.size() - 1)) % order.size();
    if (to != at)
        order.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return to != at;
}

} // namespace baton::ui
