#include "app/base/base64url.h"
#include "app/handover/inbox.h"
#include "app/handover/keyring.h"
#include "app/handover/partners.h"
#include "app/handover/passphrase.h"
#include "app/handover/words.h"
#include "app/jose/jws.h"
#include "tests/app/handover/fixture.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSet>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::handover;

class TestPartners : public QObject {
    Q_OBJECT

    const jose::Jwk m_key = jose::Jwk::generateEcP256();

    static Partner somebody(const jose::Jwk &key, Partner::Trust trust = Partner::Trust::Unconfirmed)
    {
        Partner partner;
        partner.environmentId = u"sandbox"_s;
        partner.clientId = u"APP-OG55T1ZR8K3CV7QD"_s;
        partner.name = u"Open Grants Platform"_s;
        partner.key = key.publicPart();
        partner.trust = trust;
        if (trust == Partner::Trust::Confirmed) {
            partner.confirmedHow = u"by phone"_s;
            partner.confirmedAt = QDateTime(QDate(2026, 11, 3), QTime(12, 0), Qt::UTC);
        }
        return partner;
    }

    static QString cardCode(const QByteArray &text, const QString &environment = u"sandbox"_s)
    {
        const auto card = Partners::fromCard(text, environment);
        return card ? u"ok"_s : card.error().code;
    }

private Q_SLOTS:
    void S30_cards()
    {
        const QByteArray card = *makeCard(u"Open Grants Platform"_s, u"APP-OG55T1ZR8K3CV7QD"_s, u"sandbox"_s, m_key);
        const auto partner = Partners::fromCard(card + '\n', u"sandbox"_s);
        QVERIFY2(partner, partner ? "" : qPrintable(partner.error().text()));
        QCOMPARE(partner->name, u"Open Grants Platform"_s);
        QCOMPARE(partner->clientId, u"APP-OG55T1ZR8K3CV7QD"_s);
        QCOMPARE(partner->thumbprint(), m_key.thumbprint());
        QCOMPARE(partner->trust, Partner::Trust::Unconfirmed);
        QVERIFY(!partner->key.isPrivate());
        QCOMPARE(cardCode(card, u"production"_s), u"card.environment"_s);
        for (qsizetype i = 0; i < card.size(); ++i) {
            QByteArray changed = card;
            changed[i] = char(changed[i] ^ 1);
            QVERIFY2(!Partners::fromCard(changed, u"sandbox"_s), qPrintable(QString::number(i)));
        }
        // The name changed and signed by another key.
        const QJsonObject payload { { "name"_L1, "X"_L1 }, { "client_id"_L1, "Y"_L1 }, { "environment"_L1, "sandbox"_L1 }, { "jwks"_L1, jose::JwkSet { { m_key.publicPart() } }.toJson() } };
        const QByteArray text = QJsonDocument(payload).toJson();
        const QJsonObject header { { "typ"_L1, "baton-card+jwt"_L1 }, { "kid"_L1, m_key.thumbprintText() } };
        QCOMPARE(cardCode(*jose::signJws(text, m_key, header)), u"ok"_s);
        QCOMPARE(cardCode(*jose::signJws(text, jose::Jwk::generateEcP256(), header)), u"card.signature"_s);
        QCOMPARE(cardCode(*jose::signJws(text, m_key, { { "typ"_L1, "JWT"_L1 } })), u"card.unreadable"_s);
        QCOMPARE(cardCode(*jose::signJws(text, m_key, { { "typ"_L1, "baton-card+jwt"_L1 } })), u"card.signature"_s);
    }

    void S30_bareKeysAndPrivateMembers()
    {
        const auto bytes = [](const QJsonObject &json) { return QJsonDocument(json).toJson(); };
        const QJsonObject ec = m_key.toPublicJson();
        const auto partner = Partners::fromCard(bytes(ec), u"sandbox"_s);
        QVERIFY(partner && partner->clientId.isEmpty());
        QCOMPARE(partner->thumbprint(), m_key.thumbprint());
        const QJsonObject rsa = jose::Jwk::generateRsa().toPublicJson();
        QCOMPARE(Partners::fromCard(bytes({ { "keys"_L1, QJsonArray { rsa, ec } } }), u"sandbox"_s)->thumbprint(), m_key.thumbprint());
        QCOMPARE(cardCode(bytes(rsa)), u"ok"_s);
        QJsonObject withPrivate = ec;
        withPrivate.insert("d"_L1, QString::fromLatin1(toBase64Url(QByteArray(32, 'd'))));
        QCOMPARE(cardCode(bytes(withPrivate)), u"card.private"_s);
        QCOMPARE(cardCode(bytes({ { "keys"_L1, QJsonArray { ec, withPrivate } } })), u"card.private"_s);
        QCOMPARE(cardCode(bytes({ { "kty"_L1, "oct"_L1 }, { "k"_L1, "AAAA"_L1 } })), u"card.private"_s);
        for (const QByteArray &text : { QByteArray(), QByteArray("hello"), QByteArray("{}"), QByteArray("{\"keys\":[]}"), QByteArray("{\"kty\":\"EC\"}"), QByteArray(40000, '{') })
            QCOMPARE(cardCode(text), u"card.unreadable"_s);
    }

    void S30_newKeyForAKnownNameStops()
    {
        test::OpenVault open;
        QVERIFY(open.open());
        Partners partners(open.vault);
        QSignalSpy changed(&partners, &Partners::changed);
        const jose::Jwk newKey = jose::Jwk::generateEcP256();
        const auto now = [&] { return *partners.find(u"sandbox"_s, u"APP-OG55T1ZR8K3CV7QD"_s); };
        QVERIFY(partners.save(somebody(m_key)));
        QVERIFY(partners.save(somebody(m_key, Partner::Trust::Confirmed)));
        QVERIFY(partners.save(somebody(m_key))); // the same card again
        QCOMPARE(now().trust, Partner::Trust::Confirmed);
        QCOMPARE(now().confirmedHow, u"by phone"_s);
        QVERIFY(partners.save(somebody(newKey)));
        QCOMPARE(now().trust, Partner::Trust::KeyChanged);
        QCOMPARE(now().thumbprint(), m_key.thumbprint());
        QCOMPARE(now().otherKey.thumbprint(), newKey.thumbprint());
        // Not even a confirmed one slips in with a third key.
        QVERIFY(partners.save(somebody(jose::Jwk::generateEcP256(), Partner::Trust::Confirmed)));
        QCOMPARE(now().trust, Partner::Trust::KeyChanged);
        QVERIFY(partners.save(somebody(newKey)));
        // Kept: the old key is confirmed again.
        QVERIFY(partners.save(somebody(m_key, Partner::Trust::Confirmed)));
        QCOMPARE(now().trust, Partner::Trust::Confirmed);
        QVERIFY(now().otherKey.isNull());
        // Or the new words were compared.
        QVERIFY(partners.save(somebody(newKey)));
        QVERIFY(partners.save(somebody(newKey, Partner::Trust::Confirmed)));
        QCOMPARE(now().trust, Partner::Trust::Confirmed);
        QCOMPARE(now().thumbprint(), newKey.thumbprint());
        QVERIFY(partners.byThumbprint(u"sandbox"_s, newKey.thumbprintText()));
        QVERIFY(!partners.byThumbprint(u"production"_s, newKey.thumbprintText()));
        QCOMPARE(partners.partners(u"sandbox"_s).size(), 1);
        QVERIFY(partners.partners(u"production"_s).isEmpty());
        QVERIFY(changed.size() >= 8);
        // Blocked stays blocked, whatever arrives.
        QVERIFY(partners.save(somebody(newKey, Partner::Trust::Blocked)));
        QVERIFY(partners.save(somebody(newKey)));
        QVERIFY(partners.save(somebody(m_key)));
        QCOMPARE(now().trust, Partner::Trust::Blocked);
        QVERIFY(partners.remove(u"sandbox"_s, u"APP-OG55T1ZR8K3CV7QD"_s));
        QVERIFY(partners.partners(u"sandbox"_s).isEmpty());
    }

    void S30_anotherKeyInAPackageStopsToo()
    {
        test::OpenVault open;
        QVERIFY(open.open());
        Partners partners(open.vault);
        const QString id = u"APP-OG55T1ZR8K3CV7QD"_s;
        const auto now = [&] { return *partners.find(u"sandbox"_s, id); };
        const jose::Jwk other = jose::Jwk::generateEcP256();
        const QDateTime when(QDate(2026, 11, 23), QTime(13, 40), Qt::UTC);
        const auto note = [&](const jose::Jwk &key) { return partners.noteOtherKey(u"sandbox"_s, id, key, u"in a package"_s, when).has_value(); };
        QVERIFY(note(other)); // nobody known: nothing to stop
        QVERIFY(!partners.find(u"sandbox"_s, id));
        QVERIFY(partners.save(somebody(m_key, Partner::Trust::Confirmed)));
        QVERIFY(note(m_key));
        QCOMPARE(now().trust, Partner::Trust::Confirmed);
        QVERIFY(note(other));
        QCOMPARE(now().trust, Partner::Trust::KeyChanged);
        QCOMPARE(now().otherHow, u"in a package"_s);
        QCOMPARE(now().otherAt, when);
        QVERIFY(!now().otherKey.isPrivate());
        QVERIFY(partners.keepOldKey(u"sandbox"_s, id));
        QCOMPARE(now().trust, Partner::Trust::Confirmed);
        QVERIFY(now().otherKey.isNull());
        // Somebody never confirmed is not confirmed by keeping the old key.
        QVERIFY(partners.remove(u"sandbox"_s, id));
        QVERIFY(partners.save(somebody(m_key)));
        QVERIFY(note(other));
        QVERIFY(partners.keepOldKey(u"sandbox"_s, id));
        QCOMPARE(now().trust, Partner::Trust::Unconfirmed);
        QCOMPARE(partners.keepOldKey(u"sandbox"_s, u"APP-NOBODY"_s).error().code, u"partner.unknown"_s);
    }

    void S30_theOldKeyOnlyOpensOldPackages()
    {
        test::OpenVault open;
        QVERIFY(open.open());
        Partners partners(open.vault);
        const QDateTime changed(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
        const jose::Jwk newKey = jose::Jwk::generateEcP256(), ours = jose::Jwk::generateEcP256();
        QVERIFY(partners.save(somebody(m_key, Partner::Trust::Confirmed)));
        QVERIFY(partners.save(somebody(newKey)));
        Partner compared = somebody(newKey, Partner::Trust::Confirmed);
        compared.confirmedAt = changed;
        QVERIFY(partners.save(compared));
        const Partner now = *partners.find(u"sandbox"_s, u"APP-OG55T1ZR8K3CV7QD"_s);
        QCOMPARE(now.trust, Partner::Trust::Confirmed);
        QCOMPARE(now.hadKeyUntil(m_key.thumbprint()), changed);
        QVERIFY(!now.hadKeyUntil(newKey.thumbprint()).isValid());
        const auto signedState = [&](const jose::Jwk &signer, const QDateTime &sealedAt) {
            const ManualClock clock(sealedAt);
            Contents contents = test::contents(clock);
            contents.environment = orcid::Environment::sandbox();
            contents.useBy = changed.addDays(30);
            const auto opened = openWithKey(*readEnvelope(sealToKey(contents, signer, ours.publicPart(), clock)->compact), ours);
            const auto acceptance = judge(*opened, contents.environment, { contents.audienceClientId }, now, ManualClock(changed.addDays(1)));
            return acceptance.checks.at(1).state;
        };
        QCOMPARE(signedState(newKey, changed.addSecs(60)), PackageCheck::State::Passed);
        QCOMPARE(signedState(m_key, changed.addSecs(-60)), PackageCheck::State::Warning);
        QCOMPARE(signedState(m_key, changed.addSecs(60)), PackageCheck::State::Failed);
        // An old package is no reason to stop again.
        QVERIFY(partners.noteOtherKey(u"sandbox"_s, now.clientId, m_key, u"in a package"_s, changed));
        QCOMPARE(partners.find(u"sandbox"_s, now.clientId)->trust, Partner::Trust::Confirmed);
    }

    void partnersNeedAPublicKeyAndAClient()
    {
        test::OpenVault open;
        QVERIFY(open.open());
        Partners partners(open.vault);
        Partner partner = somebody(m_key);
        partner.key = m_key;
        QCOMPARE(partners.save(partner).error().code, u"partner.key"_s);
        partner.key = {};
        QCOMPARE(partners.save(partner).error().code, u"partner.key"_s);
        partner = somebody(m_key);
        partner.clientId.clear();
        QVERIFY(!partners.save(partner));
        QVERIFY(partners.ensurePractice({ somebody(m_key, Partner::Trust::Confirmed) }));
        QCOMPARE(partners.partners(u"sandbox"_s).size(), 1);
        // Made anew on this computer: follows. Confirmed otherwise: does not.
        const jose::Jwk other = jose::Jwk::generateEcP256();
        QVERIFY(partners.ensurePractice({ somebody(other, Partner::Trust::Confirmed) }));
        QCOMPARE(partners.partners(u"sandbox"_s).first().thumbprint(), other.thumbprint());
        open.vault.lock();
        QCOMPARE(partners.save(somebody(m_key)).error().code, u"vault.locked"_s);
        QVERIFY(partners.partners(u"sandbox"_s).isEmpty());
    }

    void ownKeys()
    {
        test::OpenVault open;
        QVERIFY(open.open());
        KeyRing ring(open.vault);
        const auto first = ring.keyFor(u"practice"_s, u"A"_s);
        QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
        QCOMPARE(first->key.type(), jose::Jwk::Type::EcP256);
        QVERIFY(first->key.isPrivate());
        QCOMPARE(ring.keyFor(u"practice"_s, u"A"_s)->key.thumbprint(), first->key.thumbprint());
        QVERIFY(ring.keyFor(u"practice"_s, u"B"_s)->key.thumbprint() != first->key.thumbprint());
        QVERIFY(ring.keyFor(u"sandbox"_s, u"A"_s)->key.thumbprint() != first->key.thumbprint());
        const auto renewed = ring.renew(u"practice"_s, u"A"_s);
        QCOMPARE(ring.keyFor(u"practice"_s, u"A"_s)->key.thumbprint(), renewed->key.thumbprint());
        QCOMPARE(ring.byThumbprint(u"practice"_s, first->key.thumbprintText())->thumbprint(), first->key.thumbprint());
        QVERIFY(ring.byThumbprint(u"sandbox"_s, first->key.thumbprintText())->isNull()); // S33
        QCOMPARE(ring.thumbprints(u"practice"_s).size(), 3);
        open.vault.lock();
        QCOMPARE(ring.keyFor(u"practice"_s, u"A"_s).error().code, u"vault.locked"_s);
    }

    void S34_inboxKnowsWhatItHas()
    {
        test::OpenVault open;
        QVERIFY(open.open());
        Partners partners(open.vault);
        Inbox inbox(open.vault, partners);
        QSignalSpy changed(&inbox, &Inbox::changed);
        Delivery delivery;
        delivery.idToken = Secret(QByteArrayView("aaaa.bbbb.cccc"));
        delivery.id = Inbox::idOf(delivery.idToken);
        delivery.environmentId = u"practice"_s;
        delivery.orcid = u"0000-0002-9227-8514"_s;
        delivery.scopes = { u"/read-limited"_s };
        delivery.receivedAt = QDateTime(QDate(2026, 11, 23), QTime(14, 5, 6, 789), Qt::UTC);
        delivery.state = Delivery::State::Exchanged;
        delivery.checks = { packageCheck(u"fresh"_s, PackageCheck::State::Warning, u"words"_s) };
        delivery.senderConfirmed = true;
        QCOMPARE(delivery.id.size(), 64);
        QVERIFY(!inbox.knows(delivery.idToken));
        QVERIFY(inbox.save(delivery));
        QVERIFY(inbox.knows(delivery.idToken));
        const Delivery back = *inbox.find(delivery.id);
        QVERIFY(back.idToken == delivery.idToken);
        QCOMPARE(back.receivedAt, delivery.receivedAt);
        QVERIFY(!back.exchangedAt.isValid());
        QCOMPARE(back.state, Delivery::State::Exchanged);
        QCOMPARE(back.scopes, delivery.scopes);
        QCOMPARE(back.checks.size(), 1);
        QCOMPARE(back.checks.first().state, PackageCheck::State::Warning);
        QVERIFY(back.senderConfirmed);

        Delivery refused;
        refused.environmentId = u"practice"_s;
        refused.state = Delivery::State::Refused;
        refused.stateWords = u"not encrypted to you"_s;
        refused.idToken = Secret(QByteArrayView("must.not.stay"));
        refused.receivedAt = delivery.receivedAt.addSecs(1);
        QVERIFY(inbox.save(refused));
        QVERIFY(inbox.save(refused));
        const auto all = inbox.deliveries(u"practice"_s);
        QCOMPARE(all.size(), 3);
        QCOMPARE(all.first().state, Delivery::State::Refused);
        QVERIFY(all.first().idToken.isEmpty());
        QVERIFY(!all.first().id.isEmpty());
        QVERIFY(inbox.deliveries(u"sandbox"_s).isEmpty());
        // Refused under its own id it is no import: what was in the way may be gone next time.
        refused.id = Inbox::idOf(refused.idToken);
        QVERIFY(inbox.save(refused));
        QVERIFY(!inbox.knows(refused.idToken));
        QVERIFY(inbox.remove(refused.id));
        QVERIFY(inbox.remove(all.first().id));
        QCOMPARE(inbox.deliveries(u"practice"_s).size(), 2);
        QCOMPARE(changed.size(), 6);
    }

    void S27_wordsAndPassphrases()
    {
        const QStringList &words = wordList();
        QCOMPARE(words.size(), 7776);
        QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), 7776);
        QVERIFY(std::is_sorted(words.begin(), words.end()));
        static const QRegularExpression form(u"^[a-z]{4,8}$"_s);
        for (const QString &word : words)
            QVERIFY2(form.match(word).hasMatch(), qPrintable(word));
        QSet<QString> seen;
        QSet<QString> used;
        for (int i = 0; i < 300; ++i) {
            const QString passphrase = suggestPassphrase().revealString();
            const QStringList parts = passphrase.split(u'-');
            QCOMPARE(parts.size(), 7);
            for (const QString &part : parts)
                QVERIFY(isWord(part));
            seen.insert(passphrase);
            used.unite(QSet<QString>(parts.begin(), parts.end()));
            const PassphraseStrength strength = judgePassphrase(passphrase);
            QVERIFY(strength.acceptable);
        }
        QCOMPARE(seen.size(), 300);
        QVERIFY(used.size() > 1500); // 2,100 draws of 7,776
        const QString seven = words.mid(100, 7).join(u'-');
        QCOMPARE(judgePassphrase(seven).level, 4);
        QCOMPARE(judgePassphrase(seven).words, u"Strong: 7 words, about 90 bits"_s);
        QCOMPARE(judgePassphrase(words.mid(100, 8).join(u' ')).level, 5);
        QCOMPARE(judgePassphrase(u"short"_s).words, u"Too short: 15 characters or more"_s);
        QVERIFY(!judgePassphrase({}).acceptable);
        QVERIFY(!judgePassphrase(u"aaaaaaaaaaaaaaaaaaaa"_s).acceptable);
        for (const QString &typed : { u"amber amber amber"_s, u"passwordpassword1"_s, u"111111222222333333456"_s, u"qwertyuiopasdfghjkl"_s, u"abcdefghijklmnopq"_s,
                 u"Amber-Violin Amber-Violin"_s, u"letmein letmein letmein!"_s }) {
            const PassphraseStrength easy = judgePassphrase(typed);
            QVERIFY2(easy.acceptable && easy.warns && easy.level == 1, qPrintable(typed));
            QVERIFY2(easy.words.startsWith(u"Easy to guess"_s), qPrintable(easy.words));
        }
        // What is typed is never as good as what is drawn by lot.
        for (const QString &typed : { u"the herring sang twice on 4 June"_s, u"fifteen chars !"_s, words.mid(500, 5).join(u' ') }) {
            QVERIFY2(judgePassphrase(typed).acceptable && judgePassphrase(typed).warns, qPrintable(typed));
            QVERIFY2(!judgePassphrase(typed).words.startsWith(u"Easy"_s), qPrintable(judgePassphrase(typed).words));
        }
        QVERIFY(!judgePassphrase(seven).warns);
        QVERIFY(!judgePassphrase(u"fourteen chars"_s).acceptable);
        QVERIFY(judgePassphrase(u"fifteen chars !"_s).acceptable);
        QVERIFY(judgePassphrase(u"fifteen chars !"_s).level < 4);
        // One word said seven times is one word.
        QVERIFY(judgePassphrase(QStringList(7, words.first()).join(u'-')).level < 4);
    }

    void S30_thumbprintsAsWords()
    {
        const QByteArray zero(32, '\0');
        QCOMPARE(thumbprintWords(zero), QStringList(5, wordList().first()));
        QByteArray one = zero;
        one[7] = 1;
        QCOMPARE(thumbprintWords(one).last(), wordList().at(1));
        QVERIFY(thumbprintWords(QByteArray(32, '\xff')) != thumbprintWords(zero));
        QVERIFY(thumbprintWords(QByteArray(7, 'x')).isEmpty());
        QByteArray later = zero;
        later[8] = 1; // beyond the first 64 bits
        QCOMPARE(thumbprintWords(later), thumbprintWords(zero));
    }
};

QTEST_GUILESS_MAIN(TestPartners)
#include "tst_partners.moc"
