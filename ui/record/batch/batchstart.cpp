#include "ui/record/batch/batchstart.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"
#include "ui/common/listrow.h"

#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using batch::Batch;

namespace {

QString stateOf(const batch::Head &head)
{
    switch (head.state) {
    case Batch::State::Rehearsing:
        return BatchStart::tr("Not compared with all records yet");
    case Batch::State::Ready:
        return BatchStart::tr("Rehearsed, nothing written");
    case Batch::State::Running:
        return BatchStart::tr("Running");
    case Batch::State::Paused:
        return head.closed ? BatchStart::tr("Paused when Baton was closed") : BatchStart::tr("Paused");
    case Batch::State::Stopped:
        return BatchStart::tr("Stopped");
    case Batch::State::Finished:
        return BatchStart::tr("Finished");
    }
    return {};
}

QString countsOf(const batch::Counts &counts)
{
    QStringList parts { BatchStart::tr("%1 rows").arg(counts.all) };
    if (counts.written > 0)
        parts << BatchStart::tr("%1 written").arg(counts.written);
    if (counts.there > 0)
        parts << BatchStart::tr("%1 already there").arg(counts.there);
    if (counts.refused > 0)
        parts << BatchStart::tr("%1 refused").arg(counts.refused);
    if (counts.stopped > 0)
        parts << BatchStart::tr("%1 stopped").arg(counts.stopped);
    if (counts.toDo > 0)
        parts << BatchStart::tr("%1 to do").arg(counts.toDo);
    return parts.join(u" · "_s);
}

} // namespace

BatchStart::BatchStart(batch::Batches &batches, QWidget *parent)
    : QWidget(parent), m_batches(batches), m_earlier(new Card(this)), m_list(new ListBox(tr("Earlier batches"), m_earlier))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeChoice());
    m_earlier->addHeader(tr("Earlier batches"));
    m_earlier->addFlush(m_list, 0);
    column->addWidget(m_earlier);
    column->addStretch(1);
    refresh();
}

QWidget *BatchStart::makeChoice()
{
    auto *card = new Card(this);
    QVBoxLayout *body = card->body();
    body->addWidget(makeText(tr("A CSV with items for many researchers"), "strong", card));
    body->addWidget(makeText(
        tr("One item in each line, and one column that says for whom: orcid. A column section names the section of the record (works, fundings, "
           "employments, …; works without it). The other columns are those of Import, such as title, type, publication-date, doi. A column put-code "
           "updates that item instead of adding one."),
        "text2", card));
    body->addWidget(makeText(
        tr("Baton writes each line under that researcher’s own delegated token. First it compares all lines with the records and shows what would be "
           "added, updated or refused; nothing is written before you say so."),
        "text2", card));
    m_delegations = makeText({}, "text2", card);
    body->addWidget(m_delegations);
    m_clientRow = new QWidget(card);
    auto *clients = new QHBoxLayout(m_clientRow);
    clients->setContentsMargins(0, 0, 0, 0);
    m_client = makeCombo(tr("Act as"), m_clientRow, true);
    clients->addWidget(comboLabel(m_client));
    clients->addWidget(m_client);
    clients->addWidget(makeLabel(tr("where the package names no client of ours"), "caption", m_clientRow));
    clients->addStretch(1);
    body->addWidget(m_clientRow);
    auto *row = new QHBoxLayout;
    m_choose = makeButton(tr("Choose CSV…"), u"file"_s, tr("Choose CSV"), "primary", card);
    QPushButton *example = makeButton(tr("Save an example…"), u"save"_s, tr("Save example CSV"), "", card);
    m_spinner = new Spinner(card);
    m_spinner->hide();
    row->addWidget(m_choose);
    row->addWidget(example);
    row->addWidget(m_spinner);
    row->addStretch(1);
    body->addLayout(row);
    setFocusProxy(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &BatchStart::fileWanted);
    connect(example, &QPushButton::clicked, this, &BatchStart::exampleWanted);
    return card;
}

void BatchStart::setReading(bool reading)
{
    m_spinner->setVisible(reading);
    m_choose->setEnabled(!reading);
}

QString BatchStart::clientId() const
{
    return m_client->currentData().toString();
}

void BatchStart::refresh()
{
    const QString environment = m_batches.environment().id;
    const QString before = clientId();
    m_client->clear();
    for (const clients::ClientProfile &client : m_batches.services().clients.clients(environment)) {
        if (client.receives)
            m_client->addItem(plain(client.name), client.clientId);
    }
    m_client->setCurrentIndex(qMax(0, m_client->findData(before)));
    m_clientRow->setVisible(m_client->count() > 1);
    QSet<QString> people;
    for (const handover::Delivery &delivery : m_batches.services().inbox.deliveries(environment)) {
        if (delivery.state != handover::Delivery::State::Refused && !delivery.idToken.isEmpty() && delivery.stopped.isEmpty())
            people.insert(delivery.orcid);
    }
    m_delegations->setText(people.isEmpty() ? tr("The inbox has no delegation yet: open a package there first.")
            : people.size() == 1            ? tr("The inbox has the delegation of 1 researcher.")
                                            : tr("The inbox has the delegations of %1 researchers.").arg(people.size()));
    m_list->clear();
    const QList<batch::Head> heads = m_batches.list();
    for (const batch::Head &head : heads)
        addRow(head);
    m_list->finish();
    m_earlier->setVisible(!heads.isEmpty());
}

void BatchStart::addRow(const batch::Head &head)
{
    ListRow *row = m_list->addRow();
    const bool finished = head.state == Batch::State::Finished;
    row->setIcon(finished ? u"okcircle"_s : head.state == Batch::State::Stopped ? u"stop"_s : u"pause"_s, finished ? &Colors::ok : &Colors::text3);
    row->setTitle(head.name);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString line = tr("%1 · %2, %3").arg(stateOf(head), head.fileName, dayAndTime(head.finishedAt.isValid() ? head.finishedAt : head.createdAt, now));
    row->addText(line);
    row->addText(countsOf(head.counts));
    row->setAccessibleName(plain(head.name));
    row->setAccessibleDescription(line + u", "_s + countsOf(head.counts));
    const bool resumes = head.state == Batch::State::Paused;
    QPushButton *open = makeButton(resumes ? tr("Resume…") : tr("Open"), {}, tr("Open batch %1").arg(head.name), "small", row);
    QPushButton *forget = makeButton(tr("Forget…"), u"trash"_s, tr("Forget batch %1").arg(head.name), "flat small", row);
    row->addTrailing(open);
    row->addTrailing(forget);
    connect(open, &QPushButton::clicked, this, [this, id = head.id] { Q_EMIT openRequested(id); });
    connect(forget, &QPushButton::clicked, this, [this, id = head.id, name = head.name] { Q_EMIT forgetRequested(id, name); });
}

} // namespace baton::ui
