#pragma once

#include "app/ledger/ledger.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// A few words with the icon and colour that go with them.
struct LedgerLook {
    QString words, icon;
    Tone tone = Tone::Neutral;
};

/// What a registry said to an id_token: "Still good", "Revoked", …
LedgerLook probeLook(exchange::Probe::State state);
/// The last column: recalled, never opened, or what the last probe said.
LedgerLook stateLook(const ledger::HandOver &handOver);
/// "Exchanged ×3", "Opened", "No receipt yet", "Refused: use-by over".
QString receiptWords(const ledger::HandOver &handOver);
QString researcherName(const ledger::HandOver &handOver);
/// "Open Grants Platform", or who it is with a passphrase.
QString partnerName(const ledger::HandOver &handOver);
/// "to Open Grants Platform", "from Lakeside Repository".
QString directionWords(const ledger::HandOver &handOver);
bool sealedWithKey(const ledger::HandOver &handOver);
/// "30 Nov", with the year when it is another one.
QString dayOnly(const QDateTime &when, const QDateTime &now);
/// First and last four hex digits of a hash, in lower case: "9d1f…70c2".
QString shortHash(const QByteArray &hash);

} // namespace baton::ui
