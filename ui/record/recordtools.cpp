#include "ui/record/recordtools.h"

#include "ui/record/sectionorders.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyle>

namespace baton::ui {

using namespace Qt::StringLiterals;

RecordHeading::RecordHeading(Page *page)
    : QObject(page)
    , m_page(page)
    , m_crumb(new QWidget(page))
    , m_section(makeButton({}, {}, tr("Back to items"), "link", m_crumb))
    , m_editor(makeButton({}, {}, tr("Back to the editor"), "link", m_crumb))
    , m_arrow(new IconLabel(u"right"_s, &Colors::text3, 12, m_crumb))
    , m_place(makeLabel({}, "text2", m_crumb))
    , m_orcid(new CopyField(tr("ORCID iD"), tr("Copy ORCID iD"), page))
    , m_line(new QWidget(page))
    , m_age(makeLabel({}, "caption", m_line))
    , m_acting(new QWidget(page))
    , m_caption(makeLabel({}, "caption", m_acting))
    , m_capsule(new Capsule(m_acting))
{
    auto *crumb = new QHBoxLayout(m_crumb);
    crumb->setContentsMargins(0, 0, 0, 0);
    crumb->setSpacing(4);
    crumb->addWidget(m_section);
    crumb->addWidget(new IconLabel(u"right"_s, &Colors::text3, 12, m_crumb));
    crumb->addWidget(m_editor);
    crumb->addWidget(m_arrow);
    crumb->addWidget(m_place, 1, Qt::AlignLeft);
    auto *acting = new QVBoxLayout(m_acting);
    acting->setContentsMargins(0, 0, 0, 0);
    acting->setSpacing(3);
    acting->addWidget(m_caption, 0, Qt::AlignRight);
    acting->addWidget(m_capsule, 0, Qt::AlignRight);
    m_capsule->setAccessibleName(tr("Acting as"));
    page->heading()->insertWidget(0, m_crumb);
    auto *line = new QHBoxLayout(m_line);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    line->addWidget(m_orcid);
    line->addWidget(m_age);
    m_age->setObjectName(tr("Age of what is shown"));
    page->heading()->addWidget(m_line, 0, Qt::AlignLeft);
    page->actions()->addWidget(m_acting);
    connect(m_section, &QPushButton::clicked, this, &RecordHeading::back);
    connect(m_editor, &QPushButton::clicked, this, &RecordHeading::backToEditor);
    showNothing();
}

void RecordHeading::showRecord(const QString &name, const QString &uri)
{
    m_page->setTitle(name.isEmpty() ? tr("Name not public") : name);
    m_page->setPurpose({});
    m_orcid->setText(uri);
    m_orcid->label()->setMinimumWidth(QFontMetrics(Theme::of().font("mono")).horizontalAdvance(uri) + 2);
    m_line->show();
    m_crumb->hide();
    m_caption->setText(tr("You act as"));
    m_acting->show();
}

void RecordHeading::showEditor(const QString &title, const QString &section, const QString &place)
{
    m_page->setTitle(title);
    m_page->setPurpose({});
    m_line->hide();
    setButtonText(m_section, section);
    m_place->setText(place);
    setLeavable(true);
    m_editor->hide();
    m_arrow->hide();
    m_crumb->show();
    m_caption->setText(tr("Will be shown as"));
    m_acting->show();
}

void RecordHeading::showReview(const QString &title, const QString &purpose, const QString &section, const QString &place, bool editable, const QString &caption)
{
    showEditor(title, section, editable ? tr("Review") : tr("%1 › Review").arg(place));
    m_page->setPurpose(purpose);
    setButtonText(m_editor, place);
    nameSecond(tr("Back to %1").arg(place));
    m_editor->setVisible(editable);
    m_arrow->setVisible(editable);
    m_caption->setText(caption);
}

void RecordHeading::nameSecond(const QString &accessibleName)
{
    m_editor->setAccessibleName(accessibleName);
    m_editor->setObjectName(accessibleName);
}

void RecordHeading::setPlace(const QString &place)
{
    m_place->setText(place);
}

void RecordHeading::setLeavable(bool leavable)
{
    m_section->setEnabled(leavable);
    m_editor->setEnabled(leavable);
}

void RecordHeading::showTool(const QString &name, const QString &tool)
{
    showEditor(tool, name, tool);
    m_caption->setText(tr("You act as"));
}

void RecordHeading::showNothing()
{
    m_page->setTitle(tr("Record"));
    m_page->setPurpose(tr("Read and change a researcher’s record on behalf of the original client."));
    m_line->hide();
    m_crumb->hide();
    m_acting->hide();
}

void RecordHeading::setAge(const QString &words, bool warn)
{
    m_age->setText(words);
    m_age->setVisible(!words.isEmpty());
    m_age->setProperty("tone", warn ? "warn" : "");
    m_age->style()->polish(m_age);
}

void RecordHeading::setParties(const QString &original, const QString &second)
{
    m_capsule->set(original, second);
    m_capsule->setAccessibleDescription(tr("%1 via %2").arg(original, second));
}

RecordTools::RecordTools(QWidget *parent)
    : QWidget(parent)
    , search(new SearchField(tr("Search items"), this))
    , oursOnly(makeButton(tr("Ours only"), u"filter"_s, tr("Ours only"), "flat", this))
    , sort(makeIconButton(u"sort"_s, tr("Sort items"), this))
    , refresh(makeIconButton(u"refresh"_s, tr("Refresh record"), this))
    , remove(makeButton(tr("Delete…"), u"trash"_s, tr("Delete item"), "", this))
    , edit(makeButton(tr("Edit…"), u"pencil"_s, tr("Edit item"), "", this))
    , add(makeButton(tr("Add…"), u"plus"_s, tr("Add item"), "primary", this))
    , m_spinner(new Spinner(this))
    , m_busy(makeLabel({}, "caption", this))
    , m_cancel(makeButton(tr("Cancel"), {}, tr("Cancel reading"), "link", this))
    , m_orders(new QActionGroup(this))
    , m_lock(new IconLabel(u"lock"_s, &Colors::warn, 14, this))
    , m_reason(new ElidedLabel({}, "caption", this))
{
    oursOnly->setCheckable(true);
    search->setMinimumWidth(110);
    search->setMaximumWidth(232);
    refresh->setToolTip(tr("Refresh record (F5)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(search, 2);
    row->addWidget(oursOnly);
    row->addWidget(m_spinner);
    row->addWidget(m_busy);
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_lock);
    row->addWidget(m_reason);
    row->addWidget(sort);
    row->addWidget(refresh);
    row->addWidget(remove);
    row->addWidget(edit);
    row->addWidget(add);
    sort->setToolTip(tr("Sort items"));
    sort->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(sort);
    const QStringList orders = SectionOrders::menu();
    for (int i = 0; i < orders.size(); ++i) {
        QAction *order = menu->addAction(orders.at(i));
        order->setCheckable(true);
        m_orders->addAction(order);
        connect(order, &QAction::triggered, this, [this, i] { Q_EMIT orderChosen(i); });
    }
    sort->setMenu(menu);
    markOrder(0);
    constexpr int patienceMs = 500;
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, m_cancel, &QWidget::show);
    connect(m_cancel, &QPushButton::clicked, this, &RecordTools::cancelRequested);
    for (QPushButton *button : { oursOnly, remove, edit })
        m_foldable += { button, button->text() };
    setReason({});
    setBusy({});
}

int RecordTools::Foldable::saves() const
{
    return button->isHidden() ? 0 : button->fontMetrics().size(Qt::TextShowMnemonic, words).width();
}

void RecordTools::Foldable::show()
{
    button->setText(isFolded ? QString() : words);
    button->setToolTip((tip.isEmpty() && isFolded ? button->accessibleName() : tip).toHtmlEscaped());
}

void RecordTools::setTip(QPushButton *button, const QString &tip)
{
    for (Foldable &one : m_foldable) {
        if (one.button == button) {
            one.tip = tip;
            one.show();
        }
    }
}

QSize RecordTools::minimumSizeHint() const
{
    QSize least = layout()->minimumSize();
    for (const Foldable &one : m_foldable)
        least.rwidth() -= one.isFolded ? 0 : one.saves();
    least.rwidth() -= m_busy->fontMetrics().horizontalAdvance(m_busy->text());
    return least;
}

// Judged by what all need with their words, whichever way they stand now, so that the answer does not change back and forth.
void RecordTools::fit()
{
    const QFontMetrics metrics(m_busy->fontMetrics());
    const int busy = metrics.horizontalAdvance(m_busyWords);
    int missing = layout()->minimumSize().width() - width() + busy - metrics.horizontalAdvance(m_busy->text());
    for (const Foldable &one : std::as_const(m_foldable))
        missing += one.isFolded ? one.saves() : 0;
    for (Foldable &one : m_foldable) {
        const bool fold = missing > 0 && !one.button->isHidden();
        missing -= fold ? one.saves() : 0;
        if (std::exchange(one.isFolded, fold) != fold)
            one.show();
    }
    const QString words = missing > 0 ? metrics.elidedText(m_busyWords, Qt::ElideRight, qMax(0, busy - missing)) : m_busyWords;
    if (m_busy->text() != words)
        m_busy->setText(words);
}

void RecordTools::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool RecordTools::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return QWidget::event(event);
}

void RecordTools::markOrder(int which)
{
    const QList<QAction *> orders = m_orders->actions();
    for (int i = 0; i < orders.size(); ++i)
        orders.at(i)->setChecked(i == which);
}

void RecordTools::setSection(const QString &title, const QString &itemTitle)
{
    search->setPlaceholderText(tr("Search %1").arg(title.toLower()));
    setButtonText(add, tr("Add %1…").arg(itemTitle));
}

void RecordTools::allow(bool change, bool mayRemove, bool mayAdd)
{
    edit->setEnabled(change);
    remove->setEnabled(mayRemove);
    add->setEnabled(mayAdd);
}

void RecordTools::setReasons(const QString &change, const QString &mayRemove, const QString &mayAdd)
{
    setTip(edit, change);
    setTip(remove, mayRemove);
    add->setToolTip(mayAdd.toHtmlEscaped());
    add->setAccessibleDescription(mayAdd);
}

void RecordTools::setReason(const QString &reason)
{
    m_lock->setVisible(!reason.isEmpty());
    m_reason->setVisible(!reason.isEmpty());
    m_reason->setText(reason);
    for (QPushButton *button : { remove, edit })
        button->setAccessibleDescription(reason);
}

void RecordTools::setBusy(const QString &words, bool mayCancel)
{
    m_spinner->setVisible(!words.isEmpty());
    m_busy->setVisible(!words.isEmpty());
    m_busyWords = words;
    m_busy->setText(words);
    fit();
    if (words.isEmpty() || !mayCancel) {
        m_patience.stop();
        m_cancel->hide();
    } else if (!m_patience.isActive() && m_cancel->isHidden()) {
        m_patience.start();
    }
}

void RecordTools::addTool(QPushButton *tool)
{
    m_foldable.prepend({ tool, tool->text() });
    auto *row = static_cast<QBoxLayout *>(layout());
    row->insertWidget(row->indexOf(refresh), tool);
}

} // namespace baton::ui
