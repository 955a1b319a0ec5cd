// Receipts and recall notices: made for the partner, and taken from the partner.
#include "app/base/text.h"
#include "app/desk/bookkeeper.h"
#include "app/jose/aead.h"

using namespace Qt::StringLiterals;

namespace baton::desk {

namespace {

using Kind = ledger::Event::Kind;
using Direction = ledger::HandOver::Direction;
using handover::Receipt;
using Act = Receipt::Act;

QString text(const QDateTime &when)
{
    return when.toUTC().toString(Qt::ISODateWithMs);
}

QString idOf(const Receipt &receipt)
{
    return QString::fromLatin1(jose::sha256(receipt.compact).toHex());
}

const ledger::Event *lastOf(const ledger::HandOver &row, Kind kind)
{
    for (auto it = row.events.crbegin(); it != row.events.crend(); ++it) {
        if (it->kind == kind)
            return &*it;
    }
    return nullptr;
}

QStringList scopesIn(const ledger::Event &event)
{
    QStringList out;
    for (const QJsonValue scope : event.facts.value("scopes"_L1).toArray())
        out << scope.toString();
    return out;
}

// Everything one researcher's row can tell the sender.
QList<Receipt::Line> linesOf(const ledger::HandOver &row)
{
    QList<Receipt::Line> lines;
    const auto add = [&](Act act, const QDateTime &at, const QString &words = {}) {
        Receipt::Line line;
        line.orcid = row.orcid;
        line.act = act;
        line.at = at;
        line.words = words.left(200);
        lines << line;
    };
    if (row.exchanges > 0) {
        add(Act::Exchanged, row.lastExchangeAt);
        lines.last().count = row.exchanges;
        if (const ledger::Event *event = lastOf(row, Kind::Exchanged))
            lines.last().scopes = scopesIn(*event);
    }
    if (const ledger::Event *event = lastOf(row, Kind::Refused); event && !row.refusal.isEmpty())
        add(Act::Refused, event->at, row.refusal);
    if (const ledger::Event *event = lastOf(row, Kind::Proven); event && row.proven)
        add(Act::ExchangeRefused, event->at, event->facts.value("words"_L1).toString());
    if (const ledger::Event *event = lastOf(row, Kind::Wiped); event && row.wiped)
        add(Act::Wiped, event->at);
    return lines;
}

// For which of our clients the package was; with a passphrase it says none.
QString receiverOf(const QList<ledger::HandOver> &rows, const clients::ClientStore &clients)
{
    for (const ledger::HandOver &row : rows) {
        for (const ledger::Event &event : row.events) {
            for (const QLatin1String name : { "receiver"_L1, "client"_L1 }) {
                if (const QString id = event.facts.value(name).toString(); !id.isEmpty())
                    return id;
            }
        }
    }
    for (const clients::ClientProfile &client : clients.clients(rows.first().environmentId)) {
        if (client.receives && client.clientId != rows.first().clientId)
            return client.clientId;
    }
    return {};
}

Kind kindFor(Act act, const ledger::HandOver &row)
{
    switch (act) {
    case Act::Opened: return Kind::Opened;
    case Act::Exchanged: return Kind::Exchanged;
    case Act::Wiped: return Kind::Wiped;
    case Act::ExchangeRefused: return row.recalled ? Kind::Proven : Kind::Refused;
    default: return Kind::Refused;
    }
}

bool isKnown(const ledger::HandOver &row, const QString &orcid, Kind kind, const QJsonObject &facts)
{
    return std::any_of(row.events.begin(), row.events.end(), [&](const ledger::Event &event) {
        return event.kind == kind && event.orcid == orcid && event.facts.value("at"_L1) == facts.value("at"_L1)
            && event.facts.value("count"_L1) == facts.value("count"_L1);
    });
}

Failure unknownPackage()
{
    return fail(u"receipt.unknown_package"_s, Bookkeeper::tr("It concerns a package that is not in this ledger."),
        Bookkeeper::tr("Import it where the package was made or opened."));
}

// Whether it comes from the other side of this package, and for us.
Error wrongParties(const Receipt &receipt, const ledger::HandOver &row, const QString &ours)
{
    if (!ours.isEmpty() && receipt.audienceClientId != ours)
        return { u"receipt.audience"_s, Bookkeeper::tr("It is for the client %1, and the package belongs to %2.").arg(plain(receipt.audienceClientId), ours),
            Bookkeeper::tr("Ask the partner to make it anew."), 0, 0, {} };
    if (!row.partnerClientId.isEmpty() && receipt.issuerClientId != row.partnerClientId)
        return { u"receipt.other_partner"_s,
            Bookkeeper::tr("It comes from %1, but the other side of this package is %2.").arg(plain(receipt.issuerClientId), plain(row.partner)),
            Bookkeeper::tr("Do not rely on it. Ask whoever sent it."), 0, 0, {} };
    return {};
}

Error unknownResearcher(const Receipt &receipt, const QList<ledger::HandOver> &rows)
{
    for (const Receipt::Line &line : receipt.lines) {
        const bool there = line.orcid.isEmpty() || std::any_of(rows.begin(), rows.end(), [&line](const ledger::HandOver &row) { return row.orcid == line.orcid; });
        if (!there)
            return { u"receipt.researcher"_s, Bookkeeper::tr("It names %1, who is not in this package.").arg(line.orcid),
                Bookkeeper::tr("Nothing was noted. Ask the partner to make it anew."), 0, 0, {} };
    }
    return {};
}

} // namespace

// ── made here ───────────────────────────────────────────────────────────────────────────────────────────────────────

Result<Receipt> Bookkeeper::receiptFor(const QString &environmentId, const QString &packageId)
{
    QList<ledger::HandOver> rows = m.ledger.ofPackage(packageId, Direction::Received);
    rows.removeIf([&environmentId](const ledger::HandOver &row) { return row.environmentId != environmentId; });
    if (rows.isEmpty())
        return unknownPackage();
    Receipt receipt;
    receipt.environmentId = environmentId;
    receipt.packageId = packageId;
    receipt.audienceClientId = rows.first().clientId;
    receipt.issuerClientId = receiverOf(rows, m.clients);
    // A key is made on first need, so never for a client that is not ours.
    if (receipt.issuerClientId.isEmpty() || m.clients.find(environmentId, receipt.issuerClientId).isNull())
        return fail(u"receipt.no_client"_s, tr("There is no client of yours here that could sign the receipt."),
            tr("Add the client that the package is for under Clients and partners."));
    const auto accepted = std::find_if(rows.begin(), rows.end(), [](const ledger::HandOver &row) { return row.refusal.isEmpty() || row.exchanges > 0 || !row.wiped; });
    if (accepted != rows.end()) {
        Receipt::Line opened;
        opened.at = accepted->when;
        receipt.lines << opened;
    }
    for (const ledger::HandOver &row : std::as_const(rows)) {
        if (!row.orcid.isEmpty() || rows.size() == 1)
            receipt.lines << linesOf(row);
    }
    const auto own = m.keys.keyFor(environmentId, receipt.issuerClientId);
    if (!own)
        return fail(own.error());
    return handover::signReceipt(receipt, own->key, m.clock);
}

Result<void> Bookkeeper::receiptSaved(const Receipt &receipt)
{
    const QString id = idOf(receipt);
    for (const ledger::HandOver &row : m.ledger.ofPackage(receipt.packageId, Direction::Received)) {
        for (const ledger::Event &event : row.events) {
            if (event.facts.value("receipt"_L1).toString() == id)
                return {}; // copied after it was saved
        }
    }
    const QDateTime opened = receipt.lines.isEmpty() ? receipt.issuedAt : receipt.lines.first().at;
    const auto noted = note(Kind::Opened, receipt.environmentId, receipt.packageId, {},
        { { "at"_L1, text(opened) }, { "thumbprint"_L1, receipt.thumbprint }, { "receipt"_L1, id }, { "sent"_L1, true } });
    return noted ? Result<void>() : fail(noted.error());
}

// ── taken from the partner ──────────────────────────────────────────────────────────────────────────────────────────

QFuture<Result<Bookkeeper::Imported>> Bookkeeper::import(const QByteArray &bytes, const orcid::Environment &environment)
{
    const auto receipt = handover::readReceipt(bytes, environment.id, m.partners);
    if (!receipt)
        return readyFuture<Result<Imported>>(fail(receipt.error()));
    if (receipt->type == Receipt::Type::Recall)
        return takeNotice(*receipt, environment);
    const auto news = takeReceipt(*receipt);
    return readyFuture<Result<Imported>>(news ? Result<Imported>(Imported { *receipt, *news, {} }) : fail(news.error()));
}

Result<int> Bookkeeper::takeReceipt(const Receipt &receipt)
{
    QList<ledger::HandOver> rows = m.ledger.ofPackage(receipt.packageId, Direction::Made);
    rows.removeIf([&receipt](const ledger::HandOver &row) { return row.environmentId != receipt.environmentId; });
    if (rows.isEmpty())
        return unknownPackage();
    if (const Error wrong = wrongParties(receipt, rows.first(), rows.first().clientId); !wrong.code.isEmpty())
        return fail(wrong);
    if (const Error wrong = unknownResearcher(receipt, rows); !wrong.code.isEmpty())
        return fail(wrong);
    int news = 0;
    bool textKept = false;
    for (const Receipt::Line &line : receipt.lines) {
        const auto added = takeLine(receipt, line, textKept);
        if (!added)
            return added;
        news += *added;
    }
    return news;
}

Result<int> Bookkeeper::takeLine(const Receipt &receipt, const Receipt::Line &line, bool &textKept)
{
    const auto rows = m.ledger.ofPackage(receipt.packageId, Direction::Made);
    const auto row = line.orcid.isEmpty() ? std::optional(rows.first()) : m.ledger.find(receipt.packageId, line.orcid, Direction::Made);
    const Kind kind = kindFor(line.act, *row);
    QJsonObject facts { { "at"_L1, text(line.at) }, { "thumbprint"_L1, receipt.thumbprint }, { "receipt"_L1, idOf(receipt) } };
    if (kind == Kind::Exchanged) {
        facts.insert("count"_L1, line.count);
        facts.insert("scopes"_L1, QJsonArray::fromStringList(line.scopes));
    } else if (!line.words.isEmpty()) {
        facts.insert(kind == Kind::Refused ? "reason"_L1 : "words"_L1, line.words);
    } else if (kind == Kind::Refused) {
        facts.insert("reason"_L1, tr("no reason given"));
    }
    if (isKnown(*row, line.orcid, kind, facts))
        return 0;
    if (!textKept)
        facts.insert("signed"_L1, QString::fromLatin1(receipt.compact));
    if (auto noted = note(kind, receipt.environmentId, receipt.packageId, line.orcid, facts); !noted)
        return fail(noted.error());
    textKept = true;
    return 1;
}

// ── a recall notice ─────────────────────────────────────────────────────────────────────────────────────────────────

struct Bookkeeper::NoticeJob {
    Answer<Result<Imported>> answer;
    Imported imported;
    orcid::Environment environment;
    QList<handover::Delivery> left; ///< still to be wiped
};

QFuture<Result<Bookkeeper::Imported>> Bookkeeper::takeNotice(const Receipt &receipt, const orcid::Environment &environment)
{
    auto job = std::make_shared<NoticeJob>();
    job->environment = environment;
    job->imported.receipt = receipt;
    const auto refuse = [&job](const Error &error) {
        job->answer.give(fail(error));
        return job->answer.future();
    };
    QList<ledger::HandOver> rows = m.ledger.ofPackage(receipt.packageId, Direction::Received);
    rows.removeIf([&receipt](const ledger::HandOver &row) { return row.environmentId != receipt.environmentId; });
    if (rows.isEmpty())
        return refuse(unknownPackage().value());
    const QString receiver = rows.first().events.first().facts.value("receiver"_L1).toString();
    if (const Error wrong = wrongParties(receipt, rows.first(), receiver); !wrong.code.isEmpty())
        return refuse(wrong);
    if (const Error wrong = unknownResearcher(receipt, rows); !wrong.code.isEmpty())
        return refuse(wrong);
    bool textKept = false;
    for (const Receipt::Line &line : receipt.lines) {
        QJsonObject facts { { "at"_L1, text(line.at) }, { "thumbprint"_L1, receipt.thumbprint }, { "receipt"_L1, idOf(receipt) } };
        const auto concerns = [&line](const ledger::HandOver &row) { return line.orcid.isEmpty() || row.orcid == line.orcid; };
        const bool known = std::any_of(rows.begin(), rows.end(), [&](const ledger::HandOver &row) { return concerns(row) && isKnown(row, line.orcid, Kind::Notice, facts); });
        if (!known) {
            if (!std::exchange(textKept, true))
                facts.insert("signed"_L1, QString::fromLatin1(receipt.compact));
            if (auto noted = note(Kind::Notice, receipt.environmentId, receipt.packageId, line.orcid, facts); !noted)
                return refuse(noted.error());
            ++job->imported.news;
        }
        for (const handover::Delivery &delivery : m.inbox.deliveries(receipt.environmentId)) {
            const bool listed = std::any_of(job->left.begin(), job->left.end(), [&delivery](const auto &one) { return one.id == delivery.id; });
            if (delivery.packageId == receipt.packageId && (line.orcid.isEmpty() || delivery.orcid == line.orcid) && !delivery.idToken.isEmpty() && !listed)
                job->left << delivery;
        }
    }
    tryAndWipe(job);
    return job->answer.future();
}

// One after the other: try it once as proof, then wipe, whatever came of it.
void Bookkeeper::tryAndWipe(const std::shared_ptr<NoticeJob> &job)
{
    if (job->left.isEmpty())
        return job->answer.give(job->imported);
    const handover::Delivery delivery = job->left.takeFirst();
    if (m.session.isActive() && m.session.delegation().idToken == delivery.idToken)
        m.session.end();
    const auto goOn = [this, job, delivery] {
        if (auto wiped = wipe(delivery, delivery.senderName); !wiped)
            return job->answer.give(fail(wiped.error()));
        job->imported.wiped << delivery.orcid;
        tryAndWipe(job);
    };
    const QString clientId = delivery.audienceClientId.isEmpty() ? job->imported.receipt.audienceClientId : delivery.audienceClientId;
    const clients::ClientProfile client = m.clients.find(delivery.environmentId, clientId);
    if (client.isNull())
        return goOn();
    whenDone(m.prober.probe(job->environment, client, delivery.idToken), this, [this, delivery, goOn](const exchange::Probe &probe) {
        (void)probed(delivery, probe);
        const auto row = m.ledger.find(delivery.packageId, delivery.orcid, Direction::Received);
        if (row && !row->proven && probe.state == exchange::Probe::State::Revoked)
            (void)recallProven(*row, probe);
        goOn();
    });
}

Result<void> Bookkeeper::wipe(handover::Delivery delivery, const QString &sender)
{
    delivery.idToken = {};
    delivery.state = handover::Delivery::State::Revoked;
    delivery.stateWords = tr("Recalled by %1. The copy of the id_token here is gone.").arg(plain(sender));
    if (auto saved = m.inbox.save(delivery); !saved)
        return saved;
    const auto noted = note(Kind::Wiped, delivery.environmentId, delivery.packageId, delivery.orcid, { { "why"_L1, tr("recall notice") } });
    return noted ? Result<void>() : fail(noted.error());
}

} // namespace baton::desk
