#include "app/handover/receipt.h"

#include "app/base/orcidid.h"
#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/handover/memberreader.h"
#include "app/handover/receiptpayload.h"
#include "app/jose/jws.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

constexpr qsizetype maxLines = 400, maxId = 200, maxWords = 300, maxScopes = 50;
const QString receiptType = u"baton-receipt+jwt"_s, noticeType = u"baton-notice+jwt"_s;

using Act = Receipt::Act;
using Type = Receipt::Type;

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Receipt)
};

const QList<std::pair<Act, QString>> &actNames()
{
    static const QList<std::pair<Act, QString>> names { { Act::Opened, u"opened"_s }, { Act::Exchanged, u"exchanged"_s },
        { Act::Refused, u"refused"_s }, { Act::Recalled, u"recalled"_s }, { Act::Wiped, u"wiped"_s },
        { Act::ExchangeRefused, u"exchange_refused"_s } };
    return names;
}

Failure unreadable(const QString &reason)
{
    return fail(u"receipt.unreadable"_s, Words::tr("The receipt cannot be read. %1").arg(reason), Words::tr("Ask the partner for the receipt again."));
}

Failure tooLarge()
{
    return fail(u"receipt.too_large"_s, Words::tr("It is larger than 64 KiB, so it is no receipt."), Words::tr("Open the file the partner sent."));
}

QJsonObject toJson(const Receipt::Line &line)
{
    QJsonObject json { { "at"_L1, line.at.toSecsSinceEpoch() } };
    for (const auto &[act, name] : actNames()) {
        if (act == line.act)
            json.insert("act"_L1, name);
    }
    if (!line.orcid.isEmpty())
        json.insert("orcid"_L1, line.orcid);
    if (line.act == Act::Exchanged) {
        json.insert("count"_L1, line.count);
        json.insert("scopes"_L1, QJsonArray::fromStringList(line.scopes));
    }
    if (!line.words.isEmpty())
        json.insert("words"_L1, plain(line.words).left(maxWords));
    return json;
}

QString readLine(const QJsonObject &json, Receipt &receipt)
{
    MemberReader reader(json, u"lines."_s);
    Receipt::Line line;
    line.at = QDateTime::fromSecsSinceEpoch(reader.time("at"_L1), Qt::UTC);
    line.orcid = reader.text("orcid"_L1, false, maxId);
    if (!line.orcid.isEmpty() && !OrcidId::parse(line.orcid))
        reader.wrong("orcid"_L1);
    const QString name = reader.text("act"_L1, true, maxId);
    std::optional<Act> act;
    for (const auto &[one, known] : actNames()) {
        if (known == name)
            act = one;
    }
    // A receipt tells what the second client did, a notice that the original client took something back.
    if (!act || (*act == Act::Recalled) != (receipt.type == Type::Recall))
        reader.wrong("act"_L1);
    line.act = act.value_or(Act::Opened);
    if (line.act == Act::Exchanged) {
        line.count = int(reader.integer("count"_L1, 1, 1'000'000));
        line.scopes = reader.texts("scopes"_L1, false, maxScopes, maxId);
    }
    line.words = plain(reader.text("words"_L1, false, maxWords));
    receipt.lines << line;
    return reader.problem();
}

QJsonObject toJson(const Receipt &receipt)
{
    QJsonArray lines;
    for (const Receipt::Line &line : receipt.lines)
        lines << toJson(line);
    return { { "iss"_L1, receipt.issuerClientId }, { "aud"_L1, receipt.audienceClientId }, { "iat"_L1, receipt.issuedAt.toSecsSinceEpoch() },
        { "environment"_L1, receipt.environmentId }, { "package"_L1, receipt.packageId }, { "lines"_L1, lines } };
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

Result<Receipt> readReceiptPayload(Type type, QByteArrayView bytes)
{
    const auto json = parseJsonObject(bytes, { maxReceiptBytes, 8, true });
    if (!json)
        return unreadable(json.error().what);
    MemberReader reader(*json);
    Receipt receipt;
    receipt.type = type;
    receipt.environmentId = reader.text("environment"_L1, true, maxId);
    receipt.issuerClientId = reader.text("iss"_L1, true, maxId);
    receipt.audienceClientId = reader.text("aud"_L1, true, maxId);
    receipt.packageId = reader.text("package"_L1, true, 64);
    receipt.issuedAt = QDateTime::fromSecsSinceEpoch(reader.time("iat"_L1), Qt::UTC);
    QString problem;
    for (const QJsonValue line : reader.array("lines"_L1, maxLines)) {
        if (!line.isObject())
            reader.wrong("lines"_L1);
        if (const QString wrong = readLine(line.toObject(), receipt); problem.isEmpty())
            problem = wrong;
    }
    if (const QString wrong = reader.problem(); !wrong.isEmpty() || !problem.isEmpty())
        return unreadable(wrong.isEmpty() ? problem : wrong);
    return receipt;
}

Result<Receipt> signReceipt(Receipt receipt, const jose::Jwk &ownKey, const Clock &clock)
{
    if (receipt.lines.isEmpty())
        return fail(u"receipt.empty"_s, Words::tr("There is nothing to tell the partner yet."), Words::tr("Open or exchange the package first."));
    if (ownKey.type() != jose::Jwk::Type::EcP256 || !ownKey.isPrivate())
        return fail(u"jws.key"_s, Words::tr("There is no P-256 key of ours to sign the receipt with."), Words::tr("Make a new key under Clients and partners."));
    receipt.issuedAt = clock.now();
    receipt.thumbprint = ownKey.thumbprintText();
    const QByteArray payload = QJsonDocument(toJson(receipt)).toJson(QJsonDocument::Compact);
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

Result<Receipt> readReceipt(const QByteArray &text, const QString &environmentId, const Partners &partners)
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
    const auto partner = partners.find(environmentId, receipt->issuerClientId);
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
