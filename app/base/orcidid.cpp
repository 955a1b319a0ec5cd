#include "app/base/orcidid.h"

namespace baton {

QChar OrcidId::checkCharacter(QStringView fifteenDigits)
{
    int total = 0;
    int digits = 0;
    for (const QChar c : fifteenDigits) {
        if (c == u'-')
            continue;
        if (c < u'0' || c > u'9' || ++digits > 15)
            return {};
        total = (total + (c.unicode() - u'0')) * 2;
    }
    if (digits != 15)
        return {};
    const int check = (12 - total % 11) % 11;
    return check == 10 ? QChar(u'X') : QChar(u'0' + check);
}

std::optional<OrcidId> OrcidId::parse(QStringView text)
{
    if (text.size() != 19)
        return {};
    for (qsizetype i = 0; i < 18; ++i) {
        const bool hyphen = i == 4 || i == 9 || i == 14;
        const QChar c = text[i];
        if (hyphen ? c != u'-' : (c < u'0' || c > u'9'))
            return {};
    }
    if (text[18] != checkCharacter(text.first(18)))
        return {};
    OrcidId id;
    id.m_text = text.toString();
    return id;
}

} // namespace baton
