#include "ui/record/forms/leaves.h"

#include "app/base/orcidid.h"
#include "app/record/jsonvalues.h"
#include "ui/record/datefields.h"
#include "ui/record/identifierrows.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QStyledItemDelegate>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownWhole = 14; ///< longer lists are searched

} // namespace

void LeafNode::setEditor(const Wording &wording, QWidget *editor)
{
    m_name = accessibleName(wording);
    m_box = new FormField(wording.label, wording.caption, editor);
    m_box->setToolTip(field().help.toHtmlEscaped());
    // Later: the focus also leaves while the page is being taken down.
    connect(m_box, &FormField::left, this, &FormNode::left, Qt::QueuedConnection);
}

QJsonValue LeafNode::shaped(const QString &text) const
{
    if (text.isEmpty())
        return QJsonValue::Null;
    return field().shape == orcid::Shape::Wrapped ? QJsonValue(QJsonObject { { u"value"_s, text } }) : QJsonValue(text);
}

TextNode::TextNode(const orcid::Field &field, const Wording &wording, QObject *parent)
    : LeafNode(field, parent), m_line(makeLine(accessibleName(wording)))
{
    setEditor(wording, m_line);
    connect(m_line, &QLineEdit::textChanged, this, &FormNode::edited);
}

void TextNode::fill(const QJsonValue &value)
{
    m_line->setText(record::textOf(value));
    m_line->setCursorPosition(0);
}

QJsonValue TextNode::read() const
{
    return shaped(m_line->text().trimmed());
}

PersonIdNode::PersonIdNode(const orcid::Field &field, const Wording &wording, QObject *parent) : TextNode(field, wording, parent)
{
    line()->setProperty("kind", u"mono"_s);
}

void PersonIdNode::fill(const QJsonValue &value)
{
    const QJsonObject id = value.toObject();
    const QString uri = record::textAt(id, { u"uri"_s });
    TextNode::fill(uri.isEmpty() ? record::textAt(id, { u"path"_s }) : uri);
}

// A bare iD becomes an address of ORCID's; whatever else was typed is sent as it is, and examined beforehand.
QJsonValue PersonIdNode::read() const
{
    const QString text = line()->text().trimmed();
    if (text.isEmpty())
        return QJsonValue::Null;
    const bool bare = OrcidId::parse(text).has_value() && !text.contains(u'/');
    const QUrl uri(bare ? u"https://orcid.org/"_s + text : text);
    QJsonObject id { { u"uri"_s, uri.toString() } };
    if (const QString last = uri.path().section(u'/', -1); OrcidId::parse(last)) {
        id[u"path"_s] = last;
        id[u"host"_s] = uri.port() < 0 ? uri.host() : uri.authority();
    }
    return id;
}

LongTextNode::LongTextNode(const orcid::Field &field, const Wording &wording, QObject *parent)
    : LeafNode(field, parent), m_edit(new QPlainTextEdit)
{
    m_edit->setAccessibleName(accessibleName(wording));
    m_edit->setObjectName(accessibleName(wording));
    m_edit->setTabChangesFocus(true);
    m_edit->setFixedHeight(Theme::of().height(72));
    setEditor(wording, m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &FormNode::edited);
}

void LongTextNode::fill(const QJsonValue &value)
{
    // With its line ends, which textOf() takes for blanks.
    m_edit->setPlainText(value.isString() ? value.toString() : value.toObject().value(u"value"_s).toString());
}

QJsonValue LongTextNode::read() const
{
    return shaped(m_edit->toPlainText().trimmed());
}

ChoiceNode::ChoiceNode(const orcid::Field &field, const Wording &wording, const QString &preset, QObject *parent)
    : LeafNode(field, parent), m_preset(preset)
{
    auto *holder = new QWidget;
    m_combo = makeCombo(accessibleName(wording), holder);
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_combo);
    const bool searched = field.values.size() > kShownWhole;
    m_combo->addItem(searched ? QString() : tr("Choose…"), QString());
    for (const orcid::Term &term : field.values)
        m_combo->addItem(term.label, term.value);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(1);
    m_combo->setMaxVisibleItems(14);
    if (searched)
        makeSearchable();
    setEditor(wording, holder);
    connect(m_combo, &QComboBox::currentIndexChanged, this, &FormNode::edited);
}

void ChoiceNode::choose(const QString &value)
{
    if (const int index = m_combo->findData(value); index >= 0)
        m_combo->setCurrentIndex(index);
}

void ChoiceNode::makeSearchable()
{
    m_combo->setEditable(true);
    m_combo->setInsertPolicy(QComboBox::NoInsert);
    m_combo->lineEdit()->setAccessibleName(m_combo->objectName());
    m_combo->lineEdit()->setPlaceholderText(tr("Choose or type…"));
    QCompleter *completer = m_combo->completer();
    completer->setCompletionMode(QCompleter::PopupCompletion);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->popup()->setProperty("kind", u"choices"_s);
    completer->popup()->setItemDelegate(new QStyledItemDelegate(completer));
    connect(m_combo->lineEdit(), &QLineEdit::editingFinished, this, &ChoiceNode::settle);
}

// What was typed names one entry by label, by code or by a part that only it has.
int ChoiceNode::indexFor(const QString &text) const
{
    if (text.isEmpty())
        return 0;
    const int byCode = m_combo->findData(text, Qt::UserRole, Qt::MatchFixedString);
    const int exact = byCode < 0 ? m_combo->findText(text, Qt::MatchFixedString) : byCode;
    const QList<int> fitting = exact < 0 ? entriesWith(text) : QList<int>();
    return fitting.size() == 1 ? fitting.first() : exact;
}

QList<int> ChoiceNode::entriesWith(const QString &text) const
{
    QList<int> found;
    for (int i = 1; i < m_combo->count(); ++i) {
        if (m_combo->itemText(i).contains(text, Qt::CaseInsensitive))
            found += i;
    }
    return found;
}

// Words that name no entry, or several, stay as they were typed: what is wrong with them is said at the field.
void ChoiceNode::settle()
{
    const int found = indexFor(m_combo->currentText().trimmed());
    if (found < 0) {
        Q_EMIT edited();
        return;
    }
    m_combo->setCurrentIndex(found);
    m_combo->setEditText(m_combo->itemText(found));
    m_combo->lineEdit()->setCursorPosition(0);
}

// Empty while the words are those of the entry that is chosen.
QString ChoiceNode::unsettled() const
{
    const QString words = m_combo->isEditable() ? m_combo->currentText().trimmed() : QString();
    return words == m_combo->itemText(m_combo->currentIndex()).trimmed() ? QString() : words;
}

void ChoiceNode::showProblems(const Problems &problems)
{
    const QString words = unsettled();
    const QList<int> fitting = words.isEmpty() ? QList<int>() : entriesWith(words);
    const record::FieldProblem *first = worst(problems);
    if (!first || fitting.size() < 2)
        return LeafNode::showProblems(problems);
    record::FieldProblem several = *first;
    QStringList names;
    for (qsizetype i = 0; i < qMin<qsizetype>(3, fitting.size()); ++i)
        names += m_combo->itemText(fitting.at(i));
    several.words = fitting.size() > names.size() ? tr("“%1” fits several: %2, … Choose one.").arg(words, names.join(u", "_s))
                                                    : tr("“%1” fits several: %2. Choose one.").arg(words, names.join(u", "_s));
    box()->showProblem(&several);
}

void ChoiceNode::fill(const QJsonValue &value)
{
    const QString text = record::textOf(value);
    m_presetShown = value.isUndefined() && !m_preset.isEmpty();
    const QString chosen = m_presetShown ? m_preset : text;
    int index = m_combo->findData(chosen);
    if (index < 0) { // outside the list, yet what the registry has
        m_combo->addItem(record::listWord(chosen), chosen);
        index = m_combo->count() - 1;
    }
    m_combo->setCurrentIndex(index);
    if (m_combo->isEditable())
        m_combo->lineEdit()->setCursorPosition(0);
}

QJsonValue ChoiceNode::read() const
{
    const QString words = unsettled();
    const int named = words.isEmpty() ? m_combo->currentIndex() : indexFor(words);
    return shaped(named >= 0 ? m_combo->itemData(named).toString() : words);
}

DateNode::DateNode(const orcid::Field &field, const Wording &wording, QObject *parent) : LeafNode(field, parent)
{
    const QString prefix = field.key == "start-date"_L1 ? tr("Start") : field.key == "end-date"_L1 ? tr("End") : QString();
    m_date = new DateFields(nameWithin(wording.prefix, prefix));
    setEditor(wording, m_date);
    connect(m_date, &DateFields::edited, this, &FormNode::edited);
}

void DateNode::fill(const QJsonValue &value)
{
    m_date->set(value);
}

QJsonValue DateNode::read() const
{
    return m_date->value();
}

IdentifiersNode::IdentifiersNode(const orcid::Field &field, const Wording &wording, const QString &usualType, QObject *parent)
    : LeafNode(field, parent), m_rows(new IdentifierRows(wording.prefix)), m_single(field.kind == orcid::Kind::ExternalId)
{
    if (m_single)
        m_rows->setSingle(tr("Subject identifier"));
    else
        m_rows->setUsualType(usualType);
    setEditor(wording, m_rows);
    connect(m_rows, &IdentifierRows::edited, this, &FormNode::edited);
    connect(m_rows, &IdentifierRows::left, this, &FormNode::left, Qt::QueuedConnection);
}

void IdentifiersNode::setLeft(bool left)
{
    LeafNode::setLeft(left);
    if (left)
        m_rows->setAllLeft();
}

void IdentifiersNode::fill(const QJsonValue &value)
{
    if (m_single)
        m_rows->set(value.isObject() ? QJsonValue(QJsonObject { { u"external-id"_s, value } }) : QJsonValue());
    else
        m_rows->set(value);
    m_rows->offerRow();
}

QJsonValue IdentifiersNode::read() const
{
    const QJsonValue all = m_rows->value();
    if (!m_single)
        return all;
    const QJsonArray list = record::arrayOf(all.toObject().value(u"external-id"_s));
    return list.isEmpty() ? QJsonValue() : list.first();
}

void IdentifiersNode::showProblems(const Problems &problems)
{
    Problems rows = problems;
    if (m_single) {
        for (record::FieldProblem &problem : rows)
            problem.field = u"external-id[0]/"_s + problem.field;
    }
    m_rows->showProblems(rows);
}

QString IdentifiersNode::nameOf(const QString &path) const
{
    static const QRegularExpression index(u"^external-id\\[(\\d+)\\]"_s);
    const QRegularExpressionMatch match = index.match(path);
    const QString type = match.hasMatch() ? m_rows->typeAt(match.captured(1).toInt()) : QString();
    return type.isEmpty() ? LeafNode::nameOf(path) : type;
}

} // namespace baton::ui
