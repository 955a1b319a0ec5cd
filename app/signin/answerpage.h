#pragma once

#include <QtCore/QByteArray>

namespace baton::signin {

enum class AnswerPage {
    Received, ///< a code came; whether it is worth anything is not known yet
    Denied,   ///< the researcher said no
    Refused,  ///< the registry said no, or the answer was not acceptable
};

/// A whole HTTP response with a static page and the headers of S10; nothing from the request appears in it.
QByteArray pageResponse(AnswerPage page);
/// A whole HTTP response without a body (S9): 400, 404, 405, 408, 410, 414, 431.
QByteArray emptyResponse(int status);

} // namespace baton::signin
