#pragma once

#include "app/base/error.h"
#include "app/signin/callback.h"

#include <QtCore/QUrl>

#include <chrono>

/// The words for each way a sign-in can end without tokens, and for what is wrong with a pasted address.
namespace baton::signin::errors {

Error noOpenid();                         ///< signin.scopes
Error redirectUri(const QString &uri);    ///< signin.redirect_uri
Error answer(const CallbackAnswer &answer, const QString &clientName); ///< signin.denied, .refused, .issuer_mismatch
Error timedOut(std::chrono::seconds after, int strays);                ///< signin.timeout
Error cancelled(bool codeSent);                                        ///< signin.cancelled

Error pasteNotWaiting();                  ///< signin.paste_not_waiting
Error pasteEmpty();                       ///< signin.paste_empty
Error pasteNoAddress();                   ///< signin.paste_no_address
Error pasteElsewhere(const QUrl &wanted); ///< signin.paste_elsewhere
/// signin.state_mismatch, signin.paste_incomplete (no state), signin.paste_broken
Error pasteRefused(const Error &callbackError);

} // namespace baton::signin::errors
