#pragma once

#include "app/desk/bookkeeper.h" // declares HandOver for signals
#include "ui/common/page.h"
#include "ui/ledger/ledgermodel.h"

#include <functional>
#include <optional>

class QMenu;
class QPushButton;
class QStackedWidget;

namespace baton::ui {

class HandOverDetails;
class LedgerTable;
class SearchField;
class Segments;

/// Every hand-over made or received on this computer. It shows what it is given; probing, recalling, importing and writing
/// files are asked for by signals.
class LedgerPage : public Page {
    Q_OBJECT
public:
    explicit LedgerPage(const Clock &clock, QWidget *parent = nullptr);

    /// What the page cannot know by itself. The first two say why not, or nothing.
    struct Knows {
        std::function<QString(const ledger::HandOver &)> cannotProbe, cannotRecall;
        std::function<QString(const QString &clientId)> clientName;
        std::function<QString(const ledger::HandOver &)> secondName; ///< of one received: our client it is for
    };
    void setKnows(Knows knows);
    /// `wrong`: the entry that breaks the chain.
    void setEntries(const QList<ledger::HandOver> &newestFirst, const ledger::Ledger::Chain &chain, const std::optional<ledger::Event> &wrong = {});
    /// The id_token under way (HandOver::tokenId), empty when it is back; trace of what it was asked with.
    void setProbing(const QString &tokenId, qint64 traceId = 0);
    void showImported(const QString &words);
    bool select(const QString &packageId, ledger::HandOver::Direction direction);
    void refreshMeans(); ///< what is known has changed

public Q_SLOTS:
    void probe();
    void recall();
    void importReceipt(); ///< asks for a file

Q_SIGNALS:
    void receiptChosen(const QByteArray &text);
    void exportCsv(const QString &path, const QList<baton::ledger::HandOver> &shown);
    void exportChain(const QString &path);
    void probeRequested(const baton::ledger::HandOver &handOver);
    void recallRequested(const baton::ledger::HandOver &handOver);
    void showInRecord(const baton::ledger::HandOver &handOver);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void buildTop();
    QWidget *buildTools();
    QWidget *buildList();
    QMenu *exportMenu();
    void showChain();
    void showCounts();
    void showCurrent();
    void showWrongEntry();
    void selectFirst();
    QList<ledger::HandOver> shown() const;

    const Clock &m_clock;
    Knows m_knows;
    LedgerModel *m_model;
    LedgerFilter *m_filter;
    ledger::Ledger::Chain m_chain;
    QString m_probing;
    QHash<QString, qint64> m_traces; ///< last probe of this run, by token id
    SearchField *m_search;
    Segments *m_kinds;
    Chip *m_chainChip;
    Banner *m_broken;
    QStackedWidget *m_stack, *m_lists;
    QLabel *m_none;
    LedgerTable *m_table;
    HandOverDetails *m_details;
    QPushButton *m_import, *m_export;
};

} // namespace baton::ui
