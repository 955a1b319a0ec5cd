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
struct Item {
    QString section;     ///< orcid section key: "works", "employments", "keywords", …
    qint64 putCode = 0;
    QString title;       ///< one line for lists
    QString subtitle;    ///< "Journal article · Estuaries Review · 2026"
    QString year;        ///< for sorting; may be empty
    QString visibility;  ///< "public", "limited", "private"
    Source source;
    QDateTime createdAt, changedAt;
    QJsonObject json;
    bool full = false;   ///< json is the full item, not the summary
    int groupSize = 1;   ///< items of the group this one stands for (works)
    qint64 traceId = 0;  ///< HTTP exchange that brought it
    QString searchText;  ///< lower case: title, journal, ids, source
};

struct SectionContent {
    QString section;
    QList<Item> items;
    QDateTime readAt;
    qint64 traceId = 0;
    QStringList leftOut; ///< where entries of a wrong type were dropped: "group/3/work-summary/1" (S40)
};

} // namespace baton::record

Q_DECLARE_METATYPE(baton::record::Item)
