#include "ui/inbox/unlockpanel.h"

#include "app/base/text.h"
#include "app/jose/jwe.h"
#include "ui/common/secretcopying.h"

#include <QtCore/QTimer>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

UnlockPanel::UnlockPanel(QWidget *parent) : Card(parent)
{
    body()->setContentsMargins(24, 24, 24, 24);
    body()->setSpacing(10);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(new IconLabel(u"lock"_s, &Colors::warn, 20));
    head->addWidget(makeText(tr("This package is protected with a passphrase"), "name"), 1);
    body()->addLayout(head);
    m_origin = makeText({}, "text2");
    body()->addWidget(m_origin);
    body()->addWidget(makeText(tr("The sender tells it to you by another route, such as a phone call. Until then nothing in the package can be read, "
                                  "not even who sent it."),
        "text2"));
    QLabel *label = makeLabel(tr("Passphrase"), "strong");
    m_field = new QLineEdit;
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setAccessibleName(tr("Passphrase"));
    m_field->setObjectName(m_field->accessibleName());
    m_field->setMaxLength(512);
    copyLikeSecret(m_field);
    m_field->setMaximumWidth(460);
    label->setBuddy(m_field);
    m_reveal = makeIconButton(u"eye"_s, tr("Show passphrase"));
    m_reveal->setCheckable(true);
    m_open = makeButton(tr("Open package"), u"unlock"_s, tr("Open with passphrase"), "primary");
    m_spinner = new Spinner;
    m_spinner->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_field, 1);
    row->addWidget(m_reveal);
    row->addWidget(m_open);
    row->addWidget(m_spinner);
    row->addStretch();
    body()->addSpacing(6);
    body()->addWidget(label);
    body()->addLayout(row);
    m_problem = makeText({}, "body");
    setTone(m_problem, Tone::Err);
    m_problem->hide();
    body()->addWidget(m_problem);
    m_dismiss = makeButton(tr("Put it aside"), {}, tr("Put package aside"), "link");
    body()->addWidget(m_dismiss, 0, Qt::AlignLeft);
    body()->addStretch();
    connect(m_open, &QPushButton::clicked, this, &UnlockPanel::submit);
    connect(m_field, &QLineEdit::returnPressed, this, &UnlockPanel::submit);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_open->setEnabled(!m_field->text().isEmpty()); });
    connect(m_dismiss, &QPushButton::clicked, this, &UnlockPanel::dismissed);
    connect(m_reveal, &QToolButton::toggled, this, [this](bool on) {
        m_field->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        if (on)
            QTimer::singleShot(30'000, m_reveal, [this] { m_reveal->setChecked(false); }); // S50
    });
    m_open->setEnabled(false);
}

void UnlockPanel::ask(const QString &origin)
{
    m_origin->setText(origin.isEmpty() ? tr("From the clipboard") : plain(origin));
    m_field->clear();
    m_reveal->setChecked(false);
    m_problem->hide();
    setBusy(false);
    m_field->setFocus();
}

void UnlockPanel::setBusy(bool busy)
{
    m_spinner->setVisible(busy);
    m_field->setEnabled(!busy);
    m_open->setEnabled(!busy && !m_field->text().isEmpty());
}

void UnlockPanel::showProblem(const Error &error)
{
    setBusy(false);
    m_problem->setText(plain(error.text()));
    m_problem->show();
    m_field->setAccessibleDescription(m_problem->text());
    m_field->selectAll();
    m_field->setFocus();
}

void UnlockPanel::submit()
{
    if (m_field->text().isEmpty() || !m_field->isEnabled())
        return;
    m_problem->hide();
    setBusy(true);
    Q_EMIT answered(jose::normalizedPassphrase(m_field->text()));
}

} // namespace baton::ui
