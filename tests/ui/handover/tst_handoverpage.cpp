#include "tests/ui/gallery/find.h"
#include "tests/ui/gallery/world.h"
#include "ui/handover/handoverpage.h"
#include "ui/handover/packagehandle.h"
#include "ui/handover/powerpage.h"
#include "ui/handover/powerview.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTableView>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class tst_HandOverPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<World> m_world;
    std::unique_ptr<ui::HandOverPage> m_page;
    signin::Tokens m_tokens;

    bool says(const QString &text) const { return test::says(*m_page, text); }
    QAbstractButton *save() const { return button(*m_page, "Save package"); }
    signin::Tokens tokensOf(int at) const
    {
        const World::Somebody one = World::six().at(at);
        signin::Tokens tokens = m_world->tokens({ { u"sub"_s, one.orcid }, { u"given_name"_s, one.given }, { u"family_name"_s, one.family } });
        tokens.orcid = one.orcid;
        tokens.name = one.name();
        return tokens;
    }
    std::optional<handover::Opened> openedFromClipboard() const
    {
        const auto envelope = handover::readEnvelope(QGuiApplication::clipboard()->text().toUtf8());
        const auto own = m_world->keys.keyFor(m_world->environment.id, QString::fromLatin1(World::second));
        const auto opened = envelope ? handover::openWithKey(*envelope, own->key) : Result<handover::Opened>(fail(envelope.error()));
        return opened ? std::optional(*opened) : std::nullopt;
    }
    QLineEdit *field(const char *name) const { return named<QLineEdit>(*m_page, QString::fromUtf8(name)); }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_page = std::make_unique<ui::HandOverPage>(m_world->keys, m_world->partners, m_world->ledger, m_world->clock);
        m_page->setEnvironment(m_world->environment);
        m_page->resize(968, 700);
        m_page->show();
        m_tokens = m_world->tokens();
        m_page->setSubject(m_tokens, m_world->claimsOf(m_tokens));
    }

    void cleanup()
    {
        m_page.reset();
        m_world.reset();
    }

    void partnersAreRadioButtons()
    {
        auto *partner = named<QRadioButton>(*m_page, u"Partner Open Grants Platform"_s);
        QVERIFY(partner && partner->isChecked());
        QVERIFY(partner->accessibleDescription().contains(u"Confirmed by phone, 3 Nov 2026"_s));
        QVERIFY(!named<QRadioButton>(*m_page, u"Partner Northbridge University"_s));
        QVERIFY(save()->isEnabled());
        QVERIFY(says(u"The id_token stays usable until it’s revoked."_s));
    }

    // However many partners there are, who goes in and the warning stay in sight.
    void manyPartnersLeaveTheWarningInSight()
    {
        for (const char *name : { "Halden Research Institute", "Harbour Data Exchange", "Lodestar Search and Link", "Pinewood Press", "Saltworks Archive" }) {
            handover::Partner partner;
            partner.environmentId = m_world->environment.id;
            partner.clientId = u"APP-"_s + QString::fromUtf8(name).remove(u' ').left(16).toUpper();
            partner.name = QString::fromUtf8(name);
            partner.key = jose::Jwk::generateEcP256().publicPart();
            QVERIFY(m_world->partners.save(partner));
        }
        const signin::Tokens two = tokensOf(2), three = tokensOf(3);
        m_page->setSubject(two, m_world->claimsOf(two));
        m_page->setSubject(three, m_world->claimsOf(three));
        QScrollArea area; // as in the window of 1180 × 760
        area.setWidgetResizable(true);
        area.setFrameShape(QFrame::NoFrame);
        area.setWidget(m_page.get());
        const auto mine = qScopeGuard([&area] { (void)area.takeWidget(); });
        area.resize(968, 670);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        const auto inSight = [&area](const QWidget *one) {
            const QRect place(one->mapTo(area.viewport(), QPoint()), one->size());
            return area.viewport()->rect().contains(place);
        };
        const QWidget *shared = named(*m_page, u"What will be shared"_s), *revoke = button(*m_page, "How to revoke");
        QVERIFY(shared && revoke);
        QTRY_VERIFY2(inSight(shared), qPrintable(QString::number(shared->mapTo(area.viewport(), QPoint()).y() + shared->height())));
        QTRY_VERIFY2(inSight(revoke), qPrintable(QString::number(revoke->mapTo(area.viewport(), QPoint()).y())));
        // An arrow key brings the next card into sight.
        auto *last = named<QRadioButton>(*m_page, u"Partner Saltworks Archive"_s);
        QVERIFY2(last->visibleRegion().boundingRect().height() < last->height(), qPrintable(QString::number(last->y())));
        last->setChecked(true);
        QTRY_COMPARE(last->visibleRegion().boundingRect().height(), last->height());
    }

    void S35_anUnconfirmedPartnerHasToBeComparedFirst()
    {
        named<QRadioButton>(*m_page, u"Partner Meridian Funders Hub"_s)->click();
        QVERIFY(!save()->isEnabled());
        QVERIFY(save()->accessibleDescription().contains(u"Compare words with Meridian Funders Hub first"_s));
        QSignalSpy going(m_page.get(), &ui::Page::navigate);
        QVERIFY(press(*m_page, "Compare words with Meridian Funders Hub"));
        QCOMPARE(going.first().first().value<ui::PageId>(), ui::PageId::People);
    }

    void S30_aChangedKeyDisablesThePartner()
    {
        auto partner = *m_world->partners.find(m_world->environment.id, QString::fromLatin1(World::second));
        partner.key = jose::Jwk::generateEcP256().publicPart();
        QVERIFY(m_world->partners.save(partner));
        QVERIFY(!named<QRadioButton>(*m_page, u"Partner Open Grants Platform"_s)->isEnabled());
        QVERIFY(!save()->isEnabled());
    }

    // Whatever becomes of the chosen partner, nobody else takes its place unasked.
    void S30_noOtherRecipientIsTakenUnasked()
    {
        const auto chosen = [this] {
            const auto cards = m_page->findChildren<QRadioButton *>();
            return std::count_if(cards.begin(), cards.end(), [](QRadioButton *one) { return one->accessibleName().startsWith(u"Partner "_s) && one->isChecked(); });
        };
        auto meridian = *m_world->partners.find(m_world->environment.id, u"APP-MF20LWQ8X5B1N4HE"_s);
        meridian.trust = handover::Partner::Trust::Confirmed;
        QVERIFY(m_world->partners.save(meridian));
        QVERIFY(named<QRadioButton>(*m_page, u"Partner Open Grants Platform"_s)->isChecked());
        auto partner = *m_world->partners.find(m_world->environment.id, QString::fromLatin1(World::second));
        const handover::Partner before = partner;
        partner.key = jose::Jwk::generateEcP256().publicPart();
        QVERIFY(m_world->partners.save(partner));
        QCOMPARE(chosen(), 0);
        QVERIFY(!save()->isEnabled());
        QVERIFY2(save()->accessibleDescription().contains(u"The key of Open Grants Platform changed"_s), qPrintable(save()->accessibleDescription()));
        QSignalSpy going(m_page.get(), &ui::Page::navigate);
        QVERIFY(press(*m_page, "Look at both keys"));
        QCOMPARE(going.first().first().value<ui::PageId>(), ui::PageId::People);
        // Once that is dealt with it is chosen as before; when it is gone, nobody is.
        QVERIFY(m_world->partners.keepOldKey(before.environmentId, before.clientId));
        QVERIFY(named<QRadioButton>(*m_page, u"Partner Open Grants Platform"_s)->isChecked() && save()->isEnabled());
        QVERIFY(m_world->partners.remove(before.environmentId, before.clientId));
        QCOMPARE(chosen(), 0);
        QVERIFY2(save()->accessibleDescription().contains(u"Open Grants Platform is not among the partners any more"_s), qPrintable(save()->accessibleDescription()));
        named<QRadioButton>(*m_page, u"Partner Meridian Funders Hub"_s)->click();
        QVERIFY(save()->isEnabled());
    }

    // An id_token that is known to give nothing is not handed over.
    void whatHasEndedIsNotHandedOver()
    {
        QStringList ended { QString::fromLatin1(World::researcher) };
        m_page->setWhyEnded([&ended](const ui::Subject &one) { return ended.contains(one.orcid()) ? u"It was recalled."_s : QString(); });
        QVERIFY(!save()->isEnabled());
        QCOMPARE(save()->accessibleDescription(), u"It was recalled."_s);
        QVERIFY(says(u"It was recalled."_s));
        // Beside others she cannot be ticked, and they go without her.
        const signin::Tokens other = tokensOf(2);
        m_page->setSubject(other, m_world->claimsOf(other));
        QVERIFY(save()->isEnabled());
        QCOMPARE(m_page->chosen().size(), 1);
        QCOMPARE(m_page->chosen().first().orcid(), other.orcid);
        auto *box = named<QCheckBox>(*m_page, u"Choose "_s + World::six().first().name());
        QVERIFY(box && !box->isEnabled() && !box->isChecked());
        QVERIFY(box->accessibleDescription().contains(u"It was recalled."_s));
        ended << other.orcid;
        m_page->lookAgain();
        QVERIFY(!save()->isEnabled());
        QVERIFY2(save()->accessibleDescription().contains(u"has ended"_s), qPrintable(save()->accessibleDescription()));
        ended.clear();
        m_page->lookAgain();
        QVERIFY(save()->isEnabled());
        QCOMPARE(m_page->chosen().size(), 2);
    }

    void savesWithTheFileDialog()
    {
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed);
        QVERIFY(press(*m_page, "Save package"));
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = m_page->findChild<QFileDialog *>()));
        QTRY_VERIFY(dialog->isVisible());
        QVERIFY(dialog->selectedFiles().first().endsWith(u".baton"_s));
        const QString path = m_world->profile.filePath(u"sofia.baton"_s);
        Q_EMIT dialog->fileSelected(path);
        dialog->reject();
        QTRY_COMPARE(sealed.size(), 1);
        QCOMPARE(sealed.first().at(2).toString(), path);
        QVERIFY(says(u"Saved."_s));
        QVERIFY(button(*m_page, "Show in folder"));
    }

    void S36_fileIsForTheOwnerOnlyAndNeverReplacedUnasked()
    {
        const QString path = m_world->profile.filePath(u"one.baton"_s);
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed), failed(m_page.get(), &ui::HandOverPage::failed);
        m_page->saveTo(path);
        QTRY_COMPARE(sealed.size(), 1);
        const auto rights = QFileInfo(path).permissions();
        QVERIFY(!(rights & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther)));
        m_page->saveTo(path);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().code, u"package.exists"_s);
        QCOMPARE(sealed.size(), 1);
    }

    void leavingWhileAPackageIsSealedDropsIt()
    {
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed);
        m_page->copyAsText();
        m_page->clear();
        QTRY_VERIFY(!named<QWidget>(*m_page, u"Save package"_s)->accessibleDescription().contains(u"being sealed"_s));
        QCOMPARE(sealed.size(), 0);
    }

    void theEntryIsAboutThePackageWhateverCameMeanwhile()
    {
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed);
        QVERIFY(press(*m_page, "Save package"));
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = m_page->findChild<QFileDialog *>()));
        m_page->clear();
        Q_EMIT dialog->fileSelected(m_world->profile.filePath(u"meanwhile.baton"_s));
        dialog->reject();
        QTRY_COMPARE(sealed.size(), 1);
        const auto entry = sealed.first().at(1).value<QList<handover::HandOverEntry>>().value(0);
        QCOMPARE(entry.clientId, QString::fromLatin1(World::original));
        QCOMPARE(entry.partnerClientId, QString::fromLatin1(World::second));
        QCOMPARE(entry.packageId, sealed.first().first().value<handover::Sealed>().id);
        QCOMPARE(entry.tokenId, handover::Inbox::idOf(m_tokens.idToken));
    }

    void textOpensAtThePartner()
    {
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed);
        field("Note to the partner")->setText(u"Grant GR-2291"_s);
        field("Receipts go to")->setText(u" grants@northbridge.example "_s);
        QVERIFY(press(*m_page, "Copy package as text"));
        QTRY_COMPARE(sealed.size(), 1);
        const auto envelope = handover::readEnvelope(QGuiApplication::clipboard()->text().toUtf8());
        QVERIFY(envelope);
        const auto own = m_world->keys.keyFor(m_world->environment.id, QString::fromLatin1(World::second));
        const auto opened = handover::openWithKey(*envelope, own->key);
        QVERIFY(opened);
        QCOMPARE(opened->purpose, u"Grant GR-2291"_s);
        QCOMPARE(opened->receiptTo, u"grants@northbridge.example"_s);
        QVERIFY(opened->idTokens.first() == m_tokens.idToken);
    }

    // "10 of 14 works today": asked for once for whoever is in sight, and left out without an answer.
    void whatItAllowsAsksForTheWorksOfToday()
    {
        ui::PowerView *powers = m_page->powers();
        QSignalSpy wanted(powers, &ui::PowerView::worksWanted);
        QVERIFY(press(*m_page, "What it allows"));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().value<ui::Subject>().orcid(), QString::fromLatin1(World::researcher));
        QCOMPARE(wanted.first().at(1).toString(), QString::fromLatin1(World::second));
        const auto told = [powers] {
            QStringList words;
            for (const QLabel *label : powers->page()->findChildren<QLabel *>())
                words << label->text();
            return words.join(u'\n');
        };
        QVERIFY(!told().contains(u"works today"_s));
        powers->setWorks(QString::fromLatin1(World::researcher), 14, 10);
        QVERIFY(told().contains(u"10 of 14 works today."_s));
        QCOMPARE(wanted.size(), 1);
        powers->close();
        powers->setWorks(QString::fromLatin1(World::researcher), 3, 2); // too late for what was closed
        QVERIFY(press(*m_page, "What it allows"));
        QCOMPARE(wanted.size(), 2);
        QVERIFY(!told().contains(u"works today"_s));
    }

    // ── several researchers ──

    void manyGoIntoOnePackageEachWithTheirOwnScopes()
    {
        const signin::Tokens jan = tokensOf(2);
        signin::Tokens lindiwe = tokensOf(1);
        lindiwe.grantedScopes = { u"openid"_s, u"/read-limited"_s };
        m_page->setSubject(jan, m_world->claimsOf(jan));
        m_page->setSubject(lindiwe, m_world->claimsOf(lindiwe));
        QCOMPARE(m_page->chosen().size(), 3);
        QTRY_VERIFY(says(u"3 id_tokens, made for"_s));
        auto *box = named<QCheckBox>(*m_page, u"Choose Jan Terpstra"_s);
        QVERIFY(box && box->isChecked());
        box->click();
        QTRY_VERIFY(says(u"2 id_tokens, made for"_s));
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed);
        QVERIFY(press(*m_page, "Copy package as text"));
        QTRY_COMPARE(sealed.size(), 1);
        const auto entries = sealed.first().at(1).value<QList<handover::HandOverEntry>>();
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries.at(0).packageId, entries.at(1).packageId);
        QVERIFY(entries.at(0).id != entries.at(1).id);
        QCOMPARE(entries.at(1).tokenId, handover::Inbox::idOf(lindiwe.idToken));
        const auto opened = openedFromClipboard();
        QVERIFY(opened);
        QCOMPARE(opened->idTokens.size(), 2);
        QVERIFY(opened->idTokens.at(0) == m_tokens.idToken && opened->idTokens.at(1) == lindiwe.idToken);
        QCOMPARE(opened->scopesFor(0), m_tokens.grantedScopes);
        QCOMPARE(opened->scopesFor(1), lindiwe.grantedScopes);
    }

    void whoeverOneComesFromGoesAlone()
    {
        const signin::Tokens jan = tokensOf(2);
        m_page->setSubject(jan, m_world->claimsOf(jan));
        QCOMPARE(m_page->chosen().size(), 2);
        m_page->chooseOnly(jan);
        QCOMPARE(m_page->chosen().size(), 1);
        QVERIFY(m_page->chosen().first().tokens.idToken == jan.idToken);
        QTRY_VERIFY(says(u"The id_token, made for"_s));
        named<QCheckBox>(*m_page, u"Choose Sofia Maria Hernandez Garcia"_s)->click(); // she may still go along
        QTRY_COMPARE(m_page->chosen().size(), 2);
        m_page->chooseOnly(m_tokens);
        QCOMPARE(m_page->chosen().size(), 1);
        QVERIFY(m_page->chosen().first().tokens.idToken == m_tokens.idToken);
        m_page->chooseOnly(tokensOf(1)); // never came here
        QVERIFY(m_page->chosen().first().tokens.idToken == m_tokens.idToken);
    }

    void nobodyChosenIsNoPackage()
    {
        const signin::Tokens jan = tokensOf(2);
        m_page->setSubject(jan, m_world->claimsOf(jan));
        named<QCheckBox>(*m_page, u"Choose Jan Terpstra"_s)->click();
        QTRY_COMPARE(m_page->chosen().size(), 1);
        QTRY_VERIFY(named<QCheckBox>(*m_page, u"Choose Sofia Maria Hernandez Garcia"_s)->isVisible());
        named<QCheckBox>(*m_page, u"Choose Sofia Maria Hernandez Garcia"_s)->click();
        QTRY_VERIFY(m_page->chosen().isEmpty());
        QVERIFY(!save()->isEnabled());
        QVERIFY(save()->accessibleDescription().contains(u"Choose at least one researcher"_s));
    }

    void aNewSignInTakesThePlaceOfTheOldOne()
    {
        const signin::Tokens again = m_world->tokens();
        m_page->setSubject(again, m_world->claimsOf(again));
        QCOMPARE(m_page->chosen().size(), 1);
        QVERIFY(m_page->chosen().first().tokens.idToken == again.idToken);
        m_page->removeSubject(m_tokens); // that one is gone already
        QCOMPARE(m_page->chosen().size(), 1);
        m_page->removeSubject(again);
        QVERIFY(says(u"No one has signed in yet"_s));
    }

    void aPackageComesFromOneOriginalClient()
    {
        signin::Tokens other = tokensOf(2);
        other.client.clientId = u"APP-HR61PD3VY7C2K8SN"_s;
        other.client.name = u"Halden Research Institute"_s;
        claims::Claims claims = m_world->claimsOf(m_tokens);
        m_page->setSubject(other, claims);
        QCOMPARE(m_page->chosen().size(), 1);
        QComboBox *clients = nullptr;
        for (QComboBox *one : m_page->findChildren<QComboBox *>()) {
            if (one->isVisible() && one->findText(u"Halden Research Institute"_s) >= 0)
                clients = one;
        }
        QVERIFY(clients);
        QCOMPARE(clients->count(), 2);
        clients->setCurrentIndex(clients->findText(u"Northbridge University"_s));
        Q_EMIT clients->activated(clients->currentIndex());
        QCOMPARE(m_page->chosen().size(), 1);
        QVERIFY(m_page->chosen().first().tokens.idToken == m_tokens.idToken);
    }

    // ── dragging out ──

    void S36_whatIsDraggedOutIsSealedAndOurs()
    {
        const QString folder = m_world->profile.filePath(u"outgoing"_s);
        const handover::Sealed package = m_world->sealToSecond(m_tokens.idToken);
        {
            ui::OutgoingFolder outgoing(folder);
            const auto path = outgoing.put(package);
            QVERIFY2(path, path ? "" : qPrintable(path.error().text()));
            constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther
                | QFileDevice::WriteOther | QFileDevice::ExeOther;
            QVERIFY(!(QFileInfo(*path).permissions() & others));
            QVERIFY(!(QFileInfo(folder).permissions() & others));
            QCOMPARE(QFileInfo(*path).fileName(), package.fileName);
            QFile file(*path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), package.compact);
            QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
            const std::unique_ptr<QMimeData> mime(ui::PackageHandle::mimeFor(package, *path));
            QCOMPARE(mime->text(), QString::fromLatin1(package.compact));
            QCOMPARE(mime->urls(), QList<QUrl> { QUrl::fromLocalFile(*path) });
        }
        QVERIFY(!QFileInfo::exists(folder));
        QVERIFY(QFile::link(m_world->profile.path(), folder));
        ui::OutgoingFolder taken(folder);
        QVERIFY(!taken.put(package));
    }

    void pressingTheHandleSealsAndLettingGoHandsNothingOut()
    {
        const QString folder = m_world->profile.filePath(u"outgoing"_s);
        m_page->setOutgoingFolder(folder);
        auto *handle = named<ui::PackageHandle>(*m_page, u"Drag package"_s);
        QVERIFY(handle && handle->isEnabled());
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed);
        QTest::mousePress(handle, Qt::LeftButton, {}, QPoint(10, 10));
        QTRY_VERIFY(save()->isEnabled() && QDir(folder).entryList({ u"*.baton"_s }).size() == 1);
        QTest::mouseRelease(handle, Qt::LeftButton, {}, QPoint(10, 10));
        QVERIFY(sealed.isEmpty());
        for (const QString &name : QDir(folder).entryList(QDir::Files)) {
            QFile file(QDir(folder).filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(handover::readEnvelope(bytes));
            QVERIFY(!bytes.contains(m_tokens.idToken.reveal().split('.').at(1)));
        }
    }

    void S50_thePackageOnTheClipboardIsHintedAndLeaves()
    {
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed);
        QVERIFY(press(*m_page, "Copy package as text"));
        QTRY_COMPARE(sealed.size(), 1);
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
        auto *timer = qApp->findChild<QTimer *>(u"clipboard secret"_s);
        QVERIFY(timer && timer->isActive());
        QCOMPARE(timer->interval(), 30'000);
        QTRY_VERIFY(says(u"for 30 seconds"_s));
        QGuiApplication::clipboard()->clear(); // as the timer does
        QTRY_VERIFY(says(u"gone from there"_s));
        QVERIFY(!says(u"for 30 seconds"_s));
    }

    void recipesAreMadeForTheSealedPackage()
    {
        QVERIFY(!named<QWidget>(*m_page, u"Recipes for this package"_s)->isVisible());
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed), wanted(m_page.get(), &ui::HandOverPage::recipesWanted);
        m_page->saveTo(m_world->profile.filePath(u"recipes.baton"_s));
        QTRY_COMPARE(sealed.size(), 1);
        QVERIFY(press(*m_page, "Recipes for this package"));
        QCOMPARE(wanted.size(), 1);
        const auto facts = wanted.first().first().value<handover::RecipeFacts>();
        QCOMPARE(facts.fileName, u"recipes.baton"_s);
        QCOMPARE(facts.recipientThumbprint, m_world->keys.keyFor(m_world->environment.id, QString::fromLatin1(World::second))->key.thumbprintText());
        QCOMPARE(facts.secondClientId, QString::fromLatin1(World::second));
        QVERIFY(!facts.senderKey.isPrivate());
        for (const handover::Recipe &recipe : handover::recipesFor(facts))
            QVERIFY(!recipe.text.contains(m_tokens.idToken.revealString()));
    }

    void S27_passphrase()
    {
        QVERIFY(press(*m_page, "Protect with passphrase"));
        // Seven generated words are there from the start, in sight for a while.
        const QString generated = field("Passphrase")->text();
        QCOMPARE(generated.split(u'-').size(), 7);
        QCOMPARE(field("Repeat passphrase")->text(), generated);
        QCOMPARE(field("Passphrase")->echoMode(), QLineEdit::Normal);
        QVERIFY(save()->isEnabled());
        QVERIFY(says(u"Strong: 7 words, about 90 bits"_s));
        // Going to and fro keeps them, and what somebody typed too.
        QVERIFY(press(*m_page, "Protect with partner’s key"));
        QVERIFY(press(*m_page, "Protect with passphrase"));
        QCOMPARE(field("Passphrase")->text(), generated);
        field("Passphrase")->setText(u"amber amber amber"_s);
        field("Repeat passphrase")->setText(u"amber amber amber"_s);
        QVERIFY(save()->isEnabled());
        QVERIFY(says(u"Easy to guess"_s));
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->text().startsWith(u"Easy to guess"_s))
                QCOMPARE(label->property("tone").toString(), u"warn"_s);
        }
        field("Passphrase")->setText(u"short"_s);
        QVERIFY(save()->accessibleDescription().contains(u"not strong enough"_s));
        QVERIFY(press(*m_page, "Suggest passphrase"));
        QVERIFY(save()->isEnabled());
        const QString words = field("Passphrase")->text();
        QVERIFY(words != generated);
        QCOMPARE(words.split(u'-').size(), 7);
        field("Repeat passphrase")->setText(words + u'x');
        QVERIFY(!save()->isEnabled());
        QVERIFY(save()->accessibleDescription().contains(u"differ"_s));
        field("Repeat passphrase")->setText(words);
        QSignalSpy sealed(m_page.get(), &ui::HandOverPage::sealed);
        QVERIFY(press(*m_page, "Copy package as text"));
        QVERIFY(!save()->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(sealed.size(), 1, 20'000);
        QCOMPARE(sealed.first().first().value<handover::Sealed>().protection, u"Passphrase"_s);
        QCOMPARE(field("Passphrase")->echoMode(), QLineEdit::Password);
    }

    void pastHandOversCanBeSearched()
    {
        for (const char *name : { "Amina Okonkwo", "Ruth Adeyemi-Clarke" }) {
            handover::HandOverEntry entry;
            entry.id = QString::fromLatin1(name);
            entry.environmentId = m_world->environment.id;
            entry.researcher = QString::fromLatin1(name);
            entry.when = m_world->clock.now();
            entry.useBy = m_world->clock.now().addDays(6).addSecs(60);
            m_world->note(entry);
        }
        auto *table = named<QTableView>(*m_page, u"Past hand-overs"_s);
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), 2);
        QVERIFY(table->model()->index(0, 4).data().toString().contains(u'6'));
        field("Search hand-overs")->setText(u"ruth"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        field("Search hand-overs")->setText(u"nobody"_s);
        QVERIFY(says(u"No hand-over matches “nobody”."_s));
    }

    void withoutASignInThereIsNothingToHandOver()
    {
        m_page->clear();
        QVERIFY(says(u"No one has signed in yet"_s));
        QVERIFY(!save()->isEnabled());
    }
};

QTEST_MAIN(tst_HandOverPage)
#include "tst_handoverpage.moc"
