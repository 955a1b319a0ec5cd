#include "app/ledger/ledger.h"

#include "app/base/whendone.h"
#include "app/ledger/chain.h"
#include "app/ledger/fold.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ledger {

namespace {

const QString kind = u"ledger"_s, headKind = u"ledger-head"_s, headId = u"head"_s;

// In order of the ids, what does not decrypt included.
QList<Found> inOrder(const vault::Vault::Listing &listing)
{
    QList<Found> found;
    found.reserve(listing.documents.size() + listing.damaged.size());
    for (const vault::Document &document : listing.documents)
        found.emplaceBack(document.id, document.content);
    for (const QString &id : listing.damaged)
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

/// The chain as it was read, and what was added since.
struct Ledger::Contents {
    QList<Event> events;
    Chain chain;
    Fold fold;
    bool followsHead = true; ///< an entry may be added
    bool endUnnoted = false; ///< Baton was ended between writing an entry and noting that it is the last

    static Contents read(const std::function<vault::Vault::Listing()> &listing, const std::optional<Head> &head);
};

Ledger::Contents Ledger::Contents::read(const std::function<vault::Vault::Listing()> &listing, const std::optional<Head> &head)
{
    Contents contents;
    const QList<Found> found = inOrder(listing());
    contents.chain = verify(found, head, &contents.followsHead);
    for (const Found &one : found) {
        if (one.event) {
            contents.events << *one.event;
            contents.fold.add(*one.event);
        }
    }
    contents.endUnnoted = contents.chain.unbroken && !contents.events.isEmpty() && (!head || head->number != contents.events.last().number);
    return contents;
}

struct Ledger::Private {
    Contents contents;
    std::optional<QFuture<Contents>> reading;
    int generation = 0; ///< counts openings of the vault: an answer for a former one is dropped
    QHash<QString, QDateTime> forgotten; ///< by environment
};

Ledger::Ledger(vault::Vault &vault, QObject *parent) : QObject(parent), m_vault(vault), d(std::make_unique<Private>())
{
    connect(&vault, &vault::Vault::stateChanged, this, &Ledger::load);
    load();
}

Ledger::~Ledger() = default;

void Ledger::load()
{
    d->contents = {};
    d->reading.reset();
    const int generation = ++d->generation;
    if (const auto listing = m_vault.isOpen() ? m_vault.listLater(kind) : Result<std::function<vault::Vault::Listing()>>(fail({}))) {
        d->reading = QtConcurrent::run(&Contents::read, *listing, readHead(m_vault));
        whenDone(*d->reading, this, [this, generation](const Contents &) {
            if (generation != d->generation)
                return;
            all();
            Q_EMIT changed();
        });
    } else {
        Q_EMIT changed();
    }
}

bool Ledger::isLoading() const
{
    return d->reading && !d->reading->isFinished();
}

Ledger::Contents &Ledger::all() const
{
    if (d->reading) {
        d->reading->waitForFinished();
        d->contents = d->reading->result();
        d->reading.reset();
        if (d->contents.endUnnoted)
            (void)writeHead(m_vault, d->contents.events.last());
    }
    return d->contents;
}

Result<qint64> Ledger::append(Event event)
{
    Contents &now = all();
    if (m_vault.isOpen() && !now.followsHead)
        return fail(u"ledger.broken"_s, tr("The end of the ledger is not the one that was written, so nothing was added to it. %1").arg(now.chain.words),
            tr("Export the ledger as it is, then restore a backup of the vault."));
    event.number = now.events.isEmpty() ? 1 : now.events.last().number + 1;
    event.previous = now.events.isEmpty() ? QByteArray(32, '\0') : now.events.last().hash;
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
    now.events << event;
    now.fold.add(event);
    ++now.chain.length;
    now.chain.head = event.hash;
    Q_EMIT changed();
    return event.number;
}

const QList<Event> &Ledger::events() const
{
    return all().events;
}

QList<HandOver> Ledger::handOvers(const QString &environmentId) const
{
    QList<HandOver> out;
    const QDateTime forgotten = d->forgotten.value(environmentId);
    for (const HandOver &row : all().fold.rows()) {
        if (row.environmentId != environmentId)
            continue;
        out << row;
        out.last().registryForgot = forgotten.isValid() && row.when < forgotten;
    }
    std::reverse(out.begin(), out.end());
    std::stable_sort(out.begin(), out.end(), [](const HandOver &a, const HandOver &b) { return a.when > b.when; });
    return out;
}

void Ledger::forgetBefore(const QString &environmentId, const QDateTime &at)
{
    d->forgotten.insert(environmentId, at);
    if (!isLoading())
        Q_EMIT changed();
}

std::optional<HandOver> Ledger::find(const QString &packageId, const QString &orcid) const
{
    const auto made = find(packageId, orcid, HandOver::Direction::Made);
    return made ? made : find(packageId, orcid, HandOver::Direction::Received);
}

std::optional<HandOver> Ledger::find(const QString &packageId, const QString &orcid, HandOver::Direction direction) const
{
    return all().fold.find(packageId, orcid, direction);
}

QList<HandOver> Ledger::ofPackage(const QString &packageId, HandOver::Direction direction) const
{
    return all().fold.ofPackage(packageId, direction);
}

const Ledger::Chain &Ledger::chain() const
{
    return all().chain;
}

Ledger::Chain Ledger::check() const
{
    const auto listing = m_vault.listLater(kind);
    if (!listing) {
        Chain chain;
        chain.unbroken = false;
        chain.words = tr("The ledger cannot be read: %1").arg(listing.error().what);
        return chain;
    }
    bool followsHead = false;
    return verify(inOrder((*listing)()), readHead(m_vault), &followsHead);
}

} // namespace baton::ledger
