#pragma once

#include <QtCore/QString>

namespace baton::orcid {

/// True if the id has the form its registry gives it: ROR "https://ror.org/024mrxd33", GRID "grid.455335.1", RINGGOLD
/// digits, FUNDREF "http://dx.doi.org/10.13039/…", LEI 20 characters (orcid.md 8.5). False for an unknown source.
bool fitsSource(const QString &source, const QString &id);
/// The id in its registry's form, when what was typed says it in another way ("024mrxd33", "doi:10.13039/1"); else empty.
QString suggestedOrganizationId(const QString &source, const QString &id);
/// The source whose form the id has; empty when none or several could be meant.
QString sourceOfForm(const QString &id);
/// The source that an id names however it is written ("10.13039/501100000780", "ror.org/024mrxd33"); empty when nothing tells, as
/// of digits alone.
QString sourceTold(const QString &id);

} // namespace baton::orcid
