#include "app/ledger/chain.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::ledger {

namespace {

// S53: a spreadsheet takes such a cell for a formula. White space before it does not help, full-width signs do no better.
QString cell(QString text)
{
    static const QString starts = u"=+-@\t\r\n＝＋－＠"_s;
    const QString trimmed = text.trimmed();
    if ((!text.isEmpty() && starts.contains(text.front())) || (!trimmed.isEmpty() && starts.contains(trimmed.front())))
        text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString time(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODate) : QString();
}

QString yes(bool value)
{
    return value ? u"yes"_s : u"no"_s;
}

QString joined(const QList<qint64> &numbers)
{
    QStringList out;
    for (const qint64 number : numbers)
        out << QString::number(number);
    return out.join(u' ');
}

QStringList cellsOf(const HandOver &row)
{
    return { time(row.when), row.direction == HandOver::Direction::Made ? u"made"_s : u"received"_s, row.researcher, row.orcid, row.clientId,
        row.partner, row.partnerClientId, row.protection, row.purpose, row.scopes.join(u' '), time(row.useBy), time(row.openedAt),
        QString::number(row.exchanges), time(row.lastExchangeAt), row.refusal, row.lastProbe ? exchange::Probe::name(row.lastProbe->state) : QString(),
        row.lastProbe ? row.lastProbe->words : QString(), time(row.probedAt), QString::number(row.written), joined(row.putCodes),
        yes(row.receiptSent), time(row.recalledAt), yes(row.proven), yes(row.wiped), yes(row.stillUsable()), row.environmentId, row.packageId, row.tokenId };
}

} // namespace

QByteArray Ledger::toCsv(const QList<HandOver> &handOvers)
{
    static const QStringList names { u"when"_s, u"direction"_s, u"researcher"_s, u"orcid"_s, u"original_client"_s, u"partner"_s, u"partner_client"_s,
        u"protection"_s, u"purpose"_s, u"scopes"_s, u"use_by"_s, u"opened"_s, u"exchanges"_s, u"last_exchange"_s, u"refused"_s, u"last_probe"_s,
        u"probe_words"_s, u"probed"_s, u"written"_s, u"put_codes"_s, u"receipt_sent"_s, u"recalled"_s, u"proven"_s, u"wiped"_s, u"still_usable"_s,
        u"environment"_s, u"package"_s, u"token_id"_s };
    // Spreadsheets take UTF-8 for what it is only behind this mark.
    QByteArray out = "\xEF\xBB\xBF" + names.join(u',').toUtf8() + "\r\n";
    for (const HandOver &row : handOvers) {
        QStringList cells;
        for (const QString &text : cellsOf(row))
            cells << cell(text);
        out += cells.join(u',').toUtf8() + "\r\n";
    }
    return out;
}

QByteArray Ledger::toJson() const
{
    QJsonArray entries;
    for (const Event &event : events())
        entries << toEntry(event);
    const QByteArray head = events().isEmpty() ? QByteArray(32, '\0') : events().last().hash;
    return QJsonDocument(QJsonObject { { "format"_L1, "baton-ledger-1"_L1 }, { "entries"_L1, entries }, { "length"_L1, events().size() },
                             { "head"_L1, QString::fromLatin1(head.toHex()) } })
        .toJson();
}

} // namespace baton::ledger
