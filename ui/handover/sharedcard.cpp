#include "ui/handover/sharedcard.h"

#include "app/base/text.h"
#include "app/orcid/scopes.h"
#include "ui/common/rule.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

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

} // namespace

SharedCard::SharedCard(QWidget *parent) : Card(parent)
{
    auto *heading = new QHBoxLayout;
    auto *allows = makeButton(tr("What it allows"), {}, tr("What it allows"), "link");
    heading->addWidget(makeLabel(tr("What will be shared"), "strong"));
    heading->addStretch();
    heading->addWidget(allows);
    body()->addLayout(heading);
    m_group = new RoleWidget(QAccessible::Grouping, tr("What will be shared"));
    m_lines = new QVBoxLayout(m_group);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(7);
    body()->addWidget(m_group);
    body()->addStretch();
    connect(allows, &QPushButton::clicked, this, &SharedCard::whatItAllows);
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
    return words;
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

void SharedCard::setSubject(const signin::Tokens &tokens, const claims::Claims &claims)
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        if (QLayout *inner = item->layout()) {
            while (QLayoutItem *part = inner->takeAt(0)) {
                delete part->widget();
                delete part;
            }
        }
        delete item->widget();
        delete item;
    }
    const QString name = plain(claims.name.isEmpty() ? tokens.name : claims.name);
    const QString uri = tokens.environment.orcidUri(claims.sub.toString());
    addLine(u"person"_s, &Colors::text2, name.isEmpty() ? tr("Researcher") : name, "body");
    addLine({}, &Colors::text2, inTwoParts(uri), "mono");
    addLine(u"idtoken"_s, &Colors::text2, tr("The id_token, made for %1").arg(glued(plain(tokens.client.clientId))), "body");
    const QStringList permissions = permissionWords(tokens.grantedScopes);
    if (permissions.isEmpty())
        addLine(u"unlock"_s, &Colors::text2, tr("Every permission the researcher ever gave this client"), "body");
    for (const QString &permission : permissions)
        addLine(u"unlock"_s, &Colors::text2, permission, "body");
    if (!permissions.isEmpty())
        setTone(addLine(u"clock"_s, &Colors::warn, tr("Permissions given on other days too, while they last"), "body"), Tone::Warn);
    m_lines->addWidget(new Rule);
    QLabel *never = makeLabel(tr("Never shared"), "strong", m_group);
    m_lines->addWidget(never);
    addLine(u"minus"_s, &Colors::text2, tr("Your client secret, access token and refresh token"), "text2");
}

} // namespace baton::ui
