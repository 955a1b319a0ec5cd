#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>
#include <optional>

namespace baton::practice::state {

/// The first thing that is wrong with a file.
struct Problem {
    QString path; ///< "researchers[1].sections.works[3].visibility"; empty = the file as a whole
    QString why;
    bool found() const { return !why.isEmpty(); }
    QString text() const { return path.isEmpty() ? why : path + QStringLiteral(": ") + why; }
};

/// One value of a file and where it stands. Every getter checks the type and refuses what does not fit; after the first
/// refusal nothing more is read. A child must not outlive its parent.
class Node {
public:
    Node(const QJsonValue &value, Problem *problem) : m_value(value), m_problem(problem) { }

    const QJsonValue &value() const { return m_value; }
    QString path() const;
    void refuse(const QString &why) const;
    void refuse(const char *key, const QString &why) const { child(key).refuse(why); }
    bool failed() const { return m_problem->found(); }

    /// The value is an object with no other members than these.
    bool isObjectOf(std::initializer_list<const char *> keys) const;
    bool has(const char *key) const { return !m_value[QLatin1String(key)].isUndefined(); }
    Node child(const char *key) const { return { this, QLatin1String(key), m_value[QLatin1String(key)] }; }

    /// Without control characters but line breaks and tabs; at most `longest` characters.
    QString text(const char *key, const QString &fallback = {}, qsizetype longest = 1000) const;
    /// The same, and it must be there and not be blank.
    QString needText(const char *key, qsizetype longest = 1000) const;
    QString oneOf(const char *key, const QStringList &choices, const QString &fallback) const;
    bool flag(const char *key, bool fallback) const;
    qint64 number(const char *key, qint64 fallback, qint64 least, qint64 most) const;
    /// "2026-11-23T14:06:00Z" as epoch milliseconds.
    qint64 moment(const char *key, qint64 fallback) const;
    QStringList texts(const char *key, const QStringList &fallback = {}, qsizetype longest = 1000) const;
    QJsonObject object(const char *key) const;

    void each(const char *key, const std::function<void(const Node &)> &visit) const;
    void eachMember(const char *key, const std::function<void(const QString &name, const Node &)> &visit) const;
    /// The value itself, which is no object.
    QString asText(qsizetype longest = 1000) const;
    std::optional<qint64> asMoment() const;

private:
    Node(const Node *parent, const QString &key, const QJsonValue &value)
        : m_value(value), m_problem(parent->m_problem), m_parent(parent), m_key(key)
    {
    }
    Node(const Node *parent, qsizetype index, const QJsonValue &value)
        : m_value(value), m_problem(parent->m_problem), m_parent(parent), m_index(index)
    {
    }
    bool open(const char *key) const { return !failed() && has(key); }

    QJsonValue m_value;
    Problem *m_problem;
    const Node *m_parent = nullptr;
    QString m_key;
    qsizetype m_index = -1;
};

/// As moment() reads it; milliseconds only where there are some.
QString stamp(qint64 epochMs);

} // namespace baton::practice::state
