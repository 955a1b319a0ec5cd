#include "app/handover/receipt.h"

#include "app/base/text.h"
#include "app/handover/receiptpayload.h"
#include "app/jose/jws.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

const QString receiptType = u"baton-receipt+jwt"_s, noticeType = u"baton-notice+jwt"_s;

using Type = Receipt::Type;

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Receipt)
};

Failure unreadable(const QString &reason)
{
    return fail(u"receipt.unreadable"_s, Words::tr("The receipt cannot be read. %1").arg(reason), Words::tr("Ask the partner for the receipt again."));
}

Failure tooLarge()
{
    return fail(u"receipt.too_large"_s, Words::tr("It is larger than 64 KiB, so it is no receipt."), Words::tr("Open the file the partner sent."));
}

Error partnerProblem(const std::optional<Partner> &partner, const QString &clientId)
{
    if (!partner)
        return { u"receipt.unknown_partner"_s, Words::tr("The receipt comes from client %1, whose card is not here.").arg(plain(clientId)),
            Words::tr("Import the partner’s card and compare the words with them, then import the receipt again."), 0, 0, {} };
    if (partner->trust != Partner::Trust::Confirmed)
        return { u"receipt.unconfirmed"_s, Words::tr("The receipt comes from %1, whose key has not been confirmed.").arg(plain(partner->name)),
            Words::tr("Compare the words with the partner under Clients and partners, then import the receipt again."), 0, 0, {} };
    return {};
}

} // namespace

Result<Receipt> signReceipt(Receipt receipt, const jose::Jwk &ownKey, const Clock &clock)
{
    if (receipt.lines.isEmpty())
        return fail(u"receipt.empty"_s, Words::tr("There is nothing to tell the partner yet."), Words::tr("Open or exchange the package first."));
    if (ownKey.type() != jose::Jwk::Type::EcP256 || !ownKey.isPrivate())
        return fail(u"jws.key"_s, Words::tr("There is no P-256 key of ours to sign the receipt with."), Words::tr("Make a new key under Clients and partners."));
    receipt.issuedAt = clock.now();
    receipt.thumbprint = ownKey.thumbprintText();
    const QByteArray payload = writeReceiptPayload(receipt);
    const auto large = [] {
        return fail(u"receipt.too_large"_s, Words::tr("The receipt would be larger than 64 KiB."), Words::tr("Open packages with fewer researchers at once."));
    };
    if (payload.size() > maxReceiptBytes)
        return large();
    // What the partner could not read must not be signed.
    if (const auto back = readReceiptPayload(receipt.type, payload); !back)
        return fail(back.error());
    const auto compact = jose::signJws(payload, ownKey,
        { { "typ"_L1, receipt.type == Type::Recall ? noticeType : receiptType }, { "kid"_L1, receipt.thumbprint } });
    if (!compact)
        return fail(compact.error());
    if (compact->size() > maxReceiptBytes)
        return large();
    receipt.compact = *compact;
    return receipt;
}

Result<Receipt> readReceipt(const QByteArray &text, const QString &environmentId, const PartnerLookup &partnerOf)
{
    const QByteArray compact = text.trimmed();
    if (compact.size() > maxReceiptBytes)
        return tooLarge();
    const auto parts = jose::parseJws(compact, maxReceiptBytes);
    if (!parts)
        return unreadable(parts.error().what);
    if ((parts->typ() != receiptType && parts->typ() != noticeType) || parts->header.contains("cty"_L1))
        return unreadable(Words::tr("It is something else than a receipt or a recall notice."));
    auto receipt = readReceiptPayload(parts->typ() == noticeType ? Type::Recall : Type::Receipt, parts->payload);
    if (!receipt)
        return receipt;
    if (receipt->environmentId != environmentId)
        return fail(u"receipt.environment"_s, Words::tr("The receipt is for the environment “%1”, not for this one.").arg(plain(receipt->environmentId.left(60))),
            Words::tr("Change to that environment and import it there."));
    const auto partner = partnerOf(receipt->issuerClientId);
    if (const Error problem = partnerProblem(partner, receipt->issuerClientId); !problem.code.isEmpty())
        return fail(problem);
    if (parts->kid() != partner->key.thumbprintText() || !jose::verifyJws(*parts, partner->key, u"ES256"_s))
        return fail(u"receipt.signature"_s, Words::tr("The receipt was changed, or it was not signed with the key of %1 that is known here.").arg(plain(partner->name)),
            Words::tr("Do not rely on it. Ask the partner for the receipt again."));
    receipt->thumbprint = parts->kid();
    receipt->compact = compact;
    return receipt;
}

QString receiptFileName(const Receipt &receipt)
{
    const auto safe = [](const QString &text, qsizetype most) {
        QString out;
        for (const QChar c : text) {
            if (out.size() < most && ((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')))
                out += c;
        }
        return out;
    };
    const QString kind = receipt.type == Type::Recall ? u"notice"_s : u"receipt"_s;
    return u"baton-%1-%2-%3-%4.baton-%1"_s.arg(kind, safe(receipt.environmentId, 20), receipt.issuedAt.toUTC().toString(u"yyyyMMdd-HHmm"_s), safe(receipt.packageId, 8));
}

} // namespace baton::handover
