#pragma once

#include "ui/ledger/ledgermodel.h"

class QComboBox;
class QPushButton;

namespace baton::ui {

class CopyField;
class ElidedLabel;
class Timeline;

/// The selected hand-over: who, shown as what, everything that happened, and what can be done now.
class HandOverDetails : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit HandOverDetails(const Clock &clock, QWidget *parent = nullptr);
    int accessibleRole() const;

    struct Means {
        QString cannotProbe, cannotRecall; ///< why not; empty when it can
        QString iri;                       ///< the researcher's iD as a link
        QString original, second;          ///< names of both clients
        bool probing = false;
        qint64 probeTrace = 0;             ///< HTTP exchange of the last probe, when it was made in this run
    };
    void showRow(const LedgerRow &row, qint64 wrongEntry);
    void showMeans(const Means &means);
    void showNothing(const QString &words);
    /// How wide it is beside the list: an iD that does not fit goes on in a second line after its last slash.
    void setWantedWidth(int width);
    const ledger::HandOver *current() const;

Q_SIGNALS:
    void currentChanged(); ///< another researcher of the package
    void probe();
    void recall();
    void showInRecord();
    void showExchange(qint64 traceId);
    void linkActivated(const QUrl &link);

private:
    QWidget *buildHead();
    QWidget *buildFoot();
    void refresh();
    void fitLink();

    const Clock &m_clock;
    QList<ledger::HandOver> m_handOvers;
    qint64 m_wrong = 0, m_trace = 0;
    int m_wanted = 316;
    QWidget *m_head, *m_foot;
    QComboBox *m_who;
    QLabel *m_name, *m_nothing, *m_entry, *m_reason;
    QPushButton *m_link;
    Capsule *m_capsule;
    Timeline *m_timeline;
    QWidget *m_scroll;
    QPushButton *m_exchange, *m_probe, *m_recall;
};

} // namespace baton::ui
