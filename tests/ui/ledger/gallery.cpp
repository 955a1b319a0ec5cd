// Draws the ledger, a recall and the power lens in their states to PNG files, for looking at; not a test.
//   ledgergallery DIR [light|dark] [percent] [width height]

#include "tests/ui/handover/powersubjects.h"
#include "tests/ui/ledger/entries.h"
#include "ui/common/printing.h"
#include "ui/common/theme.h"
#include "ui/handover/powerpage.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/ledger/recallpage.h"

#include <QtCore/QDir>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTableView>

using namespace baton;
using namespace Qt::StringLiterals;

namespace {

struct Gallery {
    QString folder, suffix;
    QSize size;

    void draw(ui::Page &page, const QString &name) const
    {
        QWidget window;
        window.setAutoFillBackground(true);
        window.resize(size);
        QScrollArea frame(&window);
        frame.setWidgetResizable(true);
        frame.setFrameShape(QFrame::NoFrame);
        frame.setWidget(&page);
        frame.resize(size);
        window.show();
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 150)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        window.grab().save(QDir(folder).filePath(name + suffix + u".png"_s));
        frame.takeWidget();
        page.setParent(nullptr);
    }
};

void drawPowers(const Gallery &gallery, const ManualClock &clock)
{
    ui::PowerPage page(clock);
    page.setSubjects(test::lensSubjects());
    gallery.draw(page, u"powers"_s);
    page.findChild<QComboBox *>()->setCurrentIndex(2);
    page.setProblem(u"Choose a partner."_s);
    gallery.draw(page, u"powers-unknown"_s);
    const auto sofia = test::lensSubjects().first();
    const auto lens = handover::lookThrough(sofia.grants, sofia.facts);
    (void)ui::savePagePdf(handover::powerPage(lens, sofia.facts, u"Practice"_s, clock.now()), u"What it allows"_s, QDir(gallery.folder).filePath(u"powers.pdf"_s));
}

void drawLedger(const Gallery &gallery, const ManualClock &clock)
{
    test::Entries entries(clock.now());
    ui::LedgerPage page(clock);
    gallery.draw(page, u"ledger-empty"_s);
    ui::LedgerPage::Knows knows;
    knows.clientName = [](const QString &) { return u"Northbridge University"_s; };
    knows.secondName = [](const ledger::HandOver &) { return u"Northbridge University"_s; };
    knows.cannotRecall = [](const ledger::HandOver &one) {
        return one.direction == ledger::HandOver::Direction::Made ? QString() : u"It was made by Lakeside Repository, which can recall it."_s;
    };
    page.setKnows(knows);
    const auto all = entries.design();
    page.setEntries(all, entries.chain());
    gallery.draw(page, u"ledger"_s);
    page.setProbing(all.first().tokenId);
    page.findChild<QTableView *>()->selectRow(3);
    gallery.draw(page, u"ledger-several"_s);
    page.setProbing({});
    auto chain = entries.chain();
    const ledger::Event wrong = all.at(1).events.at(1);
    chain.unbroken = false;
    chain.firstWrong = wrong.number;
    chain.words = u"Its hash is not that of its content."_s;
    page.setEntries(all, chain, wrong);
    page.select(all.at(1).packageId, ledger::HandOver::Direction::Made);
    gallery.draw(page, u"ledger-broken"_s);
}

void drawRecall(const Gallery &gallery, const ManualClock &clock)
{
    using Outcome = desk::Recall::Outcome;
    test::Entries entries(clock.now());
    ledger::HandOver lars = entries.made(u"Lars Petter Nygård"_s, u"Open Grants Platform"_s, 16000);
    entries.exchanged(lars, 2);
    ui::RecallPage page(clock);
    const QList<QPair<Outcome, QString>> states { { Outcome::Open, u"recall-open"_s }, { Outcome::Proven, u"recall-proven"_s },
        { Outcome::NotRecalled, u"recall-not"_s }, { Outcome::AskedNotProven, u"recall-asked"_s } };
    for (const auto &[outcome, name] : states) {
        page.show(test::recallView(lars, outcome, clock.now()));
        gallery.draw(page, name);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const bool dark = arguments.value(2) == u"dark"_s;
    const Gallery gallery { arguments.value(1, u"."_s), dark ? u"-dark"_s : QString(),
        QSize(arguments.value(4, u"968"_s).toInt(), arguments.value(5, u"700"_s).toInt()) };
    QDir().mkpath(gallery.folder);
    ui::Theme::of().setMode(dark ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
    ui::Theme::of().setTextSize(arguments.value(3, u"100"_s).toInt());
    ManualClock clock;
    drawPowers(gallery, clock);
    drawLedger(gallery, clock);
    drawRecall(gallery, clock);
    return 0;
}
