#include "ui/handover/powerdialog.h"

#include "app/base/text.h"
#include "app/orcid/scopes.h"
#include "ui/common/widgets.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

QWidget *makeList(const QString &name, const QString &icon, QColor Colors::*token, const QStringList &lines)
{
    auto *list = new RoleWidget(QAccessible::List, name);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (const QString &line : lines) {
        auto *item = new RoleWidget(QAccessible::ListItem, line);
        auto *row = new QHBoxLayout(item);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(10);
        row->addWidget(new IconLabel(icon, token), 0, Qt::AlignTop);
        row->addWidget(makeText(line), 1);
        column->addWidget(item);
    }
    return list;
}

} // namespace

PowerDialog::PowerDialog(const QString &researcher, const QString &clientName, const QStringList &scopes, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("What it allows"));
    setMinimumWidth(560);
    QSet<QString> held = orcid::expandScopes(QSet<QString>(scopes.cbegin(), scopes.cend()));
    QStringList able, unable;
    for (const QString &name : orcid::signInScopes()) {
        const orcid::Scope *scope = orcid::findScope(name);
        if (!scope || name == u"openid"_s || name == u"/authenticate"_s)
            continue;
        // Without a list of what was granted, everything has to be counted in.
        (scopes.isEmpty() || held.contains(name) ? able : unable) << tr("%1 (%2). %3").arg(scope->title, name, scope->explanation);
    }
    able.prepend(tr("Know that this is %1, and fetch a new access token for an hour at a time.").arg(researcher.isEmpty() ? tr("the researcher") : plain(researcher)));
    unable << tr("See items that are private to the researcher.") << tr("Change items that others added, or sign in as the researcher.")
           << tr("Use %1’s client secret or tokens: they are not in the package.").arg(plain(clientName));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    column->addWidget(makeLabel(tr("Will be able to"), "strong"));
    column->addWidget(makeList(tr("Will be able to"), u"check"_s, &Colors::warn, able));
    column->addWidget(makeText(tr("Permissions the researcher gave %1 on other days count too, as long as they last: a registry looks at all of them.")
                                   .arg(plain(clientName)),
        "text2"));
    column->addSpacing(6);
    column->addWidget(makeLabel(tr("Will not be able to"), "strong"));
    column->addWidget(makeList(tr("Will not be able to"), u"minus"_s, &Colors::text2, unable));
    auto *row = new QHBoxLayout;
    auto *close = makeButton(tr("Close"), {}, tr("Close"));
    row->addStretch();
    row->addWidget(close);
    column->addLayout(row);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace baton::ui
