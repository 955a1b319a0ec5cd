#pragma once

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>
#include <QtCore/QStringList>

namespace baton::handover {

/// Reads a JSON object member by member and remembers the first thing that was wrong; whatever nobody asked for is wrong too.
class MemberReader {
public:
    /// `place` stands before the names in what is told: "sender.".
    explicit MemberReader(QJsonObject json, QString place = {}) : m_json(std::move(json)), m_place(std::move(place)) { }

    QString text(QLatin1String name, bool required, qsizetype limit = 500);
    qint64 integer(QLatin1String name, qint64 least, qint64 most);
    qint64 time(QLatin1String name); ///< seconds, 2000 to 2100 (S19)
    QStringList texts(QLatin1String name, bool required, qsizetype count, qsizetype limit);
    QList<QStringList> lists(QLatin1String name, qsizetype count, qsizetype entries, qsizetype limit); ///< exactly `count` lists
    QJsonArray array(QLatin1String name, qsizetype most);
    QJsonObject object(QLatin1String name);

    bool has(QLatin1String name) const { return m_json.contains(name); }
    void wrong(QLatin1String name);
    QString problem(); ///< empty when all was right; call last

private:
    QJsonValue take(QLatin1String name);

    QJsonObject m_json;
    QString m_place, m_problem;
    QSet<QString> m_taken;
};

} // namespace baton::handover
