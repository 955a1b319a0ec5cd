#include "ui/record/review/reviewsheet.h"

#include "app/base/text.h"
#include "app/orcid/sections.h"
#include "ui/common/columns.h"
#include "ui/common/currentstack.h"
#include "ui/common/flowscroll.h"
#include "ui/record/review/reviewchecks.h"
#include "ui/record/review/jsondiffview.h"
#include "ui/record/review/reviewpanel.h"
#include "ui/record/review/senttable.h"

#include <QtCore/QJsonDocument>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QScrollBar>

namespace baton::ui {

using namespace Qt::StringLiterals;
using Act = record::JournalEntry::Act;

namespace {

enum Left { BeforeShown, SentShown };

/// What to do, and what ORCID said itself with its code.
QString refusalWords(const Error &error)
{
    const QString said = plain(error.details.value(u"developer-message"_s).toString());
    const int code = error.code.startsWith("orcid."_L1) ? error.code.mid(6).toInt() : 0;
    if (code == 0 || said.isEmpty())
        return error.next;
    return ReviewSheet::tr("%1 The registry’s words, code %2: %3").arg(error.next).arg(code).arg(said);
}

/// The right side; smaller where the window is.
int sideWidth(int whole)
{
    return Theme::of().iconSize(whole < Theme::of().iconSize(800) ? 250 : 300);
}

QFrame *sunkenBox(const QString &caption, QLabel *value, QWidget *parent)
{
    auto *box = new QFrame(parent);
    box->setProperty("kind", u"sunken"_s);
    auto *lines = new QVBoxLayout(box);
    lines->setContentsMargins(12, 9, 12, 9);
    lines->setSpacing(2);
    lines->addWidget(makeLabel(caption, "caption", box));
    lines->addWidget(value);
    return box;
}

} // namespace

ReviewSheet::ReviewSheet(const Parts &parts, QWidget *parent)
    : QWidget(parent), m_client(parts.client), m_session(parts.session), m_writer(parts.writer), m_undoing(parts.undo), m_banner(new Banner(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_banner);
    auto *columns = new Columns(16, this);
    columns->add(makeLeft(), 1);
    QWidget *right = makeRight();
    columns->add(right, 0, sideWidth(0));
    m_fitSide = [this, columns, right] {
        right->setMinimumWidth(columns->isStacked() ? 0 : sideWidth(width()));
        right->setMaximumWidth(columns->isStacked() ? QWIDGETSIZE_MAX : sideWidth(width()));
    };
    m_fitSide();
    connect(&Theme::of(), &Theme::changed, right, m_fitSide);
    connect(columns, &Columns::stackedChanged, right, m_fitSide);
    column->addWidget(columns, 1);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_mustLook)
            Q_EMIT lookRequested();
        else
            Q_EMIT showExchange(m_traceId);
    });
    connect(&m_session, &exchange::DelegatedSession::tick, this, [this] {
        if (m_state == State::Before || m_state == State::Refused)
            showChecks();
    });
    setState(State::Closed);
}

void ReviewSheet::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_fitSide();
}

QWidget *ReviewSheet::makeLeft()
{
    auto *card = new Card(this);
    QHBoxLayout *header = card->addHeader({});
    m_leftTitle = makeLabel({}, "strong", card);
    header->insertWidget(0, m_leftTitle);
    m_before = new ChangesView(ChangesView::Look::Wide, card);
    m_sentTable = new SentTable(card);
    m_sentJson = new JsonDiffView(tr("Changes as JSON"), card);
    m_sentModes = new Segments(card);
    m_sentModes->setAccessibleName(tr("Changes as"));
    m_sentModes->add(0, tr("Fields"), {}, tr("Changes as fields"));
    m_sentModes->add(1, tr("JSON"), {}, tr("Changes as JSON"));
    header->addWidget(m_before->modes());
    header->addWidget(m_sentModes);
    m_note = makeText({}, "text2", card);
    m_left = new CurrentStack(card);
    m_left->addWidget(m_before);
    m_sentStack = new CurrentStack(m_left);
    m_sentStack->addWidget(m_sentTable);
    m_sentStack->addWidget(m_sentJson);
    m_left->addWidget(m_sentStack);
    connect(m_sentModes, &Segments::selected, m_sentStack, &CurrentStack::setCurrentIndex);
    m_sentModes->setChecked(0);
    card->body()->addWidget(m_note);
    card->body()->addWidget(m_left, 1);

    m_foot = new QFrame(card);
    m_foot->setProperty("kind", u"foot"_s);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(14, 10, 14, 10);
    m_journalWords = makeText({}, "caption", m_foot);
    m_undo = makeButton(tr("Undo these changes…"), u"undo"_s, tr("Undo these changes"), "", m_foot);
    foot->addWidget(new IconLabel(u"history"_s, &Colors::text3, 16, m_foot));
    foot->addWidget(m_journalWords, 1);
    foot->addWidget(m_undo);
    card->addFlush(m_foot, 0);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (m_sending)
            Q_EMIT undoRequested(m_sending->entryId());
    });
    connect(m_before, &ChangesView::jsonShown, this, [this](bool on) { m_copies->setVisible(on && m_state != State::Sent); });
    return card;
}

namespace {

/// Upwards and downwards where there is no room; the buttons below stay.
QScrollArea *scrolling(QWidget *inside, QWidget *parent)
{
    auto *scroll = new FlowScroll(inside, parent);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return scroll;
}

} // namespace

QWidget *ReviewSheet::makeRight()
{
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    m_checks = new ReviewChecks(tr("Checked beforehand"), side);
    m_happened = new ReviewChecks(tr("What happened"), side);
    m_copies = new QWidget(side);
    auto *copies = new QHBoxLayout(m_copies);
    copies->setContentsMargins(0, 0, 0, 0);
    copies->setSpacing(8);
    QPushButton *json = makeButton(tr("Copy JSON"), u"copy"_s, tr("Copy JSON"), "small", m_copies);
    QPushButton *curl = makeButton(tr("Copy as curl"), u"copy"_s, tr("Copy as curl"), "small", m_copies);
    copies->addWidget(json);
    copies->addWidget(curl);
    copies->addStretch(1);
    auto *lists = new QWidget(side);
    auto *listed = new QVBoxLayout(lists);
    listed->setContentsMargins(0, 0, 0, 0);
    listed->setSpacing(12);
    listed->addWidget(m_checks);
    listed->addWidget(m_happened);
    listed->addWidget(m_copies);
    listed->addStretch(1);
    m_lists = scrolling(lists, side);
    column->addWidget(m_lists, 1);
    m_request = makeText({}, "mono", side);
    m_requestBox = sunkenBox(tr("Will send"), m_request, side);
    column->addWidget(m_requestBox);
    m_waiting = new QWidget(side);
    auto *waiting = new QHBoxLayout(m_waiting);
    waiting->setContentsMargins(0, 0, 0, 0);
    m_waitingWords = makeText({}, "body", m_waiting);
    waiting->addWidget(new Spinner(m_waiting));
    waiting->addWidget(m_waitingWords, 1);
    column->addWidget(m_waiting);
    m_send = makeButton(tr("Send changes"), u"arrow"_s, tr("Send changes"), "main", side);
    m_reason = makeText({}, "caption", side);
    m_reason->setAlignment(Qt::AlignHCenter);
    m_edit = makeButton(tr("Go on editing"), u"pencil"_s, tr("Go on editing"), "", side);
    m_draft = makeButton(tr("Keep as draft"), {}, tr("Keep as draft"), "", side);
    m_back = makeButton({}, u"record"_s, tr("Back to items"), "main", side);
    m_exchange = makeButton(tr("Show HTTP exchange"), u"traffic"_s, tr("Show HTTP exchange"), "", side);
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_send);
    buttons->addWidget(m_reason);
    buttons->addWidget(m_back);
    buttons->addWidget(m_exchange);
    auto *pair = new QHBoxLayout;
    pair->setSpacing(8);
    pair->addWidget(m_edit, 1);
    pair->addWidget(m_draft, 1);
    buttons->addLayout(pair);
    column->addLayout(buttons);

    connect(json, &QPushButton::clicked, this, &ReviewSheet::copyJson);
    connect(curl, &QPushButton::clicked, this, &ReviewSheet::copyCurl);
    connect(m_send, &QPushButton::clicked, this, &ReviewSheet::sendRequested);
    connect(m_edit, &QPushButton::clicked, this, &ReviewSheet::goOnEditing);
    connect(m_draft, &QPushButton::clicked, this, &ReviewSheet::keepAsDraft);
    connect(m_back, &QPushButton::clicked, this, &ReviewSheet::backToItems);
    connect(m_exchange, &QPushButton::clicked, this, [this] { Q_EMIT showExchange(m_traceId); });
    for (ReviewChecks *list : { m_checks, m_happened })
        connect(list, &ReviewChecks::showExchange, this, &ReviewSheet::showExchange);
    connect(m_checks, &ReviewChecks::existingRequested, this, &ReviewSheet::existingRequested);
    connect(m_checks, &ReviewChecks::compareRequested, this, [this] {
        if (m_precheck)
            Q_EMIT compareRequested(m_precheck->theirs());
    });
    return side;
}

QString ReviewSheet::itemTitle() const
{
    const orcid::Section *section = orcid::findSection(m_proposal.section);
    return section ? section->itemTitle : m_proposal.section;
}

void ReviewSheet::open(const record::Proposal &proposal, bool editable)
{
    close();
    m_proposal = proposal;
    m_editable = editable;
    m_precheck = new record::Precheck(m_client, m_session, proposal, this);
    connect(m_precheck, &record::Precheck::changed, this, &ReviewSheet::showChecks);
    setState(State::Before);
    showProposal();
    m_checks->setComparable(editable);
    m_focusSend = true;
    m_precheck->start();
    m_lists->verticalScrollBar()->setValue(0);
}

void ReviewSheet::openToSend(const record::Proposal &proposal)
{
    close();
    m_proposal = proposal;
    m_editable = true;
    m_direct = true;
    setState(State::Before);
    showProposal();
    m_checks->show(QList<record::Check>());
    m_checks->hide();
}

void ReviewSheet::close()
{
    delete m_precheck;
    // A write under way goes on; nobody looks at it any more.
    if (m_sending) {
        m_sending->disconnect(this);
        m_sending->deleteLater();
    }
    m_sending = nullptr;
    m_editable = m_direct = m_focusSend = m_mustLook = false;
    m_refusal.reset();
    m_traceId = 0;
    setState(State::Closed);
}

void ReviewSheet::setState(State state)
{
    m_state = state;
    const bool before = state == State::Before, refused = state == State::Refused, sent = state == State::Sent, sending = state == State::Sending;
    m_banner->setVisible(sent || refused);
    m_left->setCurrentIndex(sent && m_proposal.act != Act::Delete ? SentShown : BeforeShown);
    m_leftTitle->setText(sent && m_proposal.act != Act::Delete ? tr("Sent and stored") : tr("Before and after"));
    m_before->modes()->setVisible(m_left->currentIndex() == BeforeShown);
    m_sentModes->setVisible(m_left->currentIndex() == SentShown);
    m_foot->setVisible(sent);
    m_checks->setVisible(before);
    m_happened->setVisible(!before);
    m_copies->setVisible(before && m_before->modes()->checkedId() == 1);
    m_requestBox->setVisible(!sent);
    m_waiting->setVisible(sending);
    m_send->setVisible(before || refused);
    m_reason->setVisible(false);
    m_edit->setVisible((before || refused) && m_editable);
    m_draft->setVisible((before || refused) && m_editable);
    m_back->setVisible(sent || ((before || refused) && !m_editable));
    restyle(m_back, "kind", sent ? u"main"_s : QString());
    const orcid::Section *section = orcid::findSection(m_proposal.section);
    setButtonIcon(m_back, section ? section->icon : u"record"_s);
    m_exchange->setVisible((sent || refused) && m_traceId != 0);
}

QString ReviewSheet::titleBefore() const
{
    const qsizetype count = m_changes.changes.size();
    if (m_proposal.act == Act::Delete)
        return m_proposal.undoes.isEmpty() ? tr("Delete this %1?").arg(itemTitle()) : tr("Undo: delete this %1?").arg(itemTitle());
    if (m_proposal.act == Act::Add)
        return m_proposal.undoes.isEmpty() ? tr("Review new %1").arg(itemTitle()) : tr("Undo: add this %1 again?").arg(itemTitle());
    if (!m_proposal.undoes.isEmpty())
        return count == 1 ? tr("Undo 1 change?") : tr("Undo %1 changes?").arg(count);
    return count == 1 ? tr("Review 1 change") : tr("Review %1 changes").arg(count);
}

QString ReviewSheet::titleAfter() const
{
    const qsizetype count = m_changes.changes.size();
    const QString item = itemTitle().front().toUpper() + itemTitle().sliced(1);
    if (m_proposal.act == Act::Delete)
        return tr("%1 deleted").arg(item);
    if (m_proposal.act == Act::Add)
        return m_proposal.undoes.isEmpty() ? tr("%1 added").arg(item) : tr("%1 added again").arg(item);
    if (!m_proposal.undoes.isEmpty())
        return count == 1 ? tr("1 change undone") : tr("%1 changes undone").arg(count);
    return count == 1 ? tr("1 change saved") : tr("%1 changes saved").arg(count);
}

void ReviewSheet::showProposal()
{
    m_changes = changesOf(m_proposal.section, m_proposal.before, m_proposal.act == Act::Delete ? QJsonObject() : m_proposal.content);
    m_changes.before = m_proposal.bodyBefore();
    m_changes.after = m_proposal.body();
    m_before->modes()->setChecked(0);
    m_before->show(m_changes);
    m_note->setText(m_proposal.note);
    m_note->setVisible(!m_proposal.note.isEmpty());
    m_request->setText(m_proposal.request(m_session));
    setButtonText(m_send, sendWords(m_changes, itemTitle()));
    const orcid::Section *section = orcid::findSection(m_proposal.section);
    setButtonText(m_back, tr("Back to %1").arg((section ? section->title : m_proposal.section).toLower()));
    Q_EMIT headline(titleBefore(), m_proposal.title, false);
}

void ReviewSheet::showChecks()
{
    if (!m_precheck || (m_state != State::Before && m_state != State::Refused))
        return;
    const QList<record::Check> checks = m_precheck->checks();
    if (m_state == State::Before)
        m_checks->show(checks);
    QString reason = m_mustLook ? tr("Look first whether it is on the record.") : record::reasonNotToSend(checks);
    for (const record::Check &check : checks) {
        if (reason.isEmpty() && check.id == record::Check::Id::Meanwhile && check.state == record::Check::State::Running)
            reason = check.detail;
    }
    m_send->setEnabled(reason.isEmpty());
    if (reason.isEmpty() && std::exchange(m_focusSend, false))
        m_send->setFocus();
    m_send->setAccessibleDescription(reason);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

void ReviewSheet::send()
{
    if (m_send->isVisible() && m_send->isEnabled())
        Q_EMIT sendRequested();
}

void ReviewSheet::sendNow()
{
    if (m_state != State::Before && m_state != State::Refused)
        return;
    if (m_sending)
        m_sending->deleteLater();
    m_traceId = 0;
    m_sending = new record::Sending(m_writer, m_undoing, m_client, m_session, m_proposal, this);
    connect(m_sending, &record::Sending::progressed, this, &ReviewSheet::showProgress);
    connect(m_sending, &record::Sending::finished, this, &ReviewSheet::finished);
    setState(State::Sending);
    m_happened->show(QList<record::SendingStep>());
    m_waitingWords->setText(tr("Sending…"));
    const qsizetype count = m_changes.changes.size();
    Q_EMIT headline(m_proposal.act == Act::Delete ? tr("Deleting…")
            : m_proposal.act == Act::Add || count == 0 ? tr("Sending…")
            : count == 1                               ? tr("Sending 1 change…")
                                                       : tr("Sending %1 changes…").arg(count),
        m_proposal.title, false);
    m_sending->start();
}

void ReviewSheet::showProgress()
{
    if (!m_sending || m_state != State::Sending)
        return;
    m_happened->show(m_sending->steps());
    using Phase = record::Sending::Phase;
    const Phase phase = m_sending->phase();
    m_waitingWords->setText(phase == Phase::NoAnswer ? tr("No answer. Reading back…") : phase == Phase::ReadingBack ? tr("Sent. Reading back…") : tr("Sending…"));
    m_waiting->setAccessibleDescription(m_waitingWords->text());
}

void ReviewSheet::finished()
{
    m_happened->show(m_sending->steps());
    m_traceId = m_sending->traceId();
    if (m_sending->error())
        return Q_EMIT failed(*m_sending->error());
    setState(State::Sent);
    showOutcome();
    Q_EMIT headline(titleAfter(), m_proposal.title, true);
    m_back->setFocus();
    Q_EMIT written();
}

void ReviewSheet::showOutcome()
{
    const record::Item &stored = m_sending->stored();
    const auto entry = m_writer.journal().find(m_sending->entryId());
    if (m_proposal.act == Act::Delete) {
        m_banner->set(Tone::Ok, tr("Deleted and read back."), tr("The registry no longer has put-code %1.").arg(m_proposal.putCode));
        if (m_client.deletesOnly())
            m_banner->set(Tone::Ok, tr("Deleted."), tr("The registry said yes. This token reads nothing, so it was not read back."));
    } else {
        const record::Outcome outcome = record::outcomeOf(m_proposal.section, m_proposal.before, m_sending->sent(), stored.json, m_client.ourSource());
        m_sentTable->show(outcome);
        m_sentJson->show(m_sending->sent(), stored.json);
        m_sentModes->setChecked(0);
        QString words = outcome.summary;
        if (m_proposal.act == Act::Add)
            words = tr("Put-code %1. %2").arg(stored.putCode).arg(words);
        m_banner->set(outcome.asSent ? Tone::Ok : Tone::Warn, tr("Saved and read back."), words);
    }
    const auto undo = entry ? m_undoing.plan(*entry) : record::Undo::Plan();
    m_undo->setEnabled(undo.possible);
    m_undo->setAccessibleDescription(undo.possible ? QString() : undo.words);
    const QString kept = m_proposal.act == Act::Add ? tr("In the journal as confirmed, %1. It is kept there for %2 days.")
                                                    : tr("In the journal as confirmed, %1. The former content is kept for %2 days.");
    m_journalWords->setText(entry ? kept.arg(entry->settledAt.toLocalTime().toString(u"HH:mm"_s)).arg(m_keepDays) : QString());
}

// The registry said no, or nobody knows: everything stays, and may be sent again.
void ReviewSheet::showRefusal(const Error &error)
{
    m_refusal = error;
    setState(State::Refused);
    m_happened->show(m_sending ? m_sending->steps() : QList<record::SendingStep>());
    m_traceId = m_traceId ? m_traceId : error.traceId;
    m_exchange->setVisible(m_traceId != 0);
    const bool unknown = error.code == u"record.unknown";
    m_mustLook = unknown && m_proposal.act == Act::Add && m_proposal.undoes.isEmpty() && !entryId().isEmpty();
    m_banner->set(unknown ? Tone::Warn : Tone::Err, error.what, refusalWords(error),
        m_mustLook ? tr("Look on the record") : m_traceId ? tr("Show HTTP exchange") : QString());
    setButtonText(m_send, tr("Send again"));
    Q_EMIT headline(unknown ? tr("Not known whether it was saved") : tr("Nothing saved"), m_proposal.title, false);
    showChecks();
}

void ReviewSheet::setLooking(bool looking)
{
    m_waiting->setVisible(looking);
    m_waitingWords->setText(tr("Looking on the record…"));
    m_banner->actionButton()->setEnabled(!looking);
}

void ReviewSheet::showNotThere()
{
    m_mustLook = false;
    m_banner->set(Tone::Neutral, tr("It is not on the record."), tr("What was sent never arrived. You can send it again."));
    Q_EMIT headline(tr("Nothing saved"), m_proposal.title, false);
    showChecks();
}

qint64 ReviewSheet::storedPutCode() const
{
    return m_sending ? m_sending->stored().putCode : 0;
}

void ReviewSheet::copyJson()
{
    copyText(QString::fromUtf8(QJsonDocument(m_proposal.body()).toJson(QJsonDocument::Indented)));
}

// As it would be sent, without the token (S53).
void ReviewSheet::copyCurl()
{
    const QString request = m_proposal.request(m_session);
    http::Exchange exchange;
    exchange.method = request.section(u' ', 0, 0);
    QUrl url = m_session.delegation().environment.apiBase;
    url.setPath(request.section(u' ', 1));
    exchange.url = url;
    exchange.requestHeaders = { { u"Authorization"_s, u"Bearer ‹hidden access_token›"_s }, { u"Accept"_s, u"application/json"_s } };
    exchange.hidden = { { u"‹hidden access_token›"_s, m_session.token().accessToken } };
    if (m_proposal.act != Act::Delete) {
        exchange.requestHeaders += { u"Content-Type"_s, u"application/json"_s };
        exchange.requestBody = QString::fromUtf8(QJsonDocument(m_proposal.body()).toJson(QJsonDocument::Compact));
    }
    copyText(http::Trace::toCurl(exchange));
}

} // namespace baton::ui
