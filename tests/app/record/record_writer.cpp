// Edits a record without end, with a draft before each edit, and tells on standard output what is saved and what is confirmed,
// until it is killed. Arguments: folder, issuer, api, name of this run. The token is in BATON_TEST_TOKEN.

#include "app/base/whendone.h"
#include "tests/app/record/connection.h"
#include "tests/app/record/filekeychain.h"
#include "tests/app/record/practicerecord.h"

#include <QtCore/QCoreApplication>

#include <cstdio>
#include <random>

using namespace baton;
using namespace baton::record;
using namespace Qt::StringLiterals;

namespace {

class Hand : public QObject, private test::Connection {
public:
    Hand(const QString &folder, const QString &issuer, const QUrl &api, const QString &run)
        : m_run(run), m_chance(std::random_device {}()), m_vault(folder + u"/profile"_s, std::make_unique<test::FileKeychain>(folder + u"/key"_s))
    {
        test::PracticeRecord::begin(session, clock, issuer, api, qEnvironmentVariable("BATON_TEST_TOKEN"));
        connect(&m_vault, &vault::Vault::stateChanged, this, [this](vault::Vault::State state) {
            if (state != vault::Vault::State::Open)
                return;
            tell(u"ready"_s);
            edit();
        });
        m_vault.open();
    }

private:
    static void tell(const QString &line)
    {
        std::printf("%s\n", qPrintable(line));
        std::fflush(stdout);
    }
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_chance); }

    void edit()
    {
        const QString title = u"Marsh-%1-%2"_s.arg(m_run).arg(++m_number);
        Draft draft;
        draft.id = u"draft-%1"_s.arg(m_number % 7);
        draft.place = m_writer.place();
        draft.section = u"works"_s;
        draft.title = title;
        draft.content = test::PracticeRecord::work(title, u"10.5555/%1"_s.arg(title));
        draft.inEditor = true;
        if (const auto saved = m_drafts.save(draft); !saved)
            std::exit(1);
        tell(u"draft %1 %2"_s.arg(draft.id, title));
        const int kind = m_known.isEmpty() ? 0 : below(3);
        if (kind == 2)
            return remove(m_known.takeAt(below(int(m_known.size()))));
        if (kind == 1)
            return change(below(int(m_known.size())), title);
        whenDone(m_writer.add(u"works"_s, draft.content), this, [this, title](const Result<Item> &item) {
            if (item) {
                tell(u"add %1 %2"_s.arg(item->putCode).arg(title));
                m_known << *item;
            }
            edit();
        });
    }
    void change(int which, const QString &title)
    {
        QJsonObject content = m_known[which].json;
        content[u"title"_s] = test::PracticeRecord::work(title, {})[u"title"_s];
        whenDone(m_writer.change(u"works"_s, m_known[which].putCode, content, m_known[which].json), this, [this, which, title](const Result<Item> &item) {
            if (item) {
                tell(u"change %1 %2"_s.arg(item->putCode).arg(title));
                m_known[which] = *item;
            }
            edit();
        });
    }
    void remove(const Item &item)
    {
        whenDone(m_writer.remove(item), this, [this, item](const Result<void> &done) {
            if (done)
                tell(u"delete %1 -"_s.arg(item.putCode));
            edit();
        });
    }

    QString m_run;
    std::mt19937 m_chance;
    vault::Vault m_vault;
    Journal m_journal { m_vault };
    Drafts m_drafts { m_vault };
    Writer m_writer { client, session, m_journal };
    QList<Item> m_known;
    int m_number = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() != 5)
        return 2;
    Hand hand(arguments[1], arguments[2], QUrl(arguments[3]), arguments[4]);
    return app.exec();
}
