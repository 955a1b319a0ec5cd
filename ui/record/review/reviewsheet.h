#pragma once

#include "app/record/sending.h"
#include "ui/record/review/changesview.h"

namespace baton::ui {

class CurrentStack;
class ReviewChecks;
class JsonDiffView;
class SentTable;

/// One write on a page of its own: what it would do and what was checked; then what was sent beside what was stored, and
/// what happened meanwhile. Sends nothing without a click.
class ReviewSheet : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        record::RecordClient &client;
        exchange::DelegatedSession &session;
        record::Writer &writer;
        record::Undo &undo;
    };
    explicit ReviewSheet(const Parts &parts, QWidget *parent = nullptr);

    enum class State { Closed, Before, Sending, Sent, Refused };
    /// `editable`: the editor lies behind it, with what was typed.
    void open(const record::Proposal &proposal, bool editable);
    /// The same without looking at it: for what was reviewed beside the form.
    void openToSend(const record::Proposal &proposal);
    void close();
    void send();    ///< as the button does, when it may
    void sendNow(); ///< after whatever had to be asked
    State state() const { return m_state; }
    bool isEditable() const { return m_editable; }
    bool wasDirect() const { return m_direct; } ///< sent without having been looked at here
    qint64 storedPutCode() const;
    const record::Proposal &proposal() const { return m_proposal; }
    void showRefusal(const Error &error);
    QString entryId() const { return m_sending ? m_sending->entryId() : QString(); } ///< of what was sent, in the journal
    /// An addition of which nobody knows whether it arrived is looked for before it may be sent again.
    bool mustLook() const { return m_mustLook; }
    void setLooking(bool looking);
    void showNotThere();
    /// What the registry said no to, if it did.
    const std::optional<Error> &refusal() const { return m_refusal; }
    void setKeepDays(int days) { m_keepDays = days; }

Q_SIGNALS:
    void headline(const QString &title, const QString &purpose, bool sent);
    void sendRequested();
    void goOnEditing();
    void keepAsDraft();
    void backToItems();
    void undoRequested(const QString &entryId);
    void showExchange(qint64 traceId);
    void compareRequested(const QJsonObject &theirs);
    void existingRequested(qint64 putCode);
    void lookRequested();                    ///< whether the addition is on the record
    void written();                          ///< the record is another one now
    void failed(const baton::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeLeft();
    QWidget *makeRight();
    void setState(State state);
    void showProposal();
    void showChecks();
    void showProgress();
    void finished();
    void showOutcome();
    QString titleBefore() const;
    QString titleAfter() const;
    QString itemTitle() const;
    void copyJson();
    void copyCurl();

    record::RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    record::Writer &m_writer;
    record::Undo &m_undoing;
    record::Proposal m_proposal;
    Changes m_changes;
    QPointer<record::Precheck> m_precheck;
    QPointer<record::Sending> m_sending;
    std::optional<Error> m_refusal;
    bool m_focusSend = false; ///< as soon as it can be pressed
    State m_state = State::Closed;
    bool m_editable = false, m_direct = false, m_mustLook = false;
    int m_keepDays = 90;

    Banner *m_banner;
    QLabel *m_leftTitle, *m_note, *m_journalWords, *m_request, *m_reason;
    ChangesView *m_before;
    CurrentStack *m_left, *m_sentStack;
    Segments *m_sentModes;
    SentTable *m_sentTable;
    JsonDiffView *m_sentJson;
    class QScrollArea *m_lists;
    ReviewChecks *m_checks, *m_happened;
    QFrame *m_foot, *m_requestBox;
    QWidget *m_copies, *m_waiting;
    QLabel *m_waitingWords;
    QPushButton *m_undo, *m_send, *m_edit, *m_draft, *m_back, *m_exchange;
    qint64 m_traceId = 0;
    std::function<void()> m_fitSide;
};

} // namespace baton::ui
