// bench_record: the record page with 100, 1,000 and 10,000 works from a server in a thread of its own. Each figure as a ratio to a
// baseline of the same run, and how it grows. One line a figure.
#include "app/record/itemreader.h"
#include "app/record/undo.h"
#include "tests/app/record/connection.h"
#include "tests/support/fakeserver.h"
#include "ui/common/theme.h"
#include "ui/record/itemfilter.h"
#include "ui/record/itemmodel.h"
#include "ui/record/recordpage.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTableView>

#include <algorithm>
#include <cstdio>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;
using namespace baton;

namespace {

constexpr auto orcidId = "0000-0002-9227-8514";

double residentBytes()
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() * 1024;
    }
    return 0;
}

double since(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

/// A list as the registry sends it: the summary of the tests' record over and over, each with its own put-code, title, year and DOI.
QByteArray listOf(int works)
{
    QFile file(QStringLiteral(BATON_TEST_DATA "/record/works.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("missing %s", qPrintable(file.fileName()));
    const QJsonObject group = QJsonDocument::fromJson(file.readAll()).object()[u"group"_s].toArray().first().toObject();
    QByteArray pattern = QJsonDocument(group).toJson(QJsonDocument::Compact);
    pattern.replace("1733", "@CODE@").replace("10.5555/er.2026.0914", "10.5555/er.@CODE@").replace("Tidal marsh recovery", "Tidal marsh @CODE@ recovery");
    QByteArray json = "{\"last-modified-date\":{\"value\":1700000000000},\"group\":[";
    for (int i = 0; i < works; ++i)
        json += (i > 0 ? "," : "") + QByteArray(pattern).replace("@CODE@", QByteArray::number(100'000 + i)).replace("\"2026\"", '"' + QByteArray::number(1980 + i * 7 % 47) + '"');
    return json + "],\"path\":\"/x/works\"}";
}

/// Answers from memory, in a thread of its own.
class House {
public:
    House()
    {
        m_place.moveToThread(&m_thread);
        m_thread.start();
        run([this] {
            m_server = std::make_unique<test::FakeServer>();
            m_server->handler = [this](const test::Received &request) {
                return test::Reply::json(request.path().endsWith("/works") ? m_list : "{}");
            };
            m_host = m_server->host();
        });
    }
    ~House()
    {
        run([this] { m_server.reset(); });
        m_thread.quit();
        m_thread.wait();
    }
    void setList(const QByteArray &json)
    {
        run([&] { m_list = json; });
    }
    const QString &host() const { return m_host; }

private:
    void run(const std::function<void()> &work) { QMetaObject::invokeMethod(&m_place, work, Qt::BlockingQueuedConnection); }

    QThread m_thread;
    QObject m_place;
    std::unique_ptr<test::FakeServer> m_server;
    QByteArray m_list;
    QString m_host;
};

struct Figures {
    double parse = 0, first = 0, all = 0, blocked = 0, perWork = 0, keystroke = 0, worst = 0, contains = 0, sorting = 0;
    qsizetype bytes = 0;
};

/// What the page has open: made anew for each size, so that memory is that size's alone.
struct Stage : test::Connection {
    QTemporaryDir folder;
    vault::Vault vault { folder.path() };
    record::Journal journal { vault };
    record::Drafts drafts { vault };
    record::Writer writer { client, session, journal };
    record::Undo undo { client, session, writer };
    ui::RecordPage page { { client, session, writer, undo, drafts } };

    void begin(const QString &host)
    {
        exchange::Delegation delegation;
        delegation.environment = orcid::Environment::practice(u"http://"_s + host, QUrl(u"http://"_s + host + u"/v3.0"_s));
        delegation.secondClient.clientId = u"APP-OG55T1ZR8K3CV7QD"_s;
        delegation.originalClientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        delegation.orcid = QString::fromLatin1(orcidId);
        exchange::DelegatedToken token;
        token.accessToken = Secret("token");
        token.scopes = QStringList { u"/read-limited"_s, u"/activities/update"_s };
        token.orcid = delegation.orcid;
        token.lifetimeMs = 3'600'000;
        token.obtainedMs = clock.monotonicMs();
        session.begin(delegation, token);
    }
};

Figures measure(House &house, int works)
{
    Figures f;
    const QByteArray json = listOf(works);
    f.bytes = json.size();
    QElapsedTimer timer;
    QList<double> parses;
    for (int round = 0; round < 5; ++round) {
        timer.start();
        const QJsonDocument document = QJsonDocument::fromJson(json);
        parses += since(timer);
        if (!document.isObject())
            qFatal("the list cannot be parsed");
    }
    f.parse = median(parses);
    house.setList(json);

    Stage stage;
    if (!stage.vault.openForThisSession())
        qFatal("no vault");
    stage.page.resize(1180, 760);
    stage.page.show();
    QApplication::processEvents();
    auto *filter = stage.page.findChild<ui::ItemFilter *>();
    auto *table = stage.page.findChild<QTableView *>(ui::RecordPage::tr("Items"));
    const double before = residentBytes();
    timer.start();
    stage.begin(house.host());
    while (filter->rowCount() < works) {
        const double turn = since(timer);
        QApplication::processEvents(QEventLoop::AllEvents);
        f.blocked = std::max(f.blocked, since(timer) - turn);
        if (f.first == 0 && filter->rowCount() > 0) {
            table->viewport()->repaint();
            f.first = since(timer);
        }
        if (since(timer) > 120'000)
            qFatal("the works did not arrive");
        QThread::usleep(200);
    }
    table->viewport()->repaint();
    f.all = since(timer);
    // The answer itself is let go once it is parsed.
    for (timer.start(); since(timer) < 600;)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    f.perWork = (residentBytes() - before) / works;

    QLineEdit *search = nullptr;
    for (QLineEdit *field : stage.page.findChildren<QLineEdit *>()) {
        if (field->accessibleName() == u"Search items")
            search = field;
    }
    QList<double> strokes, loops;
    QStringList texts;
    for (const record::Item &item : stage.page.findChild<ui::ItemModel *>()->items())
        texts += item.searchText;
    const QStringList typed { u"t"_s, u"ti"_s, u"tidal"_s, u"tidal 1"_s, u"tidal 10"_s, u"tidal 104"_s, u"tidal 10"_s, u"zz"_s, u""_s, u"5"_s, u""_s };
    for (const QString &text : typed) {
        timer.start();
        search->setText(text);
        table->viewport()->repaint();
        strokes += since(timer);
        const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
        timer.start();
        int found = 0;
        for (const QString &one : std::as_const(texts))
            found += std::all_of(words.begin(), words.end(), [&one](const QString &word) { return one.contains(word); });
        loops += since(timer);
        if (found != filter->rowCount())
            qFatal("the search found %d, the loop %d", filter->rowCount(), found);
        QApplication::processEvents();
    }
    f.keystroke = median(strokes);
    f.worst = *std::max_element(strokes.begin(), strokes.end());
    f.contains = median(loops);
    timer.start();
    filter->setOrder({ ui::ItemFilter::By::Title, false });
    table->viewport()->repaint();
    f.sorting = since(timer);
    return f;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    (new ui::Theme(&app))->setStill(true);
    House house;
    (void)measure(house, 100); // fonts, icons and the like are there afterwards
    QList<Figures> all;
    for (const int works : { 100, 1'000, 10'000 }) {
        const Figures f = measure(house, works);
        all += f;
        std::printf("record page, %d works (%.1f MiB): first rows %.0f ms, all read and shown %.0f ms, QJsonDocument::fromJson of the bytes %.1f ms, ratio %.1f; window blocked %.0f ms at most\n",
            works, double(f.bytes) / 1024 / 1024, f.first, f.all, f.parse, f.all / f.parse, f.blocked);
        std::printf("  memory %.1f KiB per work, ratio to its JSON %.1f; keystroke in search %.1f ms (worst %.1f), plain loop of contains %.2f ms, ratio %.1f; by title %.1f ms\n",
            f.perWork / 1024, f.perWork / (double(f.bytes) / works), f.keystroke, f.worst, f.contains, f.keystroke / f.contains, f.sorting);
    }
    for (int i = 1; i < all.size(); ++i) {
        std::printf("ten times the works (step %d): all shown x %.1f, parsing x %.1f, keystroke x %.1f, loop x %.1f, memory per work x %.2f\n", i, all[i].all / all[i - 1].all,
            all[i].parse / all[i - 1].parse, all[i].keystroke / all[i - 1].keystroke, all[i].contains / all[i - 1].contains, all[i].perWork / all[i - 1].perWork);
    }
    std::fflush(stdout);
    return 0;
}
