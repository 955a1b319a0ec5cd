#include "ui/record/forms/formnode.h"

namespace baton::ui {

using namespace Qt::StringLiterals;

void FormNode::set(const QJsonValue &value)
{
    m_original = value;
    fill(value);
    m_read = read();
}

QJsonValue FormNode::value() const
{
    const QJsonValue now = read();
    return now == m_read && !isPreset() ? m_original : now;
}

const record::FieldProblem *worst(const Problems &problems)
{
    const record::FieldProblem *found = nullptr;
    for (const record::FieldProblem &problem : problems) {
        if (!found || (problem.blocking && !found->blocking))
            found = &problem;
    }
    return found;
}

std::optional<QString> pathFrom(const QString &path, const QString &key)
{
    if (!path.startsWith(key))
        return std::nullopt;
    const QString rest = path.sliced(key.size());
    if (rest.isEmpty() || rest.front() == u'[')
        return rest;
    return rest.front() == u'/' ? std::optional(rest.sliced(1)) : std::nullopt;
}

Problems below(const Problems &problems, const QString &key)
{
    Problems found;
    for (record::FieldProblem problem : problems) {
        const std::optional<QString> rest = pathFrom(problem.field, key);
        if (!rest)
            continue;
        problem.field = *rest;
        found += problem;
    }
    return found;
}

QString nameWithin(const QString &prefix, const QString &label)
{
    if (prefix.isEmpty() || label.isEmpty())
        return label.isEmpty() ? prefix : label;
    return prefix + u' ' + label.front().toLower() + label.sliced(1);
}

} // namespace baton::ui
