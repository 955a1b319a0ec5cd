#pragma once

#include "app/orcid/sections.h"
#include "ui/record/datefields.h"
#include "ui/record/editform.h"
#include "ui/record/identifierrows.h"

namespace baton::ui {

class WorkForm : public EditForm {
    Q_OBJECT
public:
    explicit WorkForm(QWidget *parent);

protected:
    void fill(const QJsonObject &item) override;
    void write(QJsonObject &item) const override;

private:
    void layOut();

    QLineEdit *m_title, *m_subtitle, *m_journal, *m_link, *m_contributors;
    QComboBox *m_type;
    DateFields *m_date;
    IdentifierRows *m_identifiers;
    FormField *m_contributorsField = nullptr;
};

/// Employment, education and the five like them.
class AffiliationForm : public EditForm {
    Q_OBJECT
public:
    explicit AffiliationForm(QWidget *parent);

protected:
    void fill(const QJsonObject &item) override;
    void write(QJsonObject &item) const override;

private:
    void layOut();

    QLineEdit *m_organization, *m_department, *m_role, *m_city, *m_region, *m_organizationId, *m_link;
    QComboBox *m_country, *m_source;
    DateFields *m_start, *m_end;
    IdentifierRows *m_identifiers;
};

/// Keywords, other names, websites, countries, other iDs: a few plain fields, made from the section's own description.
class PersonItemForm : public EditForm {
    Q_OBJECT
public:
    PersonItemForm(const orcid::Section &section, QWidget *parent);

protected:
    void fill(const QJsonObject &item) override;
    void write(QJsonObject &item) const override;

private:
    struct Entry {
        orcid::Field field;
        QLineEdit *line = nullptr;
        QComboBox *combo = nullptr;
    };
    QList<Entry> m_entries;
};

} // namespace baton::ui
