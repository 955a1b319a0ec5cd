#include "ui/signin/redirectrow.h"

#include "ui/common/fields.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

RedirectRow::RedirectRow(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(4);
    m_combo = makeCombo(tr("Redirect URI"), this);
    heading->addWidget(makeLabel(tr("Redirect URI"), "strong"));
    heading->addWidget(new ElidedLabel(tr("— where the browser returns; must be registered for the client"), "caption"), 1);
    column->addLayout(heading);
    m_field = new QLineEdit;
    m_field->setReadOnly(true);
    m_field->setAccessibleName(tr("Redirect URI"));
    m_field->setProperty("kind", u"mono"_s);
    m_state = new Chip;
    m_copy = makeButton(tr("Copy"), u"copy"_s, tr("Copy redirect URI"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_field, 1);
    row->addWidget(m_combo, 1);
    row->addWidget(m_state);
    row->addWidget(m_copy);
    column->addLayout(row);
    m_combo->hide();
    connect(m_copy, &QPushButton::clicked, this, [this] { copyText(m_uri); });
    connect(m_combo, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index < 0)
            return;
        m_uri = m_combo->itemText(index);
        Q_EMIT changed();
    });
}

void RedirectRow::setClient(const clients::ClientProfile &client, bool practice)
{
    const QSignalBlocker quiet(m_combo);
    const QString before = m_uri;
    m_combo->clear();
    m_combo->addItems(client.redirectUris);
    m_uri = client.redirectUris.contains(before) ? before : client.redirectUris.value(0);
    m_combo->setCurrentText(m_uri);
    m_combo->setVisible(client.redirectUris.size() > 1);
    m_field->setVisible(client.redirectUris.size() <= 1);
    m_field->setText(m_uri.isEmpty() ? tr("This client has none yet") : m_uri);
    m_field->setCursorPosition(0); // a long one is cut at its end
    m_copy->setEnabled(!m_uri.isEmpty());
    m_state->setVisible(!m_uri.isEmpty());
    using State = clients::ClientProfile::RedirectState;
    if (client.redirect == State::Refused)
        m_state->set(tr("Refused"), Tone::Err, u"xcircle"_s);
    else if (client.redirect == State::CameBack || practice)
        m_state->set(tr("Registered"), Tone::Ok, u"okcircle"_s);
    else
        m_state->set(tr("Not tried yet"), Tone::Neutral, u"pending"_s);
}

void RedirectRow::setLocked(bool locked)
{
    m_combo->setEnabled(!locked);
}

} // namespace baton::ui
