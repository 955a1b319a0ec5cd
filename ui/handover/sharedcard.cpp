#include "ui/handover/sharedcard.h"

#include "app/orcid/scopes.h"
#include "ui/common/rule.h"
#include "ui/common/tallscroll.h"

#include <QtCore/QTimer>
#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int listHeight = 168; ///< about three researchers and a half: it shows that there are more

/// No line ends inside.
QString glued(QString text)
{
    for (const QChar mark : { QChar(u'/'), QChar(u'-'), QChar(u':') })
        text.replace(mark, QString(mark) + QChar(0x2060));
    return text;
}

/// An iD may go on in a second line after its last stroke, and nowhere else.
QString inTwoParts(const QString &uri)
{
    const qsizetype last = uri.lastIndexOf(u'/');
    QString host = glued(uri.left(last + 1));
    const QString rest = glued(uri.mid(last + 1));
    if (host.endsWith(QChar(0x2060)))
        host.chop(1);
    return host + QChar(0x200B) + rest;
}

QString nameOf(const Subject &subject)
{
    const QString name = subject.name();
    return name.isEmpty() ? SharedCard::tr("Name not shared") : name;
}

QString uriOf(const Subject &subject)
{
    return subject.tokens.environment.orcidUri(subject.orcid());
}

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QLayout *inner = item->layout())
            clear(inner);
        // A tick is what brings us here: its box must outlive its own signal.
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

bool sameScopes(const QList<Subject> &subjects)
{
    return std::all_of(subjects.cbegin(), subjects.cend(), [&](const Subject &one) {
        return SharedCard::permissionWords(one.tokens.grantedScopes) == SharedCard::permissionWords(subjects.first().tokens.grantedScopes);
    });
}

} // namespace

SharedCard::SharedCard(QWidget *parent) : Card(parent)
{
    auto *heading = new QHBoxLayout;
    m_allows = makeButton(tr("What it allows"), {}, tr("What it allows"), "link");
    heading->addWidget(makeLabel(tr("What will be shared"), "strong"));
    heading->addStretch();
    heading->addWidget(m_allows);
    body()->addLayout(heading);
    m_group = new RoleWidget(QAccessible::Grouping, tr("What will be shared"));
    m_lines = new QVBoxLayout(m_group);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(7);
    body()->addWidget(m_group);
    body()->addStretch();
    connect(m_allows, &QPushButton::clicked, this, &SharedCard::whatItAllows);
}

QStringList SharedCard::permissionWords(const QStringList &scopes)
{
    QStringList words;
    for (const QString &name : scopes) {
        if (name == u"openid"_s || name == u"/authenticate"_s)
            continue;
        const orcid::Scope *scope = orcid::findScope(name);
        words << (scope ? scope->title : plain(name));
    }
    words.sort();
    return words;
}

QList<Subject> SharedCard::chosen() const
{
    QList<Subject> out;
    std::copy_if(m_subjects.cbegin(), m_subjects.cend(), std::back_inserter(out),
        [this](const Subject &one) { return m_subjects.size() == 1 || (!m_left.contains(one.orcid()) && whyEnded(one).isEmpty()); });
    return out;
}

void SharedCard::setWhyEnded(WhyEnded whyEnded)
{
    m_whyEnded = std::move(whyEnded);
    lookAgain();
}

void SharedCard::lookAgain()
{
    const QHash<QString, QString> now = endedNow();
    if (std::exchange(m_ended, now) != now)
        rebuild();
}

QHash<QString, QString> SharedCard::endedNow() const
{
    QHash<QString, QString> ended;
    for (const Subject &subject : m_subjects) {
        if (const QString why = m_whyEnded ? m_whyEnded(subject) : QString(); !why.isEmpty())
            ended.insert(subject.orcid(), why);
    }
    return ended;
}

bool SharedCard::nobodyCanBeChosen() const
{
    return m_subjects.size() > 1 && std::none_of(m_subjects.cbegin(), m_subjects.cend(), [this](const Subject &one) { return whyEnded(one).isEmpty(); });
}

void SharedCard::setSubjects(const QList<Subject> &subjects)
{
    m_subjects = subjects;
    m_ended = endedNow();
    // Whoever is alone is meant: there is no box to tick.
    if (m_subjects.size() < 2)
        m_left.clear();
    rebuild();
}

void SharedCard::chooseOnly(const QString &orcid)
{
    m_left.clear();
    for (const Subject &subject : std::as_const(m_subjects)) {
        if (subject.orcid() != orcid)
            m_left.insert(subject.orcid());
    }
    rebuild();
    Q_EMIT chosenChanged();
}

void SharedCard::rebuild()
{
    clear(m_lines);
    if (m_subjects.isEmpty())
        return;
    const QList<Subject> who = chosen();
    if (m_subjects.size() == 1)
        addPerson(m_subjects.first());
    else
        addChoices();
    const QString client = glued(plain(m_subjects.first().tokens.client.clientId));
    addLine(u"idtoken"_s, &Colors::text2,
        who.size() == 1 ? tr("The id_token, made for %1").arg(client)
                        : tr("%n id_tokens, made for %1", nullptr, int(who.size())).arg(client),
        "body");
    if (!who.isEmpty())
        addPermissions(who);
    m_lines->addWidget(new Rule);
    m_lines->addWidget(makeLabel(tr("Never shared"), "strong", m_group));
    addLine(u"minus"_s, &Colors::text2, tr("Your client secret, access tokens and refresh tokens"), "text2");
    m_allows->setEnabled(!who.isEmpty());
}

void SharedCard::addPerson(const Subject &subject)
{
    addLine(u"person"_s, &Colors::text2, nameOf(subject), "body");
    addLine({}, &Colors::text2, inTwoParts(uriOf(subject)), "mono");
    if (const QString ended = whyEnded(subject); !ended.isEmpty())
        setTone(addLine(u"xcircle"_s, &Colors::err, ended, "body"), Tone::Err);
}

void SharedCard::addChoices()
{
    const bool same = sameScopes(m_subjects);
    auto *list = new RoleWidget(QAccessible::List, tr("Researchers"));
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 6, 0);
    column->setSpacing(8);
    for (const Subject &subject : std::as_const(m_subjects)) {
        const QString orcid = subject.orcid();
        auto *box = new QCheckBox;
        setButtonText(box, nameOf(subject));
        box->setAccessibleName(tr("Choose %1").arg(nameOf(subject)));
        box->setObjectName(box->accessibleName());
        const QString ended = whyEnded(subject);
        box->setAccessibleDescription(ended.isEmpty() ? uriOf(subject) : tr("%1. %2").arg(uriOf(subject), ended));
        box->setChecked(!m_left.contains(orcid) && ended.isEmpty());
        box->setEnabled(ended.isEmpty());
        auto *lines = new QVBoxLayout;
        lines->setSpacing(1);
        lines->addWidget(box);
        const auto below = [lines, this](const QString &text, const char *role) {
            QLabel *label = makeText(text, role, m_group);
            label->setIndent(Theme::of().iconSize(26));
            lines->addWidget(label);
            return label;
        };
        below(inTwoParts(uriOf(subject)), "mono");
        if (!same)
            below(permissionWords(subject.tokens.grantedScopes).join(u" · "_s), "caption");
        if (!ended.isEmpty())
            setTone(below(ended, "caption"), Tone::Err);
        column->addLayout(lines);
        connect(box, &QCheckBox::toggled, this, [this, orcid](bool on) {
            on ? void(m_left.remove(orcid)) : void(m_left.insert(orcid));
            Q_EMIT chosenChanged();
            // Not from within the box's own signal.
            QTimer::singleShot(0, this, [this, orcid] {
                rebuild();
                for (QCheckBox *one : m_group->findChildren<QCheckBox *>()) {
                    if (one->isVisible() && one->accessibleDescription().contains(orcid))
                        one->setFocus(Qt::OtherFocusReason);
                }
            });
        });
    }
    column->addStretch();
    auto *scroll = new TallScroll(list);
    scroll->setFixedHeight(qMin(list->sizeHint().height() + 4, Theme::of().iconSize(listHeight)));
    m_lines->addWidget(scroll);
}

void SharedCard::addPermissions(const QList<Subject> &who)
{
    bool everything = false;
    QStringList all;
    for (const Subject &subject : who) {
        const QStringList words = permissionWords(subject.tokens.grantedScopes);
        everything = everything || words.isEmpty();
        all << words;
    }
    all.removeDuplicates();
    if (everything)
        addLine(u"unlock"_s, &Colors::text2, tr("Every permission the researcher ever gave this client"), "body");
    if (who.size() > 1 && !sameScopes(who)) {
        addLine(u"unlock"_s, &Colors::text2, tr("What each of them allowed, as listed above"), "body");
    } else {
        for (const QString &permission : std::as_const(all))
            addLine(u"unlock"_s, &Colors::text2, permission, "body");
    }
    if (!all.isEmpty())
        setTone(addLine(u"clock"_s, &Colors::warn, tr("Permissions given on other days too, while they last"), "body"), Tone::Warn);
}

QLabel *SharedCard::addLine(const QString &icon, QColor Colors::*token, const QString &text, const char *role)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(new IconLabel(icon, token, 15, m_group), 0, Qt::AlignTop);
    QLabel *label = makeText(text, role, m_group);
    row->addWidget(label, 1);
    m_lines->addLayout(row);
    return label;
}

} // namespace baton::ui
