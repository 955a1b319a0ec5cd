#include "ui/shell/help.h"

#include "ui/common/widgets.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QDialog>
#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

namespace {

QString helpText()
{
    return QCoreApplication::translate("Help",
        "WHAT BATON DOES\n"
        "A researcher allows the original client in her browser. The client gets an access token and an id_token. Baton checks the "
        "id_token, seals it in a package for a partner, and on the partner’s desk opens it, exchanges it for a delegated token that "
        "lasts one hour, and reads and changes the record. What is added reads “Original client via Second client”.\n\n"
        "THE PAGES\n"
        "Overview: the ten steps of one hand-over as they really happened. Play the demonstration runs them on the practice registry.\n"
        "Sign in: choose client and scopes, open the browser, wait for the answer.\n"
        "Identity token: every check of the id_token with what was expected and found.\n"
        "Hand over: seal the id_token to a partner’s key or with a passphrase; save or copy the package.\n"
        "Inbox: open a package, see who sends what for whom, exchange its id_token.\n"
        "Record: browse the record and change what is yours.\n"
        "Traffic: every request Baton made; tokens and secrets are hidden unless you show them.\n"
        "Registry: the current environment; in practice, its people and its clients.\n"
        "Clients and partners: who you are, and whom you hand permissions to.\n\n"
        "WORTH KNOWING\n"
        "An id_token can be exchanged after its expiry, until the researcher withdraws the permission of the original client. Deleting "
        "a package withdraws nothing. ORCID opens delegation to few clients; for others the exchange answers “Client does not have … "
        "enabled”.\n\n"
        "KEYS\n"
        "Ctrl+1 to Ctrl+9   pages in the order of the list        Alt+E        environment\n"
        "Ctrl+Return        the page’s main action                Ctrl+F       search\n"
        "Ctrl+O             open a package                        Ctrl+S       save the package\n"
        "Ctrl+N, F2, Del    add, edit, delete an item             Ctrl+R       renew the delegated token\n"
        "F5                 refresh                               Ctrl+Shift+C copy the request as curl\n"
        "Ctrl++, Ctrl+−, Ctrl+0   text size                       Esc          cancel waiting, close a panel\n");
}

} // namespace

void showHelp(QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QCoreApplication::translate("Help", "Help"));
    auto *text = new QPlainTextEdit(helpText(), dialog);
    text->setReadOnly(true);
    text->setAccessibleName(QCoreApplication::translate("Help", "Help"));
    text->setTabChangesFocus(true);
    auto *close = makeButton(QCoreApplication::translate("Help", "Close"), {}, QCoreApplication::translate("Help", "Close help"), "primary", dialog);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(makeLabel(QCoreApplication::translate("Help", "Help"), "title", dialog));
    column->addWidget(text, 1);
    column->addWidget(close, 0, Qt::AlignRight);
    dialog->resize(760, 560);
    dialog->open();
}

} // namespace baton::ui
