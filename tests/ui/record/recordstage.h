#pragma once

#include "tests/app/record/writerdesk.h"
#include "tests/ui/gallery/look.h"
#include "tests/ui/gallery/visible.h"
#include "ui/common/widgets.h"
#include "ui/record/recordpage.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QTableView>

namespace baton::test {

inline QPushButton *button(QWidget *under, const QString &name)
{
    return visible<QPushButton>(under, name);
}

/// The record page in an active window, over a fake record with 14 works.
struct RecordStage {
    FakeRecord record;
    WriterDesk desk { record };
    std::unique_ptr<record::RecordCache> cache;
    std::unique_ptr<ui::RecordPage> owned;
    ui::RecordPage &page;

    enum class Cache { None, Sealed };
    explicit RecordStage(bool begin = true, Cache keeps = Cache::None)
        : cache(keeps == Cache::None ? nullptr : std::make_unique<record::RecordCache>(*desk.vault, record.client, record.session)), owned(makePage()), page(*owned)
    {
        page.resize(pageSize({ 968, 700 }));
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("the page's window doesn't become active");
        if (begin)
            record.begin();
    }
    std::unique_ptr<ui::RecordPage> makePage()
    {
        return std::make_unique<ui::RecordPage>(ui::RecordPage::Parts { record.client, record.session, *desk.writer, *desk.undo, *desk.drafts, cache.get() });
    }
    QTableView *items() { return visible<QTableView>(&page, QStringLiteral("Items")); }
    bool loaded() { return items() && items()->model()->rowCount() == 14; }
    /// What the banners in sight say.
    QString banner()
    {
        QString words;
        for (ui::Banner *one : page.findChildren<ui::Banner *>()) {
            for (QLabel *label : one->findChildren<QLabel *>())
                words += one->isVisible() ? label->text() + QLatin1Char(' ') : QString();
        }
        return words;
    }
    /// Answers the question that is asked; false when none is.
    bool answer(QMessageBox::ButtonRole role)
    {
        for (QMessageBox *box : page.findChildren<QMessageBox *>()) {
            for (QAbstractButton *choice : box->buttons()) {
                if (!box->isVisible() || box->buttonRole(choice) != role)
                    continue;
                choice->click();
                return true;
            }
        }
        return false;
    }
    /// Fills the form of a new work with what it cannot be sent without; false when the form does not come.
    bool typeWork(const QString &title, const QString &type, const QString &doi)
    {
        const auto field = [this](const QString &name) {
            QLineEdit *line = nullptr;
            return QTest::qWaitFor([&] { return (line = visible<QLineEdit>(&page, name)) != nullptr; }) ? line : nullptr;
        };
        QLineEdit *line = field(QStringLiteral("Title"));
        if (!line)
            return false;
        line->setText(title);
        QComboBox *kinds = visibleCombo(&page, QStringLiteral("Type"));
        kinds->setCurrentIndex(kinds->findData(type));
        line = field(QStringLiteral("Identifier 1 value")); // there once the type is known
        if (line)
            line->setText(doi);
        return line != nullptr;
    }
    void grab(const QString &name) { picture(page, name); }
};

} // namespace baton::test
