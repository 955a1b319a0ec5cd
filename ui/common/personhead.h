#pragma once

#include "ui/common/widgets.h"

#include <QtCore/QUrl>

namespace baton::ui {

/// A researcher: round or square mark, name, full iD with copy. Right of it the caller adds what belongs there.
class PersonHead : public QWidget {
    Q_OBJECT
public:
    enum class Mark { Person, Package };
    explicit PersonHead(Mark mark, QWidget *parent = nullptr);
    /// uri: the full iD URI; empty when there is none.
    void setPerson(const QString &name, const QString &uri);
    void setTitle(const QString &title, const QString &caption); ///< instead of one person: of several
    QString uri() const { return m_uri; }
    /// Goes below the name where it does not fit beside it.
    QHBoxLayout *row() const { return m_row; }

Q_SIGNALS:
    void linkActivated(const QUrl &link);

private:
    QString m_uri;
    QHBoxLayout *m_row;
    QLabel *m_name, *m_caption;
    QPushButton *m_link;
    QToolButton *m_copy;
};

} // namespace baton::ui
