#include "ui/record/review/undomanysheet.h"

#include "app/base/whendone.h"
#include "app/orcid/sections.h"
#include "app/record/difference.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QScrollArea>

namespace baton::ui {

using namespace Qt::StringLiterals;
using record::JournalEntry;

namespace {

struct Fate {
    QString words, icon;
    Tone tone;
};

Fate fateOf(const JournalEntry &entry, bool done)
{
    if (entry.state == JournalEntry::State::Undone)
        return { UndoManySheet::tr("Undone"), u"check"_s, Tone::Ok };
    return done ? Fate { UndoManySheet::tr("Stays"), u"warn"_s, Tone::Warn } : Fate { UndoManySheet::tr("To undo"), u"undo"_s, Tone::Neutral };
}

QString requestOf(const JournalEntry &entry, const record::Writer::UndoPlan &plan)
{
    const orcid::Section *section = orcid::findSection(entry.section);
    const QString path = u'/' + (section ? section->itemPath : entry.section);
    switch (plan.act) {
    case JournalEntry::Act::Add: return u"POST "_s + path;
    case JournalEntry::Act::Delete: return u"DELETE %1/%2"_s.arg(path).arg(plan.putCode);
    case JournalEntry::Act::Change: break;
    }
    return u"PUT %1/%2"_s.arg(path).arg(plan.putCode);
}

} // namespace

UndoManySheet::UndoManySheet(record::Writer &writer, QWidget *parent)
    : QWidget(parent)
    , m_writer(writer)
    , m_banner(new Banner(this))
    , m_list(new RoleWidget(QAccessible::List, tr("Changes to review")))
    , m_rows(new QVBoxLayout(m_list))
    , m_count(makeText({}, "strong", this))
    , m_notes(makeText({}, "caption", this))
    , m_progressRow(new QWidget(this))
    , m_progress(new QProgressBar(m_progressRow))
    , m_progressWords(makeText({}, "body", m_progressRow))
    , m_send(makeButton({}, u"undo"_s, tr("Send changes"), "main", this))
    , m_back(makeButton(tr("Back to items"), u"record"_s, tr("Back to items"), "", this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_banner);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    auto *card = new Card(this);
    card->addHeader(tr("What would be sent, newest first"));
    m_rows->setContentsMargins(0, 0, 6, 0);
    m_rows->setSpacing(8);
    auto *scroll = new QScrollArea(card);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_list);
    card->body()->addWidget(scroll, 1);
    row->addWidget(card, 1);
    auto *side = new QVBoxLayout;
    side->setSpacing(12);
    auto *notes = new Card(this);
    notes->body()->addWidget(m_count);
    notes->body()->addWidget(m_notes);
    const auto fit = [notes] { notes->setFixedWidth(Theme::of().iconSize(300)); };
    fit();
    connect(&Theme::of(), &Theme::changed, notes, fit);
    side->addWidget(notes);
    side->addStretch(1);
    auto *progress = new QVBoxLayout(m_progressRow);
    progress->setContentsMargins(0, 0, 0, 0);
    QPushButton *stop = makeButton(tr("Cancel"), {}, tr("Stop undoing"), "", m_progressRow);
    m_progress->setAccessibleName(tr("Undo progress"));
    m_progress->setTextVisible(false);
    progress->addWidget(m_progressWords);
    progress->addWidget(m_progress);
    progress->addWidget(stop);
    side->addWidget(m_progressRow);
    side->addWidget(m_send);
    side->addWidget(m_back);
    row->addLayout(side);
    column->addLayout(row, 1);
    connect(m_send, &QPushButton::clicked, this, &UndoManySheet::sendRequested);
    connect(m_back, &QPushButton::clicked, this, &UndoManySheet::back);
    connect(stop, &QPushButton::clicked, this, [this] { m_writer.stopUndoing(); });
    connect(&m_writer, &record::Writer::undoProgress, this, [this](int done, int of) {
        if (!m_running)
            return;
        m_progress->setRange(0, of);
        m_progress->setValue(done);
        m_progressWords->setText(tr("Taking back: %1 of %2").arg(done).arg(of));
    });
}

void UndoManySheet::open(const QString &session)
{
    m_session = session;
    m_done = false;
    m_acts.clear();
    bool adds = false;
    for (const JournalEntry &entry : m_writer.standing(session)) {
        m_acts += Act { entry, m_writer.planUndo(entry) };
        adds = adds || m_acts.last().plan.act == JournalEntry::Act::Add;
    }
    QStringList notes { tr("What somebody changed since stays as it is and is told."), tr("Each is noted in the journal, sent and read back.") };
    if (adds)
        notes += tr("Items that were deleted are added again under new put-codes.");
    const qsizetype count = m_acts.size();
    m_count->setText(count == 1 ? tr("1 change is taken back") : tr("%1 changes are taken back").arg(count));
    m_notes->setText(notes.join(u"\n\n"_s));
    setButtonText(m_send, count == 1 ? tr("Undo 1 change") : tr("Undo %1 changes").arg(count));
    m_send->setEnabled(count > 0);
    m_send->show();
    m_banner->hide();
    m_progressRow->hide();
    showActs();
    Q_EMIT headline(session.isEmpty() ? tr("Back to where you began?") : tr("Undo this session?"), {});
    m_send->setFocus();
}

void UndoManySheet::showActs()
{
    while (QLayoutItem *entry = m_rows->takeAt(0)) {
        if (entry->widget()) {
            entry->widget()->hide();
            entry->widget()->deleteLater();
        }
        delete entry;
    }
    for (const Act &act : std::as_const(m_acts))
        addAct(act);
    m_rows->addStretch(1);
}

// What goes and what comes back is told by field; a whole item by its title.
void UndoManySheet::addAct(const Act &act)
{
    auto *item = new RoleWidget(QAccessible::ListItem, act.plan.words, m_list);
    auto *row = new QHBoxLayout(item);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(makeText(act.plan.words, "body", item));
    words->addWidget(makeText(requestOf(act.entry, act.plan), "mono", item));
    QStringList fields;
    if (act.plan.act == JournalEntry::Act::Change) {
        for (const record::FieldChange &change : record::differences(act.entry.section, act.entry.stored, act.entry.before))
            fields += tr("%1: %2 → %3").arg(change.field, change.before.isEmpty() ? tr("(empty)") : change.before, change.after.isEmpty() ? tr("(empty)") : change.after);
    }
    for (const QString &field : std::as_const(fields))
        words->addWidget(makeText(field, "caption", item));
    if (!act.plan.note.isEmpty())
        words->addWidget(makeText(act.plan.note, "caption", item));
    row->addLayout(words, 1);
    const auto now = m_writer.journal().find(act.entry.id);
    const Fate fate = fateOf(now ? *now : act.entry, m_done);
    auto *chip = new Chip(item);
    chip->set(fate.words, fate.tone, fate.icon);
    row->addWidget(chip, 0, Qt::AlignTop);
    item->setAccessibleDescription(u"%1. %2"_s.arg(fate.words, (fields + QStringList { act.plan.note }).join(u"; "_s)));
    m_rows->addWidget(item);
    auto *line = new QFrame(m_list);
    line->setProperty("kind", u"line"_s);
    m_rows->addWidget(line);
}

void UndoManySheet::send()
{
    if (m_send->isVisible() && m_send->isEnabled())
        Q_EMIT sendRequested();
}

void UndoManySheet::sendNow()
{
    if (m_running || m_done || m_acts.isEmpty())
        return;
    QStringList ids;
    for (const Act &act : std::as_const(m_acts))
        ids += act.entry.id;
    m_running = true;
    m_send->hide();
    m_back->setEnabled(false);
    m_progressRow->show();
    Q_EMIT headline(tr("Undoing…"), {});
    whenDone(m_writer.undoAll(ids), this, [this](const record::Writer::UndoSummary &summary) { finished(summary); });
}

void UndoManySheet::finished(const record::Writer::UndoSummary &summary)
{
    m_running = false;
    m_done = true;
    m_progressRow->hide();
    m_back->setEnabled(true);
    const qsizetype all = m_acts.size();
    const bool whole = summary.undone == all;
    QStringList why;
    for (const Error &error : summary.failures)
        why += error.what;
    m_banner->set(whole ? Tone::Ok : Tone::Warn, whole ? (all == 1 ? tr("1 change is taken back and read back.") : tr("All %1 changes are taken back and read back.").arg(all))
                                                       : tr("%1 of %2 changes are taken back.").arg(summary.undone).arg(all),
        why.join(u' '));
    m_banner->show();
    showActs();
    m_back->setFocus();
    Q_EMIT headline(m_session.isEmpty() ? tr("Back to where you began") : tr("Session undone"), {});
    Q_EMIT written();
}

} // namespace baton::ui
