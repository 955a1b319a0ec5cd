#include "ui/signin/progresspanel.h"

#include "app/base/text.h"
#include "ui/common/notebox.h"
#include "ui/common/rule.h"
#include "ui/common/theme.h"
#include "ui/signin/endings.h"
#include "ui/signin/progressstep.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int columnWidth = 336;

QString clockTime(std::chrono::seconds seconds)
{
    return u"%1:%2"_s.arg(seconds.count() / 60).arg(seconds.count() % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

ProgressPanel::ProgressPanel(QWidget *parent) : QFrame(parent)
{
    setProperty("kind", "card");
    setMaximumWidth(columnWidth);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(0);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(14, 10, 14, 10);
    header->setSpacing(8);
    m_icon = new IconLabel(u"browser"_s, &Colors::text);
    m_spinner = new Spinner;
    m_spinner->setFixedSize(16, 16);
    m_title = makeText({}, "strong");
    m_time = makeLabel({}, "caption");
    header->addWidget(m_icon);
    header->addWidget(m_spinner);
    header->addWidget(m_title, 1);
    header->addWidget(m_time);
    outer->addLayout(header);
    outer->addWidget(new Rule);
    m_body = new QVBoxLayout;
    m_body->setContentsMargins(14, 16, 14, 16);
    m_body->setSpacing(10);
    outer->addLayout(m_body, 1);
    buildSteps();
    m_body->addSpacing(6);
    buildButtons(); // right below, so that a long link beside them never pushes them out of sight
    m_body->addStretch(1);
    refresh();
}

void ProgressPanel::setWide(bool wide)
{
    setMaximumWidth(wide ? QWIDGETSIZE_MAX : columnWidth);
}

QSize ProgressPanel::sizeHint() const
{
    return { columnWidth, QFrame::sizeHint().height() };
}

void ProgressPanel::buildSteps()
{
    m_progress = new RoleWidget(QAccessible::ProgressBar, tr("Sign-in progress"));
    auto *column = new QVBoxLayout(m_progress);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (int number = 1; number <= 4; ++number) {
        auto *step = new ProgressStep(number, number == 4);
        m_steps << step;
        column->addWidget(step);
    }
    m_body->addWidget(m_progress);
}

void ProgressPanel::buildButtons()
{
    m_ending = new NoteBox;
    m_hint = new NoteBox;
    m_noRegistry = new NoteBox;
    m_paste = new QWidget;
    auto *paste = new QVBoxLayout(m_paste);
    paste->setContentsMargins(0, 0, 0, 0);
    paste->setSpacing(6);
    QLabel *label = makeLabel(tr("Address the browser landed on"), "strong");
    m_address = new QLineEdit;
    m_address->setAccessibleName(tr("Address the browser landed on"));
    m_address->setPlaceholderText(tr("https://…?code=…&state=…"));
    m_address->setMaxLength(8192);
    label->setBuddy(m_address);
    m_usePasted = makeButton(tr("Use this address"), u"check"_s, tr("Use this address"));
    m_pasteError = makeText({}, "caption");
    paste->addWidget(label);
    paste->addWidget(m_address);
    paste->addWidget(m_pasteError);
    paste->addWidget(m_usePasted);
    m_pasteLink = makeButton(tr("Paste the address instead"), u"link"_s, tr("Paste the address instead"), "link");
    m_startRegistry = makeButton(tr("Start the practice registry"), u"play"_s, tr("Start the practice registry"), "primary main");
    m_otherPort = makeButton(tr("Choose another port"), u"prefs"_s, tr("Choose another port"));
    m_open = makeButton(tr("Open browser to sign in"), u"browser"_s, tr("Open browser to sign in"), "primary main");
    m_again = makeButton(tr("Open browser again"), u"browser"_s, tr("Open browser again"), "primary main");
    m_copy = makeButton(tr("Copy sign-in link"), u"link"_s, tr("Copy sign-in link"));
    m_cancel = makeButton(tr("Cancel"), u"x"_s, tr("Cancel sign-in"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_copy, 1);
    row->addWidget(m_cancel, 1);
    for (QWidget *widget : std::initializer_list<QWidget *> { m_ending, m_noRegistry, m_hint, m_paste, m_pasteLink, m_startRegistry, m_otherPort, m_open, m_again })
        m_body->addWidget(widget);
    m_body->addLayout(row);

    connect(m_startRegistry, &QPushButton::clicked, this, &ProgressPanel::startRegistryRequested);
    connect(m_otherPort, &QPushButton::clicked, this, &ProgressPanel::otherPortRequested);
    connect(m_open, &QPushButton::clicked, this, &ProgressPanel::openRequested);
    connect(m_again, &QPushButton::clicked, this, &ProgressPanel::openAgainRequested);
    connect(m_copy, &QPushButton::clicked, this, &ProgressPanel::copyLinkRequested);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressPanel::cancelRequested);
    connect(m_usePasted, &QPushButton::clicked, this, &ProgressPanel::submitPaste);
    connect(m_address, &QLineEdit::returnPressed, this, &ProgressPanel::submitPaste);
    connect(m_address, &QLineEdit::textChanged, this, [this] { m_usePasted->setEnabled(!m_address->text().trimmed().isEmpty()); });
    connect(m_pasteLink, &QPushButton::clicked, this, [this] {
        m_pasteShown = true;
        refresh();
        m_address->setFocus();
    });
    connect(m_ending, &NoteBox::actionTriggered, this, [this] {
        if (m_succeeded)
            Q_EMIT continueRequested();
        else if (m_traceId > 0)
            Q_EMIT showExchange(m_traceId);
    });
    m_usePasted->setEnabled(false);
    m_ending->hide();
}

void ProgressPanel::submitPaste()
{
    const QString address = m_address->text().trimmed();
    if (address.isEmpty() || m_mode != Mode::Waiting)
        return;
    m_pasteError->clear();
    m_pasteError->hide();
    // The address carries the code: it does not stay in the field.
    m_address->clear();
    Q_EMIT pasted(address);
}

void ProgressPanel::showPasteError(const Error &error)
{
    m_pasteError->setText(error.text());
    m_pasteError->show();
    m_address->setAccessibleDescription(error.text());
    m_address->setFocus();
}

void ProgressPanel::setPlace(const QString &host, bool practice, bool loopback)
{
    m_host = host;
    m_practice = practice;
    m_loopback = loopback;
    refresh();
}

void ProgressPanel::setMode(Mode mode)
{
    m_mode = mode;
    if (mode != Mode::Waiting) {
        m_pasteShown = false;
        m_address->clear();
        m_pasteError->clear();
        m_time->clear();
    }
    refresh();
}

void ProgressPanel::setRegistry(bool starting, const Error &problem)
{
    m_registryStarts = starting;
    m_registryProblem = problem;
    refresh();
}

void ProgressPanel::focusPrimary()
{
    for (QPushButton *button : { m_again, m_startRegistry, m_open, m_cancel }) {
        if (button->isVisibleTo(this) && button->isEnabled())
            return button->setFocus(Qt::OtherFocusReason);
    }
}

void ProgressPanel::setOpenedAt(const QDateTime &when)
{
    m_openedAt = when;
    refresh();
}

void ProgressPanel::setWaited(std::chrono::seconds waited, std::chrono::seconds timeout)
{
    m_time->setText(tr("%1 of %2").arg(clockTime(waited), clockTime(timeout)));
}

void ProgressPanel::clearEnding()
{
    m_failed = m_succeeded = false;
    m_failedStep = 0;
    m_failedWords.clear();
    m_traceId = 0;
    m_openedAt = {};
    m_ending->hide();
    refresh();
}

void ProgressPanel::showSuccess(const QString &researcher)
{
    m_succeeded = true;
    m_failed = false;
    m_ending->set(Tone::Ok, u"okcircle"_s, researcher.isEmpty() ? tr("Signed in") : tr("%1 signed in").arg(nameInSentence(researcher)),
        tr("The tokens are here. What the id_token says, and whether it holds, is on the next page."), tr("Go to Identity token"));
    m_ending->show();
    refresh();
}

void ProgressPanel::showFailure(const Error &error)
{
    const Ending ending = endingOf(error);
    m_failed = true;
    m_succeeded = false;
    m_failedStep = ending.step;
    m_failedWords = ending.stepWords;
    m_traceId = error.traceId;
    m_ending->set(ending.tone, ending.icon, ending.heading, ending.words,
        error.traceId > 0 ? tr("Show HTTP exchange") : QString());
    m_ending->show();
    refresh();
    QAccessibleEvent alert(m_ending, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ProgressPanel::showStray(const QString &why)
{
    if (m_mode != Mode::Waiting)
        return;
    m_ending->set(Tone::Warn, u"warn"_s, tr("An answer that does not belong here was turned away"),
        tr("%1 Baton still waits for the right one.").arg(plain(why)));
    m_ending->show();
}

void ProgressPanel::refresh()
{
    const bool waiting = m_mode == Mode::Waiting;
    const bool starting = m_mode == Mode::NoRegistry && m_registryStarts;
    const bool busy = waiting || m_mode == Mode::ExchangingCode || m_mode == Mode::Preparing || starting;
    m_spinner->setVisible(busy);
    m_icon->setVisible(!busy);
    switch (m_mode) {
    case Mode::NoClient: m_title->setText(tr("No client yet")); break;
    case Mode::NoRegistry:
        m_title->setText(starting ? tr("The practice registry is starting")
                : m_registryProblem.code.isEmpty() ? tr("The practice registry is not running") : tr("The practice registry could not start"));
        break;
    case Mode::Preparing: m_title->setText(tr("Preparing the sign-in link")); break;
    case Mode::Ready: m_title->setText(tr("Ready to sign in")); break;
    case Mode::Waiting: m_title->setText(m_loopback ? tr("Waiting for the researcher") : tr("Waiting for the address")); break;
    case Mode::ExchangingCode: m_title->setText(tr("Fetching the tokens")); break;
    case Mode::Ended: m_title->setText(m_succeeded ? tr("Signed in") : tr("Not signed in")); break;
    }
    refreshButtons();
    refreshRegistry();
    refreshHint();
    refreshSteps();
}

// The keyboard stays with the attempt: a button that goes hands it to the one in its place.
void ProgressPanel::refreshButtons()
{
    const bool waiting = m_mode == Mode::Waiting;
    QWidget *const held = window()->focusWidget();
    const bool holds = held == m_startRegistry || held == m_open || held == m_again || held == m_cancel;
    m_startRegistry->setVisible(m_mode == Mode::NoRegistry);
    m_startRegistry->setEnabled(!m_registryStarts);
    m_startRegistry->setAccessibleDescription(m_registryStarts ? tr("It is starting") : QString());
    m_otherPort->setVisible(m_mode == Mode::NoRegistry && !m_registryStarts && m_registryProblem.code == u"practice.port_busy"_s);
    m_open->setVisible(!waiting && m_mode != Mode::ExchangingCode && m_mode != Mode::NoRegistry);
    m_open->setEnabled(m_mode == Mode::Ready || m_mode == Mode::Ended);
    m_open->setAccessibleDescription(m_mode == Mode::NoClient ? tr("A client is needed first")
            : m_mode == Mode::Preparing                        ? tr("The link is being prepared")
                                                               : QString());
    m_again->setVisible(waiting);
    m_cancel->setVisible(waiting || m_mode == Mode::ExchangingCode);
    m_copy->setVisible(m_mode != Mode::NoRegistry);
    m_copy->setEnabled(m_mode == Mode::Ready || waiting);
    m_paste->setVisible(waiting && (!m_loopback || m_pasteShown));
    m_pasteError->setVisible(!m_pasteError->text().isEmpty());
    m_pasteLink->setVisible(waiting && m_loopback && !m_pasteShown);
    if (holds && !held->isVisibleTo(this))
        focusPrimary();
}

void ProgressPanel::refreshRegistry()
{
    m_noRegistry->setVisible(m_mode == Mode::NoRegistry && !m_registryStarts);
    const bool problem = !m_registryProblem.code.isEmpty();
    m_noRegistry->set(problem ? Tone::Err : Tone::Neutral, problem ? u"xcircle"_s : u"info"_s, {},
        problem ? plain(m_registryProblem.text()) : tr("Researchers sign in there, so there is nothing to open before it runs."));
}

void ProgressPanel::refreshHint()
{
    const bool waiting = m_mode == Mode::Waiting;
    m_hint->setVisible(waiting);
    if (waiting)
        m_hint->set(Tone::Neutral, u"info"_s, {},
            (m_loopback ? tr("No browser window? Open it again, or copy the link into a private window to sign in as someone else.")
                        : tr("After allowing, the browser lands on the redirect URI. Copy the whole address from its address bar "
                             "and paste it here."))
                + u' ' + tr("If the page in the browser says that it cannot go on, no answer will come: cancel here."));
}

void ProgressPanel::refreshSteps()
{
    const bool waiting = m_mode == Mode::Waiting, exchanging = m_mode == Mode::ExchangingCode;
    const bool opened = waiting || exchanging || m_openedAt.isValid();
    int done = m_succeeded ? 4 : exchanging ? 3 : waiting ? 1 : 0;
    int current = waiting ? 2 : exchanging ? 4 : 0;
    if (m_failed) {
        done = m_failedStep > 0 ? m_failedStep - 1 : 0;
        current = 0;
    }
    const QString place = m_practice ? tr("At the practice registry, %1").arg(m_host) : tr("At %1").arg(m_host);
    const QStringList titles { opened ? tr("Browser opened") : tr("Browser opens"), tr("Researcher signs in and allows"), tr("Code comes back"),
        tr("Tokens received and checked") };
    const QStringList texts {
        opened && m_openedAt.isValid() ? tr("%1, %2").arg(place, m_openedAt.toLocalTime().toString(u"HH:mm:ss"_s)) : place,
        waiting          ? tr("Continue in the browser window. This page updates on its own.")
            : done >= 2  ? tr("They allowed it")
            : m_practice ? tr("In practice, pick one of the made-up researchers")
                         : tr("With their own ORCID account"),
        m_loopback ? tr("To the redirect URI on this computer") : tr("With the address you paste here"), tr("Access token and id_token") };
    for (int i = 0; i < m_steps.size(); ++i) {
        StepDot::State state = StepDot::State::Pending;
        if (m_failed && i + 1 == m_failedStep)
            state = StepDot::State::Failed;
        else if (i + 1 <= done)
            state = StepDot::State::Done;
        else if (i + 1 == current)
            state = StepDot::State::Current;
        const bool told = state == StepDot::State::Failed && !m_failedWords.isEmpty();
        m_steps.at(i)->set(state, titles.at(i), told ? m_failedWords : texts.at(i));
    }
    m_progress->setAccessibleDescription(m_failed || m_succeeded ? m_ending->strongText() : m_title->text());
}

} // namespace baton::ui
