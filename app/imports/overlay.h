#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace baton::imports {

/// What a file says of an item laid over what is stored: what the file holds wins, what it does not or cannot hold stays (a
/// subtitle, a contributor's iD, an identifier of another type, the day of a date it knows only the year of). An identifier of the
/// same type and relationship is replaced, an organization of another name as a whole. For Writer::change().
QJsonObject laidOver(const QJsonObject &stored, const QJsonObject &content);

} // namespace baton::imports
