#include "app/cli/signalwatch.h"

#ifdef Q_OS_UNIX
#include <QtCore/QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace baton::cli {

#ifdef Q_OS_UNIX

namespace {

// A signal handler may do hardly more than write to a descriptor.
volatile sig_atomic_t writeEnd = -1;

void onSignal(int)
{
    const char byte = 1;
    if (writeEnd >= 0)
        [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
}

void handle(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace

SignalWatch::SignalWatch(QObject *parent) : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, m_pair) != 0)
        return;
    for (const int end : m_pair)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    m_notifier = new QSocketNotifier(m_pair[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(m_pair[1], &byte, 1) == 1)
            Q_EMIT interrupted();
    });
    writeEnd = m_pair[0];
    handle(onSignal);
}

SignalWatch::~SignalWatch()
{
    if (m_pair[0] < 0)
        return;
    handle(SIG_DFL);
    writeEnd = -1;
    delete m_notifier;
    ::close(m_pair[0]);
    ::close(m_pair[1]);
}

#else

SignalWatch::SignalWatch(QObject *parent) : QObject(parent) { }
SignalWatch::~SignalWatch() = default;

#endif

} // namespace baton::cli
