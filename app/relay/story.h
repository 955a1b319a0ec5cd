#pragma once

#include "app/base/error.h"
#include "app/orcid/environment.h"

#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QObject>

namespace baton::relay {

enum class Party { Researcher, OriginalClient, Registry, SecondClient };

/// One of the ten steps of a delegation, as it really happened.
struct Step {
    enum class State { NotYet, Running, Done, Failed };
    int number = 0;       ///< 1..10
    Party from = Party::Researcher, to = Party::Registry;
    QString what;         ///< "Opens the sign-in page"
    State state = State::NotYet;
    QString happened;     ///< "200 OK · 84 ms", "Allowed · 14 s", "Not yet"
    QString explanation;  ///< two sentences for the panel
    qint64 traceId = 0;   ///< HTTP exchange behind it, 0 if none
    QDateTime at;
};

/// The story so far: who sent what to whom, in order, each with its trace. Filled by the shell from what the steps report.
///  1 original client → researcher: opens the sign-in page       6 original client → second client: hands over the id_token
///  2 researcher → registry: signs in, allows n scopes           7 second client → registry: exchanges the id_token
///  3 registry → original client: authorization code             8 registry → second client: access token, 1 hour
///  4 original client → registry: exchanges the code             9 second client → registry: adds a work
///  5 registry → original client: access token + id_token       10 registry → second client: saved, source recorded
class Story : public QObject {
    Q_OBJECT
public:
    explicit Story(QObject *parent = nullptr);

    const QList<Step> &steps() const { return m_steps; }
    const Step &step(int number) const;
    QString originalClient() const { return m_original; }
    QString secondClient() const { return m_second; }
    /// The first that is neither done nor failed; 0 when all ended.
    int current() const;

    void setParties(const QString &originalClient, const QString &secondClient);
    void startOver();
    void running(int number, const QString &what = {});
    void done(int number, const QString &happened, qint64 traceId = 0, const QString &what = {});
    /// Later steps fall back to NotYet: flow stops here.
    void failed(int number, const Error &error);

Q_SIGNALS:
    void changed(int number); ///< 0 = everything

private:
    bool fallBack(int after); ///< later steps become NotYet; true if one was not

    QList<Step> m_steps;
    QString m_original, m_second;
};

} // namespace baton::relay
