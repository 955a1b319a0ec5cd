#include "tests/ui/gallery/find.h"
#include "tests/ui/gallery/world.h"
#include "ui/claims/claimsmodel.h"
#include "ui/claims/identitytokenpage.h"
#include "ui/common/widgets.h"

#include <QtCore/QJsonDocument>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTableView>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class tst_IdentityTokenPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<World> m_world;
    std::unique_ptr<ui::IdentityTokenPage> m_page;

    bool says(const QString &text) const { return test::says(*m_page, text); }
    QString chip() const
    {
        for (ui::Chip *chip : m_page->findChildren<ui::Chip *>()) {
            if (chip->isVisibleTo(m_page.get()))
                return chip->text();
        }
        return {};
    }
    QAbstractButton *handOver() const { return button(*m_page, "Hand over id_token"); }
    claims::Claims check(const signin::Tokens &tokens)
    {
        QSignalSpy verified(m_page.get(), &ui::IdentityTokenPage::verified);
        m_page->setTokens(tokens);
        if (!QTest::qWaitFor([&] { return verified.size() == 1; }, 5000))
            return {};
        return verified.first().first().value<claims::Claims>();
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_page = std::make_unique<ui::IdentityTokenPage>(m_world->jwks, m_world->clock);
        m_page->setEnvironment(m_world->environment);
        m_page->resize(968, 700);
        m_page->show();
    }

    void cleanup()
    {
        m_page.reset();
        m_world.reset();
    }

    void emptyOffersSignIn()
    {
        QVERIFY(says(u"No one has signed in yet."_s));
        QVERIFY(!handOver()->isEnabled());
        QSignalSpy going(m_page.get(), &ui::Page::navigate);
        QVERIFY(press(*m_page, "Sign in"));
        QCOMPARE(going.first().first().value<ui::PageId>(), ui::PageId::SignIn);
    }

    void S17_everyCheckIsNamed()
    {
        const claims::Claims claims = check(m_world->tokens());
        QVERIFY(claims.allPassed());
        QCOMPARE(chip(), u"8 of 8 checks passed"_s);
        QVERIFY(named(*m_page, u"Check Signature: passed"_s));
        QVERIFY(named(*m_page, u"Check Audience: passed"_s));
        QVERIFY(named(*m_page, u"Verification"_s));
        QVERIFY(handOver()->isEnabled());
        QSignalSpy asked(m_page.get(), &ui::IdentityTokenPage::handOverRequested);
        handOver()->click();
        QCOMPARE(asked.size(), 1);
    }

    void S17_aFailedCheckStopsTheHandOver()
    {
        const claims::Claims claims = check(m_world->tokens({ { u"aud"_s, u"APP-AAAAAAAAAAAAAAAA"_s } }));
        QCOMPARE(claims.failedCount(), 1);
        QCOMPARE(chip(), u"1 of 8 failed"_s);
        QVERIFY(named(*m_page, u"Check Audience: failed"_s)->accessibleDescription().contains(u"APP-AAAAAAAAAAAAAAAA"_s));
        QVERIFY(!handOver()->isEnabled());
        QVERIFY(handOver()->accessibleDescription().contains(u"Audience"_s));
    }

    void withoutKeysNothingIsVerified()
    {
        m_world->keysAnswer = Reply::empty(404);
        const claims::Claims claims = check(m_world->tokens());
        QVERIFY(!claims.allPassed());
        QVERIFY(!handOver()->isEnabled());
        QVERIFY(button(*m_page, "Show HTTP exchange"));
        m_world->keysAnswer.reset();
        QVERIFY(press(*m_page, "Check again"));
        QTRY_VERIFY(handOver()->isEnabled());
    }

    void S16_expiredIsInformationLater()
    {
        check(m_world->tokens());
        m_world->clock.advance(std::chrono::hours(25));
        QSignalSpy verified(m_page.get(), &ui::IdentityTokenPage::verified);
        QVERIFY(press(*m_page, "Check again"));
        QTRY_COMPARE(verified.size(), 1);
        QTRY_VERIFY(named(*m_page, u"Check Not expired: information"_s));
        QTRY_VERIFY(says(u"Expired, still exchangeable"_s));
        QVERIFY(handOver()->isEnabled());
    }

    void claimsTable()
    {
        check(m_world->tokens());
        auto *table = named<QTableView>(*m_page, u"Claims"_s);
        QVERIFY(table);
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QStringList claims;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            claims << table->model()->index(row, ui::ClaimsModel::Claim).data().toString();
        for (const char *claim : { "sub", "aud", "iss", "iat", "exp", "nonce", "at_hash", "given_name" })
            QVERIFY2(claims.contains(QLatin1String(claim)), claim);
    }

    void copies()
    {
        const signin::Tokens tokens = m_world->tokens();
        check(tokens);
        QVERIFY(press(*m_page, "Copy claims as JSON"));
        const auto json = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
        QCOMPARE(json.value(u"sub"_s).toString(), QString::fromLatin1(World::researcher));
        QVERIFY(press(*m_page, "Copy ORCID iD"));
        QCOMPARE(QGuiApplication::clipboard()->text(), m_world->environment.orcidUri(QString::fromLatin1(World::researcher)));
        QVERIFY(press(*m_page, "Copy id_token"));
        QCOMPARE(QGuiApplication::clipboard()->text(), tokens.idToken.revealString());
    }

    void S50_rawTokenIsFolded()
    {
        const signin::Tokens tokens = m_world->tokens();
        check(tokens);
        auto *raw = named<QPlainTextEdit>(*m_page, u"Raw id_token"_s);
        QVERIFY(!raw->isVisibleTo(m_page.get()));
        QVERIFY(raw->toPlainText().isEmpty());
        QVERIFY(press(*m_page, "Show raw id_token"));
        QCOMPARE(raw->toPlainText(), tokens.idToken.revealString());
        QVERIFY(press(*m_page, "Show raw id_token"));
        QVERIFY(raw->toPlainText().isEmpty());
    }

    void anotherEnvironmentForgets()
    {
        check(m_world->tokens());
        m_page->setEnvironment(orcid::Environment::sandbox());
        QVERIFY(says(u"No one has signed in yet."_s));
        QVERIFY(!m_page->tokens());
    }
};

QTEST_MAIN(tst_IdentityTokenPage)
#include "tst_identitytokenpage.moc"
