#pragma once

#include "app/orcid/environment.h"
#include "app/record/recordclient.h"
#include "ui/common/widgets.h"

#include <QtCore/QUrl>
#include <QtWidgets/QScrollArea>

namespace baton::ui {

/// Everything the registry tells of the item chosen in the list.
class DetailsPanel : public QWidget {
    Q_OBJECT
public:
    explicit DetailsPanel(QWidget *parent = nullptr);
    void show(const record::Item &item, const record::Permission &mayChange);
    void clear(const QString &words);

Q_SIGNALS:
    void showExchange(qint64 traceId);
    void openLink(const QUrl &link);

private:
    RoleWidget *makeContent();
    void replace(QWidget *content);
    void addHead(QVBoxLayout *column, const record::Item &item);
    void addSource(QVBoxLayout *column, const record::Item &item);
    void addIdentifiers(QVBoxLayout *column, const record::Item &item);
    void addLink(QVBoxLayout *column, const record::Item &item);
    void addTimes(QVBoxLayout *column, const record::Item &item);
    /// Whatever of the item stands nowhere above.
    void addFurther(QVBoxLayout *column, const record::Item &item);
    void addLabelled(QVBoxLayout *column, const QString &label, QWidget *value);
    QWidget *linkTo(const QString &text, const QUrl &link, const char *kind, const QString &accessibleName);

    QScrollArea *m_scroll;
    QPushButton *m_exchange;
    qint64 m_traceId = 0;
    QString m_shown; ///< section and put-code
};

} // namespace baton::ui
