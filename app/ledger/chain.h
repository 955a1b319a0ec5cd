#pragma once

#include "app/ledger/ledger.h"

namespace baton::ledger {

/// The canonical form (docs/ledger.md): one JSON object of every member but `hash`, names in order, no white space, UTF-8.
QByteArray canonical(const QJsonObject &entry);
/// The entry as stored and exported, `hash` included.
QJsonObject toEntry(const Event &event);
/// Nothing when a member is missing or of a wrong kind. Does not look whether the hash fits.
std::optional<Event> fromEntry(const QJsonObject &entry);
/// Ten digits, so that ids sort as the numbers do.
QString idOf(qint64 number);

/// What is kept beside the chain, so that a tail cut off is noticed.
struct Head {
    qint64 number = 0;
    QByteArray hash;
};

/// The chain as found in the vault; `id` is the document's, `entry` is empty when it does not decrypt, `event` too when it is
/// not as an entry must be. Read once, for all who ask.
struct Found {
    Found(QString documentId, std::optional<QJsonObject> found) : id(std::move(documentId)), entry(std::move(found))
    {
        if (entry)
            event = fromEntry(*entry);
    }
    QString id;
    std::optional<QJsonObject> entry;
    std::optional<Event> event;
};

/// The first entry that is not as it must be. `found` in order of their ids. `followsHead`: the end of the chain is the kept
/// one, or one entry further (Baton was ended between the two writings).
Ledger::Chain verify(const QList<Found> &found, const std::optional<Head> &head, bool *followsHead);

} // namespace baton::ledger
