#pragma once

#include <QtCore/QList>

class QWidget;

namespace baton::ui {

/// Whatever in `root` takes the keyboard by Tab now, in the order in which it is read: as the layouts have it, rows of a grid one
/// after the other, what stands in no layout by its place. Qt's own order is the one in which widgets were made.
QList<QWidget *> readingOrder(const QWidget *root);

/// Moves the keyboard to the next or previous of them, round at the ends. False when it is nowhere among them.
bool focusInReadingOrder(const QWidget *root, bool next);

} // namespace baton::ui
