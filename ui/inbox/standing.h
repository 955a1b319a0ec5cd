#pragma once

#include "app/desk/delegations.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// "Is it still good?" of one received id_token, in words and colours: from what the registry said last, else from what the
/// inbox keeps.
struct Standing {
    enum class Group { Other, Good, Revoked, NotEnabled, Unreachable }; ///< the filters
    Group group = Group::Other;
    QString words, details, icon;
    Tone tone = Tone::Neutral;
    bool deleteOnly = false;
    bool usable = true; ///< worth an exchange
    QString next = {};    ///< where nothing is left to exchange: what could change that
    QString inShort = {}; ///< of `details`, what a cell has room for
};

Standing standingOf(const handover::Delivery &delivery, const std::optional<exchange::Probe> &probe);
/// "reads, updates activities": what scopes let one do, short enough for a cell.
QString mayWords(const QStringList &scopes);

} // namespace baton::ui
