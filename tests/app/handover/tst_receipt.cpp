#include "app/base/base64url.h"
#include "app/handover/receipt.h"
#include "app/handover/receiptpayload.h"
#include "app/jose/jws.h"
#include "tests/app/handover/fixture.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::handover;
using Act = Receipt::Act;

namespace {

const QString practice = u"practice"_s, original = u"APP-NB7K2QX4M0T9W6RA"_s, second = u"APP-OG55T1ZR8K3CV7QD"_s, sofia = u"0000-0002-9227-8514"_s;

} // namespace

class tst_Receipt : public QObject {
    Q_OBJECT

    test::OpenVault m_open;
    std::unique_ptr<Partners> m_partners;
    const jose::Jwk m_key = jose::Jwk::generateEcP256();
    ManualClock m_clock { QDateTime(QDate(2026, 11, 12), QTime(14, 4), Qt::UTC) };

    static Receipt::Line line(Act act, const QString &orcid = sofia)
    {
        Receipt::Line line;
        line.orcid = orcid;
        line.act = act;
        line.at = QDateTime(QDate(2026, 11, 12), QTime(14, 3), Qt::UTC);
        return line;
    }

    static Receipt plain(Receipt::Type type = Receipt::Type::Receipt)
    {
        Receipt receipt;
        receipt.type = type;
        receipt.environmentId = practice;
        receipt.issuerClientId = second;
        receipt.audienceClientId = original;
        receipt.packageId = u"3f6c0a1e-8f6e-4f6e-9d55-0c6c4f4f8a11"_s;
        if (type == Receipt::Type::Recall) {
            receipt.lines << line(Act::Recalled);
            return receipt;
        }
        receipt.lines << line(Act::Opened, {}) << line(Act::Exchanged);
        receipt.lines.last().count = 3;
        receipt.lines.last().scopes = { u"/activities/update"_s, u"openid"_s };
        return receipt;
    }

    QByteArray signedText(Receipt::Type type = Receipt::Type::Receipt) const { return signReceipt(plain(type), m_key, m_clock)->compact; }

    QByteArray signedPayload(const QJsonObject &payload, const QString &typ = u"baton-receipt+jwt"_s, const QJsonObject &more = {}) const
    {
        QJsonObject header { { "typ"_L1, typ }, { "kid"_L1, m_key.thumbprintText() } };
        for (auto it = more.begin(); it != more.end(); ++it)
            header.insert(it.key(), it.value());
        return *jose::signJws(QJsonDocument(payload).toJson(QJsonDocument::Compact), m_key, header);
    }

    static QJsonObject payload()
    {
        return QJsonDocument::fromJson(R"({"iss":"APP-OG55T1ZR8K3CV7QD","aud":"APP-NB7K2QX4M0T9W6RA","iat":1794492240,"environment":"practice",)"
                                       R"("package":"3f6c0a1e-8f6e-4f6e-9d55-0c6c4f4f8a11","lines":[{"act":"opened","at":1794492180}]})")
            .object();
    }

    QString code(const QByteArray &text, const QString &environment = practice) const
    {
        const auto read = readReceipt(text, environment, *m_partners);
        return read ? u"ok"_s : read.error().code;
    }

    void know(const jose::Jwk &key, Partner::Trust trust)
    {
        (void)m_partners->remove(practice, second);
        Partner partner;
        partner.environmentId = practice;
        partner.clientId = second;
        partner.name = u"Open Grants Platform"_s;
        partner.key = key.publicPart();
        partner.trust = trust;
        partner.confirmedHow = u"by phone"_s;
        QVERIFY(m_partners->save(partner));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_open.open());
        m_partners = std::make_unique<Partners>(m_open.vault);
    }

    void init() { know(m_key, Partner::Trust::Confirmed); }

    void readAsSigned()
    {
        for (const auto type : { Receipt::Type::Receipt, Receipt::Type::Recall }) {
            const auto made = signReceipt(plain(type), m_key, m_clock);
            QVERIFY(made);
            const auto read = readReceipt("\n " + made->compact + "\n", practice, *m_partners);
            QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
            QCOMPARE(int(read->type), int(type));
            QCOMPARE(read->issuerClientId, second);
            QCOMPARE(read->audienceClientId, original);
            QCOMPARE(read->packageId, made->packageId);
            QCOMPARE(read->issuedAt, m_clock.now());
            QCOMPARE(read->thumbprint, m_key.thumbprintText());
            QCOMPARE(read->compact, made->compact);
            QCOMPARE(read->lines.size(), made->lines.size());
            for (qsizetype i = 0; i < read->lines.size(); ++i) {
                const Receipt::Line &a = read->lines.at(i), &b = made->lines.at(i);
                QVERIFY(a.orcid == b.orcid && a.act == b.act && a.at == b.at && a.scopes == b.scopes && a.count == b.count && a.words == b.words);
            }
        }
    }

    void wholePackageHasNoId()
    {
        const auto read = readReceipt(signedText(), practice, *m_partners);
        QVERIFY(read->lines.first().orcid.isEmpty());
    }

    void S37_everyBitAndEveryLength()
    {
        const QByteArray text = signedText();
        for (qsizetype length = 0; length < text.size(); ++length)
            QVERIFY2(code(text.left(length)) != u"ok"_s, qPrintable(QString::number(length)));
        int white = 0;
        for (qsizetype at = 0; at < text.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray changed = text;
                changed[at] = char(changed.at(at) ^ (1 << bit));
                // A last byte that became white space is a truncation; nothing else may be lost on the way.
                white += changed.trimmed().size() != text.size();
                QVERIFY2(code(changed) != u"ok"_s, qPrintable(u"%1/%2"_s.arg(at).arg(bit)));
            }
        }
        qInfo("%lld bit flips and %lld truncations refused (%d became white space at an end)", qlonglong(text.size() * 8), qlonglong(text.size()), white);
    }

    void S29_kindsStayApart()
    {
        const QByteArray receipt = signedText(), notice = signedText(Receipt::Type::Recall);
        QVERIFY(!Partners::fromCard(receipt, practice));
        QVERIFY(!Partners::fromCard(notice, practice));
        QVERIFY(!readEnvelope(receipt));
        const auto card = makeCard(u"Open Grants Platform"_s, second, practice, m_key);
        QCOMPARE(code(*card), u"receipt.unreadable"_s);
        for (const QString &typ : { u"baton-handover+jwt"_s, u"baton-card+jwt"_s, u"JWT"_s, u"baton-receipt"_s, u"BATON-RECEIPT+JWT"_s })
            QCOMPARE(code(signedPayload(payload(), typ)), u"receipt.unreadable"_s);
        QCOMPARE(code(signedPayload(payload())), u"ok"_s);
        QCOMPARE(code(signedPayload(payload(), u"baton-receipt+jwt"_s, { { "cty"_L1, "JWT"_L1 } })), u"receipt.unreadable"_s);
        // What a receipt says cannot be made a recall by another typ, nor the reverse.
        QCOMPARE(code(signedPayload(payload(), u"baton-notice+jwt"_s)), u"receipt.unreadable"_s);
        QJsonObject recall = payload();
        recall.insert("lines"_L1, QJsonArray { QJsonObject { { "act"_L1, "recalled"_L1 }, { "at"_L1, 1794492180 } } });
        QCOMPARE(code(signedPayload(recall)), u"receipt.unreadable"_s);
        QCOMPARE(code(signedPayload(recall, u"baton-notice+jwt"_s)), u"ok"_s);
    }

    void membersAreStrict_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *tag, const QString &name, const QJsonValue &value) { QTest::newRow(tag) << name << value; };
        for (const char *name : { "iss", "aud", "iat", "environment", "package", "lines" })
            row(qPrintable(u"no "_s + QString::fromLatin1(name)), QString::fromLatin1(name), QJsonValue(QJsonValue::Undefined));
        for (const char *name : { "iss", "aud", "environment", "package" }) {
            row(qPrintable(u"number for "_s + QString::fromLatin1(name)), QString::fromLatin1(name), 7);
            row(qPrintable(u"empty "_s + QString::fromLatin1(name)), QString::fromLatin1(name), QString());
            row(qPrintable(u"long "_s + QString::fromLatin1(name)), QString::fromLatin1(name), QString(201, u'x'));
        }
        row("time as text", u"iat"_s, u"1794492240"_s);
        row("time with a fraction", u"iat"_s, 1794492240.5);
        row("time before 2000", u"iat"_s, 900000000);
        row("time after 2100", u"iat"_s, 5000000000.0);
        row("an unknown member", u"note"_s, u"x"_s);
        row("lines as text", u"lines"_s, u"opened"_s);
        row("no lines", u"lines"_s, QJsonArray());
        row("a line that is text", u"lines"_s, QJsonArray { u"opened"_s });
        const auto lines = [](const char *json) { return QJsonValue(QJsonDocument::fromJson(json).array()); };
        row("unknown act", u"lines"_s, lines(R"([{"act":"sold","at":1794492180}])"));
        row("no act", u"lines"_s, lines(R"([{"at":1794492180}])"));
        row("no time", u"lines"_s, lines(R"([{"act":"opened"}])"));
        row("line with an unknown member", u"lines"_s, lines(R"([{"act":"opened","at":1794492180,"x":1}])"));
        row("iD with a wrong digit", u"lines"_s, lines(R"([{"act":"opened","at":1794492180,"orcid":"0000-0002-9227-8515"}])"));
        row("exchanged without a count", u"lines"_s, lines(R"([{"act":"exchanged","at":1794492180}])"));
        row("count 0", u"lines"_s, lines(R"([{"act":"exchanged","at":1794492180,"count":0}])"));
        row("count too large", u"lines"_s, lines(R"([{"act":"exchanged","at":1794492180,"count":1e9}])"));
        row("count where none belongs", u"lines"_s, lines(R"([{"act":"opened","at":1794492180,"count":1}])"));
        row("scopes as text", u"lines"_s, lines(R"([{"act":"exchanged","at":1794492180,"count":1,"scopes":"openid"}])"));
        QJsonArray many;
        for (int i = 0; i < 401; ++i)
            many << QJsonObject { { "act"_L1, "opened"_L1 }, { "at"_L1, 1794492180 } };
        row("401 lines", u"lines"_s, many);
        row("long words", u"lines"_s, QJsonArray { QJsonObject { { "act"_L1, "refused"_L1 }, { "at"_L1, 1794492180 }, { "words"_L1, QString(301, u'x') } } });
    }

    void membersAreStrict()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QJsonObject changed = payload();
        if (value.isUndefined())
            changed.remove(name);
        else
            changed.insert(name, value);
        QCOMPARE(code(signedPayload(changed)), u"receipt.unreadable"_s);
    }

    void S22_hostileTexts()
    {
        const auto withPayload = [this](const QByteArray &bytes) {
            return *jose::signJws(bytes, m_key, { { "typ"_L1, "baton-receipt+jwt"_L1 }, { "kid"_L1, m_key.thumbprintText() } });
        };
        const QByteArray good = QJsonDocument(payload()).toJson(QJsonDocument::Compact);
        QCOMPARE(code(withPayload(good)), u"ok"_s);
        QCOMPARE(code(withPayload(QByteArray(good).insert(1, R"("iss":"APP-OG55T1ZR8K3CV7QD",)"))), u"receipt.unreadable"_s);
        QCOMPARE(code(withPayload("\xEF\xBB\xBF" + good)), u"receipt.unreadable"_s);
        QCOMPARE(code(withPayload(QByteArray(20'000, '['))), u"receipt.unreadable"_s);
        QCOMPARE(code(withPayload("[]")), u"receipt.unreadable"_s);
        QCOMPARE(code(QByteArray(70'000, 'a')), u"receipt.too_large"_s);
        QCOMPARE(code({}), u"receipt.unreadable"_s);
        const QByteArray none = toBase64Url(R"({"alg":"none","typ":"baton-receipt+jwt"})") + '.' + toBase64Url(good) + '.';
        QCOMPARE(code(none), u"receipt.signature"_s);
    }

    void S30_onlyThePinnedKey()
    {
        const QByteArray text = signedText();
        QCOMPARE(code(text), u"ok"_s);
        QCOMPARE(code(text, u"sandbox"_s), u"receipt.environment"_s);
        know(jose::Jwk::generateEcP256(), Partner::Trust::Confirmed);
        QCOMPARE(code(text), u"receipt.signature"_s);
        know(jose::Jwk::generateRsa(2048), Partner::Trust::Confirmed);
        QCOMPARE(code(text), u"receipt.signature"_s);
        for (const auto trust : { Partner::Trust::Unconfirmed, Partner::Trust::KeyChanged, Partner::Trust::Blocked }) {
            know(m_key, trust);
            QCOMPARE(code(text), u"receipt.unconfirmed"_s);
        }
        QVERIFY(m_partners->remove(practice, second));
        QCOMPARE(code(text), u"receipt.unknown_partner"_s);
        QVERIFY(readReceipt(text, practice, *m_partners).error().what.contains(second));
    }

    void nothingToSignOrNoKey()
    {
        Receipt empty = plain();
        empty.lines.clear();
        QCOMPARE(signReceipt(empty, m_key, m_clock).error().code, u"receipt.empty"_s);
        QCOMPARE(signReceipt(plain(), m_key.publicPart(), m_clock).error().code, u"jws.key"_s);
        QCOMPARE(signReceipt(plain(), {}, m_clock).error().code, u"jws.key"_s);
        Receipt big = plain();
        for (int i = 0; i < 390; ++i) {
            big.lines << line(Act::Refused);
            big.lines.last().words = QString(300, u'x');
        }
        QCOMPARE(signReceipt(big, m_key, m_clock).error().code, u"receipt.too_large"_s);
    }

    void aHundredResearchersFit()
    {
        Receipt receipt = plain();
        for (int i = 0; i < 100; ++i) {
            receipt.lines << line(Act::Exchanged) << line(Act::ExchangeRefused) << line(Act::Wiped);
            receipt.lines[receipt.lines.size() - 3].scopes = { u"/activities/update"_s };
        }
        QVERIFY(signReceipt(receipt, m_key, m_clock));
    }

    void S36_fileNamesAreOurs()
    {
        Receipt receipt = plain();
        receipt.issuedAt = m_clock.now();
        QCOMPARE(receiptFileName(receipt), u"baton-receipt-practice-20261112-1404-3f6c0a1e.baton-receipt"_s);
        receipt.type = Receipt::Type::Recall;
        receipt.packageId = u"../../etc/ü"_s;
        receipt.environmentId = u"a/b\\c"_s;
        QCOMPARE(receiptFileName(receipt), u"baton-notice-abc-20261112-1404-etc.baton-notice"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Receipt)
#include "tst_receipt.moc"
