// Draws the pages of giving and receiving in their states to PNG files, for looking at; not a test.
//   pagegallery DIR [light|dark] [percent] [width height]

#include "tests/ui/gallery/world.h"

#include "ui/claims/identitytokenpage.h"
#include "ui/common/theme.h"
#include "ui/handover/handoverpage.h"
#include "ui/inbox/inboxpage.h"
#include "ui/overview/overviewpage.h"
#include "ui/signin/signinpage.h"
#include "ui/traffic/trafficpage.h"

#include <QtCore/QDir>
#include <QtCore/QJsonDocument>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTableView>

using namespace baton;
using namespace Qt::StringLiterals;

namespace {

class Gallery {
public:
    Gallery(const QString &folder, const QString &suffix, const QSize &size) : m_folder(folder), m_suffix(suffix), m_size(size) { }

    void draw(ui::Page &page, const QString &name)
    {
        QWidget window;
        window.setAutoFillBackground(true);
        window.resize(m_size);
        QScrollArea frame(&window);
        frame.setWidgetResizable(true);
        frame.setFrameShape(QFrame::NoFrame);
        frame.setWidget(&page);
        frame.resize(m_size);
        window.show();
        settle(150);
        const QPixmap picture = window.grab();
        picture.save(QDir(m_folder).filePath(name + m_suffix + u".png"_s));
        frame.takeWidget();
        page.setParent(nullptr);
    }

    static void settle(int ms)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < ms)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }

private:
    QString m_folder, m_suffix;
    QSize m_size;
};

void press(QWidget &page, const QString &name)
{
    const auto buttons = page.findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button->accessibleName() == name)
            button->click();
    }
}

void drawOverview(Gallery &gallery, test::World &world)
{
    ui::OverviewPage page(world.story, world.trace);
    page.setEnvironment(world.environment);
    gallery.draw(page, u"overview-empty"_s);
    const QStringList happened { u"Browser opened"_s, u"Allowed · 14 s"_s, u"Code received"_s, u"Request sent"_s, u"200 OK · 84 ms"_s, u"Saved at 14:03"_s };
    const qint64 trace = world.trace.exchanges().isEmpty() ? 0 : world.trace.exchanges().last().id;
    for (int step = 1; step <= 6; ++step)
        world.story.done(step, happened.at(step - 1), step == 5 ? trace : 0);
    world.story.running(7);
    page.selectStep(5);
    gallery.draw(page, u"overview"_s);
    Error error;
    error.code = u"exchange.not_enabled"_s;
    error.what = u"The client is not enabled for token exchange."_s;
    world.story.failed(7, error);
    page.selectStep(7);
    gallery.draw(page, u"overview-failed"_s);
    world.story.startOver();
}

void drawSignIn(Gallery &gallery, test::World &world)
{
    ui::SignInPage page(world.http, world.clock, world.clients);
    page.setEnvironment(world.environment);
    QUrl link;
    page.setOpener([&link](const QUrl &opened) -> Result<void> {
        link = opened;
        return {};
    });
    gallery.draw(page, u"signin-preparing"_s);
    page.show();
    Gallery::settle(600);
    gallery.draw(page, u"signin-ready"_s);
    page.openBrowser();
    Gallery::settle(400);
    gallery.draw(page, u"signin-waiting"_s);
    world.land(link, u"error=access_denied&error_description=User+denied+access"_s);
    Gallery::settle(400);
    gallery.draw(page, u"signin-denied"_s);
}

void drawIdentity(Gallery &gallery, test::World &world)
{
    ui::IdentityTokenPage page(world.jwks, world.clock);
    page.setEnvironment(world.environment);
    gallery.draw(page, u"identity-empty"_s);
    page.setTokens(world.tokens());
    Gallery::settle(400);
    gallery.draw(page, u"identity"_s);
    page.setTokens(world.tokens({ { u"aud"_s, u"APP-AAAAAAAAAAAAAAAA"_s } }));
    Gallery::settle(400);
    gallery.draw(page, u"identity-failed"_s);
}

void drawManyToHandOver(Gallery &gallery, test::World &world, ui::HandOverPage &page)
{
    const auto six = test::World::six();
    for (int at : { 1, 2, 3 }) {
        signin::Tokens tokens = world.tokens({ { u"sub"_s, six.at(at).orcid }, { u"given_name"_s, six.at(at).given }, { u"family_name"_s, six.at(at).family } });
        tokens.orcid = six.at(at).orcid;
        tokens.name = six.at(at).name();
        if (at == 2)
            tokens.grantedScopes = { u"openid"_s, u"/read-limited"_s };
        page.setSubject(tokens, world.claimsOf(tokens));
    }
    gallery.draw(page, u"handover-many"_s);
}

void drawHandOver(Gallery &gallery, test::World &world)
{
    ui::HandOverPage page(world.keys, world.partners, world.ledger, world.clock);
    page.setEnvironment(world.environment);
    gallery.draw(page, u"handover-empty"_s);
    const signin::Tokens tokens = world.tokens();
    page.setSubject(tokens, world.claimsOf(tokens));
    const QStringList names { u"Tomás Ibarra Quintana"_s, u"Amina Okonkwo"_s, u"Lars Petter Nygård"_s };
    for (int i = 0; i < names.size(); ++i) {
        handover::HandOverEntry entry;
        entry.id = QString::number(i);
        entry.environmentId = world.environment.id;
        entry.when = world.clock.now().addDays(-4 * i).addSecs(-9000);
        entry.useBy = entry.when.addDays(7);
        entry.researcher = names.at(i);
        entry.partnerName = i == 1 ? QString() : u"Open Grants Platform"_s;
        entry.protection = i == 1 ? u"Passphrase"_s : u"Key 4F2A…2F61"_s;
        world.note(entry);
    }
    gallery.draw(page, u"handover"_s);
    press(page, u"Partner Meridian Funders Hub"_s);
    gallery.draw(page, u"handover-unconfirmed"_s);
    press(page, u"Protect with passphrase"_s);
    press(page, u"Suggest passphrase"_s);
    gallery.draw(page, u"handover-passphrase"_s);
    drawManyToHandOver(gallery, world, page);
    page.saveTo(world.profile.filePath(u"sofia.baton"_s));
    Gallery::settle(2500);
    gallery.draw(page, u"handover-saved"_s);
}

void drawInbox(Gallery &gallery, test::World &world)
{
    ui::InboxPage page(world.inbox, world.receiver, world.clients, world.delegations, world.clock);
    page.setEnvironment(world.environment);
    gallery.draw(page, u"inbox-empty"_s);
    page.openText(world.sealToSecond(world.idToken()).compact);
    Gallery::settle(400);
    gallery.draw(page, u"inbox"_s);
    world.exchangeAnswer = test::Reply::json(
        R"({"error":"unauthorized_client","error_description":"Client APP-OG55T1ZR8K3CV7QD is not token-exchange enabled"})", 401);
    page.exchangeSelected();
    Gallery::settle(400);
    gallery.draw(page, u"inbox-not-enabled"_s);
    world.exchangeAnswer.reset();
    handover::Contents contents = world.contents(world.idToken());
    contents.audienceClientId.clear();
    const auto own = world.keys.keyFor(world.environment.id, QString::fromLatin1(test::World::original));
    page.openText(handover::sealWithPassphrase(contents, own->key, Secret(QByteArrayView("amber-violin-ferry-quartz-nine")), world.clock)->compact);
    Gallery::settle(300);
    gallery.draw(page, u"inbox-locked"_s);
    const auto stranger = jose::Jwk::generateEcP256();
    page.openText(handover::sealToKey(world.contents(world.idToken()), own->key, stranger.publicPart(), world.clock)->compact);
    Gallery::settle(300);
    gallery.draw(page, u"inbox-refused"_s);
}

void drawMany(Gallery &gallery, test::World &world)
{
    ui::InboxPage page(world.inbox, world.receiver, world.clients, world.delegations, world.clock);
    page.setEnvironment(world.environment);
    const auto six = test::World::six();
    page.show();
    page.openText(world.sealToSecond(world.contentsOf(six)).compact);
    Gallery::settle(800);
    gallery.draw(page, u"inbox-many-new"_s);
    page.show();
    world.exchangeBy.insert(six.at(3).orcid, test::Reply::json(QJsonDocument(QJsonObject { { u"access_token"_s, u"1-2-3"_s }, { u"token_type"_s, u"bearer"_s },
        { u"expires_in"_s, 3599 }, { u"issued_token_type"_s, u"urn:ietf:params:oauth:token-type:access_token"_s }, { u"scope"_s, u"/activities/update"_s },
        { u"orcid"_s, six.at(3).orcid } }).toJson()));
    world.readBy.insert(six.at(3).orcid, test::Reply::json(R"({"error":"invalid_token","error_description":"Invalid access token: 1-2-3"})", 401));
    world.exchangeBy.insert(six.at(4).orcid,
        test::Reply::json(R"({"error":"invalid_scope","error_description":"There are no active tokens with valid scopes for this account"})", 401));
    world.exchangeBy.insert(six.at(5).orcid, test::Reply::json("{}", 503));
    press(page, u"Probe all"_s);
    Gallery::settle(2500);
    press(page, u"Choose %1"_s.arg(six.at(0).name()));
    press(page, u"Exchange chosen"_s);
    Gallery::settle(800);
    press(page, u"Choose %1"_s.arg(six.at(0).name()));
    press(page, u"Choose %1"_s.arg(six.at(1).name()));
    press(page, u"Choose %1"_s.arg(six.at(2).name()));
    for (QTableView *table : page.findChildren<QTableView *>())
        table->setCurrentIndex(table->model()->index(0, 1));
    gallery.draw(page, u"inbox-many"_s);
    world.exchangeBy.clear();
    world.readBy.clear();
}

void drawTraffic(Gallery &gallery, test::World &world)
{
    http::Trace none;
    ui::TrafficPage empty(none);
    gallery.draw(empty, u"traffic-empty"_s);
    ui::TrafficPage page(world.trace, &world.story);
    for (const http::Exchange &exchange : world.trace.exchanges()) {
        if (exchange.method == u"POST"_s) {
            page.select(exchange.id);
            world.story.done(7, u"200 OK"_s, exchange.id);
        }
    }
    gallery.draw(page, u"traffic"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QString folder = arguments.value(1, u"."_s);
    const bool dark = arguments.value(2) == u"dark"_s;
    const int percent = arguments.value(3, u"100"_s).toInt();
    const QSize size(arguments.value(4, u"968"_s).toInt(), arguments.value(5, u"700"_s).toInt());
    QDir().mkpath(folder);
    ui::Theme &theme = ui::Theme::of();
    theme.setMode(dark ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
    theme.setTextSize(percent);
    Gallery gallery(folder, dark ? u"-dark"_s : QString(), size);
    test::World world(9761);
    drawIdentity(gallery, world);
    drawOverview(gallery, world);
    drawSignIn(gallery, world);
    drawHandOver(gallery, world);
    drawInbox(gallery, world);
    drawMany(gallery, world);
    drawTraffic(gallery, world);
    return 0;
}
