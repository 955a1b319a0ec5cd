#pragma once

#include "app/practice/accounts.h"
#include "app/practice/api/records.h"
#include "app/practice/faults.h"
#include "app/practice/people.h"
#include "app/practice/pages/recorditems.h"
#include "app/practice/registry.h"
#include "app/practice/oauth/sessions.h"

#include <QtCore/QJsonObject>

namespace baton::practice {

struct ConsentPage {
    Client client;
    QString redirectUri;
    QStringList scopes;
    QList<Person> researchers;
    QString rawRequest;       ///< goes back in the form's "request" field
    QByteArray csrf;
    QString selected;         ///< bare iD of the radio that starts ticked, may be empty
    bool signInAgain = false; ///< somebody is signed in, but has to do it again
    QString hint;             ///< one sentence above the form, may be empty
};

struct SignInPage {
    QList<Person> researchers;
    QString returnTo; ///< a path of ours
    QByteArray csrf;
    QString hint;
};

/// One permission as the researcher sees it: a client and a set of scopes.
struct Grant {
    QString key;        ///< names it in the form
    QString clientId, clientName;
    QStringList scopes;
    qint64 since = 0;   ///< epoch ms of the oldest row
    int items = 0;      ///< on the record, added by the client or for it
};

struct ResearcherRow {
    QString orcid, name, note;
    QString state;             ///< "active", "unclaimed", "locked", "deactivated", "deprecated"
    QString defaultVisibility;
};

/// What was typed, and what came of it.
struct AddResearcherForm {
    QString given, family, visibility;
    QString problem; ///< above the form
    QString notice;  ///< above the list: what was done
};

struct AddClientForm {
    QString name, redirects; ///< one address per line
    bool exchange = false;
    QString problem;
    std::optional<ClientInfo> added; ///< just now, to show its secret
};

struct FaultPage {
    FaultBoard board;
    QDateTime now;                    ///< of the registry's clock
    std::chrono::milliseconds offset; ///< from real time
    QString hint;                     ///< one sentence above the form, may be empty
};

/// The pages of the registry in the browser: plain forms, no scripts, everything from outside escaped (S51), a strict
/// content security policy, and on each the sentence that this is not ORCID (S46).
class Pages {
public:
    Pages(QString issuer, People people, const Sessions &sessions);

    HttpResponse consent(const Session &session, const ConsentPage &page) const;
    HttpResponse signIn(const Session &session, const SignInPage &page) const;
    /// confirm: key of the grant whose "Take back this permission?" is open, may be empty.
    HttpResponse trustedParties(const Session &session, const QList<Grant> &grants, const QString &confirm) const;
    HttpResponse inbox(const Session &session, const QList<Notification> &notifications) const;
    HttpResponse researchers(int status, const Session &session, const QList<ResearcherRow> &rows, const AddResearcherForm &form) const;
    HttpResponse clients(int status, const Session &session, const QList<Client> &clients, const AddClientForm &form) const;
    HttpResponse resetState(const Session &session) const;
    HttpResponse saveState(const Session &session) const;
    HttpResponse loadState(int status, const Session &session, const QString &problem, const QString &pasted) const;
    HttpResponse faultBoard(int status, const Session &session, const FaultPage &page) const;
    HttpResponse controlApi(const Session &session) const;
    /// record: GET /{iD}/record as a reader with /read-public gets it (orcid.md 7); allOf: section shown in full.
    HttpResponse record(const Session &session, const Person &person, const QJsonObject &record, const RecordExtras &extras, const QString &allOf) const;
    /// A record with nothing to read: locked, deactivated, deprecated (primary: the one that took its place), unclaimed.
    HttpResponse closedRecord(const Session &session, const QString &orcid, const QString &state, const QString &primary) const;
    /// An error the browser cannot be sent back with: code and description in sight.
    HttpResponse problem(int status, const Session &session, const QString &error, const QString &description) const;
    HttpResponse notFound(const Session &session, const QString &what) const;

    static HttpResponse styleSheet();
    static HttpResponse favicon();

private:
    struct Frame {
        QString title, body;
        QString current;      ///< path marked in the navigation
        QString formTarget;   ///< origin a form of this page may lead to, besides our own
    };
    HttpResponse page(int status, const Session &session, const Frame &frame) const;
    QString header(const Session &session, const Frame &frame) const;
    QString recordHead(const QString &title, const QString &orcid, bool readable) const;
    static QString stateChip(const QString &state);
    static QString notice(const QString &text, const QString &problem);
    static QString problemBanner(const QString &problem);
    static QString stateLinks();
    QString radios(const QList<Person> &researchers, const QString &selected) const;

    QString m_issuer;
    People m_people;
    const Sessions &m_sessions;
};

/// What the signed-in pages use to tie a form to its page.
namespace formpurpose {
inline const QByteArray signOut = "sign-out", signIn = "sign-in", revoke = "revoke", addResearcher = "add-researcher",
                        addClient = "add-client", reset = "reset", save = "save", load = "load", faults = "faults";
} // namespace formpurpose

} // namespace baton::practice
