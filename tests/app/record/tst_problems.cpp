#include "app/orcid/organizationids.h"
#include "app/record/content.h"
#include "app/record/difference.h"
#include "tests/app/practice/api/hostile.h"
#include "tests/app/practice/fixture.h"

#include <memory>

using namespace Qt::StringLiterals;
using namespace baton;

/// What is told before sending is what the registry answers over HTTP.
class TestProblems : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_registry = std::make_unique<test::PracticeFixture>(m_state.path());
        QVERIFY(m_registry->start());
        const QJsonObject token
            = m_registry->signIn(test::northbridge, test::tomas, u"openid /read-limited /activities/update /person/update"_s);
        m_token = u"Bearer "_s + token.value(u"access_token"_s).toString();
        QVERIFY2(m_token.size() > 10, "no token");
    }

    void agreesWithTheRegistry_data() { apitest::hostileRows(); }

    void agreesWithTheRegistry()
    {
        QFETCH(QString, section);
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        value.replace("http://127.0.0.1:9760", m_registry->registry.info().issuer.toUtf8());
        QJsonObject item = apitest::smallest(section);
        apitest::place(item, path.split(u'/'), apitest::parsed(value));
        const QJsonObject sent = record::forPost(item);
        const QList<record::FieldProblem> found = record::problems(section, item);
        const auto refusal = std::find_if(found.begin(), found.end(), [](const auto &problem) { return problem.orcidCode != 0; });
        int expected = refusal == found.end() ? 0 : refusal->orcidCode;
        if (value == "'publons:12345'") {
            QCOMPARE(expected, 0);
            expected = 9020; // which groups exist only the registry knows
        }
        const QString place = u"/v3.0/%1/%2"_s.arg(test::tomas, orcid::findSection(section)->itemPath);
        const test::Answer answer = send("POST", place, sent);
        const int code = answer.json().value(u"error-code"_s).toInt();
        QVERIFY2(code == expected, qPrintable(u"told %1, answered %2: %3"_s.arg(expected).arg(code).arg(QString::fromUtf8(answer.body))));
        QCOMPARE(answer.status, expected == 0 ? 201 : 400);
        for (const record::FieldProblem &problem : found)
            QVERIFY2(!problem.words.isEmpty() && !problem.field.isEmpty(), qPrintable(problem.field));
        if (expected == 0)
            send("DELETE", answer.location().path(), {});
    }

    /// Every part of an item is looked at, each with its own place.
    void everyProblemAtItsField()
    {
        QJsonObject item = apitest::smallest(u"fundings"_s);
        item[u"amount"_s] = QJsonObject { { u"value"_s, u"1.000,50"_s } };
        item[u"end-date"_s] = apitest::parsed("{'year':'2020'}");
        apitest::place(item, u"organization/disambiguated-organization/disambiguated-organization-identifier"_s.split(u'/'), u"024mrxd33"_s);
        QStringList told;
        for (const record::FieldProblem &problem : record::problems(u"fundings"_s, item))
            told += u"%1 %2 %3"_s.arg(problem.field).arg(problem.orcidCode).arg(problem.suggestion).trimmed();
        QCOMPARE(told, (QStringList { u"amount/currency-code 9020"_s, u"amount/value 9054 1000.50"_s, u"start-date 9050"_s,
                            u"organization/disambiguated-organization/disambiguated-organization-identifier 9045 https://ror.org/024mrxd33"_s }));
    }

    /// A key that is nobody's, with a bracket of its own, is not taken for a place in a list.
    void aBracketInAKey()
    {
        QJsonObject item = apitest::smallest(u"works"_s);
        item[u"publication-date"_s] = apitest::parsed("{'year':{'value':'2026'},'mont[':{'value':'09'},'x[-1]':1,'y[z]':2}");
        for (const record::FieldProblem &problem : record::problems(u"works"_s, item))
            QVERIFY2(problem.field.startsWith(u"publication-date"), qPrintable(problem.field));
    }

    void whoseIdItIs()
    {
        QCOMPARE(orcid::sourceTold(u"https://ror.org/024mrxd33"_s), u"ROR"_s);
        QCOMPARE(orcid::sourceTold(u"024mrxd33"_s), u"ROR"_s);
        QCOMPARE(orcid::sourceTold(u"10.13039/501100000780"_s), u"FUNDREF"_s);
        QCOMPARE(orcid::sourceTold(u"https://doi.org/10.13039/501100000780"_s), u"FUNDREF"_s);
        QCOMPARE(orcid::sourceTold(u" grid.455335.1"_s), u"GRID"_s);
        QCOMPARE(orcid::sourceTold(u"5493001KJTIIGC8Y1R12"_s), u"LEI"_s);
        for (const QString &nobodys : { u""_s, u"355321"_s, u"024000033"_s, u"10.5555/1"_s, u"Harbour Lab"_s })
            QCOMPARE(orcid::sourceTold(nobodys), QString());
    }

    void organizationIds_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("suggested");
        const auto row = [](const char *source, const char *typed, const char *suggested) {
            QTest::addRow("%s %s", source, typed) << QString::fromLatin1(source) << QString::fromLatin1(typed) << QString::fromLatin1(suggested);
        };
        row("ROR", "ror.org/024mrxd33", "https://ror.org/024mrxd33");
        row("ROR", "http://ror.org/024MRXD33/", "https://ror.org/024mrxd33");
        row("ROR", "https://ror.org/024mrxd33", "");
        row("ROR", "nonsense", "");
        row("GRID", "https://www.grid.ac/institutes/grid.455335.1", "grid.455335.1");
        row("RINGGOLD", "Ringgold: 355321", "355321");
        row("FUNDREF", "10.13039/100010269", "http://dx.doi.org/10.13039/100010269");
        row("FUNDREF", "doi:10.13039/100010269", "http://dx.doi.org/10.13039/100010269");
        row("LEI", "5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R12");
        row("WIKI", "Q1", "");
    }

    void organizationIds()
    {
        QFETCH(QString, source);
        QFETCH(QString, typed);
        QFETCH(QString, suggested);
        QCOMPARE(orcid::suggestedOrganizationId(source, typed), suggested);
        if (!suggested.isEmpty())
            QVERIFY(orcid::fitsSource(source, suggested));
        QCOMPARE(orcid::sourceOfForm(u"https://ror.org/024mrxd33"_s), u"ROR"_s);
    }

private:
    test::Answer send(const QByteArray &method, const QString &path, const QJsonObject &body)
    {
        const QByteArray bytes = method == "DELETE" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
        return m_registry->send(method, path, bytes,
            { { u"Authorization"_s, m_token }, { u"Accept"_s, u"application/json"_s }, { u"Content-Type"_s, u"application/json"_s } });
    }

    QTemporaryDir m_state;
    std::unique_ptr<test::PracticeFixture> m_registry;
    QString m_token;
};

QTEST_GUILESS_MAIN(TestProblems)
#include "tst_problems.moc"
