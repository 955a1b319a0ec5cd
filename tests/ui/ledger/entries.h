#pragma once

#include "app/base/clock.h"
#include "app/desk/recall.h"
#include "app/ledger/ledger.h"
#include "ui/ledger/recallpage.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>

namespace baton::test {

/// Hand-overs as the ledger folds them, made from their public structs.
class Entries {
public:
    using HandOver = ledger::HandOver;
    using Event = ledger::Event;
    using State = exchange::Probe::State;

    explicit Entries(const QDateTime &now) : m_now(now) { }

    HandOver made(const QString &researcher, const QString &partner, int minutesAgo, const QString &protection = QStringLiteral("Key 4F2A…2F61"))
    {
        return start(HandOver::Direction::Made, researcher, partner, minutesAgo, protection);
    }
    HandOver received(const QString &researcher, const QString &sender, int minutesAgo)
    {
        return start(HandOver::Direction::Received, researcher, sender, minutesAgo, QStringLiteral("Key 4F2A…2F61"));
    }
    HandOver &add(HandOver &one, Event::Kind kind, const QJsonObject &facts = {}, int minutesLater = 1)
    {
        Event event;
        event.number = ++m_number;
        event.at = one.events.isEmpty() ? one.when : one.events.last().at.addSecs(minutesLater * 60);
        event.kind = kind;
        event.environmentId = one.environmentId;
        event.packageId = one.packageId;
        event.orcid = one.orcid;
        event.facts = facts;
        event.previous = m_head;
        event.hash = m_head = QCryptographicHash::hash(QByteArray::number(m_number), QCryptographicHash::Sha256);
        one.events << event;
        return one;
    }
    HandOver &opened(HandOver &one)
    {
        add(one, Event::Kind::Opened, { { QStringLiteral("receipt"), QStringLiteral("ab12") } });
        one.openedAt = one.events.last().at;
        return one;
    }
    HandOver &exchanged(HandOver &one, int times)
    {
        add(one, Event::Kind::Exchanged,
            { { QStringLiteral("count"), times }, { QStringLiteral("receipt"), QStringLiteral("ab12") }, { QStringLiteral("scopes"), QJsonArray { QStringLiteral("/activities/update") } } }, 88);
        one.exchanges = times;
        one.lastExchangeAt = one.events.last().at;
        return one;
    }
    HandOver &written(HandOver &one, const QList<qint64> &putCodes)
    {
        for (const qint64 code : putCodes)
            add(one, Event::Kind::Written, { { QStringLiteral("section"), QStringLiteral("works") }, { QStringLiteral("putCode"), code }, { QStringLiteral("what"), QStringLiteral("added") } });
        one.putCodes = putCodes;
        one.written = int(putCodes.size());
        return one;
    }
    HandOver &probed(HandOver &one, State state, const QString &words)
    {
        add(one, Event::Kind::Probed, { { QStringLiteral("state"), exchange::Probe::name(state) }, { QStringLiteral("words"), words } });
        exchange::Probe probe;
        probe.state = state;
        probe.words = words;
        probe.at = one.events.last().at;
        one.lastProbe = probe;
        one.probedAt = probe.at;
        return one;
    }
    HandOver &recalled(HandOver &one, bool proven)
    {
        add(one, Event::Kind::Recall, { { QStringLiteral("step"), QStringLiteral("revoke") }, { QStringLiteral("words"), QStringLiteral("our tokens are revoked") } });
        one.recalled = true;
        one.recalledAt = one.events.last().at;
        if (proven) {
            add(one, Event::Kind::Proven, { { QStringLiteral("words"), QStringLiteral("401 invalid_scope") } });
            one.proven = true;
        }
        return one;
    }

    /// The list of the design, newest first.
    QList<HandOver> design()
    {
        const QString platform = QStringLiteral("Open Grants Platform"), lakeside = QStringLiteral("Lakeside Repository");
        HandOver sofia = made(QStringLiteral("Sofia Maria Hernandez Garcia"), platform, 110);
        written(exchanged(opened(sofia), 3), { 1733, 1734 });
        probed(sofia, State::StillGood, QStringLiteral("200, may update activities"));
        HandOver tomas = made(QStringLiteral("Tomás Ibarra Quintana"), platform, 270);
        probed(exchanged(opened(tomas), 1), State::StillGood, QStringLiteral("200"));
        HandOver ruth = received(QStringLiteral("Ruth Adeyemi-Clarke"), lakeside, 390);
        ruth.receiptSent = true;
        probed(ruth, State::Unreachable, QStringLiteral("503"));
        QList<HandOver> many;
        for (const char *name : { "Layla Haddad", "Amina Okonkwo", "Jan Terpstra" }) {
            HandOver one = received(QString::fromLatin1(name), lakeside, 1300);
            one.packageId = QStringLiteral("several");
            one.receiptSent = many.isEmpty();
            probed(one, many.size() == 1 ? State::Revoked : State::StillGood, many.size() == 1 ? QStringLiteral("401 invalid_scope") : QStringLiteral("200"));
            many << one;
        }
        HandOver amina = made(QStringLiteral("Amina Okonkwo"), {}, 6000, QStringLiteral("Passphrase"));
        HandOver lars = made(QStringLiteral("Lars Petter Nygård"), platform, 16000);
        recalled(exchanged(opened(lars), 2), true);
        HandOver deleting = made(QStringLiteral("Ruth Adeyemi-Clarke"), platform, 26000);
        probed(opened(deleting), State::DeleteOnly, QStringLiteral("200, /activities/update"));
        HandOver refused = received(QStringLiteral("Lindiwe Okafor"), QStringLiteral("Northern Archive"), 34000);
        refused.refusal = QStringLiteral("use-by over");
        add(refused, Event::Kind::Refused, { { QStringLiteral("reason"), QStringLiteral("use-by over") } });
        return QList<HandOver> { sofia, tomas, ruth } + many + QList<HandOver> { amina, lars, deleting, refused };
    }

    ledger::Ledger::Chain chain() const
    {
        ledger::Ledger::Chain chain;
        chain.length = m_number;
        chain.head = m_head;
        return chain;
    }

private:
    HandOver start(HandOver::Direction direction, const QString &researcher, const QString &partner, int minutesAgo, const QString &protection)
    {
        HandOver one;
        one.direction = direction;
        one.environmentId = QStringLiteral("practice");
        one.packageId = QStringLiteral("package-%1").arg(++m_packages);
        one.orcid = QStringLiteral("0000-0002-9227-%1").arg(8500 + m_packages);
        one.researcher = researcher;
        one.clientId = direction == HandOver::Direction::Made ? QStringLiteral("APP-NB7K2QX4M0T9W6RA") : QStringLiteral("APP-LS00000000000000");
        one.partner = partner;
        one.partnerClientId = partner.isEmpty() ? QString() : QStringLiteral("APP-OG55T1ZR8K3CV7QD");
        one.protection = protection;
        one.purpose = QStringLiteral("Grant GR-2291");
        one.scopes = { QStringLiteral("openid"), QStringLiteral("/read-limited"), QStringLiteral("/activities/update") };
        one.tokenId = QString::number(m_packages);
        one.when = m_now.addSecs(-60 * minutesAgo);
        one.useBy = one.when.addDays(7);
        add(one, direction == HandOver::Direction::Made ? Event::Kind::Made : Event::Kind::Received);
        return one;
    }

    QDateTime m_now;
    qint64 m_number = 0;
    int m_packages = 0;
    QByteArray m_head = QByteArray(32, '\0');
};

/// A recall as it looks at that outcome.
inline ui::RecallView recallView(const ledger::HandOver &handOver, desk::Recall::Outcome outcome, const QDateTime &now)
{
    using desk::Recall;
    using State = Recall::Step::State;
    ui::RecallView view;
    view.handOver = handOver;
    view.entry = 33;
    view.outcome = outcome;
    const bool open = outcome == Recall::Outcome::Open, proven = outcome == Recall::Outcome::Proven, failed = outcome == Recall::Outcome::NotRecalled;
    const State done = open ? State::ToDo : State::Done;
    const QDateTime at = open ? QDateTime() : now.addSecs(-600);
    view.steps << Recall::Step { Recall::StepId::RevokeTokens, done, QStringLiteral("Revoke our own tokens"),
        QStringLiteral("Both tokens that Northbridge University holds for Lars are revoked. The registry now refuses his id_tokens made for us."), at,
        open ? QStringList() : QStringList { QStringLiteral("200 revoked · 12 Nov 2026, /read-limited /activities/update"), QStringLiteral("200 revoked · 2 Feb 2026, openid") }, 0 };
    view.steps << Recall::Step { Recall::StepId::AskResearcher, done, QStringLiteral("Ask the researcher"),
        QStringLiteral("Permissions given outside Baton can only be removed by Lars. A ready text asks him to remove Northbridge University under Trusted parties."), at, {}, 0 };
    view.steps << Recall::Step { Recall::StepId::TellPartner, done, QStringLiteral("Tell the partner"),
        QStringLiteral("Open Grants Platform’s Baton stops renewing and wipes its copy when it imports the notice."), at, {}, 0 };
    view.steps << Recall::Step { Recall::StepId::Prove, open ? State::ToDo : proven ? State::Done : failed ? State::Failed : State::Asked, QStringLiteral("Prove it by trying"),
        QStringLiteral("Exchanged as Open Grants Platform, whose client is on this computer too. Elsewhere the partner’s signed receipt takes this place."), at,
        proven ? QStringList { QStringLiteral("401 invalid_scope · There are no active tokens with valid scopes for this account") }
            : failed ? QStringList { QStringLiteral("200 · /read-limited /activities/update") } : QStringList(), proven || failed ? 12 : 0 };
    view.outcomeWords = proven ? QStringLiteral("The registry refused a new exchange today, 14:24. The proof is in the ledger as entry 42.")
        : failed ? QStringLiteral("The exchange still worked: a permission is left that Baton has not seen. Ask the researcher to remove Northbridge University.")
                 : QStringLiteral("The second client is not on this computer. The partner’s signed receipt will prove it.");
    view.cannotUndo = { QStringLiteral("A token that was running at 14:20 works until it ends, 15:05 at the latest."), QStringLiteral("What the partner has read stays known to it."),
        QStringLiteral("1 work stays on the record, shown as ours via the partner. Lars can remove it."),
        QStringLiteral("If Lars signs in for us again, the old id_token works again. Baton will warn at that sign-in.") };
    return view;
}

} // namespace baton::test
