#include "app/practice/state/node.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

#include <algorithm>
#include <cmath>

namespace baton::practice::state {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeState", text);
}

constexpr qsizetype mostTexts = 200;

/// What could turn the order of characters round or end a line unseen is in no name and in no address.
bool isHarmful(QChar c)
{
    const ushort code = c.unicode();
    const bool control = (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code <= 0x9f);
    return control || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

} // namespace

QString Node::path() const
{
    if (m_parent == nullptr)
        return {};
    const QString before = m_parent->path();
    if (m_index >= 0)
        return before + u'[' + QString::number(m_index) + u']';
    return before.isEmpty() ? m_key : before + u'.' + m_key;
}

void Node::refuse(const QString &why) const
{
    if (!failed())
        *m_problem = { path(), why };
}

bool Node::isObjectOf(std::initializer_list<const char *> keys) const
{
    if (failed())
        return false;
    if (!m_value.isObject()) {
        refuse(tr("must be an object"));
        return false;
    }
    const QJsonObject object = m_value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString &name = it.key();
        if (std::none_of(keys.begin(), keys.end(), [&name](const char *key) { return name == QLatin1String(key); })) {
            Node(this, name.left(60), it.value()).refuse(tr("is not known here"));
            return false;
        }
    }
    return true;
}

QString Node::asText(qsizetype longest) const
{
    const QString text = m_value.toString();
    if (!m_value.isString())
        refuse(tr("must be a text"));
    else if (text.size() > longest)
        refuse(tr("must not be longer than %1 characters").arg(longest));
    else if (std::any_of(text.begin(), text.end(), isHarmful))
        refuse(tr("has a control character"));
    return failed() ? QString() : text;
}

QString Node::text(const char *key, const QString &fallback, qsizetype longest) const
{
    return open(key) ? child(key).asText(longest) : fallback;
}

QString Node::needText(const char *key, qsizetype longest) const
{
    const QString given = text(key, {}, longest);
    if (!has(key))
        refuse(key, tr("is missing"));
    else if (given.trimmed().isEmpty())
        refuse(key, tr("must not be empty"));
    return given;
}

QString Node::oneOf(const char *key, const QStringList &choices, const QString &fallback) const
{
    if (!open(key))
        return fallback;
    const QString given = child(key).asText();
    if (choices.contains(given))
        return given;
    refuse(key, tr("must be one of: %1").arg(choices.join(QStringLiteral(", "))));
    return fallback;
}

bool Node::flag(const char *key, bool fallback) const
{
    if (!open(key))
        return fallback;
    const Node node = child(key);
    if (!node.m_value.isBool())
        node.refuse(tr("must be true or false"));
    return node.m_value.toBool();
}

qint64 Node::number(const char *key, qint64 fallback, qint64 least, qint64 most) const
{
    if (!open(key))
        return fallback;
    const Node node = child(key);
    const double given = node.m_value.toDouble();
    const bool whole = node.m_value.isDouble() && given == std::floor(given) && std::abs(given) < 9e15;
    if (whole && node.m_value.toInteger() >= least && node.m_value.toInteger() <= most)
        return node.m_value.toInteger();
    node.refuse(tr("must be a whole number from %1 to %2").arg(least).arg(most));
    return fallback;
}

std::optional<qint64> Node::asMoment() const
{
    static const QRegularExpression form(QStringLiteral("\\A\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z\\z"));
    const QString text = m_value.toString();
    const QDateTime when = form.match(text).hasMatch() ? QDateTime::fromString(text, Qt::ISODateWithMs) : QDateTime();
    if (when.isValid())
        return when.toMSecsSinceEpoch();
    refuse(tr("must be a time such as 2026-11-23T14:06:00Z"));
    return std::nullopt;
}

qint64 Node::moment(const char *key, qint64 fallback) const
{
    return open(key) ? child(key).asMoment().value_or(fallback) : fallback;
}

QStringList Node::texts(const char *key, const QStringList &fallback, qsizetype longest) const
{
    if (!open(key))
        return fallback;
    QStringList list;
    each(key, [&](const Node &node) {
        const QString text = node.asText(longest);
        if (list.contains(text))
            node.refuse(tr("is there twice"));
        if (list.size() >= mostTexts)
            node.refuse(tr("is one too many: %1 are taken").arg(mostTexts));
        list << text;
    });
    return list;
}

QJsonObject Node::object(const char *key) const
{
    if (!open(key))
        return {};
    const Node node = child(key);
    if (!node.m_value.isObject())
        node.refuse(tr("must be an object"));
    return node.m_value.toObject();
}

void Node::each(const char *key, const std::function<void(const Node &)> &visit) const
{
    if (!open(key))
        return;
    const Node list = child(key);
    if (!list.m_value.isArray())
        list.refuse(tr("must be a list"));
    const QJsonArray elements = list.m_value.toArray();
    for (qsizetype i = 0; i < elements.size() && !failed(); ++i)
        visit(Node(&list, i, elements.at(i)));
}

void Node::eachMember(const char *key, const std::function<void(const QString &, const Node &)> &visit) const
{
    const QJsonObject members = object(key);
    const Node holder = child(key);
    for (auto it = members.begin(); it != members.end() && !failed(); ++it)
        visit(it.key(), Node(&holder, it.key(), it.value()));
}

QString stamp(qint64 epochMs)
{
    return QDateTime::fromMSecsSinceEpoch(epochMs, Qt::UTC).toString(epochMs % 1000 == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

} // namespace baton::practice::state
