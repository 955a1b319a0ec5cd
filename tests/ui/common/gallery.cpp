// Every part of ui/common on one sheet, drawn without a screen.

#include "ui/common/codeview.h"
#include "ui/common/fields.h"
#include "ui/common/keyvalues.h"
#include "ui/common/meter.h"
#include "ui/common/navbutton.h"
#include "ui/common/page.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableWidget>

using namespace baton::ui;
using namespace Qt::StringLiterals;

namespace {

QHBoxLayout *row(QVBoxLayout *into)
{
    auto *layout = new QHBoxLayout;
    layout->setSpacing(8);
    into->addLayout(layout);
    return layout;
}

Card *buttons(QWidget *parent)
{
    auto *card = new Card(parent);
    auto *head = card->addHeader(u"Buttons & more"_s, u"12 in Practice"_s);
    head->addWidget(makeButton(u"Add client…"_s, u"plus"_s, u"Add client"_s, "small flat", card));
    auto *line = row(card->body());
    line->addWidget(makeButton(u"Check again"_s, u"refresh"_s, {}, "", card));
    line->addWidget(makeButton(u"Hand over…"_s, u"handover"_s, {}, "primary", card));
    line->addWidget(makeButton(u"Forget…"_s, u"trash"_s, {}, "danger small", card));
    line->addWidget(makeIconButton(u"copy"_s, u"Copy"_s, card));
    line->addStretch(1);
    line = row(card->body());
    auto *off = makeButton(u"Disabled"_s, u"save"_s, {}, "", card);
    off->setEnabled(false);
    line->addWidget(off);
    line->addWidget(makeButton(u"Open browser to sign in"_s, u"browser"_s, {}, "main", card));
    line->addWidget(makeButton(u"Show HTTP exchange"_s, {}, {}, "link", card));
    line->addStretch(1);
    line = row(card->body());
    auto *segments = new Segments(card);
    segments->add(1, u"As the system"_s, {}, u"Theme system"_s);
    segments->add(2, u"Light"_s, u"sun"_s, u"Theme light"_s);
    segments->add(3, u"Dark"_s, u"moon"_s, u"Theme dark"_s);
    segments->setChecked(1);
    line->addWidget(segments);
    line->addStretch(1);
    return card;
}

Card *inputs(QWidget *parent)
{
    auto *card = new Card(parent);
    card->addHeader(u"Inputs"_s);
    auto *line = row(card->body());
    auto *edit = new QLineEdit(u"A title"_s, card);
    auto *read = new QLineEdit(u"http://127.0.0.1:9761/callback"_s, card);
    read->setReadOnly(true);
    read->setProperty("kind", u"mono"_s);
    line->addWidget(edit);
    line->addWidget(read);
    line = row(card->body());
    auto *bad = new QLineEdit(u"wrong"_s, card);
    bad->setProperty("invalid", true);
    auto *combo = makeCombo(u"Open links with"_s, card, true);
    combo->addItems({ u"A command of mine"_s, u"The desktop’s browser"_s });
    auto *number = new QSpinBox(card);
    line->addWidget(bad);
    line->addWidget(comboLabel(combo));
    line->addWidget(combo);
    line->addWidget(number);
    line = row(card->body());
    for (int i = 0; i < 4; ++i) {
        auto *box = new QCheckBox(u"Check"_s, card);
        box->setChecked(i % 2);
        box->setEnabled(i < 2);
        line->addWidget(box);
    }
    auto *one = new QRadioButton(u"One"_s, card);
    one->setChecked(true);
    line->addWidget(one);
    line->addWidget(new QRadioButton(u"Two"_s, card));
    line->addStretch(1);
    return card;
}

Card *marks(QWidget *parent)
{
    auto *card = new Card(parent);
    card->addHeader(u"Marks"_s);
    auto *line = row(card->body());
    const QList<std::tuple<QString, Tone, QString>> chips {
        { u"8 of 8 checks passed"_s, Tone::Ok, u"shield"_s }, { u"Not confirmed yet"_s, Tone::Warn, u"shieldoff"_s },
        { u"Refused"_s, Tone::Err, u"xcircle"_s }, { u"Not tried"_s, Tone::Neutral, u"pending"_s },
        { u"Practice"_s, Tone::Accent, {} }, { u"Second"_s, Tone::Second, {} },
    };
    for (const auto &[text, tone, icon] : chips) {
        auto *chip = new Chip(card);
        chip->set(text, tone, icon);
        line->addWidget(chip);
    }
    line->addStretch(1);
    line = row(card->body());
    auto *wide = new Capsule(card);
    wide->set(u"Northbridge University"_s, u"Open Grants Platform"_s);
    auto *narrow = new Capsule(card);
    narrow->set(u"Northbridge University"_s, u"Open Grants Platform"_s);
    narrow->setMaximumWidth(200);
    auto *half = new Capsule(card);
    half->set(u"Northbridge University"_s, {});
    line->addWidget(wide);
    line->addWidget(narrow);
    line->addWidget(half);
    line->addStretch(1);
    line = row(card->body());
    for (int i = 0; i < 4; ++i) {
        auto *dot = new StepDot(i + 1, card);
        dot->setState(StepDot::State(i));
        line->addWidget(dot);
    }
    line->addWidget(new Spinner(card));
    for (const char *role : { "body", "caption", "strong", "name", "title", "mono", "link", "text2" })
        line->addWidget(makeLabel(QString::fromLatin1(role), role, card));
    line->addStretch(1);
    return card;
}

Card *table(QWidget *parent)
{
    auto *card = new Card(parent);
    card->addHeader(u"Claims"_s, u"12, signed by the registry"_s);
    auto *view = new QTableWidget(4, 3, card);
    view->setHorizontalHeaderLabels({ u"Claim"_s, u"Value"_s, u"In plain words"_s });
    view->verticalHeader()->hide();
    view->setShowGrid(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->horizontalHeader()->setStretchLastSection(true);
    view->verticalHeader()->setDefaultSectionSize(Theme::of().height(34));
    for (int r = 0; r < 4; ++r)
        for (int c = 0; c < 3; ++c)
            view->setItem(r, c, new QTableWidgetItem(u"cell %1 %2"_s.arg(r).arg(c)));
    view->selectRow(1);
    card->addFlush(view);
    return card;
}

Card *details(QWidget *parent)
{
    auto *card = new Card(parent);
    card->addHeader(u"Details"_s);
    auto *grid = new KeyValues(card);
    auto *id = new CopyField(u"Client ID"_s, u"Copy client ID"_s, card);
    id->setText(u"APP-NB7K2QX4M0T9W6RA"_s);
    grid->add(u"Client ID"_s, id);
    auto *uri = new CopyField(u"Redirect URI"_s, u"Copy redirect URI"_s, card);
    uri->setText(u"http://127.0.0.1:9761/callback"_s);
    uri->setFrame(true);
    grid->add(u"Callback"_s, uri);
    grid->addText(u"Our card"_s, u"Name, client ID, environment, public key; signed"_s, "caption");
    auto *meter = new Meter(u"Strength"_s, card);
    meter->set(38, 60, Tone::Accent, {});
    grid->add(u"Left"_s, meter);
    auto *strength = new Meter(u"Strength"_s, card);
    strength->setParts(4);
    strength->set(3, 4, Tone::Ok, {});
    grid->add(u"Strength"_s, strength);
    auto *switches = new QHBoxLayout;
    auto *on = new Switch(u"On"_s, card);
    on->setChecked(true);
    switches->addWidget(on);
    switches->addWidget(new Switch(u"Off"_s, card));
    switches->addStretch(1);
    grid->add(u"Fault"_s, switches);
    auto *search = new SearchField(u"Search partners"_s, card);
    grid->add(u"Search"_s, search);
    card->body()->addLayout(grid);
    return card;
}

Card *code(QWidget *parent)
{
    auto *card = new Card(parent);
    card->addHeader(u"Response body"_s);
    auto *view = new CodeView(u"Response body"_s, true, card);
    view->setCode(u"{\n  \"access_token\": \"***\",\n  \"expires_in\": 3599,\n  \"scope\": [true, null]\n}"_s);
    card->body()->addWidget(view);
    auto *rail = new QHBoxLayout;
    for (int i = 0; i < 3; ++i) {
        auto *nav = new NavButton(u"Identity token"_s, u"idtoken"_s, u"Identity token"_s, card);
        nav->setChecked(i == 1);
        if (i == 2)
            nav->setCount(3);
        nav->setMark(i == 0 ? NavButton::Mark::Busy : NavButton::Mark::Done);
        rail->addWidget(nav);
    }
    card->body()->addLayout(rail);
    return card;
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    const QStringList args = app.arguments();
    const QString mode = args.value(2, u"light"_s);
    const int percent = args.value(3, u"100"_s).toInt();
    Theme::of().setMode(mode == "dark"_L1 ? Theme::Mode::Dark : Theme::Mode::Light);
    Theme::of().setTextSize(percent);

    Page page(u"Identity token"_s, u"What the registry says about this sign-in, and how Baton checked it."_s);
    page.actions()->addWidget(makeButton(u"Check again"_s, u"refresh"_s, {}, "", &page));
    page.actions()->addWidget(makeButton(u"Hand over…"_s, u"handover"_s, {}, "primary", &page));
    page.showError({ u"http.unreachable"_s, u"The registry did not answer."_s, u"Start the practice registry, then try again."_s, 7, 0, {} });
    auto *grid = new QGridLayout;
    grid->setSpacing(14);
    grid->addWidget(buttons(&page), 0, 0);
    grid->addWidget(inputs(&page), 0, 1);
    grid->addWidget(marks(&page), 1, 0);
    grid->addWidget(table(&page), 1, 1);
    grid->addWidget(details(&page), 2, 0);
    grid->addWidget(code(&page), 2, 1);
    page.body()->addLayout(grid);
    for (const Tone tone : { Tone::Neutral, Tone::Warn }) {
        auto *banner = new Banner(&page);
        banner->set(tone, u"Registered at ORCID?"_s, u"Baton can’t look it up; a first sign-in shows it."_s, u"How to register"_s);
        page.body()->addWidget(banner);
    }
    page.body()->addStretch(1);
    page.resize(1180, 860);
    page.show();
    page.grab().save(u"%1/gallery-%2-%3.png"_s.arg(args.value(1, u"."_s), mode, QString::number(percent)));
    return 0;
}
