#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace baton::record {

/// Who wrote an item: the whole tuple that decides who may change it (orcid.md 4.8, 4.9). Compared by path only.
struct Source {
    QString orcid, clientId, originOrcid, originClientId; ///< paths: bare iD or client id, empty if null
    QString name, originName;

    static Source fromJson(const QJsonValue &source);
    /// "Northbridge University via Open Grants Platform", or one name.
    QString sentence() const;
    bool sameTuple(const Source &other) const;
};

/// One item of a section, summary or full; `json` is exactly what the registry sent, so nothing is lost.
/// A QJsonObject takes several times the room of its text, so long lists that are only looked at are read lean.
struct Item {
    QString section;     ///< orcid section key: "works", "employments", "keywords", …
    qint64 putCode = 0;
    QString title;       ///< one line for lists
    QString subtitle;    ///< "Journal article · Estuaries Review · 2026"
    QString year;        ///< may be empty
    int day = 0;         ///< for sorting: 20260914, 20260000 when only the year is given, 0 when nothing is
    QString visibility;  ///< "public", "limited", "private"
    Source source;
    QDateTime createdAt, changedAt;
    QJsonObject json;    ///< empty in a lean item, see withJson()
    QByteArray text;     ///< lean: JSON of the group of the list that it came in, shared with the others of the group
    bool full = false;   ///< json is the full item, not the summary
    int groupSize = 1;   ///< items of the group this one stands for (works)
    qint64 traceId = 0;  ///< HTTP exchange that brought it
    QString searchText;  ///< lower case: title, journal, ids, source
};

/// A lean item with its JSON; parsed each time. Others as they are.
Item withJson(const Item &item);

struct SectionContent {
    QString section;
    QList<Item> items;
    QDateTime readAt;
    qint64 changedMs = 0; ///< the list's last-modified-date, epoch; 0 = not said
    qint64 traceId = 0;
    QStringList leftOut; ///< where entries of a wrong type were dropped: "group/3/work-summary/1" (S40)
};

} // namespace baton::record

Q_DECLARE_METATYPE(baton::record::Item)
