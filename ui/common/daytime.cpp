#include "ui/common/daytime.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

namespace baton::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DayTime)
};

} // namespace

QString dayAndTime(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    const QDateTime local = when.toLocalTime(), today = now.toLocalTime();
    const QString time = local.toString(QStringLiteral("HH:mm"));
    if (local.date() == today.date())
        return Words::tr("Today, %1").arg(time);
    const QString format = local.date().year() == today.date().year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy");
    return Words::tr("%1, %2").arg(QLocale::c().toString(local.date(), format), time);
}

QString readAtWords(const QDateTime &when)
{
    const QDateTime local = when.toLocalTime();
    const bool today = local.date() == QDate::currentDate();
    return QLocale::c().toString(local, today ? QStringLiteral("HH:mm") : QStringLiteral("d MMM yyyy, HH:mm"));
}

QString timeLeft(const QDateTime &until, const QDateTime &now)
{
    // What was just made to last seven days has seven left, not six.
    constexpr qint64 hour = 60, day = 24 * hour, justBegun = hour, aMoment = 2;
    const qint64 minutes = qMax<qint64>(0, now.secsTo(until)) / 60;
    if (minutes + justBegun >= 2 * day)
        return Words::tr("%n days left", nullptr, int((minutes + justBegun) / day));
    if (minutes >= 2 * hour)
        return Words::tr("%n hours left", nullptr, int((minutes + aMoment) / hour));
    return Words::tr("%n minutes left", nullptr, int(minutes));
}

} // namespace baton::ui
