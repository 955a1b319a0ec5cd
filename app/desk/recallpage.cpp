// The words of a recall: for the researcher, for the window and for the printed proof.
#include "app/base/text.h"
#include "app/desk/recall_p.h"

using namespace Qt::StringLiterals;

namespace baton::desk {

namespace {

using Kind = ledger::Event::Kind;

QString clock(const QDateTime &when)
{
    return when.toLocalTime().toString(u"HH:mm"_s);
}

const ledger::Event *lastOf(const ledger::HandOver &row, Kind kind)
{
    for (auto it = row.events.crbegin(); it != row.events.crend(); ++it) {
        if (it->kind == kind)
            return &*it;
    }
    return nullptr;
}

QString row(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString() : u"<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>"_s.arg(name.toHtmlEscaped(), plain(value).toHtmlEscaped());
}

} // namespace

QString Recall::textForResearcher() const
{
    const clients::ClientProfile client = d->parts.clients.find(d->environment.id, d->handOver.clientId);
    const QString ours = client.name.isEmpty() ? d->handOver.clientId : client.name;
    const bool custom = d->environment.kind == orcid::Environment::Kind::Custom;
    const QString where = custom ? tr("the page of %1 that lists the applications you allowed").arg(d->environment.issuer)
                                 : d->environment.issuer + u"/trusted-parties"_s;
    return tr("Dear %1,\n\n"
              "on %2 we passed the permission you gave %3 for your ORCID record (%4) on to %5. We have taken it back on our side. "
              "A permission that you gave us at another time is still in force until you remove it yourself:\n\n"
              "1. Open %6 and sign in.\n"
              "2. Find “%3” in the list of trusted parties.\n"
              "3. Choose “Revoke access” and confirm.\n\n"
              "Nothing on your record changes by that. If you sign in for us again later, that gives us a new permission.")
        .arg(researcher(), shortTime(d->handOver.when), ours, d->environment.orcidUri(d->handOver.orcid), partner(), where);
}

// A delegated token lives an hour from its exchange (orcid.md 4.2), and our revocation does not stop it (4.6).
QString Recall::latestEnd() const
{
    const QDateTime revokedAt = d->steps.at(int(StepId::RevokeTokens)).at;
    const QDateTime stopped = d->handOver.recalledAt.isValid() ? d->handOver.recalledAt : revokedAt.isValid() ? revokedAt : d->parts.clock.now();
    const bool exchangesKnown = d->handOver.lastExchangeAt.isValid() && !d->handOver.partnerClientId.isEmpty();
    const QDateTime end = (exchangesKnown ? d->handOver.lastExchangeAt : stopped).addSecs(3600);
    if (exchangesKnown && end <= stopped)
        return {};
    return tr("A token that was running at %1 works until it ends, %2 at the latest.").arg(clock(stopped), clock(end));
}

QStringList Recall::cannotUndo() const
{
    QStringList all;
    if (const QString running = latestEnd(); !running.isEmpty())
        all << running;
    all << tr("What the partner has read stays known to it.");
    if (d->handOver.written > 0)
        all << tr("%n item(s) stay on the record, shown as ours via the partner. %1 can remove them.", nullptr, d->handOver.written).arg(researcher());
    all << tr("If %1 signs in for us again, the old id_token works again. Baton will warn at that sign-in.").arg(researcher());
    return all;
}

QString Recall::outcomeWords() const
{
    switch (outcome()) {
    case Outcome::Proven: {
        const ledger::Event *proof = lastOf(d->handOver, Kind::Proven);
        const QString when = proof ? shortTime(proof->at) : QString();
        const QString entry = proof ? QString::number(proof->number) : QString();
        const bool byReceipt = proof && proof->facts.contains("receipt"_L1);
        return byReceipt ? tr("Recalled, and tried: this id_token gives nothing any more. %1’s exchange was refused; its signed receipt came %2 and is in the ledger as entry %3.")
                               .arg(partner(), when, entry)
                         : tr("Recalled, and tried: this id_token gives nothing any more. The registry refused a new exchange %1. The proof is in the ledger as entry %2.")
                               .arg(when, entry);
    }
    case Outcome::NotRecalled: {
        const ledger::Event *why = lastOf(d->handOver, Kind::NotProven);
        return tr("Not recalled.") + (why ? u' ' + why->facts.value("words"_L1).toString() : QString());
    }
    case Outcome::TryAgain:
        return tr("Not proven yet. The exchange still worked when it was tried; our tokens were revoked after that. Try it again in step 4.");
    case Outcome::AskedNotProven:
        return tr("Asked, not yet proven. %1’s signed receipt about a refused exchange will be the proof.").arg(partner());
    case Outcome::Open:
        break;
    }
    return tr("Not recalled yet.");
}

QString Recall::proofPage(const QString &environmentName) const
{
    const ledger::HandOver &one = d->handOver;
    QString html = u"<h1>%1</h1><p>%2</p><table>"_s.arg(tr("Recall of a hand-over").toHtmlEscaped(), outcomeWords().toHtmlEscaped());
    html += row(tr("Environment"), environmentName) + row(tr("Researcher"), u"%1, %2"_s.arg(researcher(), d->environment.orcidUri(one.orcid)))
        + row(tr("Original client"), one.clientId) + row(tr("Partner"), one.partnerClientId.isEmpty() ? partner() : u"%1, %2"_s.arg(partner(), one.partnerClientId))
        + row(tr("Sealed"), shortTime(one.when)) + row(tr("Package"), one.packageId) + row(tr("id_token (SHA-256)"), one.tokenId)
        + row(tr("Exchanged"), QString::number(one.exchanges));
    html += u"</table>"_s;
    for (const Step &step : std::as_const(d->steps)) {
        const QString when = step.at.isValid() ? shortTime(step.at) : tr("not done");
        html += u"<h2>%1</h2><p>%2. %3</p>"_s.arg(step.title.toHtmlEscaped(), when.toHtmlEscaped(), plain(step.words).toHtmlEscaped());
        for (const QString &line : step.lines)
            html += u"<p>%1</p>"_s.arg(plain(line).toHtmlEscaped());
    }
    html += u"<h2>%1</h2><ul>"_s.arg(tr("What a recall can’t undo").toHtmlEscaped());
    for (const QString &line : cannotUndo())
        html += u"<li>%1</li>"_s.arg(plain(line).toHtmlEscaped());
    const QString head = QString::fromLatin1(d->parts.ledger.chain().head.toHex());
    html += u"</ul><p>%1</p>"_s.arg(tr("Ledger: %n entry(s), the last with the hash %1.", nullptr, int(d->parts.ledger.chain().length)).arg(head).toHtmlEscaped());
    return html;
}

} // namespace baton::desk
