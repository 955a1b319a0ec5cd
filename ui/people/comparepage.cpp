#include "ui/people/comparepage.h"

#include "app/base/text.h"
#include "app/handover/words.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/notebox.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/people/thumbprint.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>

namespace baton::ui {

using namespace Qt::StringLiterals;
using handover::Partner;

/// One word; green once it was heard, marked while it is the next to be.
class WordRow : public QWidget {
public:
    WordRow(bool last, QWidget *parent) : QWidget(parent), m_last(last) { }
    void set(bool heard, bool next)
    {
        m_heard = heard;
        m_next = next;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = Theme::of().colors();
        QPainter painter(this);
        if (m_heard)
            painter.fillRect(rect(), c.okSoft);
        if (m_next) {
            painter.fillRect(rect(), c.accentSoft);
            painter.fillRect(QRect(0, 0, 3, height()), c.accent);
        }
        if (!m_last)
            painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
    }

private:
    bool m_last, m_heard = false, m_next = false;
};

ComparePage::ComparePage(QWidget *parent)
    : SubPage(tr("Partners"), tr("Back to Clients and partners"), tr("Compare five words"),
          tr("Call your partner. Each side reads its words aloud; the other ticks what it hears."), parent)
    , m_state(new Chip(this))
{
    m_state->set(tr("Not confirmed yet"), Tone::Warn, u"shieldoff"_s);
    actions()->addWidget(m_state);
}

void ComparePage::show(const Partner &partner, const QByteArray &ourThumbprint)
{
    m_before = m_partner = partner;
    if (partner.trust == Partner::Trust::KeyChanged)
        m_partner.key = partner.otherKey;
    const bool blocked = partner.trust == Partner::Trust::Blocked;
    m_state->set(blocked ? tr("Blocked") : tr("Not confirmed yet"), blocked ? Tone::Err : Tone::Warn, blocked ? u"xcircle"_s : u"shieldoff"_s);
    setPlace(partner.name);
    hideBanner();
    delete m_content;
    m_heard.clear();
    m_rows.clear();
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    auto *advice = new NoteBox(m_content);
    advice->set(Tone::Neutral, u"phone"_s, tr("Use a number you already have, from your own files or the organisation’s public page."),
        tr("A number that came with the card proves nothing: who sent a false card would answer it."));
    column->addWidget(advice);
    column->addWidget(buildWords(handover::thumbprintWords(m_partner.thumbprint()), ourThumbprint.isEmpty() ? QStringList() : handover::thumbprintWords(ourThumbprint)));
    column->addWidget(buildFacts());
    column->addWidget(buildThumbprint());
    column->addStretch(1);
    column->addWidget(buildFoot());
    body()->addWidget(m_content, 1);
    judge();
}

QWidget *ComparePage::buildWords(const QStringList &theirs, const QStringList &ours)
{
    auto *columns = new Columns(16, m_content);
    m_theirs = buildList(tr("%1 reads").arg(plain(m_partner.name)), tr("Partner’s words"), theirs, true);
    columns->add(m_theirs);
    if (!ours.isEmpty()) {
        Card *card = buildList(tr("You read"), tr("Our words"), ours, false);
        card->setHeaderCaption(tr("they tick on their side"));
        columns->add(card);
    }
    return columns;
}

Card *ComparePage::buildList(const QString &title, const QString &accessibleName, const QStringList &words, bool heard)
{
    auto *card = new Card(m_content);
    card->addHeader(title, u" "_s);
    auto *list = new RoleWidget(QAccessible::List, accessibleName, card);
    list->setObjectName(accessibleName);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(1, 0, 1, 1);
    rows->setSpacing(0);
    for (int i = 0; i < words.size(); ++i) {
        auto *line = new WordRow(i + 1 == words.size(), list);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(14, 0, 14, 0);
        row->setSpacing(10);
        auto *number = makeLabel(QString::number(i + 1), "caption", line);
        number->setMinimumWidth(Theme::of().iconSize(20));
        row->addWidget(number);
        auto *spoken = makeLabel(words.at(i), "title", line);
        spoken->setMinimumHeight(Theme::of().height(46));
        row->addWidget(spoken, 1);
        if (heard) {
            auto *box = new QCheckBox(line);
            box->setLayoutDirection(Qt::RightToLeft); // "Heard" stands before its box
            box->setAccessibleName(tr("Heard word %1").arg(i + 1));
            box->setObjectName(box->accessibleName());
            box->setAccessibleDescription(words.at(i));
            row->addWidget(box);
            m_heard << box;
            m_rows << line;
            connect(box, &QCheckBox::toggled, this, &ComparePage::judge);
        }
        rows->addWidget(line);
    }
    card->addFlush(list, 0);
    return card;
}

QWidget *ComparePage::buildFacts()
{
    auto *box = new QWidget(m_content);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    m_how = makeCombo(tr("How compared"), box);
    m_how->addItem(Theme::of().icon(u"phone"_s, &Colors::text3), tr("Phone call"), u"by phone"_s);
    m_how->addItem(Theme::of().icon(u"person"_s, &Colors::text3), tr("In person"), u"in person"_s);
    m_how->addItem(Theme::of().icon(u"browser"_s, &Colors::text3), tr("Video call"), u"in a video call"_s);
    grid->addWidget(makeLabel(tr("How"), "strong", box), 0, 0);
    grid->addWidget(m_how, 1, 0);
    grid->setColumnStretch(0, 2);
    const auto field = [box, grid](int column, const QString &name, const QString &caption) {
        auto *heading = new QHBoxLayout;
        heading->setSpacing(4);
        QLabel *label = makeLabel(caption, "strong", box);
        heading->addWidget(label);
        heading->addWidget(makeLabel(tr("optional"), "caption", box));
        heading->addStretch(1);
        auto *line = new QLineEdit(box);
        line->setAccessibleName(name);
        line->setObjectName(name);
        line->setMaxLength(120);
        label->setBuddy(line);
        grid->addLayout(heading, 0, column);
        grid->addWidget(line, 1, column);
        grid->setColumnStretch(column, 3);
        return line;
    };
    m_with = field(1, tr("Spoken with"), tr("Spoken with"));
    m_source = field(2, tr("Source of the number"), tr("Where the number came from"));
    return box;
}

QWidget *ComparePage::buildThumbprint()
{
    auto *card = new Card(m_content);
    const QString thumbprint = groupedHex(m_partner.thumbprint());
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(makeLabel(tr("Thumbprint"), "strong", card), 0, Qt::AlignTop);
    auto *hex = makeLabel(thumbprintLines(m_partner.thumbprint()), "mono", card);
    hex->setAccessibleName(tr("Key thumbprint"));
    hex->setAccessibleDescription(thumbprint);
    row->addWidget(hex, 1);
    auto *copy = makeIconButton(u"copy"_s, tr("Copy key thumbprint"), card);
    row->addWidget(copy, 0, Qt::AlignTop);
    connect(copy, &QToolButton::clicked, this, [thumbprint] { copyText(thumbprint); });
    card->body()->setSpacing(4);
    card->body()->addLayout(row);
    card->body()->addWidget(makeText(tr("The five words stand for its first 64 bits. SHA-256 of the public key, RFC 7638."), "caption", card));
    return card;
}

QWidget *ComparePage::buildFoot()
{
    auto *foot = new QWidget(m_content);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *differs = makeButton(tr("The words differ"), u"stop"_s, {}, "danger", foot);
    m_left = makeLabel({}, "caption", foot);
    auto *cancel = makeButton(tr("Cancel"), {}, tr("Cancel comparing"), "flat", foot);
    m_confirm = makeButton(tr("Confirm partner"), u"shield"_s, tr("Confirm partner"), "primary", foot);
    row->addWidget(differs);
    row->addStretch(1);
    row->addWidget(m_left);
    row->addWidget(cancel);
    row->addWidget(m_confirm);
    connect(differs, &QPushButton::clicked, this, [this] {
        const QString name = plain(m_partner.name);
        askFirst(this, tr("Block %1?").arg(name),
            tr("The key in the card is then not theirs: nothing is sealed to it or accepted from it. You can compare the words again later, should it have been a slip."),
            tr("Block partner"), tr("Block this partner because the words differ"), [this] {
                Q_EMIT closed();
                Q_EMIT differ(m_before);
            });
    });
    connect(cancel, &QPushButton::clicked, this, &ComparePage::closed);
    connect(m_confirm, &QPushButton::clicked, this, &ComparePage::confirm);
    return foot;
}

void ComparePage::judge()
{
    int left = 0;
    for (qsizetype i = 0; i < m_heard.size(); ++i) {
        const bool heard = m_heard.at(i)->isChecked();
        m_heard.at(i)->setText(heard ? tr("Heard") : QString());
        m_rows.at(i)->set(heard, !heard && left == 0);
        left += heard ? 0 : 1;
    }
    m_confirm->setEnabled(left == 0 && !m_heard.isEmpty());
    const QStringList numbers { {}, tr("one more word"), tr("two more words"), tr("three more words"), tr("four more words"), tr("five words") };
    const QString why = !left ? QString() : tr("Tick %1 first.").arg(numbers.value(left));
    m_left->setText(why);
    m_theirs->setHeaderCaption(tr("%1 of %2 heard").arg(m_heard.size() - left).arg(m_heard.size()));
    m_confirm->setToolTip(why);
    m_confirm->setAccessibleDescription(why);
}

void ComparePage::triggerPrimary()
{
    if (m_confirm && m_confirm->isEnabled())
        confirm();
}

void ComparePage::confirm()
{
    Partner partner = m_partner;
    partner.trust = Partner::Trust::Confirmed;
    partner.otherKey = {};
    partner.confirmedAt = QDateTime::currentDateTimeUtc();
    partner.confirmedHow = m_how->currentData().toString();
    const QString with = plain(m_with->text()).simplified();
    if (!with.isEmpty())
        partner.confirmedHow += tr(", with %1").arg(with);
    partner.numberSource = plain(m_source->text()).simplified();
    Q_EMIT closed();
    Q_EMIT confirmed(partner);
}

} // namespace baton::ui
