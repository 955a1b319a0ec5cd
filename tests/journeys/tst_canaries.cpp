#include "app/desk/recall.h"
#include "app/handover/package.h"
#include "app/http/logfilter.h"
#include "tests/journeys/support/canary.h"
#ifdef Q_OS_LINUX
#include "tests/journeys/support/memorysearch.h"
#endif
#include "ui/common/widgets.h"
#include "ui/shell/workbench.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtCore/QMimeData>
#include <QtCore/QSaveFile>
#include <QtGui/QClipboard>
#include <QtTest/QtTest>

#include <cstdio>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::test;

namespace {

/// The program itself, in a process of its own: plays the whole relay with a vault on disk, writes down which secrets it
/// handled, and waits so that it can be looked at while it runs.
class Player {
public:
    Player(const QString &profile, const QString &list) : m_bench({ profile, 0 }), m_list(list), m_out(QFileInfo(list).path() + u"/out"_s) { }

    bool play(const Secret &passphrase)
    {
        m_canaries << Canary { u"vault passphrase"_s, passphrase };
        m_bench.start(ui::Workbench::VaultWay::Session);
        m_bench.window().show();
        desk::Desk &desk = m_bench.desk();
        if (!QTest::qWaitFor([&desk] { return desk.registry.isRunning() && desk.vault.isOpen(); }, 30'000))
            return say("registry or vault is not there");
        const auto kept = desk.vault.createWithPassphrase(passphrase);
        if (!QTest::qWaitFor([&kept] { return kept.isFinished(); }, 30'000) || !kept.result())
            return say("the vault is not on disk");
        m_bench.startPractising();
        return relay() && withPassphrase() && keys() && receipts() && recall() && backUps() && tour() && clipboard() && writeList();
    }

    /// Everything that ends when a person locks the vault and goes; after it nothing needs a secret any more.
    bool lock()
    {
        m_canaries.clear();
        m_tokens = {};
        desk::Desk &desk = m_bench.desk();
        desk.stopPractice();
        desk.vault.lock();
        // What is deleted later is deleted, what closes by itself has closed.
        for (int i = 0; i < 20; ++i) {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QTest::qWait(20);
        }
        return desk.vault.state() == vault::Vault::State::Closed && !desk.registry.isRunning();
    }

private:
    static bool say(const char *what)
    {
        std::fprintf(stderr, "player: %s\n", what);
        return false;
    }

    bool relay()
    {
        std::optional<Result<void>> end;
        QObject::connect(&m_bench.player(), &ui::DemoPlayer::finished, &m_bench, [&end](const Result<void> &result) { end = result; });
        m_bench.player().play(1);
        demo::Demonstration *demonstration = m_bench.player().demonstration();
        if (!demonstration)
            return say("no demonstration");
        QObject::connect(demonstration, &demo::Demonstration::signedIn, &m_bench, [this](const signin::Tokens &tokens) { m_tokens = tokens; });
        if (!QTest::qWaitFor([&end] { return end.has_value(); }, 90'000) || !*end)
            return say(end ? qPrintable(end->error().text()) : "the relay did not end");
        m_canaries << Canary { u"id_token"_s, m_tokens.idToken } << Canary { u"access token"_s, m_tokens.accessToken }
                   << Canary { u"refresh token"_s, m_tokens.refreshToken };
        for (const clients::ClientProfile &client : m_bench.desk().clients.clients(u"practice"_s))
            m_canaries << Canary { u"client secret of "_s + client.name, client.secret };
        for (const http::Exchange &exchange : m_bench.desk().trace.exchanges()) {
            for (const http::Hidden &hidden : exchange.hidden) {
                if (hidden.value.size() >= 12)
                    m_canaries << Canary { hidden.placeholder, hidden.value };
            }
        }
        return true;
    }

    // The other way to protect a package; what comes of it is known already, and that is fine.
    bool withPassphrase()
    {
        desk::Desk &desk = m_bench.desk();
        const Secret passphrase(QByteArrayView("canary-passphrase-of-one-package"));
        m_canaries << Canary { u"package passphrase"_s, passphrase };
        handover::Contents contents;
        contents.environment = desk.practiceEnvironment();
        contents.issuerClientId = m_tokens.client.clientId;
        contents.senderName = m_tokens.client.name;
        contents.idTokens = { m_tokens.idToken };
        contents.scopes = m_tokens.grantedScopes;
        contents.useBy = desk.clock.now().addDays(1);
        const auto key = desk.keys.keyFor(u"practice"_s, m_tokens.client.clientId);
        const auto sealed = key ? handover::sealWithPassphrase(contents, key->key, passphrase, desk.clock, 2000) : fail(key.error());
        if (!sealed)
            return say("no package");
        const auto received = desk.receiver.receive(sealed->compact, desk.practiceEnvironment(), passphrase);
        return QTest::qWaitFor([&received] { return received.isFinished(); }, 30'000) || say("the package was not received");
    }

    // The private number of an EC key stands behind this mark in its PKCS #8 form (RFC 5915).
    bool keys()
    {
        m_canaries << Canary { u"control key"_s, m_bench.desk().registry.info().controlKey };
        for (const clients::ClientProfile &client : m_bench.desk().clients.clients(u"practice"_s)) {
            const auto key = m_bench.desk().keys.keyFor(u"practice"_s, client.clientId);
            const QByteArray der = key ? key->key.toPkcs8().reveal() : QByteArray();
            const qsizetype mark = der.indexOf(QByteArray::fromHex("0201010420"));
            if (mark < 0)
                return say("a private key without its number");
            m_canaries << Canary { u"private key of "_s + client.name, Secret(der.mid(mark + 5, 32)) };
        }
        return true;
    }

    bool keepOutside(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_out + u'/' + name);
        return QDir().mkpath(m_out) && file.open(QIODevice::WriteOnly) && !bytes.isEmpty() && file.write(bytes) == bytes.size();
    }

    // Both sides are in this process, so each receipt comes home at once.
    bool receipts()
    {
        desk::Desk &desk = m_bench.desk();
        int made = 0;
        for (const ledger::HandOver &row : desk.ledger.handOvers(u"practice"_s)) {
            if (row.direction != ledger::HandOver::Direction::Received)
                continue;
            const auto receipt = desk.bookkeeper.receiptFor(u"practice"_s, row.packageId);
            if (!receipt || !keepOutside(u"%1.baton-receipt"_s.arg(++made), receipt->compact))
                return say(receipt ? "no room for a receipt" : qPrintable(receipt.error().text()));
            const auto saved = desk.bookkeeper.receiptSaved(*receipt);
            const auto imported = desk.bookkeeper.import(receipt->compact, desk.practiceEnvironment());
            if (!saved || !QTest::qWaitFor([&imported] { return imported.isFinished(); }, 30'000))
                return say("a receipt was not imported");
        }
        return (made > 0 || say("nothing was received")) && keepOutside(u"ledger.json"_s, desk.ledger.toJson())
            && keepOutside(u"ledger.csv"_s, ledger::Ledger::toCsv(desk.ledger.handOvers(u"practice"_s)));
    }

    bool recall()
    {
        desk::Desk &desk = m_bench.desk();
        std::optional<ledger::HandOver> made;
        for (const ledger::HandOver &row : desk.ledger.handOvers(u"practice"_s)) {
            if (row.direction == ledger::HandOver::Direction::Made)
                made = row;
        }
        if (!made)
            return say("nothing was made");
        using Recall = desk::Recall;
        Recall recall(desk.recallParts(), desk.practiceEnvironment(), *made);
        const auto ended = [&recall](Recall::StepId id) {
            return QTest::qWaitFor([&] {
                return std::any_of(recall.steps().begin(), recall.steps().end(), [id](const Recall::Step &step) {
                    return step.id == id && step.state != Recall::Step::State::ToDo && step.state != Recall::Step::State::Running;
                });
            }, 30'000);
        };
        recall.revokeTokens();
        if (!ended(Recall::StepId::RevokeTokens))
            return say("the tokens were not revoked");
        if (!keepOutside(u"text.txt"_s, recall.textForResearcher().toUtf8()))
            return say("no text for the researcher");
        recall.textTaken();
        const auto notice = recall.notice();
        if (!notice || !keepOutside(u"1.baton-notice"_s, notice->compact))
            return say("no notice");
        recall.noticeSaved();
        recall.prove();
        return (ended(Recall::StepId::Prove) || say("nothing was proven")) && keepOutside(u"proof.html"_s, recall.proofPage(u"Practice"_s).toUtf8());
    }

    bool backUps()
    {
        const Secret passphrase(QByteArrayView("canary passphrase of one backup"));
        m_canaries << Canary { u"backup passphrase"_s, passphrase };
        if (!m_bench.desk().vault.backUp(m_out + u"/same.baton-backup"_s))
            return say("no backup");
        const auto done = m_bench.desk().vault.backUp(m_out + u"/other.baton-backup"_s, passphrase);
        return (QTest::qWaitFor([&done] { return done.isFinished(); }, 30'000) && done.result()) || say("no backup under a passphrase");
    }

    // A secret that was copied is gone again after its time; what is copied as text has none in it.
    bool clipboard()
    {
        const auto holds = [this] {
            QByteArray all;
            const QMimeData *data = QGuiApplication::clipboard()->mimeData();
            for (const QString &format : data ? data->formats() : QStringList())
                all += data->data(format) + '\n';
            return !sightings(all, m_canaries, u"the clipboard"_s).isEmpty();
        };
        ui::copySecret(m_tokens.idToken.revealString(), 200);
        if (!holds())
            return say("the clipboard has not what was copied, so nothing is proven");
        if (!QTest::qWaitFor([&holds] { return !holds(); }, 10'000))
            return say("a secret stays on the clipboard");
        for (const QFileInfo &file : QDir(m_out).entryInfoList({ u"*.baton-receipt"_s, u"*.baton-notice"_s, u"text.txt"_s }, QDir::Files)) {
            QFile opened(file.filePath());
            if (!opened.open(QIODevice::ReadOnly))
                return say("a file is gone");
            ui::copyText(QString::fromUtf8(opened.readAll()));
            if (holds())
                return say(qPrintable(u"a secret in "_s + file.fileName()));
        }
        return true;
    }

    bool tour()
    {
        for (const ui::PageId page : { ui::PageId::SignIn, ui::PageId::IdentityToken, ui::PageId::HandOver, ui::PageId::Inbox, ui::PageId::Record, ui::PageId::Ledger,
                 ui::PageId::Traffic, ui::PageId::Registry, ui::PageId::People, ui::PageId::Preferences }) {
            m_bench.window().showPage(page);
            QCoreApplication::processEvents();
        }
        return true;
    }

    bool writeList()
    {
        QJsonArray list;
        for (const Canary &canary : std::as_const(m_canaries))
            list << QJsonArray { canary.name, QString::fromLatin1(canary.value.reveal().toBase64()) };
        QSaveFile file(m_list);
        return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(list).toJson()) > 0 && file.commit();
    }

    ui::Workbench m_bench;
    QString m_list, m_out;
    QList<Canary> m_canaries;
    signin::Tokens m_tokens;
};

QByteArray readLine()
{
    QByteArray line;
    for (int c = std::getchar(); c != EOF && c != '\n'; c = std::getchar())
        line += char(c);
    return line;
}

void tellParent(const char *word)
{
    std::printf("%s\n", word);
    std::fflush(stdout);
}

int runPlayer(QApplication &, const QString &profile, const QString &list)
{
    QByteArray typed = readLine();
    Player player(profile, list);
    if (!player.play(Secret::take(typed)))
        return 1;
    readLine(); // until whoever looks is done
    if (!player.lock())
        return 1;
    tellParent("locked");
    readLine();
    return 0;
}

#ifdef Q_OS_LINUX

extern "C" void __libc_free(void *);

/// What functions that returned left below us, and in the registers copies go by, which are put aside there at any time.
[[gnu::noinline]] void overwriteStack()
{
    const QByteArray from(4096, '.');
    QByteArray to(4096, ' ');
    for (size_t size = 1; size <= 4096; size += size < 600 ? 1 : 97)
        std::memcpy(to.data(), from.constData(), size);
    volatile char below[256 * 1024];
    for (volatile char &byte : below)
        byte = 0;
}

/// A process that holds one secret as it is told, or held it until a moment ago.
int runHolder(const QByteArray &how)
{
    QByteArray secret = readLine();
    QByteArray bytes;
    QString text;
    if (how == "kept") {
        bytes = secret;
        bytes.detach();
    } else if (how == "kept UTF-16LE") {
        text = QString::fromLatin1(secret);
    } else if (how == "kept base64") {
        bytes = ("ab" + secret).toBase64();
    } else if (how == "kept form") {
        bytes = secret.toPercentEncoding();
    } else if (how == "freed as usual") {
        void *memory = ::malloc(200);
        std::memcpy(memory, secret.constData(), size_t(secret.size()));
        __libc_free(memory);
    } else { // "freed": small, large, grown again and again, as text, in a document
        for (int i = 0; i < 40; ++i) {
            QByteArray small(secret.constData(), secret.size()), large(500'000, 'x'), grown;
            large += secret;
            for (int round = 0; round < 200; ++round)
                grown += secret + QByteArray(round, '.');
            QString wide = QString::fromLatin1(secret);
            wide += wide.repeated(i);
            (void)QJsonDocument::fromJson(QJsonDocument(QJsonObject { { u"secret"_s, wide } }).toJson()).object().value(u"secret"_s).toString().toUtf8().toBase64();
            (void)QUrl::toPercentEncoding(wide);
        }
    }
    wipe(secret);
    overwriteStack();
    tellParent("ready");
    readLine();
    return bytes.size() + text.size() > 1'000'000; // both live until here
}

#endif

// What stands behind "cleared": app/base/wipingheap.cpp, empty where another heap is in its place.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
constexpr bool cleared = true;
#else
constexpr bool cleared = false;
#endif

} // namespace

/// G7: nothing secret lies about in clear, in no disguise, while Baton runs or after it ended.
class TestCanaries : public QObject {
    Q_OBJECT

    static QList<Canary> read(const QString &path)
    {
        QList<Canary> canaries;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return canaries;
        for (const QJsonValue entry : QJsonDocument::fromJson(file.readAll()).array())
            canaries << Canary { entry[0].toString(), Secret(QByteArray::fromBase64(entry[1].toString().toLatin1())) };
        return canaries;
    }

    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void theSearchFindsEveryDisguise()
    {
        const QList<Canary> canaries { { u"token"_s, Secret(QByteArrayView("7d1b0c52-5b3e-4f0e-9a55-0d2f6c1e8f10?>~")) } };
        QTemporaryDir folder;
        const QString path = folder.filePath(u".planted"_s);
        const auto planted = [&](const QByteArray &bytes) {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write("x" + bytes + "y") < 2)
                return false;
            file.close();
            return sightingsUnder(folder.path(), canaries).size() == 1;
        };
        const QByteArray raw = canaries.first().value.reveal();
        for (const QByteArray &form : disguises(canaries.first().value))
            QVERIFY2(planted(form), form.constData());
        for (const char *before : { "", "a", "ab", "abc", "abcd" }) {
            const QByteArray whole = before + raw + "behind";
            QVERIFY(planted(whole.toBase64()));
            QVERIFY(planted(whole.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
            QVERIFY(planted(whole.toHex()));
        }
        QVERIFY(planted(QUrl::toPercentEncoding(QString::fromLatin1(raw))));
        QVERIFY(!planted(raw.left(raw.size() - 1)));
        QVERIFY(!planted({}));
        QVERIFY(QFile::remove(path));
        QVERIFY(QDir(folder.path()).mkdir(QString::fromLatin1(raw.left(36))));
        QCOMPARE(sightingsUnder(folder.path(), { { u"token"_s, Secret(raw.left(36)) } }).size(), 1);
    }

#ifdef Q_OS_LINUX
    void theSearchFindsWhatAProcessHolds_data()
    {
        QTest::addColumn<QString>("form"); // "": nothing may be found
        QTest::newRow("kept") << u"UTF-8"_s;
        QTest::newRow("kept UTF-16LE") << u"UTF-16LE"_s;
        QTest::newRow("kept base64") << u"base64 at"_s;
        QTest::newRow("kept form") << u"form"_s;
        QTest::newRow("freed as usual") << u"UTF-8"_s;
        QTest::newRow("freed") << QString();
    }

    void theSearchFindsWhatAProcessHolds()
    {
        QFETCH(QString, form);
        if (!cleared && form.isEmpty())
            QSKIP("this build does not clear the memory it gives back");
        const QList<Canary> canaries { { u"token"_s, Secret(QByteArrayView("7d1b0c52-5b3e-4f0e-9a55-0d2f6c1e8f10?>~")) } };
        QProcess holder;
        holder.start(QCoreApplication::applicationFilePath(), { u"--hold"_s, QString::fromUtf8(QTest::currentDataTag()) });
        QVERIFY(holder.waitForStarted());
        holder.write(canaries.first().value.reveal() + '\n');
        QTRY_VERIFY_WITH_TIMEOUT(holder.canReadLine() || holder.state() == QProcess::NotRunning, 20'000);
        QCOMPARE(holder.readLine().trimmed(), QByteArray("ready"));
        const MemorySearch found = searchMemory(holder.processId(), canaries);
        holder.closeWriteChannel();
        QVERIFY2(found.problem.isEmpty(), qPrintable(found.problem));
        QVERIFY2(found.sightings.isEmpty() == form.isEmpty(), qPrintable(found.sightings.join(u'\n')));
        const auto asHeld = [&form](const QString &sighting) { return sighting.startsWith(u"token as "_s + form) && sighting.contains(u" into "_s); };
        QVERIFY2(form.isEmpty() || std::any_of(found.sightings.begin(), found.sightings.end(), asHeld), qPrintable(found.sightings.join(u'\n')));
        QVERIFY(holder.waitForFinished(20'000));
    }
#endif

    void G7_nothingSecretInClear()
    {
        QTemporaryDir folder;
        const QString profile = folder.filePath(u"profile"_s), list = folder.filePath(u"list.json"_s), home = folder.filePath(u"home"_s),
                      temporary = folder.filePath(u"tmp"_s), out = folder.filePath(u"out"_s);
        QVERIFY(QDir().mkpath(home) && QDir().mkpath(temporary));
        QProcess player;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"QT_LOGGING_RULES"_s, u"default.debug=true;qt.network*.debug=true"_s);
        environment.insert(u"HOME"_s, home);
        environment.insert(u"TMPDIR"_s, temporary);
        for (const char *name : { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME" })
            environment.remove(QString::fromLatin1(name));
        player.setProcessEnvironment(environment);
        player.start(QCoreApplication::applicationFilePath(), { u"--play"_s, profile, list });
        QVERIFY(player.waitForStarted());
        player.write("canary passphrase of the vault\n");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(list) || player.state() == QProcess::NotRunning, 150'000);
        const QList<Canary> canaries = read(list);
        QVERIFY2(canaries.size() > 14, player.readAllStandardError().constData());
        for (const Canary &canary : canaries)
            QVERIFY2(canary.value.size() >= 12, qPrintable(canary.name));

        const auto nothingIn = [&canaries](const QString &place) {
            const QStringList found = sightingsUnder(place, canaries);
            if (!found.isEmpty())
                qWarning().noquote() << found.join(u'\n');
            return found.isEmpty();
        };
        const auto searched = [&] { return nothingIn(profile) && nothingIn(home) && nothingIn(temporary) && nothingIn(out); };
        QVERIFY(QDir(out).entryList(QDir::Files).size() >= 8); // receipts, ledger, recall, backups
        QVERIFY(QFile::exists(profile + u"/vault.sqlite"_s));
        QVERIFY(searched()); // while it runs: write-ahead log, drafts
#ifdef Q_OS_LINUX
        for (const QString &entry : { u"cmdline"_s, u"environ"_s, u"comm"_s })
            QCOMPARE(sightings(bytesOf(u"/proc/%1/%2"_s.arg(player.processId()).arg(entry)), canaries, entry), QStringList());
#endif
#ifdef Q_OS_LINUX
        // In use it may be there, and is found; with the vault locked nothing is, in no disguise.
        const MemorySearch inUse = searchMemory(player.processId(), canaries);
        QVERIFY2(inUse.problem.isEmpty() && inUse.bytes > 10'000'000, qPrintable(inUse.problem));
        for (const QString &name : { u"id_token"_s, u"access token"_s })
            QVERIFY2(std::any_of(inUse.sightings.begin(), inUse.sightings.end(), [&](const QString &one) { return one.startsWith(name); }), qPrintable(name));
#endif
        player.write("\n");
        QTRY_VERIFY_WITH_TIMEOUT(player.canReadLine() || player.state() == QProcess::NotRunning, 30'000);
        QCOMPARE(player.readLine().trimmed(), QByteArray("locked"));
#ifdef Q_OS_LINUX
        const MemorySearch locked = searchMemory(player.processId(), canaries);
        QVERIFY2(locked.problem.isEmpty() && locked.bytes > 10'000'000, qPrintable(locked.problem));
        if (cleared && !locked.sightings.isEmpty())
            qWarning().noquote() << locked.sightings.join(u'\n');
        QVERIFY(!cleared || locked.sightings.isEmpty());
#endif
        player.write("\n");
        player.closeWriteChannel();
        QVERIFY(player.waitForFinished(30'000));
        QCOMPARE(player.exitCode(), 0);
        QVERIFY(searched()); // and at rest
        QCOMPARE(sightings(player.readAllStandardOutput(), canaries, u"standard output"_s), QStringList());
        QCOMPARE(sightings(player.readAllStandardError(), canaries, u"standard error"_s), QStringList());

        // Only this account gets at what is kept.
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(int(QFile::permissions(profile) & others), 0);
        for (const QFileInfo &file : QDir(profile).entryInfoList({ u"vault*"_s }, QDir::Files))
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
        QCOMPARE(int(QFile::permissions(profile + u"/practice/practice-registry.json"_s) & others), 0);

        // The same search over this very profile sees each of them in each form that is put there.
        QFile planted(profile + u"/planted"_s);
        for (const Canary &canary : canaries) {
            for (const QByteArray &form : disguises(canary.value)) {
                QVERIFY(planted.open(QIODevice::WriteOnly) && planted.write(form) == form.size());
                planted.close();
                QVERIFY2(!sightings(bytesOf(planted.fileName()), { canary }, u"planted"_s).isEmpty(), qPrintable(canary.name));
            }
        }
        QVERIFY(!sightingsUnder(profile, canaries).isEmpty());
    }
};

int main(int argc, char **argv)
{
    std::setvbuf(stdin, nullptr, _IONBF, 0); // a buffer would keep what was typed
    http::installLogFilter();
    QCoreApplication::setApplicationName(u"Baton"_s);
    QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments.at(1) == u"--play")
        return runPlayer(app, arguments.at(2), arguments.at(3));
#ifdef Q_OS_LINUX
    if (arguments.size() == 3 && arguments.at(1) == u"--hold")
        return runHolder(arguments.at(2).toUtf8());
#endif
    TestCanaries test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_canaries.moc"
