#pragma once

#include "app/practice/accounts.h"
#include "app/practice/api/jsonout.h"
#include "app/practice/state/node.h"

namespace baton::practice::state {

/// Why an address cannot be a client's redirect URI; empty = it can.
QString redirectProblem(const QString &uri);
bool isClientId(const QString &text);

/// One client of a file (docs/practice.md). Without a secret it keeps the one known for it, else gets a new one.
Client readClient(const Node &node, const QHash<QString, Secret> &knownSecrets);
void writeClient(JsonOut &out, const Client &client);

/// Tokens, codes and sign-ins under "permissions"; clients and researchers are those they may speak of.
void readPermissions(const Node &file, Accounts &accounts, const std::function<bool(const QString &orcid)> &isResearcher);
void writePermissions(JsonOut &out, const Accounts &accounts);

/// [ "a", "b" ]
void writeTexts(JsonOut &out, QStringView key, const QStringList &texts);

} // namespace baton::practice::state
