#include "tests/app/practice/api/harness.h"

#include <QtCore/QDirIterator>
#include <QtTest/QTest>

using namespace apitest;

namespace {

/// Root of ORCID's published model and of recorded answers; the checks are skipped without it.
QString sharedData()
{
    const QString root = qEnvironmentVariable("BATON_SHARED");
    return root.isEmpty() ? QString() : root + QStringLiteral("/data");
}

/// Keys in the order of the text: QJsonDocument sorts them.
class KeyOrder {
public:
    explicit KeyOrder(const QByteArray &text)
        : m_text(text)
    {
        value({});
    }
    QHash<QString, QStringList> orders; ///< path without array numbers -> keys

private:
    void blanks()
    {
        while (m_at < m_text.size() && QByteArray(" \t\r\n,:").contains(m_text.at(m_at)))
            ++m_at;
    }
    QString string()
    {
        const qsizetype start = ++m_at;
        while (m_text.at(m_at) != '"')
            m_at += m_text.at(m_at) == '\\' ? 2 : 1;
        return QString::fromUtf8(m_text.sliced(start, m_at++ - start));
    }
    void value(const QString &path)
    {
        blanks();
        const char c = m_text.at(m_at);
        if (c == '{') {
            ++m_at;
            QStringList keys;
            for (blanks(); m_text.at(m_at) != '}'; blanks()) {
                keys << string();
                value(path + u'/' + keys.constLast());
            }
            ++m_at;
            if (!orders.contains(path) || orders.value(path).size() < keys.size())
                orders.insert(path, keys);
        } else if (c == '[') {
            ++m_at;
            for (blanks(); m_text.at(m_at) != ']'; blanks())
                value(path);
            ++m_at;
        } else if (c == '"') {
            string();
        } else {
            while (m_at < m_text.size() && !QByteArray(",}] \r\n\t").contains(m_text.at(m_at)))
                ++m_at;
        }
    }

    QByteArray m_text;
    qsizetype m_at = 0;
};

QByteArray fileText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (sharedData().isEmpty())
            QSKIP("BATON_SHARED is not set");
    }

    void publishedSamplesAreAccepted_data()
    {
        QTest::addColumn<QString>("file");
        QDirIterator files(
            sharedData() + QStringLiteral("/orcid-model-3.0/record_3.0/samples/write_samples"), { QStringLiteral("*.json") });
        while (files.hasNext()) {
            const QString file = files.next();
            QTest::newRow(qPrintable(QFileInfo(file).fileName())) << file;
        }
    }

    void publishedSamplesAreAccepted()
    {
        QFETCH(QString, file);
        const QString name = QFileInfo(file).baseName();
        if (name.startsWith(u"peer-review-group-id"))
            QSKIP("Groups are not items of a record");
        Harness registry;
        registry.records.addGroup(
            { 0, QStringLiteral("issn:1741-4857"), QStringLiteral("A journal"), {}, QStringLiteral("journal"), {}, 0 });
        const orcid::Section *section = nullptr;
        for (const orcid::Section &candidate : orcid::allSections()) {
            if (name.startsWith(candidate.singular) || name.startsWith(candidate.key))
                section = &candidate;
        }
        const Caller who = caller(tomas, northbridge);
        if (name.startsWith(u"bulk")) {
            const Answer bulk = registry.call(who, "POST", Harness::v3(who, QStringLiteral("works")), fileText(file));
            QCOMPARE(bulk.status, 200);
            return;
        }
        QVERIFY(section != nullptr);
        const Answer answer = registry.call(who, "POST", Harness::v3(who, section->itemPath), fileText(file));
        QVERIFY2(answer.status == 201, answer.body.constData());
    }

    /// Key orders of ours against those recorded from the real service, path by path.
    void recordedKeyOrders()
    {
        Harness registry;
        const Caller who = caller(sofia, northbridge);
        const auto compare = [](const QByteArray &ours, const QByteArray &theirs) {
            const QHash<QString, QStringList> own = KeyOrder(ours).orders, recorded = KeyOrder(theirs).orders;
            int compared = 0;
            for (auto it = own.begin(); it != own.end(); ++it) {
                if (!recorded.contains(it.key()) || recorded.value(it.key()).isEmpty())
                    continue;
                QCOMPARE(QString(it.key() + QStringLiteral(": ") + it->join(u' ')),
                    QString(it.key() + QStringLiteral(": ") + recorded.value(it.key()).join(u' ')));
                ++compared;
            }
            QVERIFY(compared > 5);
        };
        const QString recorded = sharedData() + QStringLiteral("/recorded-v3/");
        compare(registry.get(who, QStringLiteral("works")).body, fileText(recorded + QStringLiteral("200-identifiers-1.json")));
        compare(registry.get(who, QStringLiteral("work/1540")).body,
            fileText(recorded + QStringLiteral("200-extract_bibtex-0.json")));
        compare(registry.get(who, QStringLiteral("person")).body, fileText(recorded + QStringLiteral("200-as_orcid-0.json")));
        compare(registry.get(who, QStringLiteral("record")).body,
            fileText(sharedData() + QStringLiteral("/orcid-model-3.0/record_3.0/samples/read_samples/record-full-3.0.json")));
    }
};

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_api_samples.moc"
