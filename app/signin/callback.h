#pragma once

#include "app/base/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace baton::signin {

/// What the answer to one authorization request must carry.
struct CallbackExpectation {
    QByteArray state;
    QString issuer;
    bool issuerRequired = false; ///< metadata: authorization_response_iss_parameter_supported (S7)
};

/// An answer whose state matched: it belongs to this sign-in and ends the waiting.
struct CallbackAnswer {
    enum class Kind {
        Code,        ///< code is set
        Denied,      ///< error=access_denied
        Refused,     ///< another OAuth error (orcid.md 2.2)
        WrongIssuer, ///< iss missing or different (RFC 9207 2.4)
        Malformed,   ///< neither or both of code and error, or characters RFC 6749 App. A does not allow
    };
    Kind kind = Kind::Malformed;
    QByteArray code;
    QString error, description; ///< text from outside
};

/// Judges the raw query of a callback (S6 to S8): each parameter once, state in constant time, iss, then error or code.
/// Pure. An Error means the request is none of ours and changes nothing: callback.encoding, callback.duplicate,
/// callback.state_missing, callback.state_mismatch.
Result<CallbackAnswer> validateCallback(QByteArrayView rawQuery, const CallbackExpectation &expectation);

} // namespace baton::signin
