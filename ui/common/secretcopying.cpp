#include "ui/common/secretcopying.h"

#include "ui/common/widgets.h"

#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <functional>

namespace baton::ui {

namespace {

class Filter : public QObject {
public:
    Filter(QWidget *watched, std::function<QString()> marked, std::function<void()> cut)
        : QObject(watched), m_marked(std::move(marked)), m_cut(std::move(cut))
    {
        watched->setContextMenuPolicy(Qt::NoContextMenu);
        watched->installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::KeyPress) {
            auto *key = static_cast<QKeyEvent *>(event);
            const bool cuts = key->matches(QKeySequence::Cut);
            if (!cuts && !key->matches(QKeySequence::Copy))
                return false;
            if (const QString text = m_marked(); !text.isEmpty()) {
                copySecret(text);
                if (cuts)
                    m_cut();
            }
            return true;
        }
        if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::KeyRelease)
            QTimer::singleShot(0, this, [this] { emptySelection(); });
        return false;
    }

private:
    void emptySelection()
    {
        QClipboard *clipboard = QGuiApplication::clipboard();
        const QString text = m_marked();
        if (!text.isEmpty() && clipboard->supportsSelection() && clipboard->text(QClipboard::Selection) == text)
            clipboard->clear(QClipboard::Selection);
    }

    std::function<QString()> m_marked;
    std::function<void()> m_cut;
};

} // namespace

void copyLikeSecret(QLineEdit *field)
{
    // A password that is not shown gives nothing away; Qt does not copy it either.
    new Filter(
        field, [field] { return field->echoMode() == QLineEdit::Normal ? field->selectedText() : QString(); },
        [field] {
            if (!field->isReadOnly())
                field->del();
        });
}

void copyLikeSecret(QPlainTextEdit *text)
{
    new Filter(
        text, [text] { return text->textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n'); }, [] {});
}

} // namespace baton::ui
