#pragma once

#include <QtCore/QDebug>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace baton {

/// Why something failed, told so that a person can act on it.
struct Error {
    QString code;       ///< stable, dotted, lower case: "http.timeout", "signin.denied", "package.wrong_recipient"
    QString what;       ///< what happened, one or two plain sentences
    QString next;       ///< what to do now; may be empty when there is nothing to do
    qint64 traceId = 0; ///< http::Exchange::id behind it, 0 if none
    int httpStatus = 0; ///< status of that exchange, 0 if no answer came
    QJsonObject details; ///< machine-readable extras (ORCID error body, put-code of a duplicate, …)

    /// "what next" in one line, for logs and status texts.
    QString text() const;
};

QDebug operator<<(QDebug debug, const Error &error);

} // namespace baton

Q_DECLARE_METATYPE(baton::Error)
