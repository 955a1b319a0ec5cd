#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>

#include <optional>

namespace baton::practice {

/// Limits in front of the HTTP server (S46), which has none of its own.
struct GateRules {
    QByteArrayList hosts;                ///< allowed Host values, lower case, with port where there is one
    qsizetype maxHead = 32 * 1024;
    qsizetype maxTarget = 8 * 1024;
    qsizetype maxBody = 1024 * 1024;
    int maxHeaders = 100;
    QByteArray bulkPath, bulkAuthorization;       ///< this path takes bodies up to maxBulk from whoever sends exactly that Authorization
    qsizetype maxBulk = 64 * 1024 * 1024;
    int requestMs = 15000;               ///< a request must have arrived by then, counted from the connection
    int answerMs = 15000;                ///< and its answer be taken by then
    int lingerMs = 2000;                 ///< a refused client may go on sending for so long
    int maxConnections = 400;
};

struct GateRefusal {
    int status = 400;
    QByteArray reason; ///< one plain sentence
};

struct Head {
    qsizetype contentLength = 0;
    bool expectsContinue = false;
};

/// Checks a request's head (request line and header lines, without the empty line): form, method, target, exactly one
/// allowed Host, a body of known and bounded length. What passes is safe to give to QHttpServer's parser.
std::optional<GateRefusal> checkHead(const QByteArray &head, const GateRules &rules, Head *result);

/// Reason phrase of a status, for status lines.
QByteArray reasonPhrase(int status);

} // namespace baton::practice
