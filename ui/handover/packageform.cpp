#include "ui/handover/packageform.h"

#include "app/base/text.h"
#include "ui/common/passphrasefields.h"
#include "ui/common/widgets.h"
#include "ui/handover/partnerchoice.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int noteLength = 500, addressLength = 200;

bool isConfirmed(const handover::Partner &partner)
{
    return partner.trust == handover::Partner::Trust::Confirmed;
}

} // namespace

PackageForm::PackageForm(handover::Partners &partners, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_choice(new PartnerChoice(partners))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    buildProtection(column);
    buildDetails(column);
    column->addStretch();
}

void PackageForm::buildProtection(QLayout *column)
{
    m_protect = new Segments;
    m_protect->add(WithKey, tr("Partner’s key"), u"key"_s, tr("Protect with partner’s key"));
    m_protect->add(WithPassphrase, tr("Passphrase"), u"lock"_s, tr("Protect with passphrase"));
    m_protect->setChecked(WithKey);
    m_addPartner = makeButton(tr("Add partner…"), u"plus"_s, tr("Add partner"), "flat");
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(makeLabel(tr("Protect with"), "strong"));
    row->addWidget(m_protect);
    row->addStretch();
    row->addWidget(m_addPartner);
    column->addWidget(line);
    m_passphrase = new PassphraseFields({ tr("Passphrase"), tr("Repeat passphrase"),
        tr("Tell the partner the passphrase by another route, such as a phone call. A package without a partner’s key isn’t tied to "
           "one reader: anyone with the passphrase can open it.") });
    m_passphrase->hide();
    column->addWidget(m_choice);
    column->addWidget(m_passphrase);
    connect(m_protect, &Segments::selected, this, &PackageForm::setProtection);
    connect(m_addPartner, &QPushButton::clicked, this, &PackageForm::partnersWanted);
    connect(m_choice, &PartnerChoice::changed, this, &PackageForm::changed);
    connect(m_passphrase, &PassphraseFields::changed, this, &PackageForm::changed);
}

void PackageForm::buildDetails(QLayout *column)
{
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 2);
    m_expiry = makeCombo(tr("Package expires after"), box);
    m_expiry->addItem(tr("1 day"), 1);
    m_expiry->addItem(tr("3 days"), 3);
    m_expiry->addItem(tr("7 days"), 7);
    m_expiry->addItem(tr("30 days"), 30);
    m_expiry->setCurrentIndex(2);
    const auto optional = [grid](int place, const QString &name, int length, const QString &below) {
        auto *field = new QLineEdit;
        field->setAccessibleName(name);
        field->setObjectName(name);
        field->setMaxLength(length);
        auto *heading = new QHBoxLayout;
        heading->setSpacing(4);
        heading->addWidget(makeLabel(name, "strong"));
        heading->addWidget(makeLabel(tr("optional"), "caption"));
        heading->addStretch();
        grid->addLayout(heading, 0, place);
        grid->addWidget(field, 1, place);
        grid->addWidget(makeText(below, "caption"), 2, place, Qt::AlignTop);
        return field;
    };
    m_until = makeLabel({}, "caption");
    grid->addWidget(makeLabel(tr("Package expires after"), "strong"), 0, 0);
    grid->addWidget(m_expiry, 1, 0);
    grid->addWidget(m_until, 2, 0, Qt::AlignTop);
    m_note = optional(1, tr("Note to the partner"), noteLength, tr("Inside the package, encrypted too"));
    m_receiptTo = optional(2, tr("Receipts go to"), addressLength, tr("Such as a mailbox; Baton sends nothing itself"));
    m_reasonIcon = new IconLabel(u"info"_s, &Colors::warn, 15);
    m_reason = makeText({}, "body");
    m_compare = makeButton(tr("Compare words"), u"phone"_s, tr("Compare words"), "small");
    auto *reason = new QHBoxLayout;
    reason->setSpacing(8);
    reason->addWidget(m_reasonIcon);
    reason->addWidget(m_reason, 1);
    reason->addWidget(m_compare);
    grid->addLayout(reason, 3, 0, 1, 3);
    column->addWidget(box);
    connect(m_expiry, &QComboBox::currentIndexChanged, this, &PackageForm::changed);
    connect(m_compare, &QPushButton::clicked, this, &PackageForm::partnersWanted);
}

void PackageForm::showPartners(const QString &environmentId, const QString &ownClientId)
{
    m_choice->showPartners(environmentId, ownClientId);
}

int PackageForm::protection() const
{
    return m_protect->checkedId();
}

void PackageForm::setProtection(int protection)
{
    m_protect->setChecked(protection);
    m_choice->setVisible(protection == WithKey);
    m_passphrase->setVisible(protection == WithPassphrase);
    m_addPartner->setVisible(protection == WithKey);
    if (protection == WithPassphrase && m_passphrase->isEmpty()) // S27: a generated one unless somebody types their own
        m_passphrase->suggest();
    Q_EMIT changed();
}

std::optional<handover::Partner> PackageForm::partner() const
{
    return protection() == WithKey ? m_choice->chosen() : std::nullopt;
}

Secret PackageForm::passphrase() const
{
    return m_passphrase->passphrase();
}

QString PackageForm::note() const
{
    return m_note->text().trimmed();
}

QString PackageForm::receiptTo() const
{
    return m_receiptTo->text().simplified();
}

QDateTime PackageForm::useBy() const
{
    return m_clock.now().addDays(m_expiry->currentData().toInt());
}

QString PackageForm::problem() const
{
    if (protection() == WithPassphrase)
        return m_passphrase->problem();
    const auto chosen = partner();
    if (const QString lost = m_choice->lost(); !chosen && !lost.isEmpty())
        return lost;
    if (!chosen)
        return m_choice->isEmpty() ? tr("There is no partner yet.") : tr("Choose a partner.");
    if (!isConfirmed(*chosen))
        return tr("Compare words with %1 first: the key is not confirmed to be theirs.").arg(plain(chosen->name));
    return {};
}

void PackageForm::showReason(const QString &reason)
{
    const auto chosen = partner();
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_reasonIcon->setVisible(!reason.isEmpty());
    const bool changed = protection() == WithKey && m_choice->lostByChangedKey();
    m_compare->setVisible(changed || (chosen && !isConfirmed(*chosen)));
    setButtonText(m_compare, changed ? tr("Look at both keys") : tr("Compare words"));
    m_compare->setAccessibleName(!changed && chosen ? tr("Compare words with %1").arg(plain(chosen->name)) : m_compare->text());
    m_compare->setObjectName(m_compare->accessibleName());
    m_until->setText(tr("Opens until %1").arg(shortTime(useBy())));
    m_expiry->setAccessibleDescription(m_until->text());
}

void PackageForm::hidePassphrase()
{
    m_passphrase->setRevealed(false);
}

void PackageForm::clear()
{
    m_passphrase->clear();
    setProtection(WithKey);
    m_note->clear();
    m_receiptTo->clear();
}

} // namespace baton::ui
