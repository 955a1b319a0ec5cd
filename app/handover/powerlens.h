#pragma once

#include "app/clients/grants.h"

namespace baton::handover {

/// What a partner will be able to do with one researcher's permission, in words (orcid.md 4.4 to 4.9, 5, 6.7). Computed from
/// all permissions known to be granted to this client for this person, not only from the last sign-in.
struct PowerLens {
    struct Power {
        QString id;          ///< "read-limited", "activities-update", …
        QString icon;        ///< of resources/icons
        QString title;       ///< "Add activities, and change or delete those it added this way"
        QString details;     ///< "Works, affiliations, funding, peer reviews, resources."
        QString scope;       ///< "/activities/update", empty for what is no scope
        QDateTime givenAt;   ///< of the newest permission that gives it
        bool thisSignIn = false;
    };
    struct Permission {
        clients::Grant grant;
        bool thisSignIn = false;
    };
    QList<Power> able, unable;
    QList<Permission> permissions; ///< newest first, ended ones too
    QStringList ends;              ///< how it ends, one paragraph each
    QString warning;               ///< the id_token can be passed on
    bool hasOlderPowers() const;   ///< something comes from another day than this sign-in
};

/// What the lens knows besides the permissions; for its words only.
struct LensFacts {
    QString researcher, partner, ownClient;
    QString thisGrantId;           ///< the grant of this sign-in; empty when unknown
    int works = -1, worksNotOurs = -1; ///< of the record, when it has been read; -1 = not known
};
PowerLens lookThrough(const QList<clients::Grant> &grants, const LensFacts &facts);

/// The page for a data-protection file: plain, printable HTML without tokens, everything from outside escaped (S51).
QString powerPage(const PowerLens &lens, const LensFacts &facts, const QString &environmentName, const QDateTime &at);

} // namespace baton::handover
