#include "ui/record/forms.h"

#include "app/record/jsonvalues.h"

namespace baton::ui {

using namespace Qt::StringLiterals;

AffiliationForm::AffiliationForm(QWidget *parent)
    : EditForm(parent)
    , m_organization(line(tr("Organization")))
    , m_department(line(tr("Department")))
    , m_role(line(tr("Role")))
    , m_city(line(tr("City")))
    , m_region(line(tr("Region")))
    , m_organizationId(line(tr("Organization identifier")))
    , m_link(line(tr("Link")))
    , m_country(combo(tr("Country"), orcid::countries(), tr("Choose…")))
    , m_source(combo(tr("Organization identifier source"), orcid::organizationSources(), tr("Choose…")))
    , m_start(new DateFields(tr("Start"), this))
    , m_end(new DateFields(tr("End"), this))
    , m_identifiers(new IdentifierRows(this))
{
    setIdentifiers(m_identifiers);
    m_organizationId->setProperty("kind", u"mono"_s);
    for (DateFields *date : { m_start, m_end })
        connect(date, &DateFields::edited, this, &EditForm::edited);
    connect(m_identifiers, &IdentifierRows::edited, this, &EditForm::edited);
    connect(m_identifiers, &IdentifierRows::left, this, &EditForm::left, Qt::QueuedConnection);
    layOut();
}

void AffiliationForm::layOut()
{
    QGridLayout *form = grid();
    form->addWidget(field(u"organization/name"_s, tr("Organization"), {}, m_organization), 0, 0, 1, 4);
    form->addWidget(field(u"organization/city"_s, tr("City"), {}, m_city), 1, 0);
    form->addWidget(field(u"organization/region"_s, tr("Region"), tr("optional"), m_region), 1, 1);
    form->addWidget(field(u"organization/country"_s, tr("Country"), {}, m_country->parentWidget()), 1, 2, 1, 2);
    form->addWidget(field(u"organization/identifier"_s, tr("Organization identifier"), tr("https://ror.org/… for example"), m_organizationId), 2, 0, 1, 3);
    form->addWidget(field(u"organization/source"_s, tr("From"), {}, m_source->parentWidget()), 2, 3);
    form->addWidget(field(u"role-title"_s, tr("Role"), tr("optional"), m_role), 3, 0, 1, 2);
    form->addWidget(field(u"department-name"_s, tr("Department"), tr("optional"), m_department), 3, 2, 1, 2);
    form->addWidget(field(u"start-date"_s, tr("Start"), tr("a year is enough"), m_start), 4, 0, 1, 2);
    form->addWidget(field(u"end-date"_s, tr("End"), tr("empty: until today"), m_end), 4, 2, 1, 2);
    form->addWidget(field(u"url"_s, tr("Link"), tr("optional"), m_link), 5, 0, 1, 2);
    form->addWidget(visibilityField(), 5, 2, 1, 2);
    form->addWidget(new FormField(tr("External identifiers"), tr("optional"), m_identifiers, this), 6, 0, 1, 4);
    for (int column = 0; column < 4; ++column)
        form->setColumnStretch(column, 1);
    form->setRowStretch(7, 1);
}

void AffiliationForm::fill(const QJsonObject &item)
{
    const QJsonObject organization = item.value(u"organization"_s).toObject();
    const QJsonObject known = organization.value(u"disambiguated-organization"_s).toObject();
    m_organization->setText(record::textAt(organization, { u"name"_s }));
    m_city->setText(record::textAt(organization, { u"address"_s, u"city"_s }));
    m_region->setText(record::textAt(organization, { u"address"_s, u"region"_s }));
    const QString country = record::textAt(organization, { u"address"_s, u"country"_s });
    choose(m_country, country, record::countryWord(country));
    m_organizationId->setText(record::textAt(known, { u"disambiguated-organization-identifier"_s }));
    const QString source = record::textAt(known, { u"disambiguation-source"_s });
    choose(m_source, source.isEmpty() && item.isEmpty() ? u"ROR"_s : source, source);
    m_role->setText(record::textAt(item, { u"role-title"_s }));
    m_department->setText(record::textAt(item, { u"department-name"_s }));
    m_start->set(item.value(u"start-date"_s));
    m_end->set(item.value(u"end-date"_s));
    m_link->setText(record::textAt(item, { u"url"_s }));
    m_identifiers->set(item.value(u"external-ids"_s));
}

void AffiliationForm::write(QJsonObject &item) const
{
    QJsonObject organization = item.value(u"organization"_s).toObject();
    QJsonObject address = organization.value(u"address"_s).toObject();
    organization[u"name"_s] = bare(m_organization->text().trimmed());
    address[u"city"_s] = bare(m_city->text().trimmed());
    address[u"region"_s] = bare(m_region->text().trimmed());
    address[u"country"_s] = bare(m_country->currentData().toString());
    organization[u"address"_s] = address;
    const QString id = m_organizationId->text().trimmed();
    organization[u"disambiguated-organization"_s] = id.isEmpty() ? QJsonValue()
                                                                : QJsonValue(QJsonObject { { u"disambiguated-organization-identifier"_s, id },
                                                                    { u"disambiguation-source"_s, bare(m_source->currentData().toString()) } });
    item[u"organization"_s] = organization;
    item[u"role-title"_s] = bare(m_role->text().trimmed());
    item[u"department-name"_s] = bare(m_department->text().trimmed());
    item[u"start-date"_s] = m_start->value();
    item[u"end-date"_s] = m_end->value();
    item[u"url"_s] = wrapped(m_link->text().trimmed());
    item[u"external-ids"_s] = m_identifiers->value();
}

} // namespace baton::ui
