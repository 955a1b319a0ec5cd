#pragma once

#include "tests/journeys/support/desktop.h"

#include <QtCore/QJsonObject>

class QTableView;

namespace baton::test {

/// What is typed into a field, or chosen in it by its value; by its accessible name.
struct Entry {
    QString name, value;
    bool chosen = false;
};
using Entries = QList<Entry>;
Entry typed(const char *name, const char *value);
Entry chosen(const char *name, const char *value);

/// The record page as somebody at its window uses it.
class RecordDesk {
public:
    explicit RecordDesk(Desktop &desktop) : m_desktop(desktop) { }

    bool chooseSection(const QString &section);
    /// Waits for the item and clicks its row.
    bool chooseItem(qint64 putCode);
    bool enter(const Entry &entry);
    /// Opens the form of a new item and fills it.
    bool add(const QString &section, const Entries &entries);
    bool editItem(qint64 putCode, const Entry &entry);
    /// Sends what is in the form or in the review.
    bool send();
    bool deleteItem(qint64 putCode);
    /// Takes the last change back.
    bool takeBack();
    /// What was sent is told, and the list is there again.
    bool settled();
    /// Leaves the form, what is typed is thrown away.
    bool discard();
    bool isEditing();
    /// The button is there and can't be pressed, and this is said beside it.
    bool isRefused(const QString &button, const QString &reason);

private:
    QTableView *table();

    Desktop &m_desktop;
};

} // namespace baton::test
