#include "ui/record/identifierrows.h"

#include "app/orcid/enumerations.h"
#include "app/orcid/identifiers.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QEvent>
#include <QtCore/QRegularExpression>
#include <QtGui/QAction>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

void choose(QComboBox *combo, const QString &value, const QString &text)
{
    if (combo->findData(value) < 0)
        combo->addItem(text, value);
    combo->setCurrentIndex(combo->findData(value));
}

void rename(QWidget *widget, const QString &name)
{
    widget->setAccessibleName(name);
    widget->setObjectName(name);
}

// A combo goes by the name of its hidden label (Qt 6.4).
void renameCombo(QComboBox *combo, const QString &name)
{
    QLabel *label = comboLabel(combo);
    if (!label)
        return;
    combo->setObjectName(name);
    label->setObjectName(name + u" label"_s);
    label->setText(name);
    label->setAccessibleName(name);
}

} // namespace

IdentifierRow::IdentifierRow(QWidget *parent)
    : QWidget(parent)
    , m_type(makeCombo(tr("Identifier type"), this))
    , m_relation(makeCombo(tr("Identifier relation"), this))
    , m_value(makeLine({}, this))
    , m_link(makeLine({}, this))
    , m_linkButton(makeIconButton(u"link"_s, tr("Link of identifier"), this))
    , m_mark(m_value->addAction(QIcon(), QLineEdit::TrailingPosition))
    , m_remove(makeIconButton(u"trash"_s, tr("Remove identifier"), this))
    , m_message(new FieldMessage(this))
{
    m_value->setProperty("kind", u"mono"_s);
    m_mark->setVisible(false);
    for (const orcid::ExternalIdType &type : orcid::externalIdTypes()) {
        m_type->addItem(type.value, type.value);
        m_type->setItemData(m_type->count() - 1, type.label.toHtmlEscaped(), Qt::ToolTipRole);
    }
    for (const orcid::Term &term : orcid::relationships())
        m_relation->addItem(term.label, term.value);
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_type->setFixedWidth(Theme::of().height(110));
    m_relation->setFixedWidth(Theme::of().height(120));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_type);
    row->addWidget(m_value, 1);
    row->addWidget(m_relation);
    row->addWidget(m_linkButton);
    row->addWidget(m_remove);
    column->addLayout(row);
    auto *link = new QHBoxLayout;
    link->addSpacing(Theme::of().height(110) + 8);
    link->addWidget(m_link, 1);
    column->addLayout(link);
    m_link->setPlaceholderText(tr("Link (https://…)"));
    m_link->hide();
    m_linkButton->setCheckable(true);
    m_linkButton->setToolTip(tr("Link"));
    auto *below = new QHBoxLayout;
    below->addSpacing(Theme::of().height(110) + 8);
    below->addWidget(m_message, 1);
    column->addLayout(below);
    m_value->installEventFilter(this);
    connect(m_type, &QComboBox::activated, this, &IdentifierRow::typeChosen);
    connect(m_relation, &QComboBox::activated, this, &IdentifierRow::edited);
    connect(m_value, &QLineEdit::textChanged, this, [this] {
        suggestLink();
        Q_EMIT edited();
    });
    connect(m_linkButton, &QToolButton::toggled, this, &IdentifierRow::showLink);
    connect(m_link, &QLineEdit::textEdited, this, [this] { m_linkTyped = true; });
    connect(m_link, &QLineEdit::textChanged, this, &IdentifierRow::edited);
    connect(m_remove, &QToolButton::clicked, this, &IdentifierRow::removeRequested);
    connect(m_message, &FieldMessage::suggestionTaken, this, [this](const QString &value) {
        m_value->setText(value);
        m_value->setFocus();
    });
}

void IdentifierRow::setName(const QString &name)
{
    renameCombo(m_type, tr("%1 type").arg(name));
    renameCombo(m_relation, tr("%1 relation").arg(name));
    rename(m_value, tr("%1 value").arg(name));
    rename(m_link, tr("%1 link").arg(name));
    rename(m_linkButton, tr("Show link of %1").arg(name.front().toLower() + name.sliced(1)));
    rename(m_remove, tr("Remove %1").arg(name.front().toLower() + name.sliced(1)));
}

void IdentifierRow::setRemovable(bool removable)
{
    m_remove->setVisible(removable);
}

void IdentifierRow::set(const QJsonObject &identifier)
{
    m_original = identifier;
    const QString type = record::textAt(identifier, { u"external-id-type"_s });
    const QString relation = record::textAt(identifier, { u"external-id-relationship"_s });
    choose(m_type, type.isEmpty() ? u"doi"_s : type, type);
    choose(m_relation, relation.isEmpty() ? u"self"_s : relation, record::relationWord(relation));
    m_value->setText(record::textAt(identifier, { u"external-id-value"_s }));
    m_value->setCursorPosition(0);
    m_linkTyped = false;
    m_link->setText(record::textAt(identifier, { u"external-id-url"_s }));
    m_link->setCursorPosition(0);
    // A link that the type and the value don't give is in sight.
    m_linkButton->setChecked(!m_link->text().isEmpty() && m_link->text() != suggestedLink() && !m_link->text().contains(m_value->text()));
}

void IdentifierRow::setUsualType(const QString &type)
{
    choose(m_type, type, type);
    suggestLink();
}

// Journals and books usually contain the item; they are not the item.
void IdentifierRow::typeChosen()
{
    if (m_value->text().isEmpty() && (type() == "issn"_L1 || type() == "isbn"_L1))
        choose(m_relation, u"part-of"_s, {});
    suggestLink();
    Q_EMIT edited();
}

QString IdentifierRow::type() const
{
    return m_type->currentData().toString();
}

QString IdentifierRow::suggestedLink() const
{
    return orcid::resolveUrl(type(), m_value->text().trimmed()).toString(QUrl::FullyEncoded);
}

// A link that came from the old value would now lead elsewhere; one of its own, or one that was typed, stays.
void IdentifierRow::suggestLink()
{
    if (m_linkTyped)
        return;
    const QString oldType = record::textAt(m_original, { u"external-id-type"_s }), oldValue = record::textAt(m_original, { u"external-id-value"_s });
    const QString oldLink = record::textAt(m_original, { u"external-id-url"_s });
    const bool same = type() == oldType && m_value->text().trimmed() == oldValue;
    const bool itsOwn = !oldLink.isEmpty() && !oldLink.contains(oldValue);
    m_link->setText(same || itsOwn ? oldLink : suggestedLink());
    m_link->setCursorPosition(0);
}

void IdentifierRow::showLink(bool on)
{
    m_link->setVisible(on);
    if (on && m_linkButton->hasFocus())
        m_link->setFocus();
}

QJsonObject IdentifierRow::value() const
{
    QJsonObject identifier = m_original;
    const QString value = m_value->text().trimmed();
    identifier[u"external-id-type"_s] = type();
    identifier[u"external-id-value"_s] = value;
    identifier[u"external-id-relationship"_s] = m_relation->currentData().toString();
    const QString link = m_link->text().trimmed();
    // As it was, to the letter, while nobody touched it.
    if (link == record::textAt(m_original, { u"external-id-url"_s }))
        identifier[u"external-id-url"_s] = m_original.value(u"external-id-url"_s);
    else
        identifier[u"external-id-url"_s] = link.isEmpty() ? QJsonValue() : QJsonValue(QJsonObject { { u"value"_s, link } });
    return identifier;
}

bool IdentifierRow::isEmpty() const
{
    return m_value->text().trimmed().isEmpty();
}

bool IdentifierRow::isBlank() const
{
    return m_original.isEmpty() && isEmpty();
}

void IdentifierRow::showProblem(const record::FieldProblem *problem)
{
    const record::FieldProblem *shown = m_left ? problem : nullptr;
    m_message->show(shown);
    markProblem(m_value, shown);
    const bool fine = !problem && !m_value->text().isEmpty() && orcid::normalise(type(), m_value->text()).has_value();
    const bool bad = shown && shown->blocking;
    m_mark->setVisible(fine || bad);
    m_mark->setIcon(Theme::of().icon(bad ? u"xcircle"_s : u"okcircle"_s, bad ? &Colors::err : &Colors::ok));
}

void IdentifierRow::focusValue()
{
    m_value->setFocus();
}

bool IdentifierRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && !m_left) {
        m_left = true;
        Q_EMIT left();
    }
    return QWidget::eventFilter(watched, event);
}

IdentifierRows::IdentifierRows(const QString &prefix, QWidget *parent)
    : QWidget(parent), m_prefix(prefix), m_column(new QVBoxLayout), m_message(new FieldMessage(this))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(4);
    m_column->setSpacing(8);
    outer->addLayout(m_column);
    outer->addWidget(m_message);
    const QString addName = prefix.isEmpty() ? tr("Add identifier") : tr("Add identifier to %1").arg(prefix.front().toLower() + prefix.sliced(1));
    m_add = makeButton(tr("Add identifier"), u"plus"_s, addName, "flat small", this);
    outer->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({})->focusValue();
        Q_EMIT edited();
    });
}

void IdentifierRows::setSingle(const QString &name)
{
    m_single = name;
    m_add->hide();
}

void IdentifierRows::setUsualType(const QString &type)
{
    m_usual = type;
}

void IdentifierRows::set(const QJsonValue &externalIds)
{
    for (IdentifierRow *row : std::as_const(m_rows))
        row->deleteLater();
    m_rows.clear();
    for (const QJsonValue &identifier : record::arrayOf(externalIds.toObject().value(u"external-id"_s)))
        addRow(identifier.toObject());
}

void IdentifierRows::offerRow()
{
    if (m_rows.isEmpty())
        addRow({});
}

IdentifierRow *IdentifierRows::addRow(const QJsonObject &identifier)
{
    auto *row = new IdentifierRow(this);
    row->set(identifier);
    if (identifier.isEmpty() && !m_usual.isEmpty())
        row->setUsualType(m_usual);
    row->setLeft(!identifier.isEmpty());
    m_rows += row;
    m_column->addWidget(row);
    renumber();
    connect(row, &IdentifierRow::edited, this, &IdentifierRows::edited);
    connect(row, &IdentifierRow::left, this, &IdentifierRows::left);
    connect(row, &IdentifierRow::removeRequested, this, [this, row] {
        m_rows.removeOne(row);
        row->hide();
        row->deleteLater();
        renumber();
        Q_EMIT edited();
    });
    return row;
}

void IdentifierRows::renumber()
{
    for (int i = 0; i < m_rows.size(); ++i) {
        const QString name = m_prefix.isEmpty() ? tr("Identifier %1").arg(i + 1) : tr("%1 identifier %2").arg(m_prefix).arg(i + 1);
        m_rows.at(i)->setName(m_single.isEmpty() ? name : m_single);
        m_rows.at(i)->setRemovable(m_single.isEmpty());
    }
    for (int i = 1; i < m_rows.size(); ++i)
        setTabOrder(m_rows.at(i - 1), m_rows.at(i));
}

QJsonValue IdentifierRows::value() const
{
    QJsonArray identifiers;
    if (m_rows.size() == 1 && (m_rows.first()->isBlank() || (!m_single.isEmpty() && m_rows.first()->isEmpty())))
        return {};
    for (const IdentifierRow *row : m_rows)
        identifiers += row->value();
    return identifiers.isEmpty() ? QJsonValue() : QJsonValue(QJsonObject { { u"external-id"_s, identifiers } });
}

void IdentifierRows::showProblems(const QList<record::FieldProblem> &problems)
{
    static const QRegularExpression entry(u"^external-id\\[(\\d+)\\]"_s);
    const record::FieldProblem *whole = nullptr;
    QHash<int, const record::FieldProblem *> single;
    for (const record::FieldProblem &problem : problems) {
        const QRegularExpressionMatch match = entry.match(problem.field);
        const record::FieldProblem *&kept = match.hasMatch() ? single[match.captured(1).toInt()] : whole;
        if (!kept || (problem.blocking && !kept->blocking))
            kept = &problem;
    }
    for (int i = 0; i < m_rows.size(); ++i)
        m_rows.at(i)->showProblem(single.value(i));
    const bool anyLeft = std::any_of(m_rows.begin(), m_rows.end(), [](const IdentifierRow *row) { return row->wasLeft(); });
    m_message->show(anyLeft || m_rows.isEmpty() ? whole : nullptr);
}

void IdentifierRows::setAllLeft()
{
    for (IdentifierRow *row : std::as_const(m_rows))
        row->setLeft(true);
}

QString IdentifierRows::typeAt(int index) const
{
    return index >= 0 && index < m_rows.size() ? m_rows.at(index)->type() : QString();
}

} // namespace baton::ui
