#include "app/orcid/clientid.h"

#include <QtCore/QRegularExpression>

namespace baton::orcid {

bool isClientId(QStringView id)
{
    static const QRegularExpression form(QStringLiteral("^APP-[0-9A-Z]{16}\\z"));
    return form.match(id).hasMatch();
}

} // namespace baton::orcid
