// bench_window empty|baton: shows a window and says, once it is painted, how much memory the process took at its peak.
// The caller takes the time from spawning to that line.
#include "ui/shell/workbench.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMainWindow>

#include <cstdio>

namespace {

qint64 peakKiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

class FirstPaint : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_seen) {
            m_seen = true;
            QTimer::singleShot(0, this, [] {
                std::printf("painted %lld\n", static_cast<long long>(peakKiB()));
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_seen = false;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    FirstPaint paint;
    if (argc > 1 && QByteArray(argv[1]) == "baton") {
        QTemporaryDir profile;
        baton::ui::Workbench::Options options;
        options.profileDir = profile.path();
        options.practicePort = 0;
        baton::ui::Workbench bench(options);
        bench.start(baton::ui::Workbench::VaultWay::Session);
        bench.window().installEventFilter(&paint);
        bench.showWindow(true);
        return app.exec();
    }
    QMainWindow window;
    window.resize(1180, 730);
    window.installEventFilter(&paint);
    window.show();
    return app.exec();
}
