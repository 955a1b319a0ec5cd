#include "ui/record/datefields.h"

#include "app/record/jsonvalues.h"
#include "ui/common/widgets.h"

#include <QtCore/QDate>
#include <QtCore/QLocale>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString two(int number)
{
    return u"%1"_s.arg(number, 2, 10, QLatin1Char('0'));
}

void choose(QComboBox *combo, const QString &value)
{
    int index = combo->findData(value);
    if (index < 0) { // outside the list, yet what the registry has
        combo->addItem(value, value);
        index = combo->count() - 1;
    }
    combo->setCurrentIndex(index);
}

QJsonValue part(const QComboBox *combo)
{
    const QString value = combo->currentData().toString();
    return value.isEmpty() ? QJsonValue() : QJsonValue(QJsonObject { { u"value"_s, value } });
}

} // namespace

DateFields::DateFields(const QString &prefix, QWidget *parent) : QWidget(parent)
{
    const auto name = [&prefix](const QString &alone, const QString &after) { return prefix.isEmpty() ? alone : prefix + u' ' + after; };
    m_year = makeCombo(name(tr("Year"), tr("year")), this);
    m_month = makeCombo(name(tr("Month"), tr("month")), this);
    m_day = makeCombo(name(tr("Day"), tr("day")), this);
    m_year->addItem(tr("Year"), QString());
    m_month->addItem(tr("Month"), QString());
    m_day->addItem(tr("Day"), QString());
    for (int year = QDate::currentDate().year() + 2; year >= 1900; --year)
        m_year->addItem(QString::number(year), QString::number(year));
    const auto format = prefix.isEmpty() ? QLocale::LongFormat : QLocale::ShortFormat; // two dates share a row
    for (int month = 1; month <= 12; ++month)
        m_month->addItem(QLocale::c().standaloneMonthName(month, format), two(month));
    for (int day = 1; day <= 31; ++day)
        m_day->addItem(QString::number(day), two(day));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_year, 3);
    row->addWidget(m_month, prefix.isEmpty() ? 5 : 3);
    row->addWidget(m_day, 2);
    m_year->setMinimumWidth(Theme::of().height(76));
    m_month->setMinimumWidth(Theme::of().height(prefix.isEmpty() ? 112 : 74));
    m_day->setMinimumWidth(Theme::of().height(62));
    for (QComboBox *combo : { m_year, m_month, m_day }) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(1);
        connect(combo, &QComboBox::currentIndexChanged, this, &DateFields::edited);
    }
}

void DateFields::set(const QJsonValue &date)
{
    const QJsonObject parts = date.toObject();
    choose(m_year, record::textOf(parts.value(u"year"_s)));
    choose(m_month, record::textOf(parts.value(u"month"_s)));
    choose(m_day, record::textOf(parts.value(u"day"_s)));
}

QJsonValue DateFields::value() const
{
    const QJsonObject date { { u"year"_s, part(m_year) }, { u"month"_s, part(m_month) }, { u"day"_s, part(m_day) } };
    return record::isNothing(date) ? QJsonValue() : QJsonValue(date);
}

} // namespace baton::ui
