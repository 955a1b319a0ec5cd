#include "ui/handover/powerpage.h"

#include "app/base/text.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/listrow.h"
#include "ui/common/printing.h"
#include "ui/handover/permissioncard.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using handover::PowerLens;

namespace {

/// Header row of a list: icon and words in front of the card's rows.
ListBox *addList(Card *card, const QString &title, const QString &name, const QString &icon, QColor Colors::*token)
{
    card->addHeader(title)->insertWidget(0, new IconLabel(icon, token));
    auto *list = new ListBox(name);
    card->addFlush(list, 0);
    return list;
}

QString nameOf(const PowerSubject &subject)
{
    return subject.facts.researcher.isEmpty() ? subject.orcid : plain(subject.facts.researcher);
}

} // namespace

PowerPage::PowerPage(const Clock &clock, QWidget *parent)
    : SubPage(tr("Hand over"), tr("Back to Hand over"), tr("What it allows"), {}, parent), m_clock(clock)
{
    setPlace(tr("What it allows"));
    m_print = makeButton(tr("Print page…"), u"printer"_s, tr("Print page"));
    m_save = makeButton(tr("Save package…"), u"save"_s, tr("Save package"), "primary");
    actions()->addWidget(m_print);
    actions()->addWidget(m_save);
    m_outcome = new Banner;
    m_outcome->hide();
    body()->setSpacing(12);
    body()->addWidget(m_outcome);
    body()->addWidget(buildTop());
    auto *columns = new Columns(16);
    columns->add(buildPowers(), 2);
    columns->add(buildSide(), 1);
    body()->addWidget(columns);
    body()->addStretch(1);
    connect(m_print, &QPushButton::clicked, this, &PowerPage::printPage);
    connect(m_save, &QPushButton::clicked, this, &PowerPage::saveRequested);
    connect(m_outcome, &Banner::actionTriggered, this, [this] { Q_EMIT showExchange(m_outcomeTrace); });
    connect(m_researcher, &QComboBox::currentIndexChanged, this, [this] {
        m_outcome->hide();
        refresh();
        Q_EMIT researcherShown(shownResearcher());
    });
    connect(this, &SubPage::closed, m_outcome, &QWidget::hide);
    const auto key = [this](QKeySequence::StandardKey sequence, auto action) {
        auto *shortcut = new QShortcut(QKeySequence(sequence), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    key(QKeySequence::Print, [this] { printPage(); });
    key(QKeySequence::Save, [this] { triggerPrimary(); });
}

QWidget *PowerPage::buildTop()
{
    auto *top = new Columns(12);
    auto *who = new QWidget;
    auto *left = new QHBoxLayout(who);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(12);
    m_researcher = makeCombo(tr("Researcher in package"), who);
    m_researcher->setMinimumContentsLength(24);
    m_researcher->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_count = makeLabel({}, "caption");
    left->addWidget(m_researcher);
    left->addWidget(m_count);
    left->addStretch(1);
    auto *shown = new QWidget;
    auto *right = new QHBoxLayout(shown);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(12);
    m_capsule = new Capsule;
    right->addStretch(1);
    right->addWidget(makeLabel(tr("What it adds is shown as"), "caption"));
    right->addWidget(m_capsule);
    top->add(who, 1);
    top->add(shown, 1);
    return top;
}

QWidget *PowerPage::buildPowers()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *able = new Card, *unable = new Card;
    m_able = addList(able, tr("It will be able to"), tr("Will be able to"), u"okcircle"_s, &Colors::accent);
    m_unable = addList(unable, tr("It will not be able to"), tr("Will not be able to"), u"skip"_s, &Colors::text2);
    m_warning = new Banner;
    column->addWidget(able);
    column->addWidget(unable);
    column->addWidget(m_warning);
    column->addStretch(1);
    return side;
}

QWidget *PowerPage::buildSide()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    m_permissions = new PermissionCard;
    auto *ends = new Card;
    ends->addHeader(tr("How it ends"));
    m_ends = new ListBox(tr("How it ends"));
    ends->addFlush(m_ends, 0);
    column->addWidget(m_permissions);
    column->addWidget(ends);
    column->addStretch(1);
    connect(m_permissions, &PermissionCard::revokeRequested, this, &PowerPage::askToRevoke);
    return side;
}

void PowerPage::setSubjects(const QList<PowerSubject> &subjects)
{
    const PowerSubject *before = current();
    const QString chosen = before ? before->orcid : QString();
    m_subjects = subjects;
    {
        const QSignalBlocker quiet(m_researcher);
        m_researcher->clear();
        for (qsizetype i = 0; i < subjects.size(); ++i) {
            m_researcher->addItem(Theme::of().icon(u"person"_s, &Colors::text3), nameOf(subjects.at(i)));
            if (subjects.at(i).orcid == chosen)
                m_researcher->setCurrentIndex(int(i));
        }
    }
    refresh();
}

QString PowerPage::shownResearcher() const
{
    const PowerSubject *subject = current();
    return subject ? subject->orcid : QString();
}

void PowerPage::setProblem(const QString &reason)
{
    m_save->setEnabled(reason.isEmpty());
    m_save->setAccessibleDescription(reason);
    m_save->setToolTip(reason.toHtmlEscaped());
}

void PowerPage::triggerPrimary()
{
    if (m_save->isEnabled())
        Q_EMIT saveRequested();
}

const PowerSubject *PowerPage::current() const
{
    const int at = m_researcher->currentIndex();
    return at >= 0 && at < m_subjects.size() ? &m_subjects.at(at) : nullptr;
}

void PowerPage::refresh()
{
    const PowerSubject *subject = current();
    m_print->setEnabled(subject);
    if (!subject)
        return;
    const PowerLens lens = handover::lookThrough(subject->grants, subject->facts);
    setTitle(subject->facts.partner.isEmpty() ? tr("What the package allows") : tr("What %1 will be able to do").arg(plain(subject->facts.partner)));
    m_count->setText(tr("%1 of %2 in this package").arg(m_researcher->currentIndex() + 1).arg(m_subjects.size()));
    m_researcher->setAccessibleDescription(m_count->text());
    m_capsule->set(plain(subject->facts.ownClient), subject->facts.partner.isEmpty() ? tr("whoever opens it") : plain(subject->facts.partner));
    fill(m_able, lens.able, true);
    fill(m_unable, lens.unable, false);
    m_warning->set(Tone::Warn, {}, lens.warning);
    m_permissions->show(lens.permissions);
    showEnds(lens);
}

void PowerPage::fill(ListBox *list, const QList<PowerLens::Power> &powers, bool able)
{
    list->clear();
    for (const PowerLens::Power &power : powers) {
        const bool older = able && power.givenAt.isValid() && !power.thisSignIn;
        ListRow *row = list->addRow();
        row->setIcon(able ? power.icon : u"skip"_s, older ? &Colors::warn : able ? &Colors::accent : &Colors::text3);
        row->setTitle(power.title);
        row->setWarn(older);
        QStringList sentence { power.title };
        if (!power.scope.isEmpty())
            row->addPair(power.details, power.scope);
        else if (!power.details.isEmpty())
            row->addText(power.details, "text2");
        if (!power.details.isEmpty())
            sentence << power.details;
        if (!power.scope.isEmpty())
            sentence << plain(power.scope);
        if (older || (power.thisSignIn && !power.scope.isEmpty())) {
            auto *chip = new Chip;
            if (older)
                chip->set(tr("Given on %1").arg(QLocale::c().toString(power.givenAt.toLocalTime().date(), u"d MMM yyyy"_s)), Tone::Warn, u"clock"_s);
            else
                chip->set(tr("This sign-in"), Tone::Neutral);
            row->addTrailing(chip);
            sentence << chip->text();
        }
        row->setAccessibleName(sentence.join(u' '));
    }
    if (powers.isEmpty()) {
        ListRow *row = list->addRow();
        row->setAccessibleName(row->setTitle(tr("Nothing"), "body")->text());
    }
    list->finish();
}

void PowerPage::showEnds(const PowerLens &lens)
{
    static const QStringList icons { u"person"_s, u"stop"_s };
    m_ends->clear();
    const auto add = [this](const QString &icon, const QString &text, const char *role) {
        ListRow *row = m_ends->addRow();
        row->setIcon(icon, &Colors::text2);
        row->setAccessibleName(row->setTitle(text, role)->text());
    };
    for (qsizetype i = 0; i < lens.ends.size(); ++i)
        add(icons.value(i, u"info"_s), lens.ends.at(i), "body");
    add(u"printer"_s, tr("The printed page, without tokens, is for a data-protection file."), "text2");
    m_ends->finish();
}

void PowerPage::askToRevoke(const clients::Grant &grant)
{
    const QString date = shortTime(grant.givenAt);
    askFirst(this, tr("Revoke the permission of %1?").arg(date),
        tr("The registry disables the token of that day: %1. What it allowed counts no more, for you and for every partner. Only the researcher can "
           "give it again.")
            .arg(plain(grant.scopes.join(u' '))),
        tr("Revoke"), tr("Revoke permission"), [this, grant] {
            m_outcome->hide();
            m_permissions->setRevoking(grant.id);
            Q_EMIT revokeRequested(grant);
        });
}

void PowerPage::showRevoked(const clients::Grant &grant, const Result<qint64> &traceId)
{
    m_permissions->setRevoking({});
    const QString date = shortTime(grant.givenAt);
    if (traceId) {
        m_outcomeTrace = *traceId;
        m_outcome->set(Tone::Ok, tr("Revoked."), tr("The permission of %1 counts no more.").arg(date), m_outcomeTrace ? tr("Show HTTP exchange") : QString());
    } else {
        m_outcomeTrace = traceId.error().traceId;
        m_outcome->set(Tone::Err, traceId.error().what, traceId.error().next, m_outcomeTrace ? tr("Show HTTP exchange") : QString());
    }
    m_outcome->show();
}

void PowerPage::printPage()
{
    const PowerSubject *subject = current();
    if (!subject)
        return;
    const PowerLens lens = handover::lookThrough(subject->grants, subject->facts);
    offerPage(this, tr("What it allows"), handover::powerPage(lens, subject->facts, environment().name, m_clock.now()),
        tr("What it allows, %1").arg(nameOf(*subject)));
}

} // namespace baton::ui
