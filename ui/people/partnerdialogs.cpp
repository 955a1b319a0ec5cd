#include "ui/people/partnerdialogs.h"

#include "app/base/text.h"
#include "app/handover/words.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/people/thumbprint.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>

namespace baton::ui {

using namespace Qt::StringLiterals;
using handover::Partner;

namespace {

QLabel *addThumbprint(QVBoxLayout *into, const QString &caption, const QByteArray &thumbprint, QWidget *parent)
{
    into->addWidget(makeLabel(caption, "strong", parent));
    auto *label = makeLabel(thumbprintLines(thumbprint), "mono", parent);
    label->setAccessibleName(caption);
    label->setAccessibleDescription(groupedHex(thumbprint));
    into->addWidget(label);
    return label;
}

Card *wordCard(const QString &title, const QString &accessibleName, const QStringList &words, QList<QCheckBox *> *heard, QWidget *parent)
{
    auto *card = new Card(parent);
    card->addHeader(title);
    auto *list = new RoleWidget(QAccessible::List, accessibleName, card);
    list->setObjectName(accessibleName);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(14, 8, 14, 8);
    rows->setSpacing(0);
    int number = 0;
    for (const QString &word : words) {
        ++number;
        auto *row = new QHBoxLayout;
        row->setSpacing(10);
        row->addWidget(makeLabel(QString::number(number), "caption", list));
        auto *spoken = makeLabel(word, "title", list);
        spoken->setMinimumHeight(Theme::of().height(38));
        row->addWidget(spoken, 1);
        if (heard) {
            auto *box = new QCheckBox(CompareDialog::tr("Heard"), list);
            box->setAccessibleName(CompareDialog::tr("Heard word %1").arg(number));
            box->setObjectName(box->accessibleName());
            box->setAccessibleDescription(word);
            row->addWidget(box);
            heard->append(box);
        }
        rows->addLayout(row);
    }
    card->addFlush(list);
    return card;
}

} // namespace

CompareDialog::CompareDialog(const Partner &partner, const QByteArray &ourThumbprint, bool other, QWidget *parent)
    : FormDialog(tr("Compare five words with %1").arg(plain(partner.name)),
                 tr("Use a number you already have, from your own files or the organisation’s public page. A number that came with the card proves "
                    "nothing: who sent a false card would answer it."),
                 tr("Confirm partner"), tr("Confirm partner"), "primary", parent)
    , m_partner(partner)
{
    if (other)
        m_partner.key = partner.otherKey;
    cancelButton()->setAccessibleName(tr("Cancel comparing"));
    const QByteArray thumbprint = m_partner.thumbprint();
    auto *sides = new QHBoxLayout;
    sides->setSpacing(14);
    sides->addWidget(wordCard(tr("%1 reads").arg(plain(partner.name)), tr("Partner’s words"), handover::thumbprintWords(thumbprint), &m_heard, this), 1);
    if (!ourThumbprint.isEmpty())
        sides->addWidget(wordCard(tr("You read"), tr("Our words"), handover::thumbprintWords(ourThumbprint), nullptr, this), 1);
    body()->addLayout(sides);

    auto *facts = new QGridLayout;
    facts->setHorizontalSpacing(12);
    m_how = makeCombo(tr("How compared"), this, true);
    m_how->addItem(tr("By phone"), u"by phone"_s);
    m_how->addItem(tr("In person"), u"in person"_s);
    m_how->addItem(tr("In a video call"), u"in a video call"_s);
    auto *with = makeLabel(tr("Spoken with"), "text2", this);
    m_with = new QLineEdit(this);
    m_with->setAccessibleName(tr("Spoken with"));
    m_with->setObjectName(tr("Spoken with"));
    with->setBuddy(m_with);
    facts->addWidget(comboLabel(m_how), 0, 0);
    facts->addWidget(with, 0, 1);
    facts->addWidget(m_how, 1, 0);
    facts->addWidget(m_with, 1, 1);
    facts->setColumnStretch(1, 1);
    body()->addLayout(facts);
    auto *print = new QVBoxLayout;
    print->setSpacing(2);
    addThumbprint(print, tr("Key thumbprint"), thumbprint, this);
    print->addWidget(makeText(tr("The five words stand for its first 64 bits. SHA-256 of the public key, RFC 7638."), "caption", this));
    body()->addLayout(print);

    auto *differs = makeButton(tr("The words differ"), u"stop"_s, {}, "danger", this);
    footer()->insertWidget(0, differs);
    connect(differs, &QPushButton::clicked, this, [this, partner] {
        accept();
        Q_EMIT differ(partner);
    });
    for (const QCheckBox *box : std::as_const(m_heard))
        connect(box, &QCheckBox::toggled, this, &CompareDialog::judge);
    connect(this, &FormDialog::submitted, this, &CompareDialog::confirm);
    setMinimumWidth(640);
    judge();
}

void CompareDialog::judge()
{
    int left = 0;
    for (const QCheckBox *box : std::as_const(m_heard))
        left += box->isChecked() ? 0 : 1;
    acceptButton()->setEnabled(left == 0 && !m_heard.isEmpty());
    const QString why = !left ? QString() : left == 1 ? tr("Tick one more word first.") : tr("Tick %1 more words first.").arg(left);
    acceptButton()->setToolTip(why);
    acceptButton()->setAccessibleDescription(why);
}

void CompareDialog::confirm()
{
    m_partner.trust = Partner::Trust::Confirmed;
    m_partner.otherKey = {};
    m_partner.confirmedAt = QDateTime::currentDateTimeUtc();
    m_partner.confirmedHow = m_how->currentData().toString();
    const QString with = plain(m_with->text()).simplified();
    if (!with.isEmpty())
        m_partner.confirmedHow += tr(", with %1").arg(with);
    const Partner result = m_partner;
    accept();
    Q_EMIT confirmed(result);
}

BothKeysDialog::BothKeysDialog(const Partner &partner, QWidget *parent)
    : FormDialog(tr("Another key for %1").arg(plain(partner.name)),
                 tr("A card with another key arrived under this name. It may be a new computer, or somebody else. Ask the partner by voice before you decide."),
                 tr("Go on"), tr("Decide"), "primary", parent)
{
    cancelButton()->setAccessibleName(tr("Decide later"));
    setButtonText(cancelButton(), tr("Decide later"));
    auto *keys = new QHBoxLayout;
    keys->setSpacing(24);
    const auto side = [&](const QString &caption, const QByteArray &thumbprint) {
        auto *group = new RoleWidget(QAccessible::Grouping, caption, this);
        auto *column = new QVBoxLayout(group);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        addThumbprint(column, caption, thumbprint, group);
        column->addWidget(makeText(handover::thumbprintWords(thumbprint).join(u" · "_s), "text2", group));
        keys->addWidget(group, 1);
    };
    side(tr("Key you confirmed"), partner.thumbprint());
    side(tr("Key that arrived"), partner.otherKey.isNull() ? QByteArray() : partner.otherKey.thumbprint());
    body()->addLayout(keys);

    struct Choice { QString text; void (BothKeysDialog::*signal)(); };
    const Choice choices[] = {
        { tr("Call and compare"), &BothKeysDialog::compareNew },
        { tr("Keep the old key"), &BothKeysDialog::keepOld },
        { tr("Block this partner"), &BothKeysDialog::block },
    };
    QList<QRadioButton *> radios;
    for (const Choice &choice : choices) {
        auto *radio = new QRadioButton(choice.text, this);
        radio->setObjectName(choice.text);
        body()->addWidget(radio);
        radios << radio;
    }
    radios.first()->setChecked(true);
    connect(this, &FormDialog::submitted, this, [this, radios, signals_ = std::array { choices[0].signal, choices[1].signal, choices[2].signal }] {
        accept();
        for (int i = 0; i < 3; ++i) {
            if (radios.at(i)->isChecked())
                Q_EMIT (this->*signals_[size_t(i)])();
        }
    });
    setMinimumWidth(620);
}

NameKeyDialog::NameKeyDialog(const Partner &partner, QWidget *parent)
    : FormDialog(tr("Whose key is this?"), tr("A bare public key says neither. Packages are made for the client ID you give."), tr("Keep key"), {}, "primary", parent)
    , m_partner(partner)
    , m_name(new QLineEdit(this))
    , m_id(new QLineEdit(this))
{
    const auto add = [this](const QString &caption, QLineEdit *field) {
        auto *label = makeLabel(caption, "strong", this);
        label->setBuddy(field);
        field->setAccessibleName(caption);
        field->setObjectName(caption);
        body()->addWidget(label);
        body()->addWidget(field);
    };
    add(tr("Partner’s name"), m_name);
    add(tr("Partner’s client ID"), m_id);
    addThumbprint(body(), tr("Key thumbprint"), partner.thumbprint(), this);
    const auto judge = [this] { acceptButton()->setEnabled(!m_name->text().trimmed().isEmpty() && !m_id->text().trimmed().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, this, judge);
    connect(m_id, &QLineEdit::textChanged, this, judge);
    judge();
    connect(this, &FormDialog::submitted, this, [this] {
        m_partner.name = plain(m_name->text()).simplified();
        m_partner.clientId = plain(m_id->text()).trimmed();
        const Partner result = m_partner;
        accept();
        Q_EMIT named(result);
    });
}

} // namespace baton::ui
