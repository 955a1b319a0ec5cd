#pragma once

#include "ui/record/itemfilter.h"

#include <QtCore/QHash>

namespace baton::ui {

class Settings;

/// In which order the list of each section stands: one of those of the sort menu. Without settings forgotten at the end.
class SectionOrders {
public:
    explicit SectionOrders(Settings *settings) : m_settings(settings) { }

    /// The sort menu from top to bottom; the functions below count from 0.
    static QStringList menu();
    static ItemFilter::Order order(int entry);
    static int entryOf(const ItemFilter::Order &order);

    /// The newest first where none was chosen.
    int of(const QString &section);
    void choose(const QString &section, int entry);

private:
    Settings *m_settings;
    QHash<QString, int> m_chosen;
};

} // namespace baton::ui
