#include "app/ledger/ledger.h"

#include "app/ledger/chain.h"
#include "app/ledger/fold.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ledger {

namespace {

const QString kind = u"ledger"_s, headKind = u"ledger-head"_s, headId = u"head"_s;

// Everything in the vault in order of the ids, what does not decrypt included.
Result<QList<Found>> findAll(const vault::Vault &vault)
{
    const auto documents = vault.list(kind);
    if (!documents)
        return fail(documents.error());
    // Looking for what does not decrypt takes as long again, so only when something is left out.
    const auto damaged = documents->size() == vault.counts().value(kind) ? Result<QStringList>(QStringList()) : vault.damaged(kind);
    if (!damaged)
        return fail(damaged.error());
    QList<Found> found;
    found.reserve(documents->size() + damaged->size());
    for (const vault::Document &document : *documents)
        found.emplaceBack(document.id, document.content);
    for (const QString &id : *damaged)
        found.emplaceBack(id, std::nullopt);
    std::sort(found.begin(), found.end(), [](const Found &a, const Found &b) { return a.id < b.id; });
    return found;
}

std::optional<Head> readHead(const vault::Vault &vault)
{
    const auto document = vault.get(headKind, headId);
    if (!document || !*document)
        return {};
    const QJsonObject &json = (*document)->content;
    Head head { json.value("number"_L1).toInteger(), QByteArray::fromHex(json.value("hash"_L1).toString().toLatin1()) };
    return head.number > 0 && head.hash.size() == 32 ? std::optional(head) : std::nullopt;
}

Result<void> writeHead(vault::Vault &vault, const Event &event)
{
    return vault.put(headKind, headId, { { "number"_L1, event.number }, { "hash"_L1, QString::fromLatin1(event.hash.toHex()) } });
}

// Text as JSON can carry it, so that what is hashed is what will be read again.
QJsonObject settled(const QJsonObject &facts)
{
    return QJsonDocument::fromJson(QJsonDocument(facts).toJson(QJsonDocument::Compact)).object();
}

} // namespace

struct Ledger::Private {
    Fold fold;
    bool followsHead = true; ///< an entry may be added
};

Ledger::Ledger(vault::Vault &vault, QObject *parent) : QObject(parent), m_vault(vault), d(std::make_unique<Private>())
{
    connect(&vault, &vault::Vault::stateChanged, this, &Ledger::load);
    load();
}

Ledger::~Ledger() = default;

void Ledger::load()
{
    m_events.clear();
    m_loaded = {};
    *d = {};
    if (const auto found = m_vault.isOpen() ? findAll(m_vault) : Result<QList<Found>>()) {
        const auto head = readHead(m_vault);
        m_loaded = verify(*found, head, &d->followsHead);
        for (const Found &one : *found) {
            if (one.event) {
                m_events << *one.event;
                d->fold.add(*one.event);
            }
        }
        // Baton was ended between writing an entry and noting that it is the last.
        if (m_loaded.unbroken && !m_events.isEmpty() && (!head || head->number != m_events.last().number))
            (void)writeHead(m_vault, m_events.last());
    }
    Q_EMIT changed();
}

Result<qint64> Ledger::append(Event event)
{
    if (m_vault.isOpen() && !d->followsHead)
        return fail(u"ledger.broken"_s, tr("The end of the ledger is not the one that was written, so nothing was added to it. %1").arg(m_loaded.words),
            tr("Export the ledger as it is, then restore a backup of the vault."));
    event.number = m_events.isEmpty() ? 1 : m_events.last().number + 1;
    event.previous = m_events.isEmpty() ? QByteArray(32, '\0') : m_events.last().hash;
    event.facts = settled(event.facts);
    event.hash.clear();
    const QJsonObject entry = settled(toEntry(event));
    event = fromEntry(entry).value_or(Event());
    if (event.number == 0)
        return fail(u"ledger.event"_s, tr("What happened cannot be written into the ledger: its time is missing."));
    if (auto put = m_vault.put(kind, idOf(event.number), entry); !put)
        return fail(put.error());
    if (auto noted = writeHead(m_vault, event); !noted) {
        (void)m_vault.remove(kind, idOf(event.number));
        return fail(noted.error());
    }
    m_events << event;
    d->fold.add(event);
    ++m_loaded.length;
    m_loaded.head = event.hash;
    Q_EMIT changed();
    return event.number;
}

const QList<Event> &Ledger::events() const
{
    return m_events;
}

QList<HandOver> Ledger::handOvers(const QString &environmentId) const
{
    QList<HandOver> out;
    for (const HandOver &row : d->fold.rows()) {
        if (row.environmentId == environmentId)
            out << row;
    }
    std::reverse(out.begin(), out.end());
    std::stable_sort(out.begin(), out.end(), [](const HandOver &a, const HandOver &b) { return a.when > b.when; });
    return out;
}

std::optional<HandOver> Ledger::find(const QString &packageId, const QString &orcid) const
{
    const auto made = find(packageId, orcid, HandOver::Direction::Made);
    return made ? made : find(packageId, orcid, HandOver::Direction::Received);
}

std::optional<HandOver> Ledger::find(const QString &packageId, const QString &orcid, HandOver::Direction direction) const
{
    return d->fold.find(packageId, orcid, direction);
}

QList<HandOver> Ledger::ofPackage(const QString &packageId, HandOver::Direction direction) const
{
    return d->fold.ofPackage(packageId, direction);
}

const Ledger::Chain &Ledger::chain() const
{
    return m_loaded;
}

Ledger::Chain Ledger::check() const
{
    const auto found = findAll(m_vault);
    if (!found) {
        Chain chain;
        chain.unbroken = false;
        chain.words = tr("The ledger cannot be read: %1").arg(found.error().what);
        return chain;
    }
    bool followsHead = false;
    return verify(*found, readHead(m_vault), &followsHead);
}

} // namespace baton::ledger
