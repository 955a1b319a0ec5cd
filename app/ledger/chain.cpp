#include "app/ledger/chain.h"

#include "app/jose/aead.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::ledger {

namespace {

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Ledger)
};

const QList<std::pair<Event::Kind, QString>> &kindNames()
{
    using Kind = Event::Kind;
    static const QList<std::pair<Kind, QString>> names { { Kind::Made, u"made"_s }, { Kind::Received, u"received"_s },
        { Kind::Opened, u"opened"_s }, { Kind::Exchanged, u"exchanged"_s }, { Kind::Refused, u"refused"_s },
        { Kind::Written, u"written"_s }, { Kind::Probed, u"probed"_s }, { Kind::Recall, u"recall"_s }, { Kind::Notice, u"notice"_s },
        { Kind::Proven, u"proven"_s }, { Kind::NotProven, u"not_proven"_s }, { Kind::Wiped, u"wiped"_s } };
    return names;
}

QByteArray hashOf(const QJsonObject &entry)
{
    return jose::sha256(canonical(entry));
}

std::optional<QByteArray> digest(const QJsonValue &value)
{
    const QByteArray text = value.toString().toLatin1(), bytes = QByteArray::fromHex(text);
    return bytes.size() == 32 && bytes.toHex() == text ? std::optional(bytes) : std::nullopt;
}

QString wrongWith(const Found &one, qint64 expected, const QByteArray &previous)
{
    if (one.id > idOf(expected))
        return Words::tr("Entry %1 is missing.").arg(expected);
    if (one.id != idOf(expected))
        return Words::tr("Before entry %1 stands one that does not belong to the chain.").arg(expected);
    if (!one.entry)
        return Words::tr("Entry %1 does not decrypt: it was changed or damaged on disk.").arg(expected);
    const auto &event = one.event;
    if (!event)
        return Words::tr("Entry %1 is not as an entry must be.").arg(expected);
    if (event->hash != hashOf(*one.entry))
        return Words::tr("Entry %1 was changed after it was written.").arg(expected);
    if (event->number != expected)
        return Words::tr("In the place of entry %1 stands entry %2.").arg(expected).arg(event->number);
    if (event->previous != previous)
        return Words::tr("Entry %1 does not follow the one before it.").arg(expected);
    return {};
}

// Whether the end is the one that was kept; only asked when every entry fits the one before.
QString wrongAtTheEnd(const QList<QByteArray> &hashes, const std::optional<Head> &head, qint64 &firstWrong)
{
    const qint64 length = hashes.size(), kept = head ? head->number : 0;
    firstWrong = length + 1;
    if (!head && length > 1)
        return Words::tr("The kept end of the chain is missing, so entries after %1 may be missing too.").arg(length);
    if (kept > length)
        return Words::tr("The chain ends at entry %1, but entry %2 was written.").arg(length).arg(kept);
    if (kept > 0 && hashes.at(kept - 1) != head->hash) {
        firstWrong = kept;
        return Words::tr("Entry %1 is not the one that was written.").arg(kept);
    }
    firstWrong = kept + 1;
    if (kept < length - 1)
        return Words::tr("Entry %1 and those after it were not written by Baton.").arg(kept + 1);
    return {};
}

} // namespace

QString Event::name(Kind kind)
{
    for (const auto &[one, name] : kindNames()) {
        if (one == kind)
            return name;
    }
    return {};
}

std::optional<Event::Kind> Event::kindOf(const QString &name)
{
    for (const auto &[one, known] : kindNames()) {
        if (known == name)
            return one;
    }
    return {};
}

QByteArray canonical(const QJsonObject &entry)
{
    QJsonObject hashed = entry;
    hashed.remove("hash"_L1);
    return QJsonDocument(hashed).toJson(QJsonDocument::Compact);
}

QJsonObject toEntry(const Event &event)
{
    QJsonObject entry { { "number"_L1, event.number }, { "at"_L1, event.at.toUTC().toString(Qt::ISODateWithMs) },
        { "kind"_L1, Event::name(event.kind) }, { "environment"_L1, event.environmentId }, { "package"_L1, event.packageId },
        { "orcid"_L1, event.orcid }, { "facts"_L1, event.facts }, { "previous"_L1, QString::fromLatin1(event.previous.toHex()) } };
    const QByteArray hash = event.hash.isEmpty() ? hashOf(entry) : event.hash;
    entry.insert("hash"_L1, QString::fromLatin1(hash.toHex()));
    return entry;
}

std::optional<Event> fromEntry(const QJsonObject &entry)
{
    for (const QLatin1String name : { "at"_L1, "kind"_L1, "environment"_L1, "package"_L1, "orcid"_L1 }) {
        if (!entry.value(name).isString())
            return {};
    }
    const auto kind = Event::kindOf(entry.value("kind"_L1).toString());
    const auto previous = digest(entry.value("previous"_L1)), hash = digest(entry.value("hash"_L1));
    Event event;
    event.number = entry.value("number"_L1).toInteger(-1);
    event.at = QDateTime::fromString(entry.value("at"_L1).toString(), Qt::ISODateWithMs);
    if (!kind || !previous || !hash || event.number < 1 || !event.at.isValid() || !entry.value("facts"_L1).isObject() || entry.size() != 9)
        return {};
    event.kind = *kind;
    event.environmentId = entry.value("environment"_L1).toString();
    event.packageId = entry.value("package"_L1).toString();
    event.orcid = entry.value("orcid"_L1).toString();
    event.facts = entry.value("facts"_L1).toObject();
    event.previous = *previous;
    event.hash = *hash;
    return event;
}

QString idOf(qint64 number)
{
    return u"%1"_s.arg(number, 10, 10, QChar(u'0'));
}

Ledger::Chain verify(const QList<Found> &found, const std::optional<Head> &head, bool *followsHead)
{
    Ledger::Chain chain;
    chain.length = found.size();
    chain.head = QByteArray(32, '\0');
    *followsHead = false;
    QList<QByteArray> hashes;
    for (const Found &one : found) {
        const qint64 expected = hashes.size() + 1;
        chain.words = wrongWith(one, expected, chain.head);
        if (!chain.words.isEmpty()) {
            chain.unbroken = false;
            chain.firstWrong = expected;
            break;
        }
        chain.head = one.event->hash;
        hashes << chain.head;
    }
    if (chain.unbroken) {
        qint64 firstWrong = 0;
        chain.words = wrongAtTheEnd(hashes, head, firstWrong);
        chain.unbroken = *followsHead = chain.words.isEmpty();
        chain.firstWrong = chain.unbroken ? 0 : firstWrong;
        return chain;
    }
    // Something before is wrong; new entries may still follow an end that is the kept one.
    const auto &last = found.last().event;
    *followsHead = last && head && last->number == head->number && last->hash == head->hash && found.last().id == idOf(last->number);
    chain.head = last ? last->hash : QByteArray();
    return chain;
}

} // namespace baton::ledger
