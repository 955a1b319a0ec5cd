#include "ui/record/journal/entrylist.h"

#include "ui/record/journal/entryreview.h"

#include <QtGui/QAccessible>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;
using record::JournalEntry;
using State = JournalEntry::State;

namespace {

struct Mark {
    QString icon;
    QColor Colors::*token;
};

Mark markOf(const JournalEntry &entry, bool canUndo)
{
    switch (entry.state) {
    case State::Sending:
    case State::Unknown:
        return { u"pending"_s, &Colors::warn };
    case State::Refused:
        return { u"xcircle"_s, &Colors::err };
    case State::Undone:
        return { u"undo"_s, &Colors::text3 };
    case State::Confirmed:
        break;
    }
    return canUndo || !entry.undoes.isEmpty() ? Mark { u"okcircle"_s, &Colors::ok } : Mark { u"lock"_s, &Colors::text3 };
}

/// One entry: a button across the row, so that keyboard and assistive technology reach it; Undo stands beside it.
class EntryRow : public QAbstractButton {
public:
    EntryRow(const JournalEntry &entry, bool canUndo, const QString &why, QWidget *parent) : QAbstractButton(parent), m_mark(markOf(entry, canUndo))
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        m_title = entryTitle(entry);
        m_state = entryState(entry);
        m_faint = entry.state == State::Undone;
        if (!canUndo && entry.state == State::Confirmed && entry.undoes.isEmpty() && !why.isEmpty())
            m_state += EntryList::tr(" · can’t undo: %1").arg(why);
        setAccessibleName(m_title);
        setAccessibleDescription(m_state);
        setToolTip(m_state);
        setMinimumHeight(Theme::of().height(48));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return { 200, Theme::of().height(48) }; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of();
        const Colors &c = theme.colors();
        QPainter painter(this);
        if (isChecked()) {
            painter.fillRect(rect(), c.accentSoft);
            painter.fillRect(0, 0, 3, height(), c.accent);
        }
        painter.fillRect(0, height() - 1, width(), 1, c.border);
        const int side = theme.iconSize(16);
        theme.paintIcon(&painter, m_mark.icon, QRectF(12, (height() - side) / 2.0, side, side), c.*m_mark.token);
        const int left = 12 + side + 10;
        const QRect words(left, 0, width() - left - 8, height());
        painter.setFont(theme.font(isChecked() ? "strong" : "body"));
        painter.setPen(m_faint ? c.text2 : c.text);
        painter.drawText(words.adjusted(0, 6, 0, -height() / 2 + 2), int(Qt::AlignLeft | Qt::AlignVCenter),
            painter.fontMetrics().elidedText(m_title, Qt::ElideRight, words.width()));
        painter.setFont(theme.font("caption"));
        painter.setPen(c.text2);
        painter.drawText(words.adjusted(0, height() / 2, 0, -6), int(Qt::AlignLeft | Qt::AlignVCenter),
            painter.fontMetrics().elidedText(m_state, Qt::ElideRight, words.width()));
        if (hasFocus()) {
            painter.setPen(QPen(c.accent, 2));
            painter.drawRect(rect().adjusted(1, 1, -1, -2));
        }
    }

private:
    Mark m_mark;
    QString m_title, m_state;
    bool m_faint = false;
};

/// The whole line of an entry, its button included, on one ground.
class EntryLine : public RoleWidget {
public:
    EntryLine(const QString &name, QWidget *parent) : RoleWidget(QAccessible::ListItem, name, parent) { }
    void follow(const QAbstractButton *entry)
    {
        m_entry = entry;
        connect(entry, &QAbstractButton::toggled, this, [this] { update(); });
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = Theme::of().colors();
        QPainter painter(this);
        if (m_entry && m_entry->isChecked())
            painter.fillRect(rect(), c.accentSoft);
        painter.fillRect(0, height() - 1, width(), 1, c.border);
    }

private:
    const QAbstractButton *m_entry = nullptr;
};

} // namespace

EntryList::EntryList(QWidget *parent) : RoleWidget(QAccessible::List, tr("Journal entries"), parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

void EntryList::show(const QList<JournalEntry> &entries, const record::Undo &undo, const QString &currentSession)
{
    m_entries = entries;
    m_undo = &undo;
    m_current = currentSession;
    fill();
}

void EntryList::select(const QString &entryId)
{
    m_selected = entryId;
    for (auto row = m_shown.cbegin(); row != m_shown.cend(); ++row)
        static_cast<QAbstractButton *>(row.value())->setChecked(row.key() == entryId);
}

void EntryList::fill()
{
    m_shown.clear();
    while (QLayoutItem *entry = m_rows->takeAt(0)) {
        if (QWidget *widget = entry->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete entry;
    }
    if (m_entries.isEmpty()) {
        QLabel *none = makeText(tr("Nothing was sent from here yet."), "text2", this);
        none->setMargin(14);
        m_rows->addWidget(none);
    }
    QHash<QString, int> counts;
    for (const JournalEntry &entry : std::as_const(m_entries))
        ++counts[entry.session];
    QString session;
    for (int i = 0; i < qMin(int(m_entries.size()), m_limit); ++i) {
        const JournalEntry &entry = m_entries[i];
        if (entry.session != session || i == 0) {
            session = entry.session;
            addHeading(entry, counts[session], session == m_current);
        }
        addEntry(entry);
    }
    if (m_entries.size() > m_limit) {
        QPushButton *older = makeButton(tr("Show %1 older entries").arg(m_entries.size() - m_limit), {}, tr("Show older entries"), "link", this);
        connect(older, &QPushButton::clicked, this, [this] {
            m_limit += 200;
            fill();
        });
        m_rows->addWidget(older, 0, Qt::AlignHCenter);
    }
    m_rows->addStretch(1);
    select(m_selected);
}

void EntryList::addHeading(const JournalEntry &first, int count, bool current)
{
    auto *heading = new QFrame(this);
    heading->setProperty("kind", u"group"_s);
    auto *row = new QHBoxLayout(heading);
    row->setContentsMargins(12, 6, 12, 6);
    QDateTime since = first.at;
    for (const JournalEntry &entry : std::as_const(m_entries)) {
        if (entry.session == first.session)
            since = qMin(since, entry.at);
    }
    const QDateTime local = since.toLocalTime();
    row->addWidget(makeLabel(current ? tr("This session, since %1").arg(local.toString(u"HH:mm"_s)) : QLocale(QLocale::English).toString(local, u"d MMM yyyy, HH:mm"_s), "strong", heading));
    row->addStretch(1);
    row->addWidget(makeLabel(count == 1 ? tr("1 change") : tr("%1 changes").arg(count), "caption", heading));
    m_rows->addWidget(heading);
}

void EntryList::addEntry(const JournalEntry &entry)
{
    const auto plan = m_undo->plan(entry);
    const bool offers = plan.possible && entry.undoes.isEmpty();
    auto *line = new EntryLine(entryTitle(entry), this);
    line->setAccessibleDescription(entryState(entry));
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 10, 0);
    row->setSpacing(4);
    auto *words = new EntryRow(entry, plan.possible, plan.possible ? QString() : plan.words, line);
    row->addWidget(words, 1);
    line->follow(words);
    // A screen reader toggles without a click. What select() itself marks is what it says, and no choice.
    connect(words, &QAbstractButton::toggled, this, [this, id = entry.id](bool on) {
        if (on == (m_selected == id))
            return;
        select(id);
        Q_EMIT chosen(id);
    });
    if (offers) {
        QPushButton *undo = makeButton(tr("Undo…"), u"undo"_s, tr("Undo %1").arg(entryTitle(entry)), "small", line);
        row->addWidget(undo);
        connect(undo, &QPushButton::clicked, this, [this, id = entry.id] {
            select(id);
            Q_EMIT undoRequested(id);
        });
    }
    m_shown.insert(entry.id, words);
    m_rows->addWidget(line);
}

} // namespace baton::ui
