#include "ui/common/passphrasefields.h"

#include "app/handover/passphrase.h"
#include "app/jose/jwe.h"
#include "ui/common/notebox.h"
#include "ui/common/secretcopying.h"
#include "ui/common/strengthmeter.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int revealMs = 30'000; // S50

QLineEdit *makeField(const QString &name)
{
    auto *field = new QLineEdit;
    field->setEchoMode(QLineEdit::Password);
    copyLikeSecret(field);
    field->setAccessibleName(name);
    field->setObjectName(name);
    field->setMaxLength(512);
    return field;
}

QWidget *line(QWidget *icon, QWidget *words)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(words, 1);
    return row;
}

} // namespace

PassphraseFields::PassphraseFields(const Words &words, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_first = makeField(words.name);
    setFocusProxy(m_first);
    m_second = makeField(words.repeatName);
    m_reveal = makeIconButton(u"eye"_s, tr("Show passphrase"), m_first);
    m_reveal->setCheckable(true);
    auto *inner = new QHBoxLayout(m_first);
    inner->setContentsMargins(0, 0, 4, 0);
    inner->addStretch();
    inner->addWidget(m_reveal);
    m_first->setTextMargins(0, 0, 30, 0);
    auto *suggest = makeButton(tr("Suggest"), u"refresh"_s, tr("Suggest passphrase"));
    m_meter = new StrengthMeter;
    m_strengthIcon = new IconLabel(u"info"_s, &Colors::text3, 13);
    m_matchIcon = new IconLabel(u"info"_s, &Colors::text3, 13);
    m_strength = makeText({}, "caption");
    m_match = makeText({}, "caption");
    grid->addWidget(makeLabel(tr("Passphrase"), "strong"), 0, 0);
    grid->addWidget(makeLabel(tr("Repeat"), "strong"), 0, 1);
    grid->addWidget(m_first, 1, 0);
    grid->addWidget(m_second, 1, 1);
    grid->addWidget(suggest, 1, 2);
    grid->addWidget(m_meter, 2, 0);
    grid->addWidget(line(m_strengthIcon, m_strength), 3, 0);
    grid->addWidget(line(m_matchIcon, m_match), 3, 1);
    column->addLayout(grid);
    if (!words.note.isEmpty()) {
        auto *note = new NoteBox;
        note->set(Tone::Neutral, u"info"_s, {}, words.note);
        column->addWidget(note);
    }

    m_hide.setSingleShot(true);
    m_hide.setInterval(revealMs);
    connect(&m_hide, &QTimer::timeout, this, [this] { setRevealed(false); });
    connect(m_reveal, &QToolButton::toggled, this, &PassphraseFields::setRevealed);
    connect(suggest, &QPushButton::clicked, this, &PassphraseFields::suggest);
    for (QLineEdit *field : { m_first, m_second }) {
        connect(field, &QLineEdit::textChanged, this, [this] {
            refresh();
            Q_EMIT changed();
        });
    }
    refresh();
}

void PassphraseFields::suggest()
{
    const QString words = handover::suggestPassphrase().revealString();
    m_first->setText(words);
    m_second->setText(words);
    m_first->setCursorPosition(0);
    m_second->setCursorPosition(0);
    // It has to be written down or told, so it is shown for a while.
    setRevealed(true);
}

void PassphraseFields::setRevealed(bool revealed)
{
    m_reveal->setChecked(revealed);
    for (QLineEdit *field : { m_first, m_second })
        field->setEchoMode(revealed ? QLineEdit::Normal : QLineEdit::Password);
    if (revealed)
        m_hide.start();
    else
        m_hide.stop();
}

bool PassphraseFields::isEmpty() const
{
    return m_first->text().isEmpty() && m_second->text().isEmpty();
}

QString PassphraseFields::problem() const
{
    const handover::PassphraseStrength strength = handover::judgePassphrase(m_first->text());
    if (m_first->text().isEmpty())
        return tr("Type a passphrase or take the suggested one.");
    if (!strength.acceptable)
        return tr("The passphrase is not strong enough. %1").arg(strength.words);
    if (m_first->text() != m_second->text())
        return tr("The two passphrases differ.");
    return {};
}

Secret PassphraseFields::passphrase() const
{
    return jose::normalizedPassphrase(m_first->text());
}

void PassphraseFields::clear()
{
    m_first->clear();
    m_second->clear();
    setRevealed(false);
}

void PassphraseFields::refresh()
{
    const QString first = m_first->text(), second = m_second->text();
    const handover::PassphraseStrength strength = handover::judgePassphrase(first);
    const bool good = strength.acceptable && !strength.warns;
    m_meter->set(first.isEmpty() ? 0 : strength.level, good, first.isEmpty() ? tr("Nothing typed yet") : strength.words);
    m_strength->setText(first.isEmpty() ? tr("15 characters or more, better seven words") : strength.words);
    setTone(m_strength, first.isEmpty() ? Tone::Neutral : good ? Tone::Ok : Tone::Warn);
    if (first.isEmpty())
        m_strengthIcon->set(u"info"_s, &Colors::text3);
    else
        m_strengthIcon->set(good ? u"okcircle"_s : u"warn"_s, good ? &Colors::ok : &Colors::warn);
    const bool match = !first.isEmpty() && first == second;
    m_match->setText(match ? tr("Both match") : second.isEmpty() ? tr("Once more, to catch a slip") : tr("They differ"));
    setTone(m_match, match ? Tone::Ok : second.isEmpty() ? Tone::Neutral : Tone::Warn);
    m_matchIcon->set(match ? u"okcircle"_s : second.isEmpty() ? u"info"_s : u"warn"_s,
        match ? &Colors::ok : second.isEmpty() ? &Colors::text3 : &Colors::warn);
    m_first->setAccessibleDescription(m_strength->text());
    m_second->setAccessibleDescription(m_match->text());
}

} // namespace baton::ui
