#include "app/handover/memberreader.h"

#include "app/base/text.h"

#include <QtCore/QCoreApplication>

#include <cmath>

namespace baton::handover {

namespace {

constexpr qint64 year2000 = 946'684'800, year2100 = 4'102'444'800;

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Package)
};

} // namespace

QJsonValue MemberReader::take(QLatin1String name)
{
    m_taken.insert(name);
    return m_json.value(name);
}

void MemberReader::wrong(QLatin1String name)
{
    if (m_problem.isEmpty())
        m_problem = Words::tr("The member “%1” is missing or of the wrong kind.").arg(m_place + name);
}

QString MemberReader::text(QLatin1String name, bool required, qsizetype limit)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() && !required)
        return {};
    const QString text = value.toString();
    if (!value.isString() || (required && text.isEmpty()) || text.size() > limit)
        wrong(name);
    return text;
}

qint64 MemberReader::integer(QLatin1String name, qint64 least, qint64 most)
{
    const QJsonValue value = take(name);
    const double number = value.isDouble() ? value.toDouble() : std::nan("");
    if (!(number >= double(least) && number <= double(most)) || number != std::floor(number)) {
        wrong(name);
        return least;
    }
    return qint64(number);
}

qint64 MemberReader::time(QLatin1String name)
{
    return integer(name, year2000, year2100);
}

QStringList MemberReader::texts(QLatin1String name, bool required, qsizetype count, qsizetype limit)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() && !required)
        return {};
    const QJsonArray array = value.toArray();
    if (!value.isArray() || array.size() > count || (required && array.isEmpty()))
        wrong(name);
    QStringList out;
    for (const QJsonValue entry : array) {
        if (entry.toString().isEmpty() || entry.toString().size() > limit)
            wrong(name);
        out.append(entry.toString());
    }
    return out;
}

QList<QStringList> MemberReader::lists(QLatin1String name, qsizetype count, qsizetype entries, qsizetype limit)
{
    const QJsonArray array = take(name).toArray();
    if (array.size() != count)
        wrong(name);
    QList<QStringList> out;
    for (const QJsonValue inner : array) {
        QStringList texts;
        if (!inner.isArray() || inner.toArray().size() > entries)
            wrong(name);
        for (const QJsonValue entry : inner.toArray()) {
            if (entry.toString().isEmpty() || entry.toString().size() > limit)
                wrong(name);
            texts.append(entry.toString());
        }
        out.append(texts);
    }
    return out;
}

QJsonArray MemberReader::array(QLatin1String name, qsizetype most)
{
    const QJsonValue value = take(name);
    const QJsonArray array = value.toArray();
    if (!value.isArray() || array.isEmpty() || array.size() > most)
        wrong(name);
    return array;
}

QJsonObject MemberReader::object(QLatin1String name)
{
    const QJsonValue value = take(name);
    if (!value.isObject())
        wrong(name);
    return value.toObject();
}

QString MemberReader::problem()
{
    for (auto it = m_json.begin(); it != m_json.end(); ++it) {
        if (m_problem.isEmpty() && !m_taken.contains(it.key()))
            m_problem = Words::tr("It has the unknown member “%1”.").arg(m_place + plain(it.key().left(60)));
    }
    return m_problem;
}

} // namespace baton::handover
