#include "app/formats/entry.h"

#include "app/base/text.h"
#include "app/orcid/identifiers.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCryptographicHash>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

/// What stays the same when anything else of the entry is corrected.
QString digestKey(const Row &row)
{
    QStringList parts { row.section, row.orcid };
    QStringList ids;
    for (const record::ExternalId &id : record::externalIdsOf(row.section, row.content)) {
        if (id.relationship.isEmpty() || id.relationship == u"self")
            ids += id.type + u':' + (id.value.size() > maxIdentifier ? id.value : orcid::comparable(id.type, id.value));
    }
    ids.sort();
    parts += ids.isEmpty() ? QStringList { row.title.toLower() } : ids;
    return QString::fromLatin1(QCryptographicHash::hash(parts.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex().first(24));
}

QString identifierWords(const Row &row)
{
    const QList<record::ExternalId> ids = record::externalIdsOf(row.section, row.content);
    const auto self = std::find_if(ids.begin(), ids.end(), [](const record::ExternalId &id) { return id.relationship == u"self" || id.relationship.isEmpty(); });
    const auto shown = self == ids.end() ? ids.begin() : self;
    return shown == ids.end() ? QString() : oneLine(shown->type + u' ' + shown->value);
}

} // namespace

QString oneLine(const QString &text, qsizetype limit)
{
    const QString line = plain(text.left(limit * 4)).simplified();
    return line.size() > limit ? line.left(limit - 1) + u'…' : line;
}

void finishRow(Row &row, const Draft &draft)
{
    row.section = draft.section();
    row.notes += draft.notes();
    finishRow(row, draft.content());
}

void finishRow(Row &row, const QJsonObject &content)
{
    row.content = content;
    const record::Item item = record::itemFromJson(row.section, row.content, true);
    row.title = oneLine(item.title);
    row.identifier = identifierWords(row);
    if (row.key.isEmpty())
        row.key = digestKey(row);
}

Row unusableRow(const QString &section, const QString &key, const QString &title, const QString &why)
{
    Row row;
    row.section = section;
    row.key = key;
    row.title = oneLine(title);
    row.unusable = why;
    return row;
}

} // namespace baton::formats
