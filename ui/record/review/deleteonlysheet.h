#pragma once

#include "app/record/knownitems.h"
#include "app/record/recordclient.h"
#include "ui/common/widgets.h"

class QLineEdit;
class QVBoxLayout;

namespace baton::ui {

/// The record under a token that reads nothing and still deletes: what is known to be there, each with a way to its
/// deletion, and a put-code by hand.
class DeleteOnlySheet : public QWidget {
    Q_OBJECT
public:
    explicit DeleteOnlySheet(QWidget *parent = nullptr);
    void show(const QList<record::Item> &items);

Q_SIGNALS:
    void deletionRequested(const baton::record::Item &item);

private:
    void addRow(const record::Item &item);
    void requestByCode();

    QLabel *m_words;
    RoleWidget *m_list;
    QVBoxLayout *m_rows;
    QComboBox *m_section;
    QLineEdit *m_code;
    QPushButton *m_byCode;
};

} // namespace baton::ui
