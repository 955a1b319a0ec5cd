#include "ui/common/dialogs.h"

#include "ui/common/files.h"
#include "ui/common/widgets.h"

#include <QtCore/QDir>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QFileDialog>

namespace baton::ui {

FormDialog::FormDialog(const QString &title, const QString &words, const QString &acceptText, const QString &acceptName,
                       const char *kind, QWidget *parent)
    : FlowDialog(parent)
    , m_body(new QVBoxLayout)
    , m_footer(new QHBoxLayout)
    , m_problem(new Banner(this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 20, 24, 20);
    outer->setSpacing(14);
    outer->addWidget(makeText(title, "name", this));
    if (!words.isEmpty())
        outer->addWidget(makeText(words, "text2", this));
    m_problem->hide();
    outer->addWidget(m_problem);
    m_body->setSpacing(8);
    outer->addLayout(m_body, 1);
    m_footer->setSpacing(8);
    m_footer->addStretch(1);
    m_cancel = makeButton(tr("Cancel"), {}, {}, "flat", this);
    m_accept = makeButton(acceptText, {}, acceptName, kind, this);
    m_accept->setDefault(true);
    m_footer->addWidget(m_cancel);
    m_footer->addWidget(m_accept);
    outer->addLayout(m_footer);
    setMinimumWidth(440);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &FormDialog::submitted);
}

void FormDialog::showProblem(const Error &error)
{
    m_problem->set(Tone::Err, error.what, error.next);
    m_problem->show();
}

void FormDialog::hideProblem()
{
    m_problem->hide();
}

FormDialog *askFirst(QWidget *parent, const QString &title, const QString &words, const QString &action, const QString &actionName, std::function<void()> then)
{
    auto *dialog = new FormDialog(title, words, action, actionName, "danger", parent);
    dialog->cancelButton()->setFocus();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [dialog, then = std::move(then)] {
        dialog->accept();
        then();
    });
    dialog->open();
    return dialog;
}

void tell(QWidget *parent, const QString &title, const QString &words)
{
    auto *dialog = new FormDialog(title, words, FormDialog::tr("Close"), {}, "primary", parent);
    dialog->cancelButton()->hide();
    QObject::connect(dialog, &FormDialog::submitted, dialog, &QDialog::accept);
    dialog->open();
}

namespace {

void openFileDialog(QFileDialog *dialog, std::function<void(const QString &)> then)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [then = std::move(then)](const QString &path) {
        rememberFolder(path);
        then(path);
    });
    dialog->open();
}

} // namespace

void chooseFile(QWidget *parent, const QString &title, const QString &filter, std::function<void(const QString &)> then)
{
    auto *dialog = new QFileDialog(parent, title, lastFolder(), filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    openFileDialog(dialog, std::move(then));
}

void chooseSaveFile(QWidget *parent, const QString &title, const QString &suggestion, const QString &filter,
                    std::function<void(const QString &)> then)
{
    auto *dialog = new QFileDialog(parent, title, lastFolder(), filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(QDir(lastFolder()).filePath(suggestion));
    openFileDialog(dialog, std::move(then));
}

} // namespace baton::ui
