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
    QByteArray method = {}, path = {}, accept = {}; ///< path decoded, without query; all empty when the request line could not be read
};

struct Head {
    qsizetype contentLength = 0;
    bool expectsContinue = false;
    bool chunked = false;    ///< the body says itself where it ends
    qsizetype bodyLimit = 0; ///< bytes it may have
};

/// Checks a request's head (request line and header lines, without the empty line): form, method, target, exactly one
/// allowed Host, a body of known and bounded length. What passes is safe to give to QHttpServer's parser.
std::optional<GateRefusal> checkHead(const QByteArray &head, const GateRules &rules, Head *result);

/// The refusal of a request whose head, or what has come of it, is this.
GateRefusal refusalOf(int status, const QByteArray &reason, const QByteArray &head);

/// Follows a chunked body as it arrives (RFC 9112 section 7.1) and keeps nothing of it. Strict: sizes of 1 to 8 digits,
/// neither extensions nor trailers, every line end CR LF.
class ChunkReader {
public:
    enum class State { More, Done, Broken, TooLarge };

    explicit ChunkReader(qsizetype limit) : m_limit(limit) { }
    /// Once it is not More, it stays as it is; what follows the end is not looked at.
    State feed(QByteArrayView bytes);
    qsizetype size() const { return m_size; } ///< of the body so far, as the chunks announce it

private:
    enum class At { Size, SizeEnd, Data, DataCr, DataLf, LastCr, LastLf };
    State step(char c);
    State sizeLine(char c);

    qsizetype m_limit, m_size = 0, m_left = 0;
    int m_digits = 0;
    At m_at = At::Size;
    State m_state = State::More;
};

/// Reason phrase of a status, for status lines.
QByteArray reasonPhrase(int status);

} // namespace baton::practice
