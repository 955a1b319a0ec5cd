#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace baton::orcid {

/// An error code of the Member API (orcid.md 9.2).
struct ErrorCode {
    int code = 0;          ///< 9021
    int status = 0;        ///< HTTP; 9001 comes with whichever status the framework found
    QString developer;     ///< developer-message, %1 and %2 stand for its parameters
    QString meaning;       ///< what it means, for the person at the desk
    QString next;          ///< what to do now
};

struct Explanation {
    QString meaning, next;
};

const QList<ErrorCode> &allErrorCodes();
const ErrorCode *findErrorCode(int code);
/// The developer message with its parameters filled in.
QString developerMessage(int code, const QStringList &parameters = {});
/// Plain words for a code; a general answer for one we do not know.
Explanation explain(int code);

} // namespace baton::orcid
