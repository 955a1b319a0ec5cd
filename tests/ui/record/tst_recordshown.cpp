#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/detailspanel.h"
#include "tests/support/sectionlists.h"

#include <QtTest/QtTest>

#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;

namespace {

QString s_warnings;

void note(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type != QtDebugMsg && type != QtInfoMsg && !text.contains("propagateSizeHints"_L1))
        s_warnings += text + u'\n';
}

QString cleaned(QString text)
{
    return text.remove(QChar(0x200B)).simplified().remove(u' ').replace("&&"_L1, "&"_L1).toLower();
}

/// All that the panel says, to eyes or to a screen reader.
QString said(const DetailsPanel &panel)
{
    QString all;
    for (const QWidget *widget : panel.findChildren<QWidget *>()) {
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            all += label->text() + u'\n';
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            all += button->text() + u'\n';
        if (const auto *chip = qobject_cast<const Chip *>(widget))
            all += chip->text() + u'\n';
        all += widget->accessibleDescription() + u'\n';
    }
    return cleaned(all);
}

bool isSaid(const QString &all, const QString &key, const QJsonValue &value)
{
    if (value.isBool())
        return all.contains(value.toBool() ? u"yes" : u"no");
    if (value.isDouble() && value.toInteger() > 1'000'000'000'000) { // a moment: its day and year
        const QDate day = QDateTime::fromMSecsSinceEpoch(value.toInteger()).date();
        return all.contains(cleaned(QLocale::c().toString(day, u"d MMM yyyy"_s))) || (day == QDate::currentDate() && all.contains("today"_L1));
    }
    const QString text = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    if (text.isEmpty() || all.contains(cleaned(text)))
        return true;
    QStringList names;
    if (key == "month"_L1)
        names = { QLocale::c().monthName(text.toInt()), QLocale::c().monthName(text.toInt(), QLocale::ShortFormat) };
    else if (key == "day"_L1)
        names = { QString::number(text.toInt()) };
    for (const QList<orcid::Term> *terms : { &orcid::workTypes(), &orcid::fundingTypes(), &orcid::relationships(), &orcid::visibilities(),
             &orcid::workRoles(), &orcid::fundingRoles(), &orcid::contributorSequences(), &orcid::citationTypes(), &orcid::reviewTypes(),
             &orcid::reviewerRoles(), &orcid::subjectTypes(), &orcid::resourceTypes(), &orcid::countries(), &orcid::languages(), &orcid::currencies() }) {
        if (orcid::hasValue(*terms, text))
            names += orcid::labelOf(*terms, text);
    }
    return std::any_of(names.begin(), names.end(), [&all](const QString &name) { return all.contains(cleaned(name)); });
}

/// Where a value is that the panel does not say.
QStringList unsaid(const QString &all, const QString &key, const QJsonValue &value, const QString &path)
{
    QStringList found;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            found += unsaid(all, it.key() == "value"_L1 ? key : it.key(), it.value(), path + u'/' + it.key());
    } else if (value.isArray()) {
        for (const QJsonValue &entry : value.toArray())
            found += unsaid(all, key, entry, path + u"[]"_s);
    } else if (!value.isNull() && !isSaid(all, key, value)) {
        found += path + u" = "_s + value.toVariant().toString();
    }
    return found;
}

QJsonObject read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

/// Nothing that the registry sent of an item is missing in its details.
class TestRecordShown : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto *theme = new Theme(qApp);
        theme->setStill(true);
    }

    void own_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *name : { "works", "employments", "peer-reviews", "keywords" })
            QTest::newRow(name) << QString::fromLatin1(BATON_TEST_DATA "/record/%1.json").arg(QString::fromLatin1(name));
    }
    void own()
    {
        QFETCH(QString, file);
        const QString section = QFileInfo(file).baseName();
        const QJsonObject list = read(file);
        QVERIFY2(!list.isEmpty(), qPrintable(file));
        QVERIFY(check(section, list) > 0);
    }

    void recorded()
    {
        const QString shared = qEnvironmentVariable("BATON_SHARED");
        if (shared.isEmpty())
            QSKIP("BATON_SHARED is not set");
        int items = 0;
        const QDir dir(shared + u"/data/recorded-v3"_s);
        for (const QString &name : dir.entryList({ u"*.json"_s }, QDir::Files)) {
            const QJsonObject document = read(dir.filePath(name));
            QList<test::SectionList> sections;
            test::findSectionLists(document, sections);
            for (const auto &[section, list] : sections)
                items += check(section, list);
            if (document.contains(u"put-code"_s) && document.contains(u"title"_s))
                items += checkItem(record::itemFromJson(u"works"_s, document, true));
            if (QTest::currentTestFailed())
                return;
        }
        qInfo("%d items of recorded records", items);
        QVERIFY(items > 50);
    }

private:
    int check(const QString &section, const QJsonObject &list)
    {
        const record::SectionContent content = record::sectionFromJson(section, list);
        if (!content.leftOut.isEmpty())
            QTest::qFail(qPrintable(section + u" left out "_s + content.leftOut.join(u' ')), __FILE__, __LINE__);
        int count = 0;
        for (const record::Item &item : content.items) {
            count += checkItem(item);
            if (QTest::currentTestFailed())
                break;
        }
        return count;
    }

    int checkItem(const record::Item &item)
    {
        s_warnings.clear();
        const QtMessageHandler before = qInstallMessageHandler(note);
        DetailsPanel panel;
        panel.show(item, { true, {} });
        const QStringList lost = unsaid(said(panel), {}, item.json, {});
        qInstallMessageHandler(before);
        if (!lost.isEmpty() || !s_warnings.isEmpty())
            QTest::qFail(qPrintable(item.section + u' ' + QString::number(item.putCode) + u": "_s + lost.join(u"; "_s) + s_warnings), __FILE__, __LINE__);
        return 1;
    }
};

QTEST_MAIN(TestRecordShown)
#include "tst_recordshown.moc"
