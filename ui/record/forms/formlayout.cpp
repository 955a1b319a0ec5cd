#include "ui/record/forms/formlayout.h"

#include "ui/record/forms/formnode.h"

#include <QtCore/QCoreApplication>

namespace baton::ui {

using namespace Qt::StringLiterals;
using orcid::Kind;
using Cell = FormLayout::Cell;
using Rows = QList<QList<Cell>>;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(FormLayout)
};

Rows translatedTitle(const QString &title)
{
    return { { { title + u"/translated-title/value"_s, 7, {}, {} }, { title + u"/translated-title/language-code"_s, 5, Texts::tr("Its language"), {} } } };
}

Rows organization(const QString &path, const QString &label)
{
    const QString known = path + u"disambiguated-organization/"_s;
    return {
        { { path + u"name"_s, 12, label, {} } },
        { { path + u"address/city"_s, 3, {}, {} }, { path + u"address/region"_s, 3, {}, {} }, { path + u"address/country"_s, 6, {}, {} } },
        { { known + u"disambiguated-organization-identifier"_s, 9, Texts::tr("Organization identifier"), Texts::tr("https://ror.org/… for example") },
            { known + u"disambiguation-source"_s, 3, Texts::tr("From"), u" "_s } },
    };
}

Rows work()
{
    return Rows {
        { { u"title/title"_s, 12, {}, {} } },
        { { u"title/subtitle"_s, 6, {}, {} }, { u"journal-title"_s, 6, {}, {} } },
        { { u"type"_s, 6, {}, {} }, { u"publication-date"_s, 6, {}, Texts::tr("a year is enough") } },
        { { u"external-ids"_s, 12, {}, Texts::tr("at least one") } },
        { { u"url"_s, 6, {}, {} }, { u"visibility"_s, 6, {}, {} } },
        { { u"contributors/contributor"_s, 12, Texts::tr("Contributors"), {} } },
    } + translatedTitle(u"title"_s) + Rows {
        { { u"language-code"_s, 6, {}, {} }, { u"country"_s, 6, Texts::tr("Country"), Texts::tr("optional") } },
        { { u"short-description"_s, 12, {}, {} } },
        { { u"citation/citation-type"_s, 6, {}, {} } },
        { { u"citation/citation-value"_s, 12, {}, {} } },
    };
}

Rows funding()
{
    return Rows {
        { { u"title/title"_s, 12, {}, u" "_s } },
        { { u"type"_s, 6, {}, {} }, { u"organization-defined-type"_s, 6, {}, {} } },
    } + organization(u"organization/"_s, Texts::tr("Funder")) + Rows {
        { { u"start-date"_s, 6, Texts::tr("Start"), {} }, { u"end-date"_s, 6, Texts::tr("End"), {} } },
        { { u"amount/value"_s, 6, {}, {} }, { u"amount/currency-code"_s, 6, {}, Texts::tr("goes with the amount") } },
        { { u"external-ids"_s, 12, {}, Texts::tr("at least one") } },
        { { u"url"_s, 6, {}, {} }, { u"visibility"_s, 6, {}, {} } },
        { { u"contributors/contributor"_s, 12, Texts::tr("Contributors"), {} } },
    } + translatedTitle(u"title"_s) + Rows { { { u"short-description"_s, 12, {}, {} } } };
}

Rows affiliation()
{
    return organization(u"organization/"_s, Texts::tr("Organization")) + Rows {
        { { u"role-title"_s, 6, {}, {} }, { u"department-name"_s, 6, {}, {} } },
        { { u"start-date"_s, 6, Texts::tr("Start"), Texts::tr("a year is enough") }, { u"end-date"_s, 6, Texts::tr("End"), Texts::tr("empty: until today") } },
        { { u"url"_s, 6, {}, {} }, { u"visibility"_s, 6, {}, {} } },
        { { u"external-ids"_s, 12, {}, {} } },
    };
}

Rows peerReview()
{
    return Rows {
        { { u"reviewer-role"_s, 6, {}, {} }, { u"review-type"_s, 6, {}, {} } },
        { { u"review-group-id"_s, 6, {}, Texts::tr("issn:2765-0014 for example") }, { u"review-completion-date"_s, 6, {}, Texts::tr("a year is enough") } },
    } + organization(u"convening-organization/"_s, Texts::tr("Convening organization")) + Rows {
        { { u"review-identifiers"_s, 12, {}, Texts::tr("at least one") } },
        { { u"review-url"_s, 6, {}, {} }, { u"visibility"_s, 6, {}, {} } },
        { { {}, 12, Texts::tr("What was reviewed"), {}, true } },
        { { u"subject-name/title"_s, 12, {}, Texts::tr("optional") } },
        { { u"subject-name/subtitle"_s, 6, {}, {} }, { u"subject-container-name"_s, 6, Texts::tr("Journal"), {} } },
        { { u"subject-type"_s, 6, Texts::tr("Type"), {} }, { u"subject-url"_s, 6, {}, {} } },
    } + translatedTitle(u"subject-name"_s) + Rows { { { u"subject-external-identifier"_s, 12, Texts::tr("Its identifier"), {} } } };
}

Rows researchResource()
{
    return Rows {
        { { u"proposal/title/title"_s, 12, {}, {} } },
    } + translatedTitle(u"proposal/title"_s) + Rows {
        { { u"proposal/start-date"_s, 6, Texts::tr("Start"), {} }, { u"proposal/end-date"_s, 6, Texts::tr("End"), {} } },
        { { u"proposal/external-ids"_s, 12, {}, Texts::tr("at least one") } },
        { { u"proposal/url"_s, 6, {}, {} }, { u"visibility"_s, 6, {}, {} } },
        { { u"proposal/hosts/organization"_s, 12, Texts::tr("Hosts"), Texts::tr("one to ten") } },
        { { u"resource-item"_s, 12, {}, Texts::tr("at least one") } },
    };
}

} // namespace

FormLayout FormLayout::of(const orcid::Section &section)
{
    using Family = orcid::Section::Family;
    FormLayout layout;
    switch (section.family) {
    case Family::Works:
        layout.rows = work();
        break;
    case Family::Fundings:
        layout.rows = funding();
        layout.usualIdentifier = u"grant_number"_s;
        break;
    case Family::Affiliations:
        layout.rows = affiliation();
        layout.usualIdentifier = u"source-work-id"_s;
        break;
    case Family::PeerReviews:
        layout.rows = peerReview();
        layout.usualIdentifier = u"source-work-id"_s;
        break;
    case Family::ResearchResources:
        layout.rows = researchResource();
        layout.usualIdentifier = u"proposal-id"_s;
        break;
    case Family::PersonItems:
    case Family::Emails:
        for (const orcid::Field &field : section.fields)
            layout.rows += { { field.key, 12, {}, u" "_s } };
        // ORCID takes only "self" for a person's own identifiers.
        layout.fixed = { u"external-id-relationship"_s };
        break;
    }
    return layout;
}

FormLayout FormLayout::ofEntry(const orcid::Field &entry)
{
    FormLayout layout;
    if (entry.key == "contributor"_L1) {
        const QString part = u"contributor-attributes/"_s;
        layout.rows = { { { u"credit-name"_s, 6, {}, {} }, { u"contributor-orcid"_s, 6, {}, {} } },
            { { part + u"contributor-role"_s, 5, {}, {} }, { part + u"contributor-sequence"_s, 3, {}, u" "_s }, { u"contributor-email"_s, 4, {}, u" "_s } } };
    } else if (entry.key == "organization"_L1) {
        layout.rows = organization({}, {});
    } else {
        layout.rows = { { { u"resource-name"_s, 6, {}, {} }, { u"resource-type"_s, 6, {}, {} } }, { { u"url"_s, 12, {}, {} } },
            { { u"external-ids"_s, 12, {}, Texts::tr("at least one") } }, { { u"hosts/organization"_s, 12, Texts::tr("Hosts"), Texts::tr("one to ten") } } };
    }
    return layout;
}

const Cell *FormLayout::cell(const QString &path) const
{
    for (const QList<Cell> &row : rows) {
        for (const Cell &one : row) {
            if (one.path == path)
                return &one;
        }
    }
    return nullptr;
}

QString FormLayout::labelOf(const QString &path, const orcid::Field &field) const
{
    const Cell *found = cell(path);
    return found && !found->label.isEmpty() ? found->label : field.label;
}

QString FormLayout::captionOf(const QString &path, const orcid::Field &field) const
{
    const Cell *found = cell(path);
    if (found && !found->caption.isEmpty())
        return found->caption.trimmed();
    // ORCID's rules ask for more than its schema does.
    const bool wanted = field.required || field.key == "city"_L1 || field.key == "country"_L1;
    return wanted ? QString() : Texts::tr("optional");
}

QString FormLayout::presetOf(const orcid::Field &field) const
{
    return field.key == "disambiguation-source"_L1 ? u"ROR"_s : QString();
}

void FormLayout::place(QGridLayout *grid, const QList<std::pair<QString, FormNode *>> &nodes, QWidget *visibility) const
{
    QHash<QString, QWidget *> waiting;
    for (const auto &[path, node] : nodes)
        waiting[path] = node->widget();
    if (visibility)
        waiting[u"visibility"_s] = visibility;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(11);
    for (int column = 0; column < 12; ++column)
        grid->setColumnStretch(column, 1);
    int line = 0;
    for (const QList<Cell> &row : rows) {
        int column = 0;
        for (const Cell &one : row) {
            QWidget *widget = one.heading ? makeLabel(one.label, "name") : waiting.take(one.path);
            if (widget)
                grid->addWidget(widget, line, column, 1, one.span, Qt::AlignTop);
            column += one.span;
        }
        ++line;
    }
    for (const auto &[path, node] : nodes) {
        if (QWidget *widget = waiting.take(path))
            grid->addWidget(widget, line++, 0, 1, 12);
    }
    if (QWidget *last = waiting.take(u"visibility"_s))
        grid->addWidget(last, line++, 0, 1, 12);
    grid->setRowStretch(line, 1);
}

} // namespace baton::ui
