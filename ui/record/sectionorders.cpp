#include "ui/record/sectionorders.h"

#include "ui/common/settings.h"

#include <QtCore/QCoreApplication>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SectionOrders)
};

/// As the menu has them, with their names in the settings.
struct Known {
    ItemFilter::By by;
    bool down;
    const char *name;
    ItemFilter::Order order() const { return { by, down }; }
};

using By = ItemFilter::By;
constexpr Known known[] = { { By::Day, true, "newest" }, { By::Day, false, "oldest" }, { By::Title, false, "title" },
    { By::Title, true, "title-down" }, { By::Source, false, "source" }, { By::Source, true, "source-down" }, { By::Visibility, false, "visibility" },
    { By::Visibility, true, "visibility-down" } };

template <typename Test>
int entryWhere(Test test)
{
    const auto found = std::find_if(std::begin(known), std::end(known), test);
    return found == std::end(known) ? 0 : int(found - std::begin(known));
}

QString keyOf(const QString &section)
{
    return u"window/order/"_s + section;
}

} // namespace

QStringList SectionOrders::menu()
{
    return { Words::tr("Newest first"), Words::tr("Oldest first"), Words::tr("Title, A to Z"), Words::tr("Title, Z to A"), Words::tr("Source, A to Z"),
        Words::tr("Source, Z to A"), Words::tr("Who can see it, everyone first"), Words::tr("Who can see it, only the researcher first") };
}

ItemFilter::Order SectionOrders::order(int entry)
{
    return known[entry].order();
}

int SectionOrders::entryOf(const ItemFilter::Order &order)
{
    return entryWhere([&order](const Known &one) { return one.order() == order; });
}

int SectionOrders::of(const QString &section)
{
    if (!m_chosen.contains(section) && m_settings)
        m_chosen[section] = entryWhere([name = m_settings->bytes(keyOf(section))](const Known &one) { return name == one.name; });
    return m_chosen.value(section);
}

void SectionOrders::choose(const QString &section, int entry)
{
    if (of(section) == entry)
        return;
    m_chosen[section] = entry;
    if (m_settings)
        m_settings->setBytes(keyOf(section), known[entry].name);
}

} // namespace baton::ui
