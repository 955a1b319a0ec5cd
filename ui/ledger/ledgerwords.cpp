#include "ui/ledger/ledgerwords.h"

#include "app/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace baton::ui {

using exchange::Probe;
using ledger::HandOver;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Ledger)
};

} // namespace

LedgerLook probeLook(Probe::State state)
{
    using State = Probe::State;
    switch (state) {
    case State::StillGood: return { Words::tr("Still good"), u"okcircle"_s, Tone::Ok };
    case State::DeleteOnly: return { Words::tr("Delete only"), u"trash"_s, Tone::Warn };
    case State::Revoked: return { Words::tr("Revoked"), u"xcircle"_s, Tone::Err };
    case State::NotEnabled: return { Words::tr("Not enabled"), u"stop"_s, Tone::Warn };
    case State::NotAllowed: return { Words::tr("Not allowed"), u"stop"_s, Tone::Warn };
    case State::Deactivated: return { Words::tr("Deactivated"), u"minus"_s, Tone::Err };
    case State::Locked: return { Words::tr("Locked"), u"lock"_s, Tone::Err };
    case State::BadToken: return { Words::tr("Bad token"), u"xcircle"_s, Tone::Err };
    case State::Unreachable: return { Words::tr("Unreachable"), u"unplugged"_s, Tone::Neutral };
    case State::Refused: break;
    }
    return { Words::tr("Refused"), u"xcircle"_s, Tone::Err };
}

LedgerLook stateLook(const HandOver &handOver)
{
    if (handOver.recalled && handOver.proven)
        return { Words::tr("Recalled, proven"), u"shield"_s, Tone::Accent };
    if (handOver.registryForgot)
        return { Words::tr("Registry began anew"), u"skip"_s, Tone::Neutral };
    if (handOver.recalled)
        return { Words::tr("Recalled"), u"skip"_s, Tone::Neutral };
    if (!handOver.refusal.isEmpty() && handOver.exchanges == 0 && !handOver.lastProbe)
        return { Words::tr("Never opened"), u"skip"_s, Tone::Neutral };
    if (handOver.lastProbe)
        return probeLook(handOver.lastProbe->state);
    return { Words::tr("Not probed"), u"pending"_s, Tone::Neutral };
}

QString receiptWords(const HandOver &handOver)
{
    if (!handOver.refusal.isEmpty())
        return Words::tr("Refused: %1").arg(plain(handOver.refusal));
    if (handOver.direction == HandOver::Direction::Received && handOver.receiptSent)
        return Words::tr("Receipt sent");
    if (handOver.exchanges > 0)
        return Words::tr("Exchanged ×%1").arg(handOver.exchanges);
    if (handOver.openedAt.isValid())
        return Words::tr("Opened");
    return Words::tr("No receipt yet");
}

QString researcherName(const HandOver &handOver)
{
    if (!handOver.researcher.isEmpty())
        return plain(handOver.researcher);
    return handOver.orcid.isEmpty() ? Words::tr("Name not shared") : handOver.orcid;
}

QString partnerName(const HandOver &handOver)
{
    if (!handOver.partner.isEmpty())
        return plain(handOver.partner);
    if (!handOver.partnerClientId.isEmpty())
        return plain(handOver.partnerClientId);
    return handOver.direction == HandOver::Direction::Made ? Words::tr("whoever has the passphrase") : Words::tr("an unknown sender");
}

QString directionWords(const HandOver &handOver)
{
    return (handOver.direction == HandOver::Direction::Made ? Words::tr("to %1") : Words::tr("from %1")).arg(partnerName(handOver));
}

bool sealedWithKey(const HandOver &handOver)
{
    return handOver.protection.startsWith(u"Key");
}

QString dayOnly(const QDateTime &when, const QDateTime &now)
{
    const QDate date = when.toLocalTime().date();
    return QLocale::c().toString(date, date.year() == now.toLocalTime().date().year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

QString shortHash(const QByteArray &hash)
{
    const QString hex = QString::fromLatin1(hash.toHex());
    return hex.size() < 8 ? hex : hex.left(4) + u'…' + hex.right(4);
}

} // namespace baton::ui
