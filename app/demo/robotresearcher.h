#pragma once

#include "app/http/httpclient.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace baton::demo {

/// A made-up researcher at the practice registry who answers the sign-in page over HTTP, as a browser without scripts
/// would: reads the form, picks herself, authorizes, follows the answer to the redirect URI. Practice only.
class RobotResearcher : public QObject {
    Q_OBJECT
public:
    explicit RobotResearcher(QObject *parent = nullptr);

    struct Visit {
        int pageStatus = 0;     ///< the sign-in page: 200, or 302 when permission was given earlier
        int consentStatus = 0;  ///< answer to the decision: 303
        int callbackStatus = 0; ///< answer of Baton's own listener: 200
        QUrl landedOn;          ///< without query: the code in it is a secret
    };
    /// Errors: robot.form (the page is not the expected form), robot.refused, http.*.
    QFuture<Result<Visit>> consent(const QUrl &signInLink, const QString &orcid);

private:
    struct Job;
    void get(const std::shared_ptr<Job> &job, const QUrl &url);
    void decide(const std::shared_ptr<Job> &job, const http::Response &page);
    void follow(const std::shared_ptr<Job> &job, const http::Response &answer);

    http::Trace m_trace; // its own: Traffic shows what Baton sent, not what a browser did
    http::HttpClient m_http;
};

/// What a form of the practice registry would send, found by reading its HTML: for RobotResearcher and its test.
struct ConsentForm {
    QUrl action;
    QList<http::FormField> fields; ///< hidden ones, the researcher's radio, the authorize button
};
Result<ConsentForm> readConsentForm(const QString &html, const QUrl &page, const QString &orcid);

} // namespace baton::demo
