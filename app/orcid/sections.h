#pragma once

#include "app/orcid/fields.h"

namespace baton::orcid {

/// A summary's key and the full item's key it is filled from ("completion-date" from "review-completion-date").
struct SummaryKey {
    QString key;
    QString from;
    QString prefix; ///< XML namespace where it is not the full item's
};

/// A section of a record: where it is, how it looks, what it needs (orcid.md 6.2, 6.3, 7.3–7.8).
struct Section {
    enum class Group { Activities, Person };
    enum class Family { Works, Fundings, Affiliations, PeerReviews, ResearchResources, PersonItems, Emails };

    QString key;          ///< "works", "addresses"; also its key inside activities-summary or person
    QString singular;     ///< "work", "address"
    QString listPath;     ///< GET /{iD}/{listPath}: "works", "address"
    QString itemPath;     ///< POST /{iD}/{itemPath}, GET/PUT/DELETE …/{put-code}: "work", "keywords", "address"
    QString listKey;      ///< array inside the list: "group", "affiliation-group", "keyword"
    QString summaryKey;   ///< "work-summary"; for person items the same as listKey
    QString title;        ///< "Works"
    QString itemTitle;    ///< "work"
    QString icon;         ///< of resources/icons, without ".svg"
    Group group = Group::Activities;
    Family family = Family::Works;
    QString readScope;
    QStringList createScopes;   ///< any of them
    QStringList updateScopes;
    QStringList deleteScopes;
    bool writable = true;       ///< e-mails are read only
    QList<Field> fields;        ///< of the full item, in the order served
    QList<SummaryKey> summary;  ///< of the summary, in the order served; person items have none

    bool isActivity() const { return group == Group::Activities; }
    const Field *field(const QString &fieldKey) const { return findField(fields, fieldKey); }
    /// Fields of the summary, renamed.
    QList<Field> summaryFields() const;
};

/// In the order of the record page: activities, then person.
const QList<Section> &allSections();
/// By key ("works"), singular ("work"), list path or item path; null when unknown.
const Section *findSection(const QString &name);

} // namespace baton::orcid
