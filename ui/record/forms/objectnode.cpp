#include "ui/record/forms/objectnode.h"

#include "app/orcid/organizationids.h"
#include "app/record/jsonvalues.h"
#include "ui/record/forms/leaves.h"
#include "ui/record/forms/listnode.h"

#include <algorithm>

namespace baton::ui {

using namespace Qt::StringLiterals;
using orcid::Kind;

namespace {

QString joined(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + u'/' + key;
}

/// Written by the registry, decided by the researcher, or always the same.
bool isLeftAlone(const orcid::Field &field, const FormLayout &layout, const QString &path)
{
    return field.shape == orcid::Shape::Server || field.shape == orcid::Shape::Number || field.key == "visibility"_L1
        || field.key == "path"_L1 || layout.fixed.contains(path);
}

} // namespace

ObjectNode::ObjectNode(const orcid::Field &field, const FormLayout &layout, const QString &path, const QString &prefix, QObject *parent)
    : FormNode(field, parent)
{
    for (const orcid::Field &part : field.fields) {
        const QString at = joined(path, part.key);
        if (isLeftAlone(part, layout, at))
            continue;
        FormNode *node = make(part, layout, at, prefix);
        connect(node, &FormNode::edited, this, &FormNode::edited);
        connect(node, &FormNode::left, this, &FormNode::left);
        m_parts += node;
    }
    if (field.key == "disambiguated-organization"_L1)
        followSource();
}

// An id that says whose it is, typed or pasted, needs no second choice; whoever chooses otherwise afterwards is right.
void ObjectNode::followSource()
{
    const auto part = [this](QLatin1String key) {
        const auto found = std::find_if(m_parts.begin(), m_parts.end(), [key](const FormNode *one) { return one->field().key == key; });
        return found == m_parts.end() ? nullptr : *found;
    };
    const FormNode *id = part("disambiguated-organization-identifier"_L1);
    auto *source = qobject_cast<ChoiceNode *>(part("disambiguation-source"_L1));
    if (!id || !source)
        return;
    connect(id, &FormNode::edited, source, [id, source] {
        const QString text = record::textOf(id->value()), chosen = record::textOf(source->value());
        const QString told = orcid::sourceTold(text);
        if (!told.isEmpty() && told != chosen && !orcid::fitsSource(chosen, text))
            source->choose(told);
    });
}

FormNode *ObjectNode::make(const orcid::Field &part, const FormLayout &layout, const QString &path, const QString &prefix)
{
    const Wording wording { layout.labelOf(path, part), layout.captionOf(path, part), prefix };
    if (part.shape == orcid::Shape::List && part.kind != Kind::ExternalId)
        return new ListNode(part, wording, this);
    switch (part.kind) {
    case Kind::ExternalId:
    case Kind::ExternalIds:
        return new IdentifiersNode(part, wording, layout.usualIdentifier, this);
    case Kind::Date:
        return new DateNode(part, wording, this);
    case Kind::OrcidId:
        return new PersonIdNode(part, wording, this);
    case Kind::LongText:
        return new LongTextNode(part, wording, this);
    default:
        break;
    }
    if (part.shape == orcid::Shape::Object)
        return new ObjectNode(part, layout, path, prefix, this);
    if (!part.values.isEmpty())
        return new ChoiceNode(part, wording, layout.presetOf(part), this);
    return new TextNode(part, wording, this);
}

QList<std::pair<QString, FormNode *>> ObjectNode::placed() const
{
    QList<std::pair<QString, FormNode *>> all;
    for (FormNode *part : m_parts) {
        if (part->widget()) {
            all += { part->field().key, part };
            continue;
        }
        for (const auto &[path, node] : static_cast<const ObjectNode *>(part)->placed())
            all += { part->field().key + u'/' + path, node };
    }
    return all;
}

void ObjectNode::fill(const QJsonValue &value)
{
    m_base = value.toObject();
    for (FormNode *part : std::as_const(m_parts))
        part->set(m_base.contains(part->field().key) ? m_base.value(part->field().key) : QJsonValue(QJsonValue::Undefined));
}

QJsonValue ObjectNode::read() const
{
    QJsonObject now = m_base;
    for (const FormNode *part : m_parts) {
        const QJsonValue value = part->value();
        if (!value.isUndefined())
            now[part->field().key] = value;
    }
    // A source alone, as it is offered for a new item, is nothing yet.
    const bool noId = field().key == "disambiguated-organization"_L1
        && record::textAt(now, { u"disambiguated-organization-identifier"_s }).isEmpty();
    return noId || record::isNothing(now) ? QJsonValue() : QJsonValue(now);
}

void ObjectNode::setLeft(bool left)
{
    for (FormNode *part : std::as_const(m_parts))
        part->setLeft(left);
}

void ObjectNode::showProblems(const Problems &problems)
{
    Problems own; // of the object as a whole: shown at its first part
    for (const record::FieldProblem &problem : problems) {
        if (problem.field.isEmpty())
            own += problem;
    }
    for (FormNode *part : std::as_const(m_parts)) {
        part->showProblems(own + below(problems, part->field().key));
        own.clear();
    }
}

QString ObjectNode::nameOf(const QString &path) const
{
    for (const FormNode *part : m_parts) {
        if (const std::optional<QString> rest = pathFrom(path, part->field().key))
            return part->nameOf(*rest);
    }
    return m_parts.isEmpty() ? field().label : m_parts.first()->nameOf({});
}

} // namespace baton::ui
