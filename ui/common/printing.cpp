#include "ui/common/printing.h"

#include "ui/common/dialogs.h"
#include "ui/common/files.h"
#include "ui/common/widgets.h"

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>
#include <QtGui/QPageLayout>
#include <QtGui/QPdfWriter>
#include <QtGui/QTextDocument>
#include <QtPrintSupport/QPrintDialog>
#include <QtPrintSupport/QPrinter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QTextEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Printing)
};

/// Black on white whatever the theme is, and nothing that would be fetched.
class PageDocument : public QTextDocument {
public:
    explicit PageDocument(const QString &html, QObject *parent = nullptr) : QTextDocument(parent)
    {
        setDefaultStyleSheet(u"body { color: #1A212B; } h1 { font-size: 16pt; } h2 { font-size: 12pt; } td, th { padding: 2px; }"_s);
        setDefaultFont(QFont(u"Sans Serif"_s, 10));
        setDocumentMargin(0);
        setHtml(html);
    }

protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

/// The page as it will be, to read before it goes anywhere.
class PagePreview : public QTextEdit {
public:
    PagePreview(const QString &html, const QString &name, QWidget *parent) : QTextEdit(parent)
    {
        auto *document = new PageDocument(html, this);
        document->setDocumentMargin(18);
        setDocument(document);
        setReadOnly(true);
        setTabChangesFocus(true);
        setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        setAccessibleName(name);
        setProperty("kind", u"paper"_s);
        setMinimumSize(560, 380);
    }
};

void print(QWidget *parent, const QString &html, const QString &title)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(title);
    auto *dialog = new QPrintDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // The printer outlives its dialog: it is held by the connection.
    QObject::connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), dialog, [printer, html] { PageDocument(html).print(printer.get()); });
    dialog->open();
}

} // namespace

Result<void> savePagePdf(const QString &html, const QString &title, const QString &path)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setCreator(u"Baton"_s);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout::Millimeter);
        PageDocument(html).print(&writer);
    }
    return writeFile(path, buffer.data(), true);
}

void offerPage(QWidget *parent, const QString &title, const QString &html, const QString &fileName)
{
    auto *dialog = new FormDialog(title, {}, Words::tr("Print…"), Words::tr("Print"), "primary", parent);
    dialog->body()->addWidget(new PagePreview(html, Words::tr("Page to print"), dialog));
    QPushButton *pdf = makeButton(Words::tr("Save as PDF…"), u"save"_s, Words::tr("Save as PDF"), "", dialog);
    dialog->footer()->insertWidget(0, pdf);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [dialog, html, title] { print(dialog, html, title); });
    QObject::connect(pdf, &QPushButton::clicked, dialog, [dialog, html, title, fileName] {
        chooseSaveFile(dialog, Words::tr("Save as PDF"), safeFileName(fileName, u".pdf"_s), Words::tr("PDF documents (*.pdf)"),
            [dialog, html, title](const QString &path) {
                dialog->hideProblem();
                const auto saved = savePagePdf(html, title, path);
                saved ? dialog->accept() : dialog->showProblem(saved.error());
            });
    });
    dialog->open();
}

} // namespace baton::ui
