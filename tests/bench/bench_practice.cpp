// bench_practice [WORKS]: the practice registry with a researcher of that many works, each figure as a ratio to the same server
// sending bytes that lie in memory, and growth from a tenth of the works to all of them. One line a figure.
#include "app/base/orcidid.h"
#include "app/practice/api/generated.h"
#include "app/practice/registrycore.h"
#include "app/practice/server/server.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QThread>
#include <QtNetwork/QTcpSocket>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

using namespace baton;

namespace {

[[noreturn]] void giveUp(const char *what)
{
    std::fprintf(stderr, "bench_practice: %s\n", what);
    std::exit(1);
}

qint64 residentKiB()
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

/// The registry behind its server, in a thread of its own; under /memory/ the bytes that were put there.
class House {
public:
    House()
    {
        QThread::connect(&m_thread, &QThread::started, &m_place, [this] { open(); });
        m_place.moveToThread(&m_thread);
        m_thread.start();
        run([] {});
        if (m_port == 0)
            giveUp("the registry did not start");
    }
    ~House()
    {
        run([this] {
            m_server.reset();
            m_core.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }

    /// In the registry's thread, while nothing else runs there.
    void run(const std::function<void()> &work) { QMetaObject::invokeMethod(&m_place, work, Qt::BlockingQueuedConnection); }
    practice::RegistryCore &core() { return *m_core; }
    quint16 port() const { return m_port; }

    struct Who {
        QByteArray orcid, token;
    };
    /// A new researcher of that many works, and a token for her record.
    Who addResearcher(int works)
    {
        Who who;
        run([&] {
            practice::Researcher researcher;
            const QString digits = QStringLiteral("%1").arg(9'100'000 + ++m_added, 15, 10, QLatin1Char('0'));
            researcher.orcid = digits + OrcidId::checkCharacter(digits);
            for (const int at : { 12, 8, 4 })
                researcher.orcid.insert(at, u'-');
            researcher.given = QStringLiteral("Bench");
            researcher.created = researcher.modified = m_core->records().nowMs();
            if (works > 0)
                researcher.items[QStringLiteral("works")] = practice::generatedWorks(researcher, works, 1'000'000LL * m_added);
            who.orcid = researcher.orcid.toLatin1();
            m_core->records().add(std::move(researcher));
            who.token = tokenFor(who.orcid);
        });
        return who;
    }
    void keep(const practice::HttpResponse &response)
    {
        run([&] { m_kept = response; });
    }

private:
    QByteArray tokenFor(const QByteArray &orcid)
    {
        practice::TokenRow row;
        for (const practice::Client &client : m_core->accounts().clients()) {
            if (client.inDemonstration)
                row.clientId = client.id;
        }
        row.orcid = QString::fromLatin1(orcid);
        row.scopes = { QStringLiteral("/read-limited"), QStringLiteral("/activities/update"), QStringLiteral("/person/update") };
        return m_core->accounts().issue(row, 1'000'000, false).value;
    }
    void open()
    {
        m_server = std::make_unique<practice::Server>();
        const auto port = m_server->listen(0);
        if (!port)
            return;
        const QString issuer = QStringLiteral("http://127.0.0.1:%1").arg(*port);
        practice::Options options;
        options.ratePerSecond = 0;
        const auto kept = practice::loadOrMakeState({}, {}, 2026);
        auto core = kept ? practice::RegistryCore::create(issuer, issuer + QStringLiteral("/v3.0"), *kept, options, m_clock) : fail(kept.error());
        if (!core)
            return;
        m_core = std::move(*core);
        practice::GateRules rules;
        rules.hosts = { "127.0.0.1:" + QByteArray::number(*port) };
        m_server->serve(rules, [this](const practice::HttpRequest &request) -> practice::Reply {
            return request.path == "/memory" ? m_kept : m_core->handle(request);
        });
        m_port = *port;
    }

    QThread m_thread;
    QObject m_place;
    int m_added = 0;
    practice::PracticeClock m_clock;
    std::unique_ptr<practice::Server> m_server;
    std::unique_ptr<practice::RegistryCore> m_core;
    practice::HttpResponse m_kept;
    quint16 m_port = 0;
};

/// One request after the other on so many connections; every connection is a new one, as the server closes each.
class Walkers {
public:
    explicit Walkers(quint16 port) : m_port(port) { }

    /// Milliseconds until all are answered.
    double walk(const QList<QByteArray> &requests, int connections, QByteArray *lastAnswer = nullptr)
    {
        m_requests = &requests;
        m_next = m_done = 0;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < std::min<int>(connections, int(requests.size())); ++i)
            begin();
        m_loop.exec();
        if (lastAnswer)
            *lastAnswer = m_last;
        return double(timer.nsecsElapsed()) / 1e6;
    }

private:
    void begin()
    {
        if (m_next == m_requests->size())
            return;
        auto *socket = new QTcpSocket;
        const QByteArray request = m_requests->at(m_next++);
        QObject::connect(socket, &QTcpSocket::connected, socket, [socket, request] { socket->write(request); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [this, socket] {
            m_last = socket->readAll();
            if (!m_last.startsWith("HTTP/1.1 20"))
                giveUp(("refused: " + m_last.left(400)).constData());
            socket->deleteLater();
            if (++m_done == m_requests->size())
                m_loop.quit();
            else
                begin();
        });
        QObject::connect(socket, &QTcpSocket::errorOccurred, socket, [](QAbstractSocket::SocketError error) {
            if (error != QAbstractSocket::RemoteHostClosedError)
                giveUp("a connection failed");
        });
        socket->connectToHost(QStringLiteral("127.0.0.1"), m_port);
    }

    quint16 m_port;
    const QList<QByteArray> *m_requests = nullptr;
    qsizetype m_next = 0, m_done = 0;
    QByteArray m_last;
    QEventLoop m_loop;
};

class Bench {
public:
    explicit Bench(int works) : m_works(works), m_walkers(m_house.port()) { }

    void all()
    {
        const double base = double(residentKiB());
        const Who few = m_house.addResearcher(m_works / 10);
        const double between = double(residentKiB());
        const Who many = m_house.addResearcher(m_works);
        const double end = double(residentKiB());
        std::printf("memory per work: %.2f KiB (%d works %.1f MiB, %d works %.1f MiB)\n", (end - between) / m_works, m_works / 10, (between - base) / 1024, m_works,
                    (end - between) / 1024);
        for (const char *what : { "works", "record" }) {
            for (const char *type : { "application/json", "application/xml" })
                read(what, type, few, many);
        }
        rates(many);
        creations();
        state();
        std::fflush(stdout);
    }

private:
    using Who = House::Who;

    QByteArray get(const QByteArray &path, const QByteArray &accept, const QByteArray &token) const
    {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_house.port()) + "\r\nAccept: " + accept + "\r\nAuthorization: Bearer "
            + token + "\r\n\r\n";
    }
    QByteArray post(const QByteArray &path, const QByteArray &token, const QByteArray &body) const
    {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_house.port())
            + "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }
    static practice::HttpResponse split(const QByteArray &answer, const QByteArray &type)
    {
        return practice::HttpResponse::text(200, answer.mid(answer.indexOf("\r\n\r\n") + 4), type);
    }

    void read(const QByteArray &what, const QByteArray &type, const Who &few, const Who &many)
    {
        QByteArray answer;
        const auto timed = [&](const Who &who, QList<double> *memory) {
            const QList<QByteArray> own { get("/v3.0/" + who.orcid + '/' + what, type, who.token) }, same { get("/memory", type, {}) };
            QList<double> ms;
            m_walkers.walk(own, 1, &answer);
            m_house.keep(split(answer, type));
            for (int round = 0; round < 3; ++round) { // in turns, so that noise meets both
                ms << m_walkers.walk(own, 1);
                if (memory)
                    *memory << m_walkers.walk(same, 1);
            }
            return median(ms);
        };
        QList<double> memory;
        const double fewMs = timed(few, nullptr), manyMs = timed(many, &memory);
        std::printf("GET /%s %s of %d works: %.0f ms, the same %.1f MiB from memory %.1f ms, ratio %.1f; time per work against %d works: ratio %.2f\n",
                    what.constData(), type.constData(), m_works, manyMs, double(answer.size()) / 1024 / 1024, median(memory), manyMs / median(memory),
                    m_works / 10, manyMs / m_works / (fewMs / (m_works / 10)));
    }

    void rates(const Who &who)
    {
        const QByteArray one = get("/v3.0/" + who.orcid + "/address", "application/json", who.token);
        QByteArray answer;
        m_walkers.walk({ one }, 1, &answer);
        m_house.keep(split(answer, "application/json"));
        const int count = std::max(300, m_works / 10);
        for (const int connections : { 1, 10, 100 }) {
            const double own = m_walkers.walk(QList<QByteArray>(count, one), connections);
            const double same = m_walkers.walk(QList<QByteArray>(count, get("/memory", "application/json", {})), connections);
            std::printf("requests on %d connection(s): %.0f per second, from memory %.0f, ratio of times %.2f\n", connections, count / own * 1000, count / same * 1000,
                        own / same);
        }
    }

    void creations()
    {
        const Who who = m_house.addResearcher(0);
        QList<QByteArray> requests;
        for (int i = 0; i < m_works; ++i) {
            const QByteArray number = QByteArray::number(i);
            requests << post("/v3.0/" + who.orcid + "/work", who.token,
                             R"({"title":{"title":{"value":"Made )" + number + R"("}},"type":"journal-article","external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/bench.)"
                                 + number + R"(","external-id-relationship":"self"}]}})");
        }
        const qsizetype tenth = requests.size() / 10;
        const double first = m_walkers.walk(requests.first(tenth), 4);
        const double middle = m_walkers.walk(requests.mid(tenth, requests.size() - 2 * tenth), 4);
        const double last = m_walkers.walk(requests.last(tenth), 4);
        m_house.keep(practice::HttpResponse { 201, {}, {} });
        QList<QByteArray> same;
        for (qsizetype i = 0; i < tenth; ++i)
            same << post("/memory", who.token, requests.at(i).mid(requests.at(i).indexOf("\r\n\r\n") + 4));
        const double memory = m_walkers.walk(same, 4);
        std::printf("%lld creations: %.0f ms, ratio to as many empty answers %.2f; last tenth against first: ratio %.2f\n",
                    static_cast<long long>(requests.size()), first + middle + last, (first + middle + last) / (memory * 10), last / first);
    }

    /// Saved and loaded with all of the above in it.
    void state()
    {
        m_house.run([this] {
            QElapsedTimer timer;
            timer.start();
            const QByteArray saved = m_house.core().saveState();
            const double written = double(timer.nsecsElapsed()) / 1e6;
            timer.restart();
            if (!m_house.core().loadState(saved))
                giveUp("the state could not be loaded");
            const double loaded = double(timer.nsecsElapsed()) / 1e6;
            timer.restart();
            const QJsonDocument parsed = QJsonDocument::fromJson(saved);
            const double parse = double(timer.nsecsElapsed()) / 1e6;
            timer.restart();
            const qsizetype size = parsed.toJson().size();
            const double print = double(timer.nsecsElapsed()) / 1e6;
            std::printf("state of %.1f MiB: saved in %.0f ms, ratio to printing its JSON %.1f; loaded in %.0f ms, ratio to parsing it %.1f\n", double(size) / 1024 / 1024,
                        written, written / print, loaded, loaded / parse);
        });
    }

    House m_house;
    int m_works;
    Walkers m_walkers;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const int works = argc > 1 ? std::atoi(argv[1]) : 2000;
    if (works < 1000 || works > 10000)
        giveUp("the number of works must be from 1,000 to 10,000");
    Bench(works).all();
    return 0;
}
