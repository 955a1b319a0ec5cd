#include "ui/ledger/timeline.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"
#include "ui/ledger/ledgerwords.h"

#include <QtCore/QJsonArray>
#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using ledger::Event;
using ledger::HandOver;
using Kind = Event::Kind;

namespace {

/// The icon, and below it the line to the next entry.
class Stem : public QWidget {
public:
    Stem(const QString &icon, QColor Colors::*token, bool last) : m_icon(icon), m_token(token), m_last(last)
    {
        setFixedWidth(Theme::of().iconSize(16));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const int side = theme.iconSize(16);
        theme.paintIcon(&painter, m_icon, QRectF(0, 1, side, side), theme.colors().*m_token);
        if (!m_last)
            painter.fillRect(QRect(side / 2, side + 5, 1, height() - side - 6), theme.colors().border);
    }

private:
    QString m_icon;
    QColor Colors::*m_token;
    bool m_last;
};

QString fact(const Event &event, QLatin1String name)
{
    return plain(event.facts.value(name).toString());
}

QString scopesOf(const Event &event)
{
    QStringList scopes;
    for (const QJsonValue scope : event.facts.value("scopes"_L1).toArray())
        scopes << plain(scope.toString());
    return scopes.join(u' ');
}

// A receipt tells of something earlier than its entry.
QString when(const Event &event, const QDateTime &now)
{
    const QDateTime told = QDateTime::fromString(event.facts.value("at"_L1).toString(), Qt::ISODateWithMs);
    return dayAndTime(told.isValid() ? told : event.at, now);
}

/// "today, 14:03" inside a sentence.
QString within(QString words)
{
    if (!words.isEmpty())
        words[0] = words.at(0).toLower();
    return words;
}

bool isGathered(Kind kind)
{
    return kind == Kind::Exchanged || kind == Kind::Written || kind == Kind::Probed;
}

} // namespace

Timeline::Timeline(QWidget *parent) : RoleWidget(QAccessible::List, tr("What happened"), parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
}

void Timeline::clear()
{
    for (QWidget *row : std::as_const(m_rows)) {
        m_column->removeWidget(row);
        row->hide();
        row->setParent(nullptr);
        row->deleteLater();
    }
    m_rows.clear();
}

void Timeline::show(const HandOver &handOver, qint64 wrong, const QDateTime &now)
{
    clear();
    const QList<Entry> entries = entriesOf(handOver, wrong, now);
    for (qsizetype i = 0; i < entries.size(); ++i)
        add(entries.at(i), i + 1 == entries.size());
}

void Timeline::add(const Entry &entry, bool last)
{
    QStringList sentence { entry.title, entry.words, entry.mono };
    sentence.removeAll(QString());
    auto *row = new RoleWidget(QAccessible::ListItem, sentence.join(u". "_s));
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(10);
    line->addWidget(new Stem(entry.icon, entry.token, last));
    auto *words = new QVBoxLayout;
    words->setContentsMargins(0, 0, 0, last ? 2 : 12);
    words->setSpacing(1);
    QLabel *title = makeText(entry.title, "body");
    if (entry.wrong)
        setTone(title, Tone::Err);
    words->addWidget(title);
    if (!entry.words.isEmpty())
        words->addWidget(makeText(entry.words, "caption"));
    if (!entry.mono.isEmpty())
        words->addWidget(makeText(entry.mono, "mono"));
    if (entry.toRecord) {
        QPushButton *there = makeButton(tr("Show in record"), {}, tr("Show in record"), "link");
        words->addWidget(there, 0, Qt::AlignLeft);
        connect(there, &QPushButton::clicked, this, &Timeline::showInRecord);
    }
    line->addLayout(words, 1);
    m_column->addWidget(row);
    m_rows << row;
}

QList<Timeline::Entry> Timeline::entriesOf(const HandOver &handOver, qint64 wrong, const QDateTime &now)
{
    QList<Entry> entries;
    for (qsizetype i = 0; i < handOver.events.size(); ++i) {
        // Of several that follow each other the last one speaks, unless one of them is wrong.
        const Event &event = handOver.events.at(i);
        int times = 1;
        while (isGathered(event.kind) && i + 1 < handOver.events.size() && handOver.events.at(i + 1).kind == event.kind
            && handOver.events.at(i).number != wrong && handOver.events.at(i + 1).number != wrong) {
            ++i;
            ++times;
        }
        Entry entry = entryFor(handOver, handOver.events.at(i), times, now);
        if (wrong > 0 && handOver.events.at(i).number == wrong) {
            entry.icon = u"xcircle"_s;
            entry.token = &Colors::err;
            entry.title = tr("Entry %1 does not follow the one before: %2").arg(wrong).arg(entry.title);
            entry.wrong = true;
        }
        entries << entry;
    }
    return entries;
}

Timeline::Entry Timeline::sealed(const HandOver &handOver, const Event &event, const QDateTime &now)
{
    Entry entry { u"lock"_s, &Colors::accent, {}, {}, {}, false, false };
    const QString how = plain(handOver.protection);
    const bool key = sealedWithKey(handOver);
    // Both sides are on this computer: the other one took it in, and what it holds was said when it was sealed.
    if (event.kind == Kind::Received && handOver.direction == HandOver::Direction::Made)
        return { u"inbox"_s, &Colors::second, tr("Opened by %1, on this computer").arg(partnerName(handOver)), dayAndTime(event.at, now), {}, false, false };
    if (event.kind == Kind::Received) {
        entry.icon = u"inbox"_s;
        entry.token = &Colors::second;
        entry.title = tr("Received from %1").arg(partnerName(handOver));
    } else {
        entry.title = key ? tr("Sealed to key %1").arg(how.mid(QStringLiteral("Key ").size())) : tr("Sealed with a passphrase");
    }
    QStringList words { dayAndTime(event.at, now) };
    if (!handOver.purpose.isEmpty())
        words << plain(handOver.purpose);
    if (handOver.useBy.isValid())
        words << tr("Opens until %1").arg(shortTime(handOver.useBy).section(u' ', 0, 2));
    entry.words = words.join(u". "_s);
    entry.mono = plain(handOver.scopes.join(u' '));
    return entry;
}

Timeline::Entry Timeline::written(const HandOver &handOver, const Event &event, const QDateTime &now)
{
    Entry entry { u"pencil"_s, &Colors::second, {}, {}, {}, false, false };
    const bool works = fact(event, "section"_L1) == "works"_L1;
    if (handOver.written == 0)
        entry.title = tr("Written under it, and deleted again");
    else
        entry.title = works ? tr("Written under it: %n works", nullptr, handOver.written) : tr("Written under it: %n items", nullptr, handOver.written);
    QStringList codes;
    for (const qint64 code : handOver.putCodes)
        codes << QString::number(code);
    entry.words = dayAndTime(event.at, now);
    if (!codes.isEmpty())
        entry.words = (codes.size() == 1 ? tr("%1, put-code %2") : tr("%1, put-codes %2")).arg(entry.words, codes.join(u", "_s));
    entry.toRecord = !codes.isEmpty();
    return entry;
}

Timeline::Entry Timeline::recallEntry(const Event &event, const QDateTime &now)
{
    Entry entry { u"stop"_s, &Colors::text2, {}, when(event, now), {}, false, false };
    switch (event.kind) {
    case Kind::Recall:
        entry.title = fact(event, "words"_L1).isEmpty() ? tr("Recall: %1").arg(fact(event, "step"_L1)) : tr("Recall: %1").arg(fact(event, "words"_L1));
        break;
    case Kind::Notice:
        entry.icon = u"receipt"_s;
        entry.title = tr("Recalled by the original client");
        entry.words = tr("%1, signed notice").arg(entry.words);
        break;
    case Kind::Proven:
        entry.icon = u"shield"_s;
        entry.token = &Colors::ok;
        entry.title = tr("Proven: an exchange was refused");
        entry.mono = fact(event, "words"_L1);
        break;
    case Kind::NotProven:
        entry.icon = u"warn"_s;
        entry.token = &Colors::warn;
        entry.title = tr("Not proven");
        entry.mono = fact(event, "words"_L1);
        break;
    default:
        entry.icon = u"trash"_s;
        entry.title = tr("The copy of the id_token here is gone");
        if (const QString why = fact(event, "why"_L1); !why.isEmpty())
            entry.words += u", "_s + why;
        break;
    }
    return entry;
}

Timeline::Entry Timeline::entryFor(const HandOver &handOver, const Event &event, int times, const QDateTime &now)
{
    const bool signedReceipt = event.facts.contains("receipt"_L1);
    const QString at = when(event, now);
    switch (event.kind) {
    case Kind::Made:
    case Kind::Received: return sealed(handOver, event, now);
    case Kind::Opened:
        if (event.facts.value("sent"_L1).toBool())
            return { u"receipt"_s, &Colors::ok, tr("Receipt made"), tr("%1, signed").arg(at), {}, false, false };
        return { u"receipt"_s, &Colors::ok, tr("Opened"), signedReceipt ? tr("%1, signed receipt").arg(at) : at, {}, false, false };
    case Kind::Exchanged: {
        const int count = qMax(times, int(event.facts.value("count"_L1).toInteger()));
        const QString words = count > 1 ? tr("Last %1").arg(within(at)) : at;
        return { signedReceipt ? u"receipt"_s : u"refresh"_s, &Colors::ok, tr("Exchanged ×%1").arg(count),
            signedReceipt ? tr("%1, signed receipt").arg(words) : words, scopesOf(event), false, false };
    }
    case Kind::Refused: return { u"xcircle"_s, &Colors::err, tr("Refused: %1").arg(fact(event, "reason"_L1)), at, {}, false, false };
    case Kind::Written: return written(handOver, event, now);
    case Kind::Probed: {
        const auto state = exchange::Probe::stateOf(event.facts.value("state"_L1).toString()).value_or(exchange::Probe::State::Refused);
        const LedgerLook look = probeLook(state);
        QColor Colors::*token = look.tone == Tone::Ok ? &Colors::ok : look.tone == Tone::Warn ? &Colors::warn : look.tone == Tone::Err ? &Colors::err : &Colors::text2;
        return { u"pulse"_s, token, look.words, tr("Probed %1").arg(within(at)), fact(event, "words"_L1), false, false };
    }
    default: return recallEntry(event, now);
    }
}

} // namespace baton::ui
