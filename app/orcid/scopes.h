#pragma once

#include <QtCore/QList>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace baton::orcid {

/// A permission as ORCID defines it (orcid.md 5).
struct Scope {
    enum class Grant { User, Client, Internal };
    enum class Who { Public, Member, Premium, Staff };

    QString name;          ///< "/activities/update"
    Grant grant = Grant::User;
    Who who = Who::Member;
    QString title;         ///< "Add and change activities"
    QString explanation;   ///< one plain sentence for the administrator
    QString consentTitle;  ///< as asked on the consent page: "Add and change your activities"
    QString consentText;
    QStringList implies;   ///< transitively
};

/// All scopes, in ORCID's order of use; the five offered at sign-in come first.
const QList<Scope> &allScopes();
const Scope *findScope(const QString &name);
/// openid, /read-limited, /activities/update, /person/update, /authenticate.
QStringList signInScopes();

/// The set with everything it implies.
QSet<QString> expandScopes(const QSet<QString> &scopes);
/// Splits on white space and "+"; order is not significant (orcid.md 2.4).
QStringList splitScopes(const QString &text);
bool holdsAny(const QSet<QString> &granted, const QStringList &wanted);

} // namespace baton::orcid
