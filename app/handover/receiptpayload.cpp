#include "app/handover/receiptpayload.h"

#include "app/base/orcidid.h"
#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/handover/memberreader.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

constexpr qsizetype maxLines = 400, maxId = 200, maxWords = 300, maxScopes = 50;

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

} // namespace

QByteArray writeReceiptPayload(const Receipt &receipt)
{
    QJsonArray lines;
    for (const Receipt::Line &line : receipt.lines)
        lines << toJson(line);
    const QJsonObject json { { "iss"_L1, receipt.issuerClientId }, { "aud"_L1, receipt.audienceClientId }, { "iat"_L1, receipt.issuedAt.toSecsSinceEpoch() },
        { "environment"_L1, receipt.environmentId }, { "package"_L1, receipt.packageId }, { "lines"_L1, lines } };
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

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

} // namespace baton::handover
