#include "ui/people/thumbprint.h"

#include "app/base/text.h"

#include <QtCore/QStringList>

namespace baton::ui {

QString thumbprintLines(const QByteArray &thumbprint)
{
    const QStringList groups = groupedHex(thumbprint).split(u' ');
    QStringList lines;
    for (qsizetype i = 0; i < groups.size(); i += 8)
        lines << groups.mid(i, 8).join(u' ');
    return lines.join(u'\n');
}

} // namespace baton::ui
