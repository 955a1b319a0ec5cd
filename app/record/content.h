#pragma once

#include "app/record/item.h"

namespace baton::record {

/// What of an item may be sent: without what the registry computes and, for a POST, without put-code and source
/// (orcid.md 7.1, 8.3). Nulls and normalised identifiers go too.
QJsonObject forPost(const QJsonObject &content);
/// The stored item with the edited fields laid over it, so that fields no form shows survive; put-code as in the URL,
/// visibility as stored (any other would be refused with 9035). A field set to null is taken away.
QJsonObject forPut(const QJsonObject &stored, const QJsonObject &edited, qint64 putCode);

/// True if two items share an identifier that makes ORCID call them duplicates: same type, same normal form, both self.
bool shareIdentity(const QString &section, const QJsonObject &a, const QJsonObject &b);
/// What the registry recognises a duplicate by: "doi\n10.5555/abc" for each identifier of the item itself, "url\nhttps://…" for a
/// website, the text of a keyword. Two items of one section that share a key are duplicates (orcid.md 8.3). Those of the
/// relationship "version-of" are compared with them in a bulk only.
QStringList identityKeys(const QString &section, const QJsonObject &content, const QString &relationship = QStringLiteral("self"));
/// True if the section or the content gives the registry something to recognise a duplicate by.
bool hasIdentity(const QString &section, const QJsonObject &content);

/// True if everything that was sent is stored, whatever the registry added (its own visibility included).
bool isStored(const QString &section, const QJsonObject &sent, const QJsonObject &stored);

} // namespace baton::record
