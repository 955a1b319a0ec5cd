// ORCID's redirect rule (orcid.md 2.3), as a table.
#include "app/practice/oauth/redirecturi.h"

#include <QtTest/QTest>

using namespace baton::practice;

class TestRedirects : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matching_data()
    {
        QTest::addColumn<QString>("requested");
        QTest::addColumn<QString>("registered");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *name, const char *requested, const char *registered, bool fits) {
            QTest::newRow(name) << QString::fromLatin1(requested) << QString::fromLatin1(registered) << fits;
        };
        row("the same", "http://127.0.0.1:9761/callback", "http://127.0.0.1:9761/callback", true);
        row("registered one is trimmed", "http://127.0.0.1:9761/callback", "  http://127.0.0.1:9761/callback ", true);
        row("scheme", "https://x.org/cb", "http://x.org/cb", false);
        row("user info", "https://me@x.org/cb", "https://x.org/cb", false);
        row("user info the same", "https://me@x.org/cb", "https://me@x.org/cb", true);
        row("subdomain", "https://a.x.org/cb", "https://x.org/cb", false);
        row("host in capitals", "https://X.org/cb", "https://x.org/cb", false);
        row("host as prefix", "https://x.org.evil.example/cb", "https://x.org/cb", false);
        row("host behind an at sign", "https://x.org@evil.example/cb", "https://x.org/cb", false);
        row("localhost is not 127.0.0.1", "http://localhost:9761/callback", "http://127.0.0.1:9761/callback", false);
        row("other port, no loopback exception", "http://127.0.0.1:9762/callback", "http://127.0.0.1:9761/callback", false);
        row("absent and default port differ", "https://x.org:443/cb", "https://x.org/cb", false);
        row("deeper path", "https://x.org/a/b", "https://x.org", true);
        row("longer path", "https://x.org/cbx", "https://x.org/cb", true);
        row("path below", "https://x.org/cb/next", "https://x.org/cb", true);
        row("shorter path", "https://x.org/c", "https://x.org/cb", false);
        row("path in capitals", "https://x.org/CB", "https://x.org/cb", false);
        row("dot segments leaving the path", "https://x.org/cb/../other", "https://x.org/cb", false);
        row("encoded dot segments", "https://x.org/cb/%2e%2e/other", "https://x.org/cb", false);
        row("dot segments staying", "https://x.org/a/../cb", "https://x.org/cb", true);
        row("backslash", "https://x.org/cb\\..\\other", "https://x.org/cb", false);
        row("query is not compared", "https://x.org/cb?a=b", "https://x.org/cb", true);
        row("fragment is not compared", "https://x.org/cb#f", "https://x.org/cb", true);
        row("not an address", "javascript:alert(1)", "https://x.org/cb", false);
        row("empty", "", "https://x.org/cb", false);
    }

    void matching()
    {
        QFETCH(QString, requested);
        QFETCH(QString, registered);
        QFETCH(bool, fits);
        QCOMPARE(redirectMatches(requested, registered), fits);
    }

    void answersAreAppended()
    {
        const QList<std::pair<QString, QString>> pairs { { QStringLiteral("code"), QStringLiteral("a b&c") } };
        QCOMPARE(withQuery(QStringLiteral("http://x.org/cb"), pairs), QStringLiteral("http://x.org/cb?code=a%20b%26c"));
        QCOMPARE(withQuery(QStringLiteral("http://x.org/cb?x=1#f"), pairs), QStringLiteral("http://x.org/cb?x=1&code=a%20b%26c"));
        QCOMPARE(withFragment(QStringLiteral("http://x.org/cb#f"), pairs), QStringLiteral("http://x.org/cb#code=a%20b%26c"));
        QCOMPARE(originOf(QStringLiteral("http://127.0.0.1:9761/callback")), QStringLiteral("http://127.0.0.1:9761"));
    }
};

QTEST_GUILESS_MAIN(TestRedirects)
#include "tst_redirects.moc"
