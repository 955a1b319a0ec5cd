#include "app/handover/kinds.h"

#include "app/jose/jws.h"

using namespace Qt::StringLiterals;

namespace baton::handover {

bool looksLikeReceipt(QByteArrayView text)
{
    const QByteArrayView compact = text.trimmed();
    if (compact.size() > 64 * 1024 || compact.count('.') != 2)
        return false;
    const auto parts = jose::parseJws(compact);
    return parts && (parts->typ() == "baton-receipt+jwt"_L1 || parts->typ() == "baton-notice+jwt"_L1);
}

} // namespace baton::handover
