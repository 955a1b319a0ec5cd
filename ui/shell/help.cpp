#include "ui/shell/help.h"

#include "ui/common/tallscroll.h"
#include "ui/common/widgets.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QDialog>
#include <QtWidgets/QGridLayout>

namespace baton::ui {

namespace {

/// Left a page or a key, right what it is for.
struct Line {
    const char *name;
    const char *words;
};

constexpr Line pages[] = {
    { QT_TRANSLATE_NOOP("Help", "Overview"), QT_TRANSLATE_NOOP("Help", "The ten steps of one hand-over as they really happened. Play the demonstration runs them on the practice registry.") },
    { QT_TRANSLATE_NOOP("Help", "Sign in"), QT_TRANSLATE_NOOP("Help", "Choose client and scopes, open the browser, wait for the answer.") },
    { QT_TRANSLATE_NOOP("Help", "Identity token"), QT_TRANSLATE_NOOP("Help", "Every check of the id_token with what was expected and found.") },
    { QT_TRANSLATE_NOOP("Help", "Hand over"), QT_TRANSLATE_NOOP("Help", "Seal the id_tokens of one researcher or many to a partner’s key or with a passphrase; save, copy or drag out the package.") },
    { QT_TRANSLATE_NOOP("Help", "Inbox"), QT_TRANSLATE_NOOP("Help", "Open a package, see who sends what for whom, probe and exchange its id_tokens, save the receipt for the sender.") },
    { QT_TRANSLATE_NOOP("Help", "Record"), QT_TRANSLATE_NOOP("Help", "Browse the record and change what is yours; see what would be sent before it is, and undo it. Provenance shows who asserted what, Import reads a file, Batch writes a CSV to many records.") },
    { QT_TRANSLATE_NOOP("Help", "Traffic"), QT_TRANSLATE_NOOP("Help", "Every request Baton made; tokens and secrets are hidden unless you show them.") },
    { QT_TRANSLATE_NOOP("Help", "Ledger"), QT_TRANSLATE_NOOP("Help", "Every hand-over made or received, with its receipts; probe one, recall one, import a receipt.") },
    { QT_TRANSLATE_NOOP("Help", "Registry"), QT_TRANSLATE_NOOP("Help", "The current environment; in practice, its clock, its people and what should go wrong there.") },
    { QT_TRANSLATE_NOOP("Help", "Clients & partners"), QT_TRANSLATE_NOOP("Help", "Who you are, and whom you hand permissions to.") },
};

constexpr Line keys[] = {
    { QT_TRANSLATE_NOOP("Help", "Ctrl+1 to Ctrl+9"), QT_TRANSLATE_NOOP("Help", "Pages in the order of the list") },
    { QT_TRANSLATE_NOOP("Help", "Alt+E"), QT_TRANSLATE_NOOP("Help", "Environment") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+Return"), QT_TRANSLATE_NOOP("Help", "The page’s main action") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+F"), QT_TRANSLATE_NOOP("Help", "Search") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+O"), QT_TRANSLATE_NOOP("Help", "Open a package") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+S"), QT_TRANSLATE_NOOP("Help", "Save the package") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+N, F2, Del"), QT_TRANSLATE_NOOP("Help", "Add, edit, delete an item") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+Z"), QT_TRANSLATE_NOOP("Help", "Undo the last change to the record, reviewed first") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+R"), QT_TRANSLATE_NOOP("Help", "Renew the delegated token") },
    { QT_TRANSLATE_NOOP("Help", "F5"), QT_TRANSLATE_NOOP("Help", "Refresh; in the ledger, probe") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+P"), QT_TRANSLATE_NOOP("Help", "Print what a package allows, or the proof of a recall") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl+Shift+C"), QT_TRANSLATE_NOOP("Help", "Copy the request as curl") },
    { QT_TRANSLATE_NOOP("Help", "Ctrl++, Ctrl+−, Ctrl+0"), QT_TRANSLATE_NOOP("Help", "Text size") },
    { QT_TRANSLATE_NOOP("Help", "Esc"), QT_TRANSLATE_NOOP("Help", "Cancel waiting, close a panel") },
};

QString words(const char *text)
{
    return QCoreApplication::translate("Help", text);
}

class HelpText : public QWidget {
public:
    HelpText() : m_column(new QVBoxLayout(this))
    {
        m_column->setContentsMargins(0, 0, 12, 0);
        m_column->setSpacing(6);
    }

    void addHeading(const QString &text)
    {
        if (m_column->count() > 0)
            m_column->addSpacing(12);
        m_column->addWidget(makeLabel(text, "name", this));
    }

    void addText(const QString &text) { m_column->addWidget(makeText(text, "body", this)); }

    template <size_t n> void addTable(const Line (&lines)[n], const char *role)
    {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(18);
        grid->setVerticalSpacing(6);
        grid->setColumnStretch(1, 1);
        for (size_t i = 0; i < n; ++i) {
            QLabel *name = makeLabel(words(lines[i].name), role, this);
            QLabel *text = makeText(words(lines[i].words), "body", this);
            text->setAccessibleName(name->text() + QStringLiteral(": ") + text->text());
            grid->addWidget(name, int(i), 0, Qt::AlignTop);
            grid->addWidget(text, int(i), 1);
        }
        m_column->addLayout(grid);
    }

    void finish() { m_column->addStretch(1); }

private:
    QVBoxLayout *m_column;
};

HelpText *makeHelp()
{
    auto *help = new HelpText;
    help->addHeading(QCoreApplication::translate("Help", "What Baton does"));
    help->addText(QCoreApplication::translate("Help",
        "A researcher allows the original client in her browser. The client gets an access token and an id_token. Baton checks the "
        "id_token, seals it in a package for a partner, and on the partner’s desk opens it, exchanges it for a delegated token that "
        "lasts one hour, and reads and changes the record. What is added reads “Original client via Second client”."));
    help->addHeading(QCoreApplication::translate("Help", "The pages"));
    help->addTable(pages, "strong");
    help->addHeading(QCoreApplication::translate("Help", "Worth knowing"));
    help->addText(QCoreApplication::translate("Help",
        "An id_token can be exchanged after its expiry, until the researcher withdraws the permission of the original client. Deleting "
        "a package withdraws nothing. ORCID opens delegation to few clients; for others the exchange answers “Client does not have … "
        "enabled”."));
    help->addHeading(QCoreApplication::translate("Help", "Keys"));
    help->addTable(keys, "mono");
    help->finish();
    return help;
}

} // namespace

void showHelp(QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QCoreApplication::translate("Help", "Help"));
    auto *text = new TallScroll(makeHelp(), dialog);
    text->setFocusPolicy(Qt::StrongFocus); // the arrow keys scroll it
    text->setAccessibleName(QCoreApplication::translate("Help", "Help"));
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
