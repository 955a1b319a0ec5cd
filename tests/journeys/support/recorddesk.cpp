#include "tests/journeys/support/recorddesk.h"

#include "app/orcid/sections.h"
#include "ui/record/itemmodel.h"
#include "ui/record/recordpage.h"

#include <QtWidgets/QListView>
#include <QtWidgets/QTableView>

using namespace Qt::StringLiterals;

namespace baton::test {

Entry typed(const char *name, const char *value)
{
    return { QString::fromUtf8(name), QString::fromUtf8(value), false };
}

Entry chosen(const char *name, const char *value)
{
    return { QString::fromUtf8(name), QString::fromUtf8(value), true };
}

namespace {

bool higher(const QWidget *a, const QWidget *b)
{
    return a->mapToGlobal(QPoint()).y() < b->mapToGlobal(QPoint()).y();
}

} // namespace

bool RecordDesk::chooseSection(const QString &section)
{
    auto *list = m_desktop.find<QListView>(u"Sections"_s);
    if (!list)
        return false;
    const QString title = orcid::findSection(section)->title;
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data().toString() != title)
            continue;
        list->scrollTo(index);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        return list->currentIndex() == index;
    }
    return false;
}

QTableView *RecordDesk::table()
{
    return m_desktop.find<QTableView>(u"Items"_s);
}

bool RecordDesk::chooseItem(qint64 putCode)
{
    QModelIndex index;
    const bool there = QTest::qWaitFor([&] {
        const QTableView *view = table();
        for (int row = 0; view && row < view->model()->rowCount(); ++row) {
            index = view->model()->index(row, 0);
            if (index.data(ui::ItemModel::PutCodeRole).toLongLong() == putCode)
                return true;
        }
        return false;
    }, 15'000);
    if (!there)
        return false;
    table()->scrollTo(index);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(index).center());
    return table()->currentIndex().row() == index.row();
}

bool RecordDesk::enter(const Entry &entry)
{
    if (!entry.chosen)
        return m_desktop.type(entry.name, entry.value);
    QComboBox *box = nullptr;
    if (!QTest::qWaitFor([&] { return (box = m_desktop.find<QComboBox>(entry.name)) && box->isEnabled(); }, 10'000))
        return false;
    box->setFocus();
    box->setCurrentIndex(box->findData(entry.value));
    return box->currentData().toString() == entry.value;
}

bool RecordDesk::isEditing()
{
    return m_desktop.bench().conductor().record()->isEditing();
}

bool RecordDesk::send()
{
    return m_desktop.click(u"Send changes"_s);
}

bool RecordDesk::add(const QString &section, const Entries &entries)
{
    if (!chooseSection(section) || !m_desktop.click(u"Add item"_s))
        return false;
    for (const Entry &entry : entries) {
        if (!enter(entry)) {
            qWarning("cannot fill “%s”", qPrintable(entry.name));
            m_desktop.picture(u"record-stopped"_s);
            return false;
        }
    }
    return true;
}

bool RecordDesk::editItem(qint64 putCode, const Entry &entry)
{
    return chooseItem(putCode) && m_desktop.click(u"Edit item"_s) && enter(entry);
}

bool RecordDesk::deleteItem(qint64 putCode)
{
    return chooseItem(putCode) && m_desktop.click(u"Delete item"_s) && send();
}

// From the journal, whose newest entry stands first.
bool RecordDesk::takeBack()
{
    auto *list = m_desktop.find<QListView>(u"Sections"_s);
    for (int row = 0; list && row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data().toString() != u"Journal")
            continue;
        list->scrollTo(index);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        break;
    }
    QAbstractButton *undo = nullptr;
    const auto shown = [&] {
        for (QAbstractButton *button : m_desktop.window().findChildren<QAbstractButton *>()) {
            const QString name = Desktop::nameOf(button);
            if (button->isVisible() && button->isEnabled() && name.startsWith(u"Undo "_s) && !name.startsWith(u"Undo this"_s) && !name.startsWith(u"Undo these"_s) && (!undo || higher(button, undo)))
                undo = button;
        }
        return undo != nullptr;
    };
    if (!QTest::qWaitFor(shown, 5000))
        return false;
    QTest::mouseClick(undo, Qt::LeftButton);
    return send();
}

bool RecordDesk::settled()
{
    const auto listed = [this] { return m_desktop.find<QAbstractButton>(u"Add item"_s) != nullptr; };
    if (!QTest::qWaitFor([this] { return !isEditing(); }, 15'000))
        return false;
    return listed() || (m_desktop.click(u"Back to items"_s) && QTest::qWaitFor(listed, 5000));
}

bool RecordDesk::discard()
{
    return m_desktop.click(u"Cancel editing"_s) && m_desktop.click(u"Discard changes"_s) && settled();
}

bool RecordDesk::isRefused(const QString &button, const QString &reason)
{
    const bool refused = QTest::qWaitFor([&] {
        const auto *found = m_desktop.find<QAbstractButton>(button);
        return found && !found->isEnabled();
    }, 15'000);
    if (!refused)
        qWarning("“%s” can be pressed, or is not there", qPrintable(button));
    return refused && m_desktop.sees(reason, 5000);
}

} // namespace baton::test
