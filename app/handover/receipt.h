#pragma once

#include "app/base/clock.h"
#include "app/handover/partners.h"

#include <functional>
#include <optional>

namespace baton::handover {

inline constexpr qsizetype maxReceiptBytes = 64 * 1024;

/// What one party tells the other about a package, signed (docs/package.md). Compact JWS, ES256; typ "baton-receipt+jwt" from
/// the second client, "baton-notice+jwt" (a recall) from the original client.
struct Receipt {
    enum class Type { Receipt, Recall };
    enum class Act { Opened, Exchanged, Refused, Recalled, Wiped, ExchangeRefused };
    struct Line {
        QString orcid;       ///< bare iD; empty = the whole package
        Act act = Act::Opened;
        QDateTime at;        ///< UTC
        QStringList scopes;  ///< Exchanged: what the token allowed
        int count = 1;       ///< how often until then
        QString words;       ///< reason of a refusal
    };

    Type type = Type::Receipt;
    QString environmentId;
    QString issuerClientId, audienceClientId; ///< who says it to whom
    QString packageId;       ///< jti of the package
    QDateTime issuedAt;
    QList<Line> lines;
    QString thumbprint;      ///< base64url, of the key that signed; filled when read
    QByteArray compact;      ///< filled when made or read
};

/// Errors: receipt.empty, jws.key.
Result<Receipt> signReceipt(Receipt receipt, const jose::Jwk &ownKey, const Clock &clock);
/// Strict: known members only, each of its type and within bounds. Errors: receipt.unreadable, receipt.too_large,
/// receipt.environment, receipt.unknown_partner (whose card is missing), receipt.unconfirmed, receipt.signature (not the
/// partner's pinned key).
using PartnerLookup = std::function<std::optional<Partner>(const QString &clientId)>;
Result<Receipt> readReceipt(const QByteArray &text, const QString &environmentId, const PartnerLookup &partner);
inline Result<Receipt> readReceipt(const QByteArray &text, const QString &environmentId, const Partners &partners)
{
    return readReceipt(text, environmentId, [&](const QString &clientId) { return partners.find(environmentId, clientId); });
}
/// "baton-receipt-….baton-receipt" or "….baton-notice", from [A-Za-z0-9._-] (S36).
QString receiptFileName(const Receipt &receipt);

} // namespace baton::handover
