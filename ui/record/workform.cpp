#include "ui/record/forms.h"

#include "app/record/jsonvalues.h"

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString contributorName(const QJsonObject &contributor)
{
    const QString name = record::textAt(contributor, { u"credit-name"_s });
    return name.isEmpty() ? record::textAt(contributor, { u"contributor-orcid"_s, u"path"_s }) : name;
}

QStringList namesIn(const QString &text)
{
    QStringList names;
    for (const QString &name : text.split(u';', Qt::SkipEmptyParts)) {
        if (!name.trimmed().isEmpty())
            names += name.trimmed();
    }
    return names;
}

// Whoever keeps the name keeps iD, role and sequence.
QJsonValue contributorsFrom(const QString &text, const QJsonValue &before)
{
    QJsonArray old = record::arrayOf(before.toObject().value(u"contributor"_s)), now;
    for (const QString &name : namesIn(text)) {
        const auto known = std::find_if(old.begin(), old.end(), [&](const QJsonValue &value) { return contributorName(value.toObject()) == name; });
        if (known == old.end()) {
            now += QJsonObject { { u"credit-name"_s, QJsonObject { { u"value"_s, name } } } };
        } else {
            now += *known;
            old.erase(known);
        }
    }
    return now.isEmpty() ? QJsonValue() : QJsonValue(QJsonObject { { u"contributor"_s, now } });
}

} // namespace

WorkForm::WorkForm(QWidget *parent)
    : EditForm(parent)
    , m_title(line(tr("Title")))
    , m_subtitle(line(tr("Subtitle")))
    , m_journal(line(tr("Journal")))
    , m_link(nullptr)
    , m_contributors(nullptr)
    , m_type(combo(tr("Type"), orcid::workTypes(), tr("Choose…")))
    , m_date(new DateFields({}, this))
    , m_identifiers(new IdentifierRows(this))
{
    m_link = line(tr("Link"));
    m_contributors = line(tr("Contributors"));
    setIdentifiers(m_identifiers);
    connect(m_date, &DateFields::edited, this, &EditForm::edited);
    connect(m_identifiers, &IdentifierRows::edited, this, &EditForm::edited);
    connect(m_identifiers, &IdentifierRows::left, this, &EditForm::left, Qt::QueuedConnection);
    layOut();
}

void WorkForm::layOut()
{
    QGridLayout *form = grid();
    form->addWidget(field(u"title"_s, tr("Title"), {}, m_title), 0, 0, 1, 2);
    form->addWidget(field(u"subtitle"_s, tr("Subtitle"), tr("optional"), m_subtitle), 1, 0);
    form->addWidget(field(u"journal-title"_s, tr("Journal"), tr("optional"), m_journal), 1, 1);
    auto *kindAndDate = new QHBoxLayout;
    kindAndDate->setSpacing(12);
    kindAndDate->addWidget(field(u"type"_s, tr("Type"), {}, m_type->parentWidget()), 1);
    kindAndDate->addWidget(field(u"publication-date"_s, tr("Publication date"), tr("a year is enough"), m_date), 1);
    form->addLayout(kindAndDate, 2, 0, 1, 2);
    auto *identifiers = new FormField(tr("External identifiers"), tr("at least one"), m_identifiers, this);
    form->addWidget(identifiers, 3, 0, 1, 2);
    form->addWidget(field(u"url"_s, tr("Link"), tr("optional"), m_link), 4, 0);
    form->addWidget(visibilityField(), 4, 1);
    m_contributorsField = field(u"contributors"_s, tr("Contributors"), {}, m_contributors);
    form->addWidget(m_contributorsField, 5, 0, 1, 2);
    form->setColumnStretch(0, 1);
    form->setColumnStretch(1, 1);
    form->setRowStretch(6, 1);
}

void WorkForm::fill(const QJsonObject &item)
{
    m_title->setText(record::textAt(item, { u"title"_s, u"title"_s }));
    m_subtitle->setText(record::textAt(item, { u"title"_s, u"subtitle"_s }));
    m_journal->setText(record::textAt(item, { u"journal-title"_s }));
    const QString type = record::textAt(item, { u"type"_s });
    choose(m_type, type, record::listWord(type));
    m_date->set(item.value(u"publication-date"_s));
    m_identifiers->set(item.value(u"external-ids"_s));
    m_identifiers->offerRow();
    m_link->setText(record::textAt(item, { u"url"_s }));
    m_link->setCursorPosition(0);
    QStringList names;
    for (const QJsonValue &contributor : record::arrayOf(record::valueAt(item, { u"contributors"_s, u"contributor"_s })))
        names += contributorName(contributor.toObject());
    m_contributors->setText(names.join(u"; "_s));
    m_contributors->setCursorPosition(0);
    m_contributorsField->setCaption(tr("optional, separated by semicolons"));
}

void WorkForm::write(QJsonObject &item) const
{
    QJsonObject title = item.value(u"title"_s).toObject();
    title[u"title"_s] = wrapped(m_title->text().trimmed());
    title[u"subtitle"_s] = wrapped(m_subtitle->text().trimmed());
    item[u"title"_s] = title;
    item[u"journal-title"_s] = wrapped(m_journal->text().trimmed());
    item[u"type"_s] = bare(m_type->currentData().toString());
    item[u"publication-date"_s] = m_date->value();
    item[u"external-ids"_s] = m_identifiers->value();
    item[u"url"_s] = wrapped(m_link->text().trimmed());
    item[u"contributors"_s] = contributorsFrom(m_contributors->text(), item.value(u"contributors"_s));
}

} // namespace baton::ui
