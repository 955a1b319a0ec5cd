#pragma once

#include "app/ledger/ledger.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// What happened to one hand-over, one under the other, joined by a line. Exchanges, changes and probes are gathered where
/// they follow each other.
class Timeline : public RoleWidget {
    Q_OBJECT
public:
    explicit Timeline(QWidget *parent = nullptr);
    /// `wrong`: number of the entry that breaks the chain, or 0.
    void show(const ledger::HandOver &handOver, qint64 wrong, const QDateTime &now);

Q_SIGNALS:
    void showInRecord();

private:
    struct Entry {
        QString icon;
        QColor Colors::*token = &Colors::text2;
        QString title, words, mono;
        bool toRecord = false, wrong = false;
    };
    void clear();
    void add(const Entry &entry, bool last);
    static QList<Entry> entriesOf(const ledger::HandOver &handOver, qint64 wrong, const QDateTime &now);
    static Entry entryFor(const ledger::HandOver &handOver, const ledger::Event &event, int times, const QDateTime &now);
    static Entry sealed(const ledger::HandOver &handOver, const ledger::Event &event, const QDateTime &now);
    static Entry written(const ledger::HandOver &handOver, const ledger::Event &event, const QDateTime &now);
    static Entry recallEntry(const ledger::Event &event, const QDateTime &now);

    QVBoxLayout *m_column;
    QList<QWidget *> m_rows;
};

} // namespace baton::ui
