"""A real Secret Service (gnome-keyring-daemon) in every mood, on a bus where nothing starts by itself."""
import os, signal, subprocess, threading

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.secrets'
HERE = os.path.dirname(os.path.abspath(__file__))


class Keyring:
    def __init__(self):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.daemon = self.prompter = None

    def waits_until_there(self, there):
        """For the bus to say that the service came or went."""
        loop, seen = GLib.MainLoop(), []

        def settle(now):
            seen.append(now)
            if now == there:
                loop.quit()
        watch = Gio.bus_watch_name_on_connection(self.bus, NAME, Gio.BusNameWatcherFlags.NONE, lambda *_: settle(True), lambda *_: settle(False))
        limit = GLib.timeout_add_seconds(20, loop.quit)
        loop.run()
        Gio.bus_unwatch_name(watch)
        if not seen or seen[-1] != there:
            raise SystemExit(f'the keyring daemon did not {"come" if there else "go"}')
        GLib.source_remove(limit)

    def start(self, unlocked=True):
        self.daemon = subprocess.Popen(['gnome-keyring-daemon', '--foreground', '--components=secrets'] + (['--unlock'] if unlocked else []),
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if unlocked:
            self.daemon.stdin.write(b'keyring password')
        self.daemon.stdin.close()
        self.waits_until_there(True)

    def stop(self, kill=False):
        if not self.daemon:
            return
        self.daemon.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        self.daemon.wait(20)
        self.daemon = None
        self.waits_until_there(False)

    def kill(self):
        self.stop(kill=True)

    def freeze(self):
        self.daemon.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.daemon.send_signal(signal.SIGCONT)

    def asks(self, answer):
        """From now on the desktop's question gets this answer: dismiss, ignore."""
        self.asks_nobody()
        self.prompter = subprocess.Popen(['/usr/bin/python3', os.path.join(HERE, 'prompter.py'), answer], stdout=subprocess.PIPE, text=True)
        self.was_asked('ready')

    def was_asked(self, words='asked'):
        """Waits until the desktop puts the question."""
        rescue = threading.Timer(20, self.prompter.kill)
        rescue.start()
        line = self.prompter.stdout.readline()
        rescue.cancel()
        if not line.startswith(words):
            raise SystemExit(f'the prompter said {line!r} instead of {words}')

    def asks_nobody(self):
        if self.prompter:
            self.prompter.terminate()
            self.prompter.wait(10)
            self.prompter = None

    def end(self):
        self.asks_nobody()
        if self.daemon:
            self.thaw()
            self.stop()
