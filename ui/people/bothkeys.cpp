#include "app/base/text.h"
#include "app/handover/words.h"
#include "ui/common/columns.h"
#include "ui/common/files.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/people/partnerdialogs.h"

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

BothKeysDialog::BothKeysDialog(const Partner &partner, QWidget *parent)
    : FormDialog(tr("This partner’s key has changed"), tr("%1 now shows another key than the one you had.").arg(plain(partner.name)), tr("Compare new words…"),
                 tr("Compare new words"), "primary", parent)
    , m_partner(partner)
{
    cancelButton()->setAccessibleName(tr("Decide later"));
    setButtonText(cancelButton(), tr("Decide later"));
    auto *stopped = new Banner(this);
    stopped->set(Tone::Err, tr("Nothing is sealed to %1 and nothing from it is opened until you decide.").arg(plain(partner.name)),
        tr("It may have made a new key, or somebody may be using its name. The new key isn’t signed with the old one, so Baton can’t tell."));
    body()->addWidget(stopped);
    auto *keys = new Columns(16, this);
    const bool wasConfirmed = partner.confirmedAt.isValid();
    keys->add(buildKey(tr("Key you confirmed"), partner.key, wasConfirmed, wasConfirmed ? learnt(partner.confirmedAt, plain(partner.confirmedHow)) : tr("Never confirmed")));
    keys->add(buildKey(tr("Key that arrived"), partner.otherKey, false, learnt(partner.otherAt, plain(partner.otherHow))));
    body()->addWidget(keys);
    body()->addWidget(buildChoices());
    auto *exportBoth = makeButton(tr("Export both keys…"), {}, tr("Export both keys"), "link", this);
    footer()->insertWidget(0, exportBoth);
    connect(exportBoth, &QPushButton::clicked, this, &BothKeysDialog::exportKeys);
    connect(this, &FormDialog::submitted, this, [this] {
        accept();
        if (m_choices.at(0)->isChecked())
            Q_EMIT compareNew();
        else if (m_choices.at(1)->isChecked())
            Q_EMIT keepOld();
        else
            Q_EMIT block();
    });
    body()->addStretch(1);
    setMinimumWidth(720);
    // Wrapped texts ask for the height of a narrow window unless told the width.
    resize(720, layout()->totalHeightForWidth(720));
}

QWidget *BothKeysDialog::buildKey(const QString &name, const jose::Jwk &key, bool confirmed, const QString &caption)
{
    auto *group = new RoleWidget(QAccessible::Grouping, name, this);
    group->setObjectName(name);
    auto *outer = new QVBoxLayout(group);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card(group);
    outer->addWidget(card);
    QHBoxLayout *head = card->addHeader(name);
    auto *chip = new Chip(card);
    chip->set(confirmed ? tr("Confirmed") : tr("Not confirmed"), confirmed ? Tone::Ok : Tone::Err, confirmed ? u"shield"_s : u"shieldoff"_s);
    head->addWidget(chip);
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

QWidget *BothKeysDialog::buildChoices()
{
    auto *card = new Card(this);
    card->addHeader(tr("What do you want to do?"));
    card->body()->setSpacing(2);
    const struct { QString name, text, explanation, button; } choices[] = {
        { tr("Call and compare"), tr("Call them and compare the new words"), tr("If they match, the new key counts as confirmed and the old one only opens old packages."), tr("Compare new words…") },
        { tr("Keep the old key"), tr("Keep the old key, refuse the new one"), tr("What was sealed with the new key stays refused. Tell your partner."), tr("Keep the old key") },
        { tr("Block this partner"), tr("Block this partner"), tr("Nothing is sealed or opened with either key. What was handed over before can still be recalled."), tr("Block this partner") },
    };
    for (const auto &choice : choices) {
        auto *radio = new QRadioButton(choice.text, card);
        radio->setAccessibleName(choice.name);
        radio->setAccessibleDescription(choice.explanation);
        radio->setObjectName(choice.name);
        card->body()->addWidget(radio);
        auto *explanation = makeText(choice.explanation, "caption", card);
        explanation->setContentsMargins(26, 0, 0, 4);
        card->body()->addWidget(explanation);
        connect(radio, &QRadioButton::toggled, this, [this, text = choice.button](bool on) {
            if (on)
                setButtonText(acceptButton(), text);
        });
        m_choices << radio;
    }
    m_choices.first()->setChecked(true);
    return card;
}

void BothKeysDialog::exportKeys()
{
    const QJsonObject both { { "name"_L1, m_partner.name }, { "client_id"_L1, m_partner.clientId }, { "environment"_L1, m_partner.environmentId },
        { "known_key"_L1, exported(m_partner.key) }, { "arrived_key"_L1, exported(m_partner.otherKey) }, { "arrived_at"_L1, m_partner.otherAt.toString(Qt::ISODate) } };
    chooseSaveFile(this, tr("Export both keys"), safeFileName(m_partner.name, u"-keys.json"_s), tr("JSON (*.json)"), [this, bytes = QJsonDocument(both).toJson()](const QString &path) {
        if (const auto written = writeFile(path, bytes); !written)
            showProblem(written.error());
    });
}

} // namespace baton::ui
