#pragma once

#include "app/base/secret.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QStringList>

namespace baton::test {

/// A secret under the name it is reported by.
struct Canary {
    QString name;
    Secret value;
};

/// Every way its bytes may lie about: as they are, base64 and base64url at each of three offsets, percent-encoded, hex,
/// UTF-16 in both orders.
QByteArrayList disguises(const Secret &secret);
/// What each of them is called, in the same order.
const QStringList &disguiseNames();

/// Which canaries are in the bytes, each with the disguise it was found in.
QStringList sightings(const QByteArray &bytes, const QList<Canary> &canaries, const QString &where);
/// The same over every file under a folder, hidden ones and names included.
QStringList sightingsUnder(const QString &folder, const QList<Canary> &canaries);

} // namespace baton::test
