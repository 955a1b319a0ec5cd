#include "app/practice/api/generated.h"

#include <QtCore/QJsonArray>

namespace baton::practice {

using namespace Qt::StringLiterals;

namespace {

/// Deterministic and the same on every platform; statistics do not matter here.
class Dice {
public:
    explicit Dice(quint32 seed)
        : m_state(seed)
    {
    }
    int roll(int sides)
    {
        m_state = m_state * 1664525u + 1013904223u;
        return static_cast<int>((m_state >> 8) % static_cast<quint32>(sides));
    }
    template <typename T, size_t N>
    const T &pick(const T (&list)[N])
    {
        return list[roll(static_cast<int>(N))];
    }

private:
    quint32 m_state;
};

QJsonObject wrap(const QString &text)
{
    return { { QStringLiteral("value"), text } };
}

QJsonObject generatedWork(Dice &dice, int number)
{
    static constexpr const char *what[]
        = { "Microfinance", "River transport", "Market gardens", "Road building", "School meals", "Mobile payments",
              "Grain storage", "Fishing rights", "Solar lamps", "Water kiosks", "Textile trade", "Bus lines" };
    static constexpr const char *how[] = { "a panel study of", "prices and", "a history of", "household survey of", "risk and",
        "networks behind", "women leading", "the limits of", "measuring", "the politics of" };
    static constexpr const char *where[] = { "Lake Chad", "the Niger delta", "Kano", "Ibadan", "the Volta basin",
        "Lagos lagoon", "the Sahel", "Cross River", "Accra", "Lomé" };
    static constexpr const char *journals[] = { "Journal of Market Towns", "Delta Economics", "Field Notes in Development",
        "Annals of Small Credit", "West Coast Papers" };
    static constexpr const char *types[] = { "journal-article", "journal-article", "journal-article", "book-chapter", "report",
        "working-paper", "data-set", "conference-paper" };
    const QString title
        = QStringLiteral("%1: %2 %3, part %4")
              .arg(QString::fromUtf8(dice.pick(what)), QString::fromUtf8(dice.pick(how)), QString::fromUtf8(dice.pick(where)))
              .arg(number);
    const QString year = QString::number(1996 + dice.roll(31)),
                  month = QStringLiteral("%1").arg(1 + dice.roll(12), 2, 10, QChar(u'0'));
    const QString doi = QStringLiteral("10.5555/practice.%1.%2").arg(year).arg(number, 5, 10, QChar(u'0'));
    const QJsonObject id { { QStringLiteral("external-id-type"), QStringLiteral("doi") },
        { QStringLiteral("external-id-value"), doi }, { QStringLiteral("external-id-url"), wrap(u"https://doi.org/"_s + doi) },
        { QStringLiteral("external-id-relationship"), QStringLiteral("self") } };
    return { { QStringLiteral("title"), QJsonObject { { QStringLiteral("title"), wrap(title) } } },
        { QStringLiteral("journal-title"), wrap(QString::fromLatin1(dice.pick(journals))) },
        { QStringLiteral("type"), QString::fromLatin1(dice.pick(types)) },
        { QStringLiteral("publication-date"),
            QJsonObject { { QStringLiteral("year"), wrap(year) }, { QStringLiteral("month"), wrap(month) } } },
        { QStringLiteral("external-ids"), QJsonObject { { QStringLiteral("external-id"), QJsonArray { id } } } } };
}

} // namespace

QList<RecordItem> generatedWorks(const Researcher &researcher, int count, qint64 firstPutCode)
{
    const orcid::Section &section = *orcid::findSection(QStringLiteral("works"));
    const SourceTuple sources[] = { SourceTuple::researcher(researcher.orcid),
        { {}, QStringLiteral("APP-RM03C8T5VQ2J7YXE"), {}, {}, QStringLiteral("Registry Metadata Service"), {} },
        { {}, QStringLiteral("APP-RM03C8T5VQ2J7YXE"), {}, {}, QStringLiteral("Registry Metadata Service"), {} },
        { {}, QStringLiteral("APP-HR61PD3VY7C2K8SN"), {}, {}, QStringLiteral("Halden Research Institute"), {} } };
    static constexpr const char *visibilities[] = { "public", "public", "public", "public", "limited", "private" };
    Dice dice(static_cast<quint32>(count) + 17);
    QList<RecordItem> works;
    works.reserve(count);
    for (int i = 0; i < count; ++i) {
        RecordItem item;
        item.putCode = firstPutCode + i;
        item.content = generatedWork(dice, i + 1);
        item.source = dice.pick(sources);
        item.visibility = QString::fromLatin1(dice.pick(visibilities));
        item.created = item.modified = researcher.created + qint64(i) * 60000;
        complete(section, item);
        works << item;
    }
    return works;
}

} // namespace baton::practice
