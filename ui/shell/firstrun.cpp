#include "ui/shell/firstrun.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/relaypicture.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace baton::ui {

namespace {

/// The icon of a way in, on a soft square.
class SoftIcon : public QWidget {
public:
    SoftIcon(const QString &icon, bool first, QWidget *parent) : QWidget(parent), m_icon(icon), m_first(first) { setFixedSize(38, 38); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = Theme::of().colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_first ? c.accentSoft : c.muted);
        painter.drawRoundedRect(rect(), 8, 8);
        Theme::of().paintIcon(&painter, m_icon, QRectF(9, 9, 20, 20), m_first ? c.accentInk : c.text2);
    }

private:
    QString m_icon;
    bool m_first;
};

struct Way {
    Card *card;
    QPushButton *button;
};

Way makeWay(QWidget *parent, const QString &icon, const QString &title, const QString &words, const QString &text,
    const QString &accessibleName, bool first)
{
    auto *card = new Card(parent);
    if (first)
        card->setProperty("tone", "accent");
    auto *picture = new SoftIcon(icon, first, card);
    auto *name = makeLabel(title, "name", card);
    auto *explanation = makeLabel(words, "text2", card);
    explanation->setWordWrap(true);
    auto *button = makeButton(text, first ? QStringLiteral("play") : QString(), accessibleName, first ? "main" : "tall", card);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *body = card->body();
    body->setContentsMargins(18, 18, 18, 18);
    body->setSpacing(10);
    body->addWidget(picture);
    body->addWidget(name);
    body->addWidget(explanation);
    body->addStretch(1);
    body->addSpacing(2);
    body->addWidget(button);
    return { card, button };
}

} // namespace

FirstRun::FirstRun(QWidget *parent) : QWidget(parent)
{
    auto *mark = new QLabel(this);
    mark->setPixmap(QIcon(QStringLiteral(":/baton/icons/baton-app.svg")).pixmap(52, 52));
    auto *welcome = makeLabel(tr("Welcome to Baton"), "welcome", this);
    auto *words = makeLabel(tr("Hand an ORCID permission from one member organisation to another, and see every step."), "text2", this);
    words->setWordWrap(true);

    auto *titles = new QVBoxLayout;
    titles->setSpacing(2);
    titles->addWidget(welcome);
    titles->addWidget(words);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(mark, 0, Qt::AlignTop);
    head->addLayout(titles, 1);

    auto *picture = new Card(this);
    picture->body()->addWidget(new RelayPicture(picture));

    const Way practise = makeWay(this, QStringLiteral("beaker"), tr("Try it on the practice registry"),
        tr("A small registry on this computer, with made-up researchers and clients ready to use. No account, no network."),
        tr("Start practising"), tr("Start practising"), true);
    const Way sandbox = makeWay(this, QStringLiteral("registry"), tr("Connect to ORCID Sandbox"),
        tr("ORCID’s test registry. You need a sandbox member client’s ID and secret."), tr("Connect…"), tr("Connect to ORCID Sandbox"), false);
    const Way received = makeWay(this, QStringLiteral("package"), tr("I received a package"),
        tr("A partner sent you a .baton file. Open it and check it before anything is sent."), tr("Open package…"),
        tr("Open received package"), false);
    m_practise = practise.button;
    connect(practise.button, &QPushButton::clicked, this, &FirstRun::startPractising);
    connect(sandbox.button, &QPushButton::clicked, this, &FirstRun::connectToSandbox);
    connect(received.button, &QPushButton::clicked, this, &FirstRun::openPackage);

    auto *ways = new QHBoxLayout;
    ways->setSpacing(14);
    ways->addWidget(practise.card, 6);
    ways->addWidget(sandbox.card, 5);
    ways->addWidget(received.card, 5);

    auto *note = makeLabel(tr("You can switch between practice, sandbox and production at any time. Secrets are kept in your system’s keychain."),
        "caption", this);
    note->setWordWrap(true);
    auto *noteRow = new QHBoxLayout;
    noteRow->setSpacing(8);
    noteRow->addWidget(new IconLabel(QStringLiteral("info"), &Colors::text3, 16, this), 0, Qt::AlignTop);
    noteRow->addWidget(note, 1);

    auto *column = new QWidget(this);
    column->setMaximumWidth(880);
    auto *inner = new QVBoxLayout(column);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(20);
    inner->addLayout(head);
    inner->addWidget(picture);
    inner->addLayout(ways);
    inner->addLayout(noteRow);

    auto *centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addWidget(column, 100);
    centred->addStretch(1);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 24, 24, 24);
    outer->addStretch(1);
    outer->addLayout(centred);
    outer->addStretch(2);
}

void FirstRun::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_practise->setFocus();
}

// Enter starts practice, wherever the focus is, unless a button has it.
void FirstRun::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return Q_EMIT startPractising();
    QWidget::keyPressEvent(event);
}

} // namespace baton::ui
