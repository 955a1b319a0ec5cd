#include "ui/common/secretcopying.h"

#include "ui/common/widgets.h"

#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

namespace {

/// What the filter has to know of a field and may do to it.
struct Field {
    std::function<bool()> holdsSecret;
    std::function<QString()> marked;
    std::function<bool()> mayChange;
    std::function<void()> remove, paste, selectAll;
    std::function<void(QPoint)> unmarkAt; ///< a press on marked text would begin to drag it
};

class Filter : public QObject {
    Q_OBJECT
public:
    Filter(QWidget *owner, const QList<QWidget *> &watched, Field field) : QObject(owner), m_owner(owner), m_field(std::move(field))
    {
        for (QWidget *widget : watched)
            widget->installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (!m_field.holdsSecret())
            return false;
        switch (event->type()) {
        case QEvent::KeyPress:
            return pressed(static_cast<QKeyEvent *>(event));
        case QEvent::ContextMenu:
            openMenu(static_cast<QContextMenuEvent *>(event)->globalPos());
            return true;
        case QEvent::MouseButtonPress:
            if (auto *mouse = static_cast<QMouseEvent *>(event); mouse->button() == Qt::LeftButton)
                m_field.unmarkAt(mouse->position().toPoint());
            return false;
        case QEvent::MouseButtonRelease:
        case QEvent::KeyRelease:
            QTimer::singleShot(0, this, [this] { emptySelection(); });
            return false;
        default:
            return false;
        }
    }

private:
    bool pressed(const QKeyEvent *key)
    {
        const bool cuts = key->matches(QKeySequence::Cut);
        if (!cuts && !key->matches(QKeySequence::Copy))
            return false;
        copy(cuts);
        return true;
    }

    void copy(bool cuts)
    {
        const QString text = m_field.marked();
        if (text.isEmpty())
            return;
        copySecret(text);
        if (cuts && m_field.mayChange())
            m_field.remove();
    }

    void openMenu(QPoint at)
    {
        auto *menu = new QMenu(m_owner);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const bool marked = !m_field.marked().isEmpty();
        const auto add = [menu](const QString &text, bool enabled, const std::function<void()> &act) {
            QAction *action = menu->addAction(text);
            action->setEnabled(enabled);
            connect(action, &QAction::triggered, menu, act);
        };
        if (m_field.mayChange())
            add(tr("Cut"), marked, [this] { copy(true); });
        add(tr("Copy"), marked, [this] { copy(false); });
        if (m_field.mayChange())
            add(tr("Paste"), !QGuiApplication::clipboard()->text().isEmpty(), m_field.paste);
        add(tr("Select all"), true, m_field.selectAll);
        menu->popup(at);
    }

    void emptySelection()
    {
        QClipboard *clipboard = QGuiApplication::clipboard();
        const QString text = m_field.marked();
        if (!text.isEmpty() && clipboard->supportsSelection() && clipboard->text(QClipboard::Selection) == text)
            clipboard->clear(QClipboard::Selection);
    }

    QWidget *m_owner;
    Field m_field;
};

} // namespace

void copyLikeSecret(QLineEdit *field)
{
    Field of;
    of.holdsSecret = [] { return true; };
    // A password that is not shown gives nothing away; Qt does not copy it either.
    of.marked = [field] { return field->echoMode() == QLineEdit::Normal ? field->selectedText() : QString(); };
    of.mayChange = [field] { return !field->isReadOnly() && field->isEnabled(); };
    of.remove = [field] { field->del(); };
    of.paste = [field] { field->paste(); };
    of.selectAll = [field] { field->selectAll(); };
    of.unmarkAt = [](QPoint) {}; // line edits do not let text be dragged
    new Filter(field, { field }, std::move(of));
}

void copyLikeSecret(QPlainTextEdit *text, std::function<bool()> holdsSecret)
{
    Field of;
    of.holdsSecret = holdsSecret ? std::move(holdsSecret) : [] { return true; };
    of.marked = [text] { return text->textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n'); };
    of.mayChange = [] { return false; };
    of.selectAll = [text] { text->selectAll(); };
    of.unmarkAt = [text](QPoint at) {
        const QTextCursor marked = text->textCursor();
        const QTextCursor pressed = text->cursorForPosition(at);
        if (marked.hasSelection() && pressed.position() >= marked.selectionStart() && pressed.position() <= marked.selectionEnd())
            text->setTextCursor(pressed);
    };
    // Keys reach the text, the mouse its viewport.
    new Filter(text, { text, text->viewport() }, std::move(of));
}

} // namespace baton::ui

#include "secretcopying.moc"
