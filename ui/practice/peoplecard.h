#pragma once

#include "app/practice/registry.h"
#include "ui/common/widgets.h"

class QListWidget;

namespace baton::ui {

/// Who is in the practice registry: researchers and clients, and adding one more.
class PeopleCard : public Card {
    Q_OBJECT
public:
    explicit PeopleCard(practice::Registry &registry, QWidget *parent = nullptr);
    void refresh();

private:
    QListWidget *section(const QString &title, const QString &listName, const QString &addName, QLabel **count, QToolButton **add);
    void addResearcher();
    void addClient();

    practice::Registry &m_registry;
    QListWidget *m_people, *m_clients;
    QLabel *m_peopleCount, *m_clientCount;
    QToolButton *m_addPerson, *m_addClient;
};

} // namespace baton::ui
