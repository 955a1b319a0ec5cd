#pragma once

#include "app/record/undo.h"
#include "ui/common/widgets.h"

class QVBoxLayout;

namespace baton::ui {

/// The journal's entries under their stretch of work, newest first: what was done, its state, and Undo where it can be undone.
class EntryList : public RoleWidget {
    Q_OBJECT
public:
    explicit EntryList(QWidget *parent = nullptr);

    void show(const QList<record::JournalEntry> &entries, const record::Undo &undo, const QString &currentSession);
    void select(const QString &entryId);

Q_SIGNALS:
    void chosen(const QString &entryId);
    void undoRequested(const QString &entryId);

private:
    void addHeading(const record::JournalEntry &first, int count, bool current);
    void addEntry(const record::JournalEntry &entry);
    void fill();

    QVBoxLayout *m_rows;
    QList<record::JournalEntry> m_entries;
    const record::Undo *m_undo = nullptr;
    QString m_current; ///< session
    QHash<QString, QWidget *> m_shown;
    QString m_selected;
    int m_limit = 100;
};

} // namespace baton::ui
