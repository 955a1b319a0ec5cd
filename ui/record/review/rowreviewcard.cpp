#include "ui/record/review/rowreviewcard.h"

#include "app/record/outcome.h"
#include "app/record/precheck.h"
#include "ui/common/currentstack.h"
#include "ui/common/strip.h"
#include "ui/record/review/jsondiffview.h"
#include "ui/record/review/senttable.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;
using record::JournalEntry;

namespace {

enum SentMode { AsFields, AsJson };

/// The JSON view holds the body as it would leave.
Changes changesOfRow(const RowReview &row)
{
    Changes changes = changesOf(row.section, row.before, row.after);
    record::Proposal proposal;
    proposal.act = row.after.isEmpty() ? JournalEntry::Act::Delete : row.before.isEmpty() ? JournalEntry::Act::Add : JournalEntry::Act::Change;
    proposal.section = row.section;
    proposal.putCode = row.before.value(u"put-code"_s).toInteger();
    proposal.before = row.before;
    proposal.content = row.after;
    changes.before = proposal.bodyBefore();
    changes.after = proposal.body();
    return changes;
}

QLabel *centred(const QString &words, QWidget *parent)
{
    QLabel *label = makeText(words, "text2", parent);
    label->setAlignment(Qt::AlignCenter);
    label->setContentsMargins(24, 24, 24, 24);
    return label;
}

} // namespace

RowReviewCard::RowReviewCard(QWidget *parent)
    : Card(parent), m_changes(new ChangesView(ChangesView::Look::Narrow, this)), m_faces(new CurrentStack(this))
{
    addFlush(makeHead(), 0);
    m_nothing = centred(tr("Choose a row to see what it would do."), m_faces);
    m_changes->layout()->setContentsMargins(14, 12, 8, 8);
    m_faces->addWidget(m_nothing);
    m_faces->addWidget(m_changes);
    m_faces->addWidget(makeWritten());
    addFlush(m_faces);
    addFlush(makeFoot(), 0);
    clear();
}

QWidget *RowReviewCard::makeHead()
{
    QFrame *head = makeStrip("header", this);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(14, 8, 12, 8);
    column->setSpacing(4);
    auto *top = new QHBoxLayout;
    m_title = makeLabel({}, "strong", head);
    m_sentModes = new Segments(head);
    m_sentModes->setAccessibleName(tr("Changes as"));
    m_sentModes->add(AsFields, tr("Fields"), {}, tr("Changes as fields"));
    m_sentModes->add(AsJson, tr("JSON"), {}, tr("Changes as JSON"));
    m_sentModes->setChecked(AsFields);
    top->addWidget(m_title, 1);
    top->addWidget(m_changes->modes());
    top->addWidget(m_sentModes);
    column->addLayout(top);
    auto *verdict = new QHBoxLayout;
    verdict->setSpacing(7);
    m_icon = new IconLabel(u"info"_s, &Colors::text2, 16, head);
    m_headline = makeText({}, "body", head);
    m_words = makeText({}, "caption", head);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_headline);
    words->addWidget(m_words);
    verdict->addWidget(m_icon, 0, Qt::AlignTop);
    verdict->addLayout(words, 1);
    column->addLayout(verdict);
    return head;
}

QWidget *RowReviewCard::makeWritten()
{
    auto *face = new QWidget(m_faces);
    auto *column = new QVBoxLayout(face);
    column->setContentsMargins(14, 10, 8, 8);
    m_outcome = makeText({}, "text2", face);
    m_sentFaces = new CurrentStack(face);
    m_sentTable = new SentTable(m_sentFaces);
    m_sentJson = new JsonDiffView(tr("Changes as JSON"), m_sentFaces);
    m_sentFaces->addWidget(m_sentTable);
    m_sentFaces->addWidget(m_sentJson);
    column->addWidget(m_outcome);
    column->addWidget(m_sentFaces, 1);
    connect(m_sentModes, &Segments::selected, m_sentFaces, &CurrentStack::setCurrentIndex);
    return face;
}

QWidget *RowReviewCard::makeFoot()
{
    QFrame *foot = makeStrip("foot", this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(14, 8, 12, 8);
    m_request = makeText({}, "mono", foot);
    m_exchange = makeButton(tr("Show HTTP exchange"), u"traffic"_s, tr("Show HTTP exchange"), "small", foot);
    connect(m_exchange, &QPushButton::clicked, this, [this] { Q_EMIT showExchange(m_traceId); });
    row->addWidget(m_request, 1);
    row->addWidget(m_exchange);
    m_foot = foot;
    return foot;
}

void RowReviewCard::clear()
{
    m_title->setText(tr("Before and after"));
    m_nothing->setText(tr("Choose a row to see what it would do."));
    for (QWidget *part : std::initializer_list<QWidget *> { m_icon, m_headline, m_words, m_changes->modes(), m_sentModes, m_foot })
        part->hide();
    m_faces->setCurrentIndex(Nothing);
}

void RowReviewCard::show(const RowReview &row)
{
    const bool written = row.entry && row.entry->act != JournalEntry::Act::Delete && row.entry->state != JournalEntry::State::Refused;
    m_icon->set(row.icon, toneToken(row.tone));
    m_headline->setText(row.title.isEmpty() ? row.headline : tr("%1: %2").arg(row.headline, row.title));
    m_words->setText((QStringList { row.words } + row.notes).join(u'\n').trimmed());
    m_words->setVisible(!m_words->text().isEmpty());
    for (QWidget *part : std::initializer_list<QWidget *> { m_icon, m_headline })
        part->show();
    m_traceId = row.traceId;
    m_exchange->setVisible(row.traceId != 0);
    m_request->setText(written ? QString() : row.request);
    m_foot->setVisible(row.traceId != 0 || !m_request->text().isEmpty());
    m_sentModes->setVisible(written);
    m_faces->setCurrentIndex(written ? Written : Planned);
    const bool nothing = row.after.isEmpty() && row.before.isEmpty();
    m_changes->modes()->setVisible(!written && !nothing);
    if (written)
        return showWritten(row);
    m_title->setText(tr("Before and after"));
    if (nothing) {
        m_nothing->setText(tr("Nothing is sent for this row."));
        return m_faces->setCurrentIndex(Nothing);
    }
    m_changes->show(changesOfRow(row));
}

void RowReviewCard::showWritten(const RowReview &row)
{
    const JournalEntry &entry = *row.entry;
    m_title->setText(tr("Sent and stored"));
    if (entry.isOpen() || entry.stored.isEmpty()) {
        m_outcome->setText(entry.state == JournalEntry::State::Sending ? tr("Being sent. What the registry stored is read back next.")
                                                                       : tr("Sent, and not read back yet: nobody knows what the registry stored."));
        m_sentTable->show({});
    } else {
        const record::Outcome outcome = record::outcomeOf(row.section, entry.before, entry.sent, entry.stored, row.us, entry.settledAt);
        m_outcome->setText(outcome.summary);
        m_sentTable->show(outcome);
    }
    m_sentJson->show(entry.sent, entry.stored);
}

} // namespace baton::ui
