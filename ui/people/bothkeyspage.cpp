#include "ui/people/bothkeyspage.h"

#include "app/base/text.h"
#include "app/handover/words.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/files.h"
#include "ui/common/rule.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QRadioButton>

namespace baton::ui {

using namespace Qt::StringLiterals;
using handover::Partner;

namespace {

// Enough of a thumbprint to compare at a glance; the words say the rest.
QString ends(const QByteArray &thumbprint)
{
    const QString all = groupedHex(thumbprint);
    return all.size() < 39 ? all : u"%1 … %2"_s.arg(all.first(19), all.last(19));
}

QString learnt(const QDateTime &when, const QString &how)
{
    if (!when.isValid())
        return how;
    return how.isEmpty() ? shortTime(when) : u"%1, %2"_s.arg(shortTime(when), how);
}

QJsonObject exported(const jose::Jwk &key)
{
    return { { "jwk"_L1, key.toPublicJson() }, { "thumbprint"_L1, key.thumbprintText() }, { "words"_L1, QJsonArray::fromStringList(handover::thumbprintWords(key.thumbprint())) } };
}

} // namespace

BothKeysPage::BothKeysPage(QWidget *parent)
    : SubPage(tr("Partners"), tr("Back to Clients and partners"), tr("This partner’s key has changed"), u" "_s, parent)
{
    auto *state = new Chip(this);
    state->set(tr("Stopped"), Tone::Err, u"stop"_s);
    actions()->addWidget(state);
}

void BothKeysPage::show(const Partner &partner)
{
    m_partner = partner;
    setPlace(partner.name);
    const bool wasConfirmed = partner.confirmedAt.isValid();
    setPurpose((wasConfirmed ? tr("%1 now shows another key than the one you confirmed.") : tr("%1 now shows another key than the one you had.")).arg(plain(partner.name)));
    hideBanner();
    delete m_content;
    m_choices.clear();
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    auto *stopped = new Banner(m_content);
    stopped->set(Tone::Err, tr("Nothing is sealed to %1 and nothing from it is opened until you decide.").arg(plain(partner.name)),
        tr("It may have made a new key, or somebody may be using its name. The new key isn’t signed with the old one, so Baton can’t tell."));
    column->addWidget(stopped);
    auto *keys = new Columns(16, m_content);
    keys->add(buildKey(tr("Key you confirmed"), partner.key, wasConfirmed, wasConfirmed ? learnt(partner.confirmedAt, plain(partner.confirmedHow)) : tr("Never confirmed")));
    keys->add(buildKey(tr("Key that arrived"), partner.otherKey, false, learnt(partner.otherAt, plain(partner.otherHow))));
    column->addWidget(keys);
    QWidget *foot = buildFoot();
    column->addWidget(buildChoices());
    column->addStretch(1);
    column->addWidget(foot);
    body()->addWidget(m_content, 1);
}

QWidget *BothKeysPage::buildKey(const QString &name, const jose::Jwk &key, bool confirmed, const QString &caption)
{
    auto *group = new RoleWidget(QAccessible::Grouping, name, m_content);
    group->setObjectName(name);
    auto *outer = new QVBoxLayout(group);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(group);
    outer->addWidget(card);
    if (!confirmed)
        restyle(card, "tone", u"err"_s);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(confirmed ? new IconLabel(u"shield"_s, &Colors::ok, 18, card) : new IconLabel(u"stop"_s, &Colors::err, 18, card));
    head->addWidget(makeLabel(name, "strong", card), 1);
    auto *chip = new Chip(card);
    chip->set(confirmed ? tr("Confirmed") : tr("Not confirmed"), confirmed ? Tone::Ok : Tone::Err, confirmed ? u"shield"_s : u"shieldoff"_s);
    head->addWidget(chip);
    card->body()->addLayout(head);
    auto *words = new QGridLayout;
    words->setHorizontalSpacing(10);
    words->setVerticalSpacing(3);
    words->setColumnStretch(1, 1);
    const QByteArray thumbprint = key.isNull() ? QByteArray() : key.thumbprint();
    const QStringList spoken = handover::thumbprintWords(thumbprint);
    for (int i = 0; i < spoken.size(); ++i) {
        words->addWidget(makeLabel(QString::number(i + 1), "caption", card), i, 0);
        words->addWidget(makeLabel(spoken.at(i), "name", card), i, 1);
    }
    card->body()->setSpacing(6);
    card->body()->addLayout(words);
    card->body()->addWidget(makeLabel(ends(thumbprint), "mono", card));
    if (!caption.isEmpty())
        card->body()->addWidget(makeText(caption, "caption", card));
    group->setAccessibleDescription(u"%1; %2; %3"_s.arg(chip->text(), spoken.join(u' '), groupedHex(thumbprint)));
    return group;
}

QWidget *BothKeysPage::buildChoices()
{
    auto *card = new Card(m_content);
    card->addHeader(tr("What do you want to do?"));
    auto *list = new QWidget(card);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    const struct { QString name, text, explanation, button, icon; } choices[] = {
        { tr("Call and compare"), tr("Call them and compare the new words"), tr("If they match, the new key counts as confirmed and the old one only opens old packages."), tr("Compare new words…"), u"phone"_s },
        { tr("Keep the old key"), tr("Keep the old key, refuse the new one"), tr("What was sealed with the new key stays refused. Tell your partner."), tr("Keep the old key"), u"shield"_s },
        { tr("Block this partner"), tr("Block this partner"), tr("Nothing is sealed or opened with either key. What was handed over before can still be recalled."), tr("Block this partner"), u"stop"_s },
    };
    for (const auto &choice : choices) {
        auto *radio = new QRadioButton(choice.text, list);
        radio->setAccessibleName(choice.name);
        radio->setAccessibleDescription(choice.explanation);
        radio->setObjectName(choice.name);
        auto *explanation = makeText(choice.explanation, "caption", list);
        explanation->setContentsMargins(26, 0, 0, 0);
        auto *row = new QVBoxLayout;
        row->setContentsMargins(14, 8, 14, 8);
        row->setSpacing(1);
        row->addWidget(radio);
        row->addWidget(explanation);
        if (!m_choices.isEmpty())
            rows->addWidget(new Rule(list));
        rows->addLayout(row);
        connect(radio, &QRadioButton::toggled, this, [this, text = choice.button, icon = choice.icon](bool on) {
            if (!on)
                return;
            setButtonText(m_decide, text);
            m_decide->setIcon(Theme::of().icon(icon, &Colors::onFill));
        });
        m_choices << radio;
    }
    card->addFlush(list, 0);
    m_choices.first()->setChecked(true);
    return card;
}

// The main button's name stays, whatever it says: what it does is the choice above it.
QWidget *BothKeysPage::buildFoot()
{
    auto *foot = new QWidget(m_content);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *exportBoth = makeButton(tr("Export both keys…"), {}, tr("Export both keys"), "link", foot);
    auto *later = makeButton(tr("Decide later"), {}, tr("Decide later"), "flat", foot);
    m_decide = makeButton(tr("Compare new words…"), u"phone"_s, tr("Compare new words"), "primary", foot);
    row->addWidget(exportBoth);
    row->addStretch(1);
    row->addWidget(later);
    row->addWidget(m_decide);
    connect(exportBoth, &QPushButton::clicked, this, &BothKeysPage::exportKeys);
    connect(later, &QPushButton::clicked, this, &BothKeysPage::closed);
    connect(m_decide, &QPushButton::clicked, this, &BothKeysPage::decide);
    return foot;
}

void BothKeysPage::triggerPrimary()
{
    if (m_decide)
        decide();
}

void BothKeysPage::decide()
{
    Q_EMIT closed();
    if (m_choices.at(0)->isChecked())
        Q_EMIT compareNew(m_partner);
    else if (m_choices.at(1)->isChecked())
        Q_EMIT keepOld(m_partner);
    else
        Q_EMIT block(m_partner);
}

void BothKeysPage::exportKeys()
{
    const QJsonObject both { { "name"_L1, m_partner.name }, { "client_id"_L1, m_partner.clientId }, { "environment"_L1, m_partner.environmentId },
        { "known_key"_L1, exported(m_partner.key) }, { "arrived_key"_L1, exported(m_partner.otherKey) }, { "arrived_at"_L1, m_partner.otherAt.toString(Qt::ISODate) } };
    chooseSaveFile(this, tr("Export both keys"), safeFileName(m_partner.name, u"-keys.json"_s), tr("JSON (*.json)"), [this, bytes = QJsonDocument(both).toJson()](const QString &path) {
        if (const auto written = writeFile(path, bytes); !written)
            showError(written.error());
    });
}

} // namespace baton::ui
