#pragma once

#include "app/base/text.h"
#include "app/claims/claims.h"
#include "app/signin/tokens.h"

#include <functional>

namespace baton::ui {

/// Why nothing can be done with somebody's id_token any more; empty while it may.
using WhyEnded = std::function<QString(const struct Subject &)>;

/// A researcher who signed in during this run, with the id_token that passed every check.
struct Subject {
    signin::Tokens tokens;
    claims::Claims claims;

    QString orcid() const { return claims.sub.toString(); }
    QString name() const { return plain(claims.name.isEmpty() ? tokens.name : claims.name); }
    bool isOf(const QString &environmentId, const QString &clientId) const
    {
        return tokens.environment.id == environmentId && tokens.client.clientId == clientId;
    }
};

} // namespace baton::ui
