#include "app/orcid/sections.h"
#include "tests/support/filleditem.h"
#include "tests/ui/gallery/look.h"
#include "app/record/content.h"
#include "app/record/difference.h"
#include "app/record/jsonvalues.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/editform.h"
#include "ui/record/formfield.h"

#include <QtTest/QtTest>

#include <QtWidgets/QApplication>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollArea>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;
using orcid::Kind;
using orcid::Shape;

namespace {

/// Paths of what has no value in `object` although the description has such a field.
QStringList editable(const QList<orcid::Field> &fields, const QString &path)
{
    QStringList all;
    for (const orcid::Field &field : fields) {
        if (field.shape == Shape::Server || field.shape == Shape::Number || field.key == "path"_L1 || field.key == "visibility"_L1)
            continue;
        all += path + field.key;
    }
    return all;
}

template <typename Widget>
Widget *byName(QWidget *under, const QString &name)
{
    for (Widget *widget : under->findChildren<Widget *>()) {
        if (widget->accessibleName() == name && widget->isVisibleTo(under))
            return widget;
    }
    return nullptr;
}

QComboBox *combo(QWidget *under, const QString &name)
{
    for (QComboBox *box : under->findChildren<QComboBox *>()) {
        const QLabel *label = comboLabel(box);
        if (box->isVisibleTo(under) && label && label->accessibleName() == name)
            return box;
    }
    return nullptr;
}

struct Opened {
    QWidget window;
    EditForm *form;
    QString section;

    explicit Opened(const QString &name, const QJsonObject &item = {}) : form(EditForm::make(name, &window)), section(name)
    {
        form->load(item);
    }
    void type(const QString &name, const QString &text)
    {
        auto *line = byName<QLineEdit>(form, name);
        QVERIFY2(line, qPrintable(name));
        line->setText(text);
    }
    void choose(const QString &name, const QString &value)
    {
        QComboBox *box = combo(form, name);
        QVERIFY2(box, qPrintable(name));
        QVERIFY2(box->findData(value) >= 0, qPrintable(value));
        box->setCurrentIndex(box->findData(value));
    }
    void press(const QString &name)
    {
        auto *button = byName<QAbstractButton>(form, name);
        QVERIFY2(button, qPrintable(name));
        button->click();
    }
    QJsonObject sent() const { return record::forPost(form->content()); }
    QStringList refusals() const
    {
        QStringList all;
        for (const record::FieldProblem &problem : record::problems(section, form->content())) {
            if (problem.blocking)
                all += problem.field + u' ' + problem.words;
        }
        return all;
    }
};

QJsonObject json(QByteArray text)
{
    return QJsonDocument::fromJson(text.replace('\'', '"')).object();
}

void sectionRows()
{
    QTest::addColumn<QString>("section");
    for (const orcid::Section &section : orcid::allSections()) {
        if (section.writable)
            QTest::newRow(qPrintable(section.key)) << section.key;
    }
}

} // namespace

/// Forms made from the field tables: every section, every field.
class TestRecordForms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setUpLook(); }

    void comesBackAsItWas_data() { sectionRows(); }
    void comesBackAsItWas()
    {
        QFETCH(QString, section);
        QJsonObject item = test::filled(orcid::findSection(section)->fields);
        if (section == "external-identifiers"_L1)
            item[u"external-id-relationship"_s] = u"self"_s;
        item[u"put-code"_s] = 17;
        item[u"unheard-of"_s] = QJsonObject { { u"kept"_s, true } };
        Opened opened(section, item);
        QCOMPARE(QJsonDocument(opened.form->content()).toJson(), QJsonDocument(item).toJson());
        // Also with every row of a folded list open.
        for (QAbstractButton *button : opened.form->findChildren<QAbstractButton *>()) {
            if (button->accessibleName().startsWith("Change "_L1))
                button->click();
        }
        QCOMPARE(QJsonDocument(opened.form->content()).toJson(), QJsonDocument(item).toJson());
    }

    /// Each editor that is emptied takes its field away, and nothing else; together they take everything away.
    void everyFieldCanBeEmptied_data() { sectionRows(); }
    void everyFieldCanBeEmptied()
    {
        QFETCH(QString, section);
        Opened opened(section, test::filled(orcid::findSection(section)->fields));
        EditForm *form = opened.form;
        for (QAbstractButton *button : form->findChildren<QAbstractButton *>()) {
            if (button->accessibleName().startsWith("Change "_L1))
                button->click();
        }
        for (QAbstractButton *button : form->findChildren<QAbstractButton *>()) {
            if (button->accessibleName().contains("emove "_L1) && button->accessibleName().contains("identifier"_L1) && button->isVisibleTo(form))
                button->click();
        }
        for (QLineEdit *line : form->findChildren<QLineEdit *>()) {
            if (!line->isReadOnly() && !qobject_cast<QComboBox *>(line->parentWidget()))
                line->clear();
        }
        for (QPlainTextEdit *edit : form->findChildren<QPlainTextEdit *>())
            edit->clear();
        for (QComboBox *box : form->findChildren<QComboBox *>()) {
            if (box->findData(QString()) >= 0)
                box->setCurrentIndex(box->findData(QString()));
        }
        QJsonObject left = record::forPost(form->content());
        left.remove(u"visibility"_s);
        if (section == "external-identifiers"_L1)
            left.remove(u"external-id-relationship"_s); // always self
        QCOMPARE(QString::fromUtf8(QJsonDocument(left).toJson(QJsonDocument::Compact)), u"{}"_s);
    }

    void everyFieldHasAName_data() { sectionRows(); }
    void everyFieldHasAName()
    {
        QFETCH(QString, section);
        const orcid::Section &known = *orcid::findSection(section);
        Opened opened(section, test::filled(known.fields));
        QSet<QString> seen;
        for (QLineEdit *line : opened.form->findChildren<QLineEdit *>()) {
            if (qobject_cast<QComboBox *>(line->parentWidget()) || !line->isVisibleTo(opened.form))
                continue;
            QVERIFY2(!line->accessibleName().isEmpty(), "a line without a name");
            QVERIFY2(!seen.contains(line->accessibleName()), qPrintable(line->accessibleName()));
            seen += line->accessibleName();
        }
        for (const QString &path : editable(known.fields, {}))
            QVERIFY2(!opened.form->nameOf(path).isEmpty(), qPrintable(path));
    }

    // A part of a word that several entries have is not thrown away: it is said what it fits.
    void halfAWordOfAChoiceStays()
    {
        Opened opened(u"works"_s);
        opened.window.show();
        QComboBox *type = combo(opened.form, u"Type"_s);
        QVERIFY(type && type->isEditable());
        const auto leave = [type](const QString &words) {
            type->lineEdit()->setText(words);
            Q_EMIT type->lineEdit()->editingFinished();
        };
        const auto says = [&](const QString &words) {
            const QList<QLabel *> labels = opened.form->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *one) { return one->text().contains(words) && one->isVisibleTo(opened.form); });
        };
        const auto judge = [&] {
            opened.form->showProblems(record::problems(opened.section, opened.form->content()));
        };
        leave(u"journal"_s);
        QCOMPARE(type->currentText(), u"journal"_s);
        QCOMPARE(opened.form->content()[u"type"_s].toString(), u"journal"_s);
        for (FormField *field : opened.form->findChildren<FormField *>())
            field->setLeft(true);
        judge();
        QVERIFY(says(u"“journal” fits several: Journal article, Journal issue. Choose one."_s));
        leave(u"journal art"_s);
        QCOMPARE(type->currentText(), u"Journal article"_s);
        QCOMPARE(opened.form->content()[u"type"_s].toString(), u"journal-article"_s);
        judge();
        QVERIFY(!says(u"fits several"_s));
        leave(u"nothing of the list"_s);
        QCOMPARE(type->currentText(), u"nothing of the list"_s);
        judge();
        const QList<record::FieldProblem> found = record::problems(opened.section, opened.form->content());
        QVERIFY(std::any_of(found.begin(), found.end(), [](const record::FieldProblem &one) { return one.field == u"type" && one.blocking; }));
        leave({});
        QVERIFY(record::isNothing(opened.form->content()[u"type"_s]));
    }

    void aFundingIsTyped()
    {
        Opened opened(u"fundings"_s);
        opened.type(u"Title"_s, u"Tide gauges"_s);
        opened.choose(u"Type"_s, u"grant"_s);
        opened.type(u"Funder"_s, u"Example Fund"_s);
        opened.type(u"City"_s, u"Leeds"_s);
        opened.choose(u"Country"_s, u"GB"_s);
        opened.choose(u"From"_s, u"FUNDREF"_s);
        opened.type(u"Organization identifier"_s, u"http://dx.doi.org/10.13039/100010269"_s);
        opened.type(u"Amount"_s, u"1000.50"_s);
        opened.choose(u"Currency"_s, u"EUR"_s);
        opened.choose(u"Start year"_s, u"2024"_s);
        opened.choose(u"Identifier 1 type"_s, u"grant_number"_s);
        opened.type(u"Identifier 1 value"_s, u"EF-7"_s);
        QCOMPARE(opened.refusals(), QStringList());
        const QJsonObject expected = json("{'title':{'title':{'value':'Tide gauges'}},'type':'grant','organization':{'name':'Example Fund',"
                                          "'address':{'city':'Leeds','country':'GB'},'disambiguated-organization':{'disambiguated-organization-identifier':"
                                          "'http://dx.doi.org/10.13039/100010269','disambiguation-source':'FUNDREF'}},'amount':{'value':'1000.50','currency-code':'EUR'},"
                                          "'start-date':{'year':{'value':'2024'}},'external-ids':{'external-id':[{'external-id-type':'grant_number',"
                                          "'external-id-value':'EF-7','external-id-relationship':'self'}]}}");
        QCOMPARE(QJsonDocument(opened.sent()).toJson(), QJsonDocument(expected).toJson());
    }

    void aPeerReviewIsTyped()
    {
        Opened opened(u"peer-reviews"_s);
        opened.choose(u"Role"_s, u"reviewer"_s);
        opened.choose(u"Type"_s, u"review"_s);
        opened.type(u"Group"_s, u"issn:2765-0014"_s);
        opened.choose(u"Year"_s, u"2025"_s);
        opened.type(u"Convening organization"_s, u"Estuaries Society"_s);
        opened.type(u"City"_s, u"Porto"_s);
        opened.choose(u"Country"_s, u"PT"_s);
        opened.choose(u"Identifier 1 type"_s, u"source-work-id"_s);
        opened.type(u"Identifier 1 value"_s, u"r-1"_s);
        opened.type(u"Subject identifier value"_s, u"10.5555/er.1"_s);
        QCOMPARE(opened.refusals(), QStringList());
        QCOMPARE(opened.sent()[u"subject-external-identifier"_s][u"external-id-value"_s].toString(), u"10.5555/er.1"_s);
        QVERIFY(!opened.sent()[u"convening-organization"_s].toObject().contains(u"disambiguated-organization"_s));
        opened.type(u"Group"_s, u"issn:2765-0019"_s);
        const QList<record::FieldProblem> found = record::problems(u"peer-reviews"_s, opened.form->content());
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().suggestion, u"issn:2765-0014"_s);
        QCOMPARE(opened.form->nameOf(found.first().field), u"Group"_s);
    }

    void aResearchResourceIsTyped()
    {
        Opened opened(u"research-resources"_s);
        opened.type(u"Title"_s, u"Ship time"_s);
        opened.choose(u"Identifier 1 type"_s, u"proposal-id"_s);
        opened.type(u"Identifier 1 value"_s, u"P-1"_s);
        const auto host = [&opened](const QString &prefix) {
            opened.type(prefix + u" name"_s, u"Harbour Lab"_s);
            opened.type(prefix + u" city"_s, u"Leeds"_s);
            opened.choose(prefix + u" country"_s, u"GB"_s);
            opened.type(prefix + u" organization identifier"_s, u"https://ror.org/024mrxd33"_s);
        };
        host(u"Host 1"_s);
        opened.type(u"Resource 1 name"_s, u"RV Example"_s);
        opened.choose(u"Resource 1 type"_s, u"equipment"_s);
        opened.choose(u"Resource 1 identifier 1 type"_s, u"proposal-id"_s);
        opened.type(u"Resource 1 identifier 1 value"_s, u"P-1a"_s);
        host(u"Resource 1 host 1"_s);
        QCOMPARE(opened.refusals().join(u'\n'), QString());
        opened.press(u"Add resource"_s);
        opened.type(u"Resource 2 name"_s, u"Winch"_s);
        QCOMPARE(opened.sent()[u"resource-item"_s].toArray().size(), 2);
        QVERIFY(!opened.refusals().isEmpty());
        QVERIFY2(opened.form->nameOf(u"resource-item[1]/resource-type"_s).startsWith("Resource 2"_L1), qPrintable(opened.form->nameOf(u"resource-item[1]/resource-type"_s)));
        opened.press(u"Remove resource 2"_s);
        QCOMPARE(opened.refusals(), QStringList());
    }

    void contributorsAreRows()
    {
        const QJsonObject item = json("{'contributors':{'contributor':[{'credit-name':{'value':'A'},'contributor-attributes':{'contributor-role':'author',"
                                      "'contributor-sequence':'first'}},{'credit-name':{'value':'B'},'contributor-orcid':{'uri':'https://orcid.org/0000-0002-1825-0097',"
                                      "'path':'0000-0002-1825-0097','host':'orcid.org'}}]}}");
        Opened opened(u"works"_s, item);
        QCOMPARE(byName<QLineEdit>(opened.form, u"Contributors"_s)->text(), u"A, B"_s);
        opened.press(u"Change contributors"_s);
        QCOMPARE(combo(opened.form, u"Contributor 1 role"_s)->currentData().toString(), u"author"_s);
        opened.choose(u"Contributor 1 role"_s, u"http://credit.niso.org/contributor-roles/software/"_s);
        QCOMPARE(byName<QLineEdit>(opened.form, u"Contributor 2 iD"_s)->text(), u"https://orcid.org/0000-0002-1825-0097"_s);
        opened.press(u"Add contributor"_s);
        opened.type(u"Contributor 3 name"_s, u"C"_s);
        opened.type(u"Contributor 3 iD"_s, u"0000-0002-1825-0097"_s);
        opened.press(u"Remove contributor 2"_s);
        const QJsonArray now = opened.sent()[u"contributors"_s][u"contributor"_s].toArray();
        QCOMPARE(now.size(), 2);
        QCOMPARE(now[0][u"contributor-attributes"_s][u"contributor-sequence"_s].toString(), u"first"_s);
        QCOMPARE(now[0][u"contributor-attributes"_s][u"contributor-role"_s].toString(), u"http://credit.niso.org/contributor-roles/software/"_s);
        QCOMPARE(now[1][u"contributor-orcid"_s][u"uri"_s].toString(), u"https://orcid.org/0000-0002-1825-0097"_s);
        QCOMPARE(now[1][u"credit-name"_s][u"value"_s].toString(), u"C"_s);
    }

    void contributorsMoveUpAndDown()
    {
        const QJsonObject item = json("{'contributors':{'contributor':[{'credit-name':{'value':'A'},'contributor-attributes':{'contributor-role':'author',"
                                      "'contributor-sequence':'first'}},{'credit-name':{'value':'B'},'contributor-attributes':{'contributor-role':'editor',"
                                      "'contributor-sequence':'additional'}},{'credit-name':{'value':'C'}}]}}");
        Opened opened(u"works"_s, item);
        opened.press(u"Change contributors"_s);
        QVERIFY(!byName<QToolButton>(opened.form, u"Move up contributor 1"_s)->isEnabled());
        QVERIFY(!byName<QToolButton>(opened.form, u"Move down contributor 3"_s)->isEnabled());
        opened.press(u"Move up contributor 2"_s);
        QJsonArray now = opened.sent()[u"contributors"_s][u"contributor"_s].toArray();
        QCOMPARE(now[0][u"credit-name"_s][u"value"_s].toString(), u"B"_s);
        QCOMPARE(now[0][u"contributor-attributes"_s][u"contributor-role"_s].toString(), u"editor"_s);
        QCOMPARE(now[0][u"contributor-attributes"_s][u"contributor-sequence"_s].toString(), u"first"_s); // the place's, not hers
        QCOMPARE(now[1][u"contributor-attributes"_s][u"contributor-sequence"_s].toString(), u"additional"_s);
        opened.press(u"Move down contributor 2"_s);
        now = opened.sent()[u"contributors"_s][u"contributor"_s].toArray();
        QCOMPARE(now[1][u"credit-name"_s][u"value"_s].toString(), u"C"_s);
        QCOMPARE(now[2][u"credit-name"_s][u"value"_s].toString(), u"A"_s);
        opened.press(u"Move up contributor 3"_s);
        opened.press(u"Move up contributor 2"_s);
        QCOMPARE(opened.sent()[u"contributors"_s][u"contributor"_s].toArray(), record::forPost(item)[u"contributors"_s][u"contributor"_s].toArray());
    }

    void anIdentifiersLinkIsSuggestedAndKept()
    {
        const QJsonObject item = json("{'external-ids':{'external-id':[{'external-id-type':'doi','external-id-value':'10.5555/a','external-id-relationship':'self',"
                                      "'external-id-url':{'value':'https://journal.example/a'}}]}}");
        Opened opened(u"works"_s, item);
        const auto link = [&opened](int at) { return opened.sent()[u"external-ids"_s][u"external-id"_s][at][u"external-id-url"_s][u"value"_s].toString(); };
        auto *stored = byName<QLineEdit>(opened.form, u"Identifier 1 link"_s);
        QVERIFY(stored); // one of its own is in sight
        QCOMPARE(stored->text(), u"https://journal.example/a"_s);
        opened.type(u"Identifier 1 value"_s, u"10.5555/b"_s);
        QCOMPARE(link(0), u"https://journal.example/a"_s); // kept
        opened.press(u"Add identifier"_s);
        QVERIFY(!byName<QLineEdit>(opened.form, u"Identifier 2 link"_s));
        opened.type(u"Identifier 2 value"_s, u"10.5555/c"_s);
        QCOMPARE(link(1), u"https://doi.org/10.5555/c"_s); // suggested
        opened.press(u"Show link of identifier 2"_s);
        auto *typed = byName<QLineEdit>(opened.form, u"Identifier 2 link"_s);
        QVERIFY(typed);
        typed->selectAll();
        QTest::keyClicks(typed, u"https://c.example/"_s);
        opened.type(u"Identifier 2 value"_s, u"10.5555/d"_s);
        QCOMPARE(link(1), u"https://c.example/"_s); // what was typed stays
        typed->selectAll();
        QTest::keyClick(typed, Qt::Key_Delete);
        QVERIFY(!opened.sent()[u"external-ids"_s][u"external-id"_s][1].toObject().contains(u"external-id-url"_s));
    }

    void manyContributorsArriveInParts()
    {
        QJsonArray many;
        for (int i = 0; i < 200; ++i)
            many += QJsonObject { { u"credit-name"_s, QJsonObject { { u"value"_s, u"Name %1"_s.arg(i) } } } };
        const QJsonObject item { { u"contributors"_s, QJsonObject { { u"contributor"_s, many } } } };
        Opened opened(u"works"_s, item);
        opened.press(u"Change contributors"_s);
        QVERIFY(byName<QLineEdit>(opened.form, u"Contributor 40 name"_s));
        QVERIFY(!byName<QLineEdit>(opened.form, u"Contributor 41 name"_s));
        QCOMPARE(opened.form->content(), item);
        opened.type(u"Contributor 1 name"_s, u"First"_s);
        QCOMPARE(opened.sent()[u"contributors"_s][u"contributor"_s].toArray().size(), 200);
        opened.press(u"Show more"_s);
        QVERIFY(byName<QLineEdit>(opened.form, u"Contributor 80 name"_s));
        QCOMPARE(opened.sent()[u"contributors"_s][u"contributor"_s].toArray().size(), 200);
    }

    void longListsAreSearched()
    {
        Opened opened(u"addresses"_s);
        QComboBox *box = combo(opened.form, u"Country"_s);
        QVERIFY(box && box->isEditable());
        const auto type = [box](const QString &text) {
            box->lineEdit()->setText(text);
            Q_EMIT box->lineEdit()->editingFinished();
            return box->currentData().toString();
        };
        QCOMPARE(type(u"portug"_s), u"PT"_s);
        QCOMPARE(box->currentText(), u"Portugal"_s);
        QCOMPARE(type(u"gb"_s), u"GB"_s);
        QCOMPARE(type(u"no such country"_s), u"GB"_s);
        QCOMPARE(type(QString()), QString());
    }

    void problemsShowOnLeaving()
    {
        Opened opened(u"fundings"_s);
        opened.window.resize(700, 900);
        opened.form->resize(700, 900);
        opened.window.show();
        opened.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&opened.window));
        auto *id = byName<QLineEdit>(opened.form, u"Organization identifier"_s);
        QObject::connect(opened.form, &EditForm::edited, opened.form,
            [&opened] { opened.form->showProblems(record::problems(u"fundings"_s, opened.form->content())); });
        id->setFocus();
        id->setText(u"024mrxd33"_s);
        QVERIFY(id->accessibleDescription().isEmpty());
        byName<QLineEdit>(opened.form, u"Title"_s)->setFocus();
        QTRY_VERIFY(!id->accessibleDescription().isEmpty());
        auto *use = byName<QPushButton>(opened.form, u"Use suggested value"_s);
        QVERIFY2(use, qPrintable(id->accessibleDescription()));
        use->click();
        QCOMPARE(id->text(), u"https://ror.org/024mrxd33"_s);
        QVERIFY(id->accessibleDescription().isEmpty());
    }

    void saysWhatOrcidWouldAnswer()
    {
        Opened opened(u"fundings"_s);
        const auto show = [&opened] { opened.form->showProblems(record::problems(u"fundings"_s, opened.form->content())); };
        const auto told = [&opened] {
            QStringList all;
            for (const QLabel *label : opened.form->findChildren<QLabel *>()) {
                if (label->isVisibleTo(opened.form) && label->text().startsWith("ORCID would answer"_L1))
                    all += label->text() + u' ' + label->toolTip();
            }
            return all;
        };
        opened.type(u"Amount"_s, u"1,000"_s);
        opened.type(u"Link"_s, u"ftp://example.org/a"_s);
        show();
        QVERIFY(told().isEmpty()); // nothing was left yet
        for (FormField *field : opened.form->findChildren<FormField *>())
            field->setLeft(field->label() == "Amount"_L1 || field->label() == "Currency"_L1 || field->label() == "Link"_L1);
        show();
        // The link is only advised against: ORCID would take it.
        QCOMPARE(told(), QStringList({ u"ORCID would answer 400 / 9054. 400 Bad Request: invalid amount"_s,
            u"ORCID would answer 400 / 9020. 400 Bad Request: Invalid incoming message. Full validation error: Please specify a currency code"_s }));
        QCOMPARE(byName<QLineEdit>(opened.form, u"Amount"_s)->accessibleDescription(),
            u"An amount has a point for the decimals and no other separator. ORCID would answer 400 / 9054."_s);
        QVERIFY(!byName<QLineEdit>(opened.form, u"Link"_s)->accessibleDescription().contains("ORCID"_L1));
        // A box says it where the keyboard is.
        QComboBox *currency = combo(opened.form, u"Currency"_s);
        QCOMPARE(currency->accessibleDescription(), u"An amount needs a currency. ORCID would answer 400 / 9020."_s);
        QCOMPARE(currency->lineEdit()->accessibleDescription(), currency->accessibleDescription());
        QCOMPARE(currency->property("invalid").toString(), u"true"_s);
        opened.type(u"Amount"_s, {});
        show();
        QVERIFY(told().isEmpty());
        QVERIFY(currency->accessibleDescription().isEmpty() && currency->property("invalid").toString().isEmpty());
    }

    void theSourceFollowsAnIdThatSaysWhoseItIs()
    {
        Opened opened(u"fundings"_s);
        QComboBox *from = combo(opened.form, u"From"_s);
        QCOMPARE(from->currentData().toString(), u"ROR"_s);
        opened.type(u"Organization identifier"_s, u"10.13039/501100000780"_s);
        QCOMPARE(from->currentData().toString(), u"FUNDREF"_s);
        for (const record::FieldProblem &problem : record::problems(u"fundings"_s, opened.form->content())) {
            if (problem.field.endsWith("organization-identifier"_L1))
                QCOMPARE(problem.suggestion, u"http://dx.doi.org/10.13039/501100000780"_s);
        }
        opened.type(u"Organization identifier"_s, u"grid.455335.1"_s);
        QCOMPARE(from->currentData().toString(), u"GRID"_s);
        opened.type(u"Organization identifier"_s, u"355321"_s); // digits may be anybody's
        QCOMPARE(from->currentData().toString(), u"GRID"_s);
        opened.choose(u"From"_s, u"RINGGOLD"_s);
        QCOMPARE(from->currentData().toString(), u"RINGGOLD"_s);

        // What the registry has stays as it has it.
        const QJsonObject odd = json("{'organization':{'name':'Example Fund','disambiguated-organization':{'disambiguated-organization-identifier':'grid.455335.1','disambiguation-source':'ROR'}}}");
        Opened stored(u"fundings"_s, odd);
        QCOMPARE(combo(stored.form, u"From"_s)->currentData().toString(), u"ROR"_s);
    }

    void aNewIdentifierBeginsWithTheUsualType_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("type");
        QTest::newRow("work") << u"works"_s << u"doi"_s;
        QTest::newRow("funding") << u"fundings"_s << u"grant_number"_s;
        QTest::newRow("employment") << u"employments"_s << u"source-work-id"_s;
        QTest::newRow("peer review") << u"peer-reviews"_s << u"source-work-id"_s;
        QTest::newRow("resource") << u"research-resources"_s << u"proposal-id"_s;
    }
    void aNewIdentifierBeginsWithTheUsualType()
    {
        QFETCH(QString, section);
        QFETCH(QString, type);
        Opened opened(section);
        QCOMPARE(combo(opened.form, u"Identifier 1 type"_s)->currentData().toString(), type);
        QVERIFY(record::isNothing(opened.sent())); // a type alone is nothing yet
        opened.press(u"Add identifier"_s);
        QCOMPARE(combo(opened.form, u"Identifier 2 type"_s)->currentData().toString(), type);
    }

    void pictures_data() { sectionRows(); }
    void pictures()
    {
        QFETCH(QString, section);
        const QString dir = qEnvironmentVariable("BATON_PICTURES");
        if (dir.isEmpty())
            QSKIP("BATON_PICTURES is not set");
        Opened opened(section, test::filled(orcid::findSection(section)->fields));
        const int width = qEnvironmentVariable("BATON_WIDTH", u"480"_s).toInt();
        QScrollArea area; // as the edit page has it
        area.setWidgetResizable(true);
        area.setWidget(opened.form);
        area.resize(width, 700);
        area.show();
        opened.form->showProblems(record::problems(section, opened.form->content()));
        QTest::qWait(60);
        opened.form->grab().save(dir + u"/form-"_s + section + u".png"_s);
        opened.form = nullptr; // the area's
    }
};

QTEST_MAIN(TestRecordForms)
#include "tst_recordforms.moc"
